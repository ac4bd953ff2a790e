"""Tables that a text draws with strokes, │目標値│園の数│０園│, read as ruled tables are; and headings in brackets, 【目的】."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.documents.grid import FIELD_LABELS, Box, Cell, row_lines
from knowledge.documents.lines import Line

_STROKE = "─━┄┅┈┉═"
_CORNERS = "┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛┠┨┯┷┝┥┿╂╔╦╗╠╬╣╚╩╝"
_WALLS = "│┃║"
_DRAWN = re.compile(f"[{_CORNERS}{_WALLS}].*[{_CORNERS}{_WALLS}]")
_PARTS = re.compile(f"[{_CORNERS}{_WALLS}]")
_RULE = re.compile(f"[{_STROKE}]+")
_IN_BRACKETS = re.compile(r"[【〔［\[](?P<label>[^【】〔〕［］\[\]]{2,60})[】〕］\]][\s\u3000]*(?P<rest>.*)")


def undrawn(lines: Sequence[Line]) -> list[Line]:
    """The lines with every drawn table as rows of text, and every heading in brackets on a line of its own."""
    found: list[Line] = []
    table: list[Line] = []
    for line in lines:
        if _DRAWN.fullmatch(line.raw.strip()):
            table.append(line)
            continue
        found += _rows(table)
        table = []
        found += _without_brackets(line)
    return found + _rows(table)


def _without_brackets(line: Line) -> list[Line]:
    match = _IN_BRACKETS.fullmatch(line.raw.strip())
    if match is None or not FIELD_LABELS.fullmatch(re.sub(r"\s", "", match["label"])):
        return [line]
    rest = [Line(line.page, line.number, match["rest"])] if match["rest"] else []
    return [Line(line.page, line.number, match["label"]), *rest]


@dataclass
class _Open:
    """A cell that is not closed yet: its column, the row it begins in, and its lines with whether each fills it."""

    column: int
    first: int
    lines: list[tuple[str, bool]] = field(default_factory=list)


def _rows(drawn: Sequence[Line]) -> list[Line]:
    """The rows of a table; parts with another number of columns are tables of their own."""
    found: list[Line] = []
    block: list[Line] = []
    columns = 0
    for line in drawn:
        count = len(_cells(line))
        if not _is_rule(line):
            if block and count != columns:
                found += _rows_of(block)
                block = []
            columns = count
        block.append(line)
    return found + _rows_of(block)


def _cells(line: Line) -> list[str]:
    return _PARTS.split(line.raw.strip())[1:-1]


def _is_rule(line: Line) -> bool:
    return all(_RULE.fullmatch(part.strip()) for part in _cells(line) if part.strip())


def _rows_of(block: Sequence[Line]) -> list[Line]:
    texts: dict[Cell, list[tuple[str, bool]]] = {}
    begins: list[Line] = []  # the first line of each row
    open_cells: dict[int, _Open] = {}
    ruled = True

    def close(column: int) -> None:
        if cell := open_cells.pop(column, None):
            last = len(begins) - 1
            box = Box(column, -last - 1, column + 1, -cell.first)
            texts[Cell(box, cell.first, last)] = cell.lines

    for line in block:
        parts = _cells(line)
        if _is_rule(line):
            for column in list(open_cells):
                close(column)
            ruled = True
            continue
        closed = [column for column, part in enumerate(parts) if _RULE.fullmatch(part.strip())]
        for column in closed:
            close(column)
        if ruled or closed:
            begins.append(line)
        ruled = False
        for column, part in enumerate(parts):
            if column in closed:
                continue
            cell = open_cells.setdefault(column, _Open(column, len(begins) - 1))
            if part.strip():
                cell.lines.append((part.strip(), not part.endswith(("\u3000\u3000", "  "))))
        for column in closed:
            open_cells[column] = _Open(column, len(begins) - 1)
    for column in list(open_cells):
        close(column)
    return [
        Line(begin.page, begin.number, text)
        for row in row_lines(texts)
        for begin in [begins[min(cell.first for cell in row.cells)]]
        for text in row.lines
    ]
