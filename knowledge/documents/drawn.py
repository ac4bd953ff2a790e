"""Tables that a text draws with strokes, │目標値│園の数│０園│, read as ruled tables are; and headings in brackets, 【目的】."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.documents.grid import FIELD_LABELS, Box, Cell, row_lines
from knowledge.documents.lines import Line
from knowledge.documents.other_heads import BETWEEN, heads_of

_STROKE = "─━┄┅┈┉═"
_CORNERS = "┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛┠┨┯┷┝┥┿╂╔╦╗╠╬╣╚╩╝"
_WALLS = "│┃║"
_DRAWN = re.compile(f"[{_CORNERS}{_WALLS}].*[{_CORNERS}{_WALLS}]")
_PARTS = re.compile(f"[{_CORNERS}{_WALLS}]")
_RULE = re.compile(f"[{_STROKE}]+")
_IN_BRACKETS = re.compile(r"[【〔［\[](?P<label>[^【】〔〕［］\[\]]{2,60})[】〕］\]][\s\u3000]*(?P<rest>.*)")


def undrawn(lines: Sequence[Line]) -> list[Line]:
    """The lines with every drawn table as rows of text, and every heading in brackets on a line of its own.

    A table with a head of another form than the city's keeps its cells apart (``BETWEEN``), and so does the rest of it on the
    next page, where it has as many columns and no head.
    """
    found: list[Line] = []
    table: list[Line] = []
    other = 0  # the columns of the last table of another form
    for line in [*lines, None]:
        if line is not None and _DRAWN.fullmatch(line.raw.strip()):
            table.append(line)
            continue
        for block in _blocks(table):
            rows = _cells_apart(block)
            columns = len(rows[0][1]) if rows else 0
            if rows and (heads_of(rows[0][1]) or columns == other):
                other = columns
                found += [Line(at.page, at.number, BETWEEN.join(cells)) for at, cells in rows]
            elif block:
                other = 0
                found += _rows_of(block)
        table = []
        if line is not None:
            found += _without_brackets(line)
    return found


def _cells_apart(drawn: Sequence[Line]) -> list[tuple[Line, list[str]]]:
    """The rows of a table, each with its first line and what its cells say; a cell beside several rows is told with each.
    Nothing where the rows have not as many cells as one another."""
    count = max((len(_cells(line)) for line in drawn if not _is_rule(line)), default=0)
    rows: list[tuple[Line, list[str]]] = []
    carried = [""] * count
    ruled = True
    for line in drawn:
        parts = _cells(line)
        closed = [_RULE.fullmatch(part) is not None for part in parts]
        if any(closed):
            if len(parts) != count and not all(closed):
                return []
            over = closed if len(parts) == count else [True] * count
            before = rows[-1][1] if rows else carried
            carried = ["" if ends else cell for ends, cell in zip(over, before, strict=True)]
            ruled = True
            parts = ["" if ends else part for ends, part in zip(closed, parts, strict=True)]
            if not any(part.strip() for part in parts):
                continue
        if len(parts) != count:
            return []
        if ruled:
            rows.append((line, list(carried)))
        ruled = False
        for column, part in enumerate(parts):
            rows[-1][1][column] += part.strip()
    return [(at, [Line(at.page, at.number, cell).text for cell in cells]) for at, cells in rows]


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


def _blocks(drawn: Sequence[Line]) -> list[list[Line]]:
    """Parts with another number of columns are tables of their own."""
    found: list[list[Line]] = []
    block: list[Line] = []
    columns = 0
    for line in drawn:
        count = len(_cells(line))
        if not _is_rule(line):
            if columns and count != columns:
                found.append(block)
                block = []
            columns = count
        block.append(line)
    return [*found, block]


def _cells(line: Line) -> list[str]:
    return _PARTS.split(line.raw.strip())[1:-1]


def _is_rule(line: Line) -> bool:
    return all(_RULE.fullmatch(part) for part in _cells(line) if part.strip())


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
        closed = [column for column, part in enumerate(parts) if _RULE.fullmatch(part)]
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
