"""Indicators of a plan that lead from where it began to what it aims at by arrows, and tables of them drawn with strokes.

◆遊歩道の延長 above 12.4㎞（令和５年度） ⇒ 14㎞（令和８年度） ⇒ 15.5㎞（令和１０年度）; or tiles side by side, the years below
their figures; or 指標 現状 2028 2033 in cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.documents.cell import is_value, parted
from knowledge.documents.lines import Line
from knowledge.documents.other_heads import BETWEEN
from knowledge.documents.other_table import OtherTable, table_at
from knowledge.documents.positions import Placed, placed_cells
from knowledge.documents.told_cells import is_two_in_one
from knowledge.language.text import is_gap, printed

_ARROWS = re.compile(r"[ \u3000\t]*[⇒⇨→➡➔▶►▷▹↗↘]+[ \u3000\t]*")
_MARK = re.compile(r"^[◆◇●○■□・▼★☆▶►]\s?")
# A sentence, the heading of a field, a note.
_NO_NAME = re.compile(r"。$|^[【〔《※]")
_WHEN = re.compile(r"(?P<value>[^（(]*)[（(](?P<when>[^（）()]+)[）)]")
_YEAR = re.compile(r"(?:(?:令和|平成|[RH])(?:元|\d{1,2})|20\d\d)(?:年度?)?")
_MIDDLE = re.compile(r"中間(?:目標)?(?:値)?\s?(?P<value>\S.*)")
_BEGAN = re.compile("現状|基準|策定時|当初|現況")
_AIM = re.compile("目標|目指|めざ|最終|中間")
_EACH_YEAR = re.compile(r"(?:毎年|年間?|約|延べ)?(?=\d)")
_NAMES = ("現状値", "中間目標", "最終目標")


@dataclass(frozen=True)
class Aim:
    """One indicator as a sentence; ``code`` is that of the basic measure a table names beside it, "" where the table has no
    such column, "？" where the row prints none in it; ``doubt`` is what is not sure."""

    text: str
    at: Line
    code: str = ""
    doubt: str | None = None


def aims_by_arrows(lines: Sequence[Line]) -> tuple[list[Line], list[Aim]]:
    """The lines that are none of these, and the aims in their order. A name stands on the line above its figures."""
    left: list[Line] = []
    found: list[Aim] = []
    nth = 0
    while nth < len(lines):
        line = lines[nth]
        if BETWEEN in line.raw and (drawn := table_at(lines, nth)) is not None:
            table, nth = drawn
            found += _of_table(table)
            continue
        parts = _ARROWS.split(line.raw.strip())
        name = next((above for above in reversed(left) if not above.blank), None)
        if len(parts) > 1 and name is not None and not _NO_NAME.search(name.text):
            tiles = _tiles(lines, nth, name)
            if tiles is not None:
                aims, nth = tiles
                _take_away(left, name)
                found += aims
                continue
            aim = _of_line([printed(part) for part in parts], name)
            if aim is not None:
                _take_away(left, name)
                found.append(aim)
                nth += 1
                continue
        left.append(line)
        nth += 1
    return left, found


def _take_away(left: list[Line], name: Line) -> None:
    del left[max(nth for nth, line in enumerate(left) if line is name) :]


def _of_line(parts: Sequence[str], name: Line) -> Aim | None:
    """The aim of one line of two or three figures with their years behind them; None where they are no figures."""
    if len(parts) > 3 or not _is_told(parts[0]) or not _is_told(parts[-1]):
        return None
    if not any(_WHEN.fullmatch(part) for part in parts) or not re.search(r"\d", parts[-1]):
        return None
    heads = _NAMES if len(parts) == 3 else (_NAMES[0], "目標値")
    said = _MARK.sub("", name.text)
    told = [_said(head, part) for head, part in zip(heads, parts, strict=True) if not _is_empty(part)]
    return Aim(f"{said}は、{'、'.join(told)}です。", name) if told else None


def _is_empty(part: str) -> bool:
    match = _WHEN.fullmatch(part)
    return is_gap(match["value"] if match else part)


def _is_told(part: str) -> bool:
    match = _WHEN.fullmatch(part)
    bare = _EACH_YEAR.sub("", match["value"] if match else part)
    return is_gap(bare) or is_value(bare) or len(parted(bare)) == 2


def _said(head: str, part: str, when: str = "") -> str:
    match = _WHEN.fullmatch(part)
    value = match["value"].strip() if match else part
    when = match["when"] if match else when
    return f"{head}（{when}）が{value}" if when else f"{head}が{value}"


def _tiles(lines: Sequence[Line], nth: int, name: Line) -> tuple[list[Aim], int] | None:
    """Indicators side by side: their names above, their figures with an arrow between the two, the years below, and below that
    what is aimed at between them. None where the cells are not as many as the names."""
    names = placed_cells(name)
    figures = [cell for cell in placed_cells(lines[nth]) if not _ARROWS.fullmatch(cell.text)]
    below = [(at, placed_cells(lines[at])) for at in range(nth + 1, len(lines)) if not lines[at].blank][:3]
    if not names or len(figures) != 2 * len(names) or not below:
        return None
    end, years = below[0]
    if len(years) != len(figures) or not all(_YEAR.fullmatch(year.text) for year in years):
        return None
    middle: list[tuple[str, str]] = [("", "")] * len(names)
    if len(below) > 2 and (of := _middle(below[1][1], below[2][1], len(names))):
        middle, end = of, below[2][0]
    aims = []
    for at, cell in enumerate(names):
        began, aimed = figures[2 * at : 2 * at + 2]
        first, last = years[2 * at : 2 * at + 2]
        told = [
            _said(head, value, when)
            for head, value, when in (
                (_NAMES[0], began.text, first.text),
                (_NAMES[1], *middle[at]),
                (_NAMES[2] if middle[at][0] else "目標値", aimed.text, last.text),
            )
            if not is_gap(value)
        ]
        aims.append(Aim(f"{_MARK.sub('', cell.text)}は、{'、'.join(told)}です。", name))
    return aims, end + 1


def _middle(values: Sequence[Placed], years: Sequence[Placed], count: int) -> list[tuple[str, str]]:
    found = [_MIDDLE.fullmatch(cell.text) for cell in values]
    if (
        len(found) != count
        or len(years) != count
        or not all(found)
        or not all(_YEAR.fullmatch(of.text) for of in years)
    ):
        return []
    return [(match["value"], year.text) for match, year in zip(found, years, strict=True) if match]


def _of_table(table: OtherTable) -> list[Aim]:
    """The rows of a table in cells, each with the heads of its columns."""
    heads = table.heads
    began = next((nth for nth, head in enumerate(heads.printed) if _BEGAN.match(head)), None)
    told_so = (nth for nth, head in enumerate(heads.printed) if not heads.roles[nth] and _head_of_figures(head))
    columns = sorted({*heads.figures(), *told_so})
    found = []
    for row in table.rows:
        name = row.text(heads.nth("name")) or row.text(heads.nth("project"))
        unit = row.text(heads.nth("unit"))
        told = []
        for nth in columns:
            value = row.text(nth)
            if is_gap(value):
                continue
            head = heads.printed[nth]
            if _YEAR.fullmatch(head):
                year = f"{head}年度" if head.isdigit() else head
                head = f"目標値（{year}）" if began is not None and nth > began else year
            if (match := _WHEN.fullmatch(value)) and re.search(r"\d", match["when"]):
                head, value = f"{re.sub(r'（.*）$', '', head)}（{match['when']}）", match["value"]
            bare = unit and not is_gap(unit) and re.fullmatch(r"[\d,.]+", value)
            told.append(f"{head}が{value}{unit if bare else ''}")
        code = row.text(heads.nth("code")) or ("" if heads.nth("code") is None else "？")
        if name and any(is_two_in_one(row.text(nth)) for nth in columns):
            said = " ".join(row.text(nth) for nth in columns)
            told = [f"資料に「{said}」とあり、どの年度の数字か確かではありません。"]
            found.append(Aim(f"{name}は、{told[0]}", row.at, code, told[0]))
        elif name and told:
            found.append(Aim(f"{name}は、{'、'.join(told)}です。", row.at, code))
    return found


def _head_of_figures(head: str) -> bool:
    bare = re.sub(r"[（(].*[）)]$", "", head)
    return len(bare) <= 8 and (_BEGAN.match(bare) is not None or _AIM.match(bare) is not None)
