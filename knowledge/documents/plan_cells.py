"""A plan's table of indicators whose cells the extracted text prints one below the other: the heads of the columns, and for
each row its name, its unit and its values, a line each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.documents.cell import is_value, parted
from knowledge.documents.lines import Line
from knowledge.language.units import is_unit

_ARROW = re.compile("[↗↘→↑↓]")
_IN_BRACKETS = re.compile(r"（[^（）]*）")
_LONGEST_UNIT = 10


@dataclass(frozen=True)
class CellHeads:
    """The heads of the columns of figures, whether a column of units comes before them, and how many lines they take."""

    columns: tuple[str, ...]
    unit_first: bool
    lines: int


@dataclass(frozen=True)
class CellRow:
    """The lines of a name, the unit "" where none is printed, and the values: as a rule one for each column."""

    name: tuple[Line, ...]
    unit: str
    values: tuple[str, ...]


def cell_heads(lines: Sequence[Line], is_head: Callable[[str], bool]) -> CellHeads | None:
    """The heads that begin with the first of the lines, 指標; None where other lines follow."""
    columns: list[str] = []
    unit_first = False
    taken = 1
    for nth, line in enumerate(lines[1:], 2):
        if line.blank:
            continue
        if line.text == "単位" and not columns:
            unit_first = True
        elif is_head(line.text):
            columns.append(line.text)
        elif columns and _IN_BRACKETS.fullmatch(line.text) and "（" not in columns[-1]:
            columns[-1] += line.text
        else:
            break
        taken = nth
    return CellHeads(tuple(columns), unit_first, taken) if len(columns) > 1 else None


def cell_rows(
    lines: Sequence[Line], heads: CellHeads, ends: Callable[[Line], bool]
) -> tuple[list[CellRow], list[Line], int]:
    """The rows below such heads, the lines between them that belong to none, and how many lines all of them take."""
    rows: list[CellRow] = []
    other: list[Line] = []
    name: list[Line] = []
    values: list[Line] = []
    taken = 0
    for nth, line in enumerate([*lines, None], 1):
        if line is not None and not line.blank and name and _is_cell(line.text):
            values.append(line)
            taken = nth
            continue
        if line is not None and line.blank:
            if not values:
                name.append(line)
            continue
        if values:
            apart, row = _row(name, values, heads)
            rows.append(row)
            other += apart
            name, values = [], []
        if line is None or ends(line):
            break
        name.append(line)
    return rows, other, taken


def _is_cell(text: str) -> bool:
    return " " not in text and (is_value(text) or len(parted(text)) == 2 or _ARROW.fullmatch(text) is not None)


def _row(above: Sequence[Line], values: Sequence[Line], heads: CellHeads) -> tuple[list[Line], CellRow]:
    """The row of these values, and the lines above its name that belong to none: a caption with an empty line below it."""
    said = [line for line in above if not line.blank]
    printed = [line.text for line in values]
    unit = ""
    if heads.unit_first and len(said) > 1:
        if len(printed) < len(heads.columns) and _IN_BRACKETS.fullmatch(said[-1].text) and is_unit(said[-2].text):
            printed.insert(0, said.pop().text)  # （新規）
        if len(said) > 1 and (is_unit(said[-1].text) or len(said[-1].text) <= _LONGEST_UNIT):
            unit = said.pop().text
    blank = max((nth for nth, line in enumerate(above) if line.blank), default=-1)
    name = [line for line in above[blank + 1 :] if line in said] or said
    apart = [line for line in said if line not in name]
    return apart, CellRow(tuple(name), unit, tuple(printed))
