"""Tables turned on their side: the indicators stand side by side, and each line is what was aimed at or reached in a year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.documents.cell import is_value, parted
from knowledge.documents.column import Column, column_of
from knowledge.documents.columns import is_table_head
from knowledge.documents.lines import Line

_GAP = re.compile(r"[\u3000\t]+ *| {2,}")
_UNIT = re.compile(r"[（(](?:単位[:：])?(?P<unit>[^（）()]+)[）)]")


@dataclass(frozen=True)
class _Year:
    """One line of figures: what they are and of which year, one figure for each indicator."""

    column: Column
    figures: tuple[str, ...]


def turned_back(lines: Sequence[Line], year: int) -> list[Line]:
    """The lines of a sheet with such a table as the form prints it: a head 区分 目標 実績, and a line for each indicator.

    Where the names above are not as many as its columns, they stay the head of the table, which nobody knows to read.
    """
    if any(map(is_table_head, lines)):
        return list(lines)
    years = {nth: found for nth, line in enumerate(lines) if (found := _year(line))}
    told = [nth for nth, found in years.items() if found.column.kind in {"target", "result"}]
    counts = {len(found.figures) for found in years.values()}
    if len(told) < 2 or len(counts) != 1:
        return list(lines)
    first, (count,) = min(years), counts
    above = [nth for nth in range(first - 1, -1, -1) if not lines[nth].blank][:2]
    units: list[str] = []
    if above and (found_units := [_UNIT.fullmatch(cell) for cell in _cells(lines[above[0]])]) and all(found_units):
        units = [found["unit"] for found in found_units if found]
        del above[0]
    names = _cells(lines[above[0]]) if above else []
    if count < 2:
        return list(lines)
    unsure = len(names) != count or (bool(units) and len(units) != count)
    head = f"区分 {' '.join(names) or '？'}" if unsure else "区分 目標 実績"
    rows = [Line(lines[first].page, lines[first].number, text) for text in (head, "", "目標値", "")]
    if unsure:
        return [*lines[:first], *rows, *lines[first:]]
    for nth, name in enumerate(names):
        figures = " ".join(_of_year(years.values(), kind, nth, year) for kind in ("target", "result"))
        unit = f"（{units[nth]}）" if units else ""
        rows += [Line(lines[first].page, lines[first].number, text) for text in (f"{name}{unit} {figures}", "")]
    return [*lines[: above[0]], *rows, *lines[max(years) + 1 :]]


def _of_year(years: Iterable[_Year], kind: str, nth: int, year: int) -> str:
    """The figure of the sheet's year, a dash where there is none; several make the row too long to be believed."""
    found = [of.figures[nth] for of in years if of.column.kind == kind and of.column.year in {None, year}]
    return " ".join(found) or "－"


def _year(line: Line) -> _Year | None:
    cells = _cells(line)
    spread = next((nth for nth, cell in enumerate(cells) if len(cell) > 1 or is_value(cell)), 0)  # 達　成　率
    name, *figures = ["".join(cells[:spread]), *cells[spread:]] if spread > 1 else cells
    column = column_of(name)
    if column is None or not figures or not all(is_value(cell) or len(parted(cell)) == 2 for cell in figures):
        return None
    return _Year(column, tuple(figures))


def _cells(line: Line) -> list[str]:
    wide = [cell.replace(" ", "") for cell in (Line(1, 1, part).text for part in _GAP.split(line.raw.strip())) if cell]
    return wide if len(wide) > 1 else (line.text.split(" ") if line.text else [""])
