"""The columns of a sheet's table as its head names them: 区分, 単位, 平成30年度実績, 令和元年度目標, 令和元年度実績.

A head says which column is which: what the sheet's own year aimed at and reached is taken by it, wherever the column stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.documents.lines import Line
from knowledge.language.text import years

_TARGET = r"(?:目標|計画|(?:当初|最終|補正後)?予算)(?:値|額|数|現額)?"
_RESULT = r"(?:実績|決算)(?:値|額|数)?"
# What a table may print besides: where it began, and what is reckoned from the other columns.
_BESIDE = (
    r"(?:基準|現状|現況|策定時|当初|中間|最終)(?:値|目標値?)?|(?:対?前年度?|目標)?(?:達成|進捗|執行|伸び|増減|比較)(?:率|度|状況|額|数)?"
    r"|対?前年度?(?:比|差|増減)|増減|差引?|評価"
)
_KIND = re.compile(rf"(?P<target>{_TARGET})|(?P<result>{_RESULT})|(?P<beside>{_BESIDE})")
# Columns of money in tables that hold no indicators, and what such tables say of it besides.
_MONEY = re.compile(rf"{_TARGET}|{_RESULT}|事業費|金額|支出済?額|執行額|増減額?|財源.*|執行率|備考|担当.*|所管.*")
_THIS_YEAR = re.compile(r"本年度?|当年度?|今年度?|当該年度?")
_OTHER_YEAR = re.compile(r"前々?年度?|昨年度?|翌年度?|次年度?|来年度?")
_UNIT = re.compile(r"[（(［\[](?:単位[:：]?)?([^（）()［］\[\]\d]{1,8})[）)］\]]$")
_BRACKETS = re.compile(r"[（）()［］\[\]\s]")
_BROKEN = re.compile(
    r"((?:年度?|\d[）)]))\s(?=[（(]?(?:目標|実績|計画|決算|(?:当初|最終)?予算))|(目標|実績|予算|決算)\s(?=[（(値額])"
)
_NAMES = {"指標", "指標名", "項目", "項目名", "内容"}
_TABLE = re.compile(r"区\s?分(?:\s.*)?")
_SIDE_LABELS = {"目標値", "目標"}
_MOST_COLUMNS = 8


@dataclass(frozen=True)
class Columns:
    """How many ``figures`` a row has, and which of them are the target (None: there is no such column) and the result of the
    sheet's year. ``unit_first``: the unit has a column before them; ``said``: the head as printed; ``doubt``: what is not sure.
    """

    figures: int
    target: int | None
    result: int
    unit_first: bool = False
    said: str = ""
    doubt: str | None = None

    @property
    def plain(self) -> bool:
        """The form of the city: what was aimed at, and what came of it."""
        return (self.figures, self.target, self.result, self.unit_first) == (2, 0, 1, False)


TWO = Columns(2, 0, 1)


@dataclass(frozen=True)
class _Column:
    """``kind`` is target, result, beside, or "" for a year alone; ``year`` None if it says none, 0 for 前年度."""

    kind: str
    year: int | None


def is_table_head(line: Line) -> bool:
    """Whether the head of the sheet's table begins on this line."""
    return _TABLE.fullmatch(line.text) is not None


def columns_of(lines: Sequence[Line], year: int) -> Columns:
    """The columns of the table of a sheet of a fiscal year. Heads printed again on another page have to say the same."""
    found = [_columns(_said(lines, nth), year) for nth, line in enumerate(lines) if is_table_head(line)]
    if not found:
        return TWO
    first = found[0]
    for other in found[1:]:
        if replace(other, said="", doubt=None) != replace(first, said="", doubt=None):
            said = (
                f"表の見出しが「{first.said}」と「{other.said}」の2とおりあり、どの欄が目標か実績か確かではありません。"
            )
            return replace(first, doubt=first.doubt or said)
    return first


def heads_another_table(line: Line) -> bool:
    """Whether a line is the head of a table of money beside the indicators: 主な事業 予算額（千円） 決算額（千円）."""
    name, *columns = line.text.split(" ")
    if not columns or re.search(r"\d", name) or len(name) > 8:
        return False
    kinds = [_BRACKETS.sub("", _UNIT.sub("", column)) for column in columns]
    named = [_MONEY.fullmatch(kind) or _column(column) for kind, column in zip(kinds, columns, strict=True)]
    return all(named) and any(re.search("[額費算]", kind) for kind in kinds)


def _said(lines: Sequence[Line], nth: int) -> str:
    """The head on one line; its columns may stand on lines of their own below 区分."""
    said = re.sub(r"^区\s分", "区分", lines[nth].text)
    if said != "区分":
        return said
    kinds: list[str] = []
    for line in lines[nth + 1 :]:
        if line.blank:
            continue
        column = _column(line.text)
        beside_rows = line.text in _SIDE_LABELS and "target" in kinds  # 目標値 at the left of the rows
        if (column is None and line.text != "単位") or beside_rows or len(kinds) == _MOST_COLUMNS:
            break
        kinds.append(column.kind if column else "")
        said += f" {line.text}"
    return said


def _columns(said: str, year: int) -> Columns:
    names = _BROKEN.sub(lambda broken: broken[1] or broken[2], said).split(" ")[1:]
    while names and names[0] in _NAMES:
        del names[0]
    unit_first = bool(names) and names[0] == "単位"
    figures = [name for name in names if name != "単位"]
    columns = [_column(name) for name in figures]
    unsure = replace(
        TWO, said=said, doubt=f"表の見出しが「{said}」となっていて、どの欄が目標か実績か確かではありません。"
    )
    if not columns or None in columns or len(names) - len(figures) > 1:
        return unsure
    known = [column for column in columns if column is not None]
    targets = [nth for nth, column in enumerate(known) if column.kind == "target" and column.year in {None, year}]
    results = [nth for nth, column in enumerate(known) if column.kind == "result" and column.year in {None, year}]
    if not results and targets:  # 平成30年, 令和元年目標, 令和元年
        results = [nth for nth, column in enumerate(known) if column.kind == "" and column.year == year]
    other_year = f"表の見出しが「{said}」となっていて、シートの年度と違います。"
    elsewhere = {column.kind for column in known if column.year not in {None, year}}
    if (not results and elsewhere & {"result", ""}) or (not targets and "target" in elsewhere):
        return replace(unsure, doubt=other_year)
    if len(targets) > 1 or len(results) != 1:
        return unsure
    target, (result,) = next(iter(targets), None), results
    if target is not None and result < target:
        return unsure
    return Columns(len(known), target, result, unit_first, said)


def _column(printed: str) -> _Column | None:
    """What one name of a column says; None where it names none that is known here."""
    text = printed
    kind = _kind_of(text)
    if kind is None and (unit := _UNIT.search(text)):
        text = text[: unit.start()]
        kind = _kind_of(text)
    if kind is None:
        return None
    named = {mention.year for mention in years(text)}
    if len(named) > 1:
        return None
    if _OTHER_YEAR.search(text):
        return _Column(kind or "beside", 0)
    if not named and kind == "" and not _THIS_YEAR.search(text):
        return None
    return _Column(kind, named.pop() if named else None)


def _kind_of(text: str) -> str | None:
    """target, result or beside; "" for a name that is a year and nothing else; None for another."""
    left = text
    for mention in reversed(years(text)):
        left = left[: mention.start] + left[mention.end :]
    left = _BRACKETS.sub("", _OTHER_YEAR.sub("", _THIS_YEAR.sub("", left)))
    left = re.sub(r"^(?:年度?)?末?の?|年度$", "", left)
    if not left:
        return ""
    match = _KIND.fullmatch(left)
    if match is None:
        # 対前年度比 has lost its year by now.
        match = _KIND.fullmatch(_BRACKETS.sub("", text))
    return None if match is None else str(match.lastgroup)
