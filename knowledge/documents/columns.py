"""The columns of a sheet's table as its head names them: 区分, 単位, 平成30年度実績, 令和元年度目標, 令和元年度実績.

A head says which column is which: what the sheet's own year aimed at and reached is taken by it, wherever the column stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from knowledge.documents.column import BRACKETS, OTHER_YEAR, RESULT, TARGET, UNIT, column_of
from knowledge.documents.lines import Line
from knowledge.documents.spacing import closed_up

# Columns of money in tables that hold no indicators, and what such tables say of it besides.
_MONEY = re.compile(rf"{TARGET}|{RESULT}|事業費|金額|支出済?額|執行額|増減額?|財源.*|執行率|備考|担当.*|所管.*")
_BROKEN = re.compile(
    r"((?:年度?|\d[）)]))\s(?=[（(]?(?:目標|実績|計画|決算|(?:当初|最終)?予算))|(目標|実績|予算|決算)\s(?=[（(値額])"
)
_BUDGET_FOR_SHORT = re.compile(r"(?:当初|最終|補正後?|現計)$")
_NAMES = {"指標", "指標名", "項目", "項目名", "内容"}
_WIDE_GAP = re.compile(r"[\u3000\t]+ *| {2,}")
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


def is_table_head(line: Line) -> bool:
    """Whether the head of the sheet's table begins on this line."""
    return _TABLE.fullmatch(line.text) is not None


def columns_of(lines: Sequence[Line], year: int) -> Columns:
    """The columns of the table of a sheet of a fiscal year. Heads printed again on another page have to say the same."""
    found = [_columns_of_head(lines, nth, year) for nth, line in enumerate(lines) if is_table_head(line)]
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
    kinds = [BRACKETS.sub("", UNIT.sub("", column)) for column in columns]
    named = [_MONEY.fullmatch(kind) or column_of(column) for kind, column in zip(kinds, columns, strict=True)]
    return all(named) and any(re.search("[額費算]", kind) for kind in kinds)


def lines_of_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines above and below a table's 区分 that belong to a head of two lines: years, and what each has of them."""
    heads = [nth for nth, line in enumerate(lines) if is_table_head(line)]
    return [line for nth in heads for line in _beside_head(lines, nth)]


def columns_named(text: str, year: int) -> Columns | None:
    """The columns that 事業費 names beside it; None where that is anything else. There 当初 and 最終 are budgets."""
    names = [_BUDGET_FOR_SHORT.sub(r"\g<0>予算", name) for name in text.split(" ")]
    if len(names) < 2 or any(column_of(name) is None for name in names):
        return None
    return replace(_columns(f"区分 {' '.join(names)}", year), said=text)


def _columns_of_head(lines: Sequence[Line], nth: int, year: int) -> Columns:
    said = _said(lines, nth)
    beside = _beside_head(lines, nth)
    if not beside:
        return _columns(said, year)
    first, named = _names_of_head(lines[nth])
    above = [line.text.split(" ") for line in beside if _are_years(line)] or [named]
    below = [line.text.split(" ") for line in beside if not _are_years(line)] or [named]
    said = " ".join(["区分", *first, *above[0]]) + f"／{' '.join(below[0])}"
    return _of_two_lines(said, first, above[0], below[0], year)


def _beside_head(lines: Sequence[Line], nth: int) -> list[Line]:
    """The other line or lines of a head that prints the years above and what each has of them below."""
    _, named = _names_of_head(lines[nth])
    above = next((line for line in reversed(lines[:nth]) if not line.blank), None)
    below = next((line for line in lines[nth + 1 :] if not line.blank), None)
    if named and all(_is_year(name) for name in named):
        return [below] if below is not None and _are_kinds(below.text.split(" "), len(named)) else []
    if above is None or not _are_years(above):
        return []
    count = len(above.text.split(" "))
    if _are_kinds(named, count):
        return [above]
    return [above, below] if not named and below is not None and _are_kinds(below.text.split(" "), count) else []


def _names_of_head(line: Line) -> tuple[list[str], list[str]]:
    """指標 and 単位, where they have columns, and the columns of figures that a head prints on its line."""
    _, *named = _text_of_head(line).split(" ")
    count = next((nth for nth, name in enumerate(named) if name not in {*_NAMES, "単位"}), len(named))
    return named[:count], named[count:]


def _text_of_head(line: Line) -> str:
    """The head on one line, its names whole where they are spread: 令 和 ６ 年 度 目 標."""
    cells = [Line(1, 1, cell).text for cell in _WIDE_GAP.split(line.raw.strip())]
    return re.sub(r"^区\s分", "区分", " ".join(map(closed_up, cells)))


def _are_years(line: Line) -> bool:
    names = line.text.split(" ")
    return len(names) > 1 and all(map(_is_year, names))


def _is_year(name: str) -> bool:
    """Whether a name is a year and nothing else, 前年度 among them."""
    column = column_of(name)
    return column is not None and (column.kind == "" or OTHER_YEAR.fullmatch(name) is not None)


def _are_kinds(names: Sequence[str], years: int) -> bool:
    """Whether these say what columns hold and not of which year, for so many years."""
    columns = [column_of(name) for name in names]
    return len(names) >= years and all(column is not None and column.kind and not column.year for column in columns)


def _of_two_lines(said: str, first: Sequence[str], above: Sequence[str], below: Sequence[str], year: int) -> Columns:
    """The columns of a head that prints the years above: what it prints below belongs to them in order, and the year of the
    sheet has a target and a result. Where that can be in two ways, nobody knows which column is which."""
    ways = {
        replace(found, said=said)
        for names in _shared_out(above, below)
        if (found := _columns(" ".join(["区分", *first, *names]), year)).doubt is None and found.target is not None
    }
    if len(ways) == 1:
        return ways.pop()
    return replace(TWO, said=said, doubt=_unsure(said))


def _shared_out(above: Sequence[str], below: Sequence[str]) -> Iterator[list[str]]:
    """Every way to give each year one or more of the columns below it, none of a kind twice."""
    for cuts in combinations(range(1, len(below)), len(above) - 1):
        parts = [below[begin:end] for begin, end in zip((0, *cuts), (*cuts, len(below)), strict=True)]
        if all(len(set(part)) == len(part) for part in parts):
            yield [name for year, part in zip(above, parts, strict=True) for name in _of_year(year, part)]


def _with_their_years(names: Sequence[str]) -> list[str]:
    """Each name with the year before it, where several years stand alone before what they have: 令和5年度 目標 実績 令和6年度
    目標. Else 実績 of the year before would be that of the sheet's."""
    years = [nth for nth, name in enumerate(names) if _is_year(name)]
    if len(years) < 2 or years[-1] == len(names) - 1 or any(after == nth + 1 for nth, after in pairwise(years)):
        return list(names)
    found = list(names[: years[0]])
    for begin, end in zip(years, [*years[1:], len(names)], strict=True):
        kinds = names[begin + 1 : end]
        if not _are_kinds(kinds, 1):
            return list(names)
        found += _of_year(names[begin], kinds)
    return found


def _of_year(year: str, kinds: Sequence[str]) -> list[str]:
    return [kind if OTHER_YEAR.search(kind) else f"{year}{kind}" for kind in kinds]


def _unsure(said: str) -> str:
    return f"表の見出しが「{said}」となっていて、どの欄が目標か実績か確かではありません。"


def _said(lines: Sequence[Line], nth: int) -> str:
    """The head on one line; its columns may stand on lines of their own below 区分."""
    said = _text_of_head(lines[nth])
    if said != "区分":
        return said
    kinds: list[str] = []
    for line in lines[nth + 1 :]:
        if line.blank:
            continue
        column = column_of(line.text)
        beside_rows = line.text in _SIDE_LABELS and "target" in kinds  # 目標値 at the left of the rows
        if (column is None and line.text != "単位") or beside_rows or len(kinds) == _MOST_COLUMNS:
            break
        kinds.append(column.kind if column else "")
        said += f" {line.text}"
    return said


def _columns(said: str, year: int) -> Columns:
    names = _with_their_years(said.split(" ")[1:])
    names = _BROKEN.sub(lambda broken: broken[1] or broken[2], " ".join(names)).split(" ")
    while names and names[0] in _NAMES:
        del names[0]
    unit_first = bool(names) and names[0] == "単位"
    figures = [name for name in names if name != "単位"]
    columns = [column_of(name) for name in figures]
    unsure = replace(TWO, said=said, doubt=_unsure(said))
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
    if len(results) != 1:
        return unsure
    if len(targets) > 1:  # 当初予算, 最終予算, 決算
        return Columns(len(known), None, results[0], unit_first, said, unsure.doubt)
    target, (result,) = next(iter(targets), None), results
    return Columns(len(known), target, result, unit_first, said)
