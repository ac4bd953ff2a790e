"""The ruled tables of a page: which cells its strokes enclose, and what the cells of a row say as lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.language.text import PLAN_KIND

_NEAR = 2.0  # points within which two strokes are one
_SHORTEST = 4.0
_MOST_LINES = 250
_SIDE_LABELS = {"目標値", "目標", "活動指標"}
FIELD_LABELS = re.compile(
    r"(?:目的|目標|実績|事業概要|理由.*|目標の実現に向けた今後の取(?:組|組み|り組み)|現状と課題|方針|これまでの取組|個別計画)"
)
# A label in one cell with the name of its row: 活動指標　講座の回数.
_LABEL_BESIDE_NAME = re.compile(r"\s*(目標値?|活動指標)[\s\u3000]+(?=\S)")
_HEAD_LABELS = re.compile(f"所属|{PLAN_KIND}|施策|創生総合戦略|事業|予算科目")


@dataclass(frozen=True)
class Box:
    """A rectangle in points, counted from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def holds(self, other: Box) -> bool:
        """Whether the middle of ``other`` lies in it."""
        x, y = (other.left + other.right) / 2, (other.bottom + other.top) / 2
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True)
class Segment:
    """A straight stroke."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Cell:
    """One cell and the rows it reaches over: ``first`` to ``last`` counted from the top of the page."""

    box: Box
    first: int
    last: int


@dataclass(frozen=True)
class Row:
    """The text of a row (or of several under one label) and the cells it comes from."""

    lines: tuple[str, ...]
    cells: tuple[Cell, ...]
    top: float


def cells_of(segments: Iterable[Segment]) -> list[Cell]:
    """The cells that the strokes enclose, merged ones as one; empty where there is no table."""
    level: list[tuple[float, float, float]] = []
    upright: list[tuple[float, float, float]] = []
    for stroke in segments:
        if abs(stroke.y0 - stroke.y1) <= _NEAR and abs(stroke.x0 - stroke.x1) > _SHORTEST:
            level.append(((stroke.y0 + stroke.y1) / 2, min(stroke.x0, stroke.x1), max(stroke.x0, stroke.x1)))
        elif abs(stroke.x0 - stroke.x1) <= _NEAR and abs(stroke.y0 - stroke.y1) > _SHORTEST:
            upright.append(((stroke.x0 + stroke.x1) / 2, min(stroke.y0, stroke.y1), max(stroke.y0, stroke.y1)))
    xs, ys = _merged([x for x, _, _ in upright]), _merged([y for y, _, _ in level])
    if not 2 <= len(xs) <= _MOST_LINES or not 2 <= len(ys) <= _MOST_LINES:
        return []
    upright_walls, level_walls = _walls(upright, xs, ys), _walls(level, ys, xs)
    regions = _regions(len(xs) + 1, len(ys) + 1, upright_walls, level_walls)
    cells = []
    for region in regions:
        columns, rows = {x for x, _ in region}, {y for _, y in region}
        if len(region) != len(columns) * len(rows):
            continue
        box = Box(xs[min(columns) - 1], ys[min(rows) - 1], xs[max(columns)], ys[max(rows)])
        if box.height > _SHORTEST and box.right - box.left > _SHORTEST:
            cells.append(Cell(box, len(ys) - max(rows), len(ys) - min(rows)))
    # One frame around text is no table.
    return cells if len(cells) > 1 else []


def row_lines(texts: Mapping[Cell, Sequence[tuple[str, bool]]]) -> list[Row]:
    """The rows from the top down. ``texts`` holds the lines of each cell and whether each goes on below.

    A label beside several rows comes first on a line of its own; a blank cell of a table of figures becomes a dash.
    """
    rows: list[Row] = []
    cells = sorted(texts, key=lambda cell: (cell.first, cell.box.left))
    under = ""
    while cells:
        block = _block(cells)
        cells = [cell for cell in cells if cell not in block]
        labels = _side_labels(block, texts)
        if labels:
            under = _closed(texts[labels[0]]) or under
        lines = [_closed(texts[cell]) for cell in labels]
        rest = [cell for cell in block if cell not in labels]
        for row in _rows_of(rest) if labels or _tidy(rest) else [rest]:
            lines.extend(_row(row, texts, under))
        rows.append(Row((*lines, ""), tuple(block), max(cell.box.top for cell in block)))
    return [row for row in rows if any(line.strip(" ") for line in row.lines)]


def _block(cells: Sequence[Cell]) -> list[Cell]:
    """The first cells and all whose rows overlap with theirs."""
    last = cells[0].last
    block: list[Cell] = []
    for cell in cells:
        if block and cell.first > last:
            break
        block.append(cell)
        last = max(last, cell.last)
    return sorted(block, key=lambda cell: (cell.first, cell.box.left))


def _side_labels(block: Sequence[Cell], texts: Mapping[Cell, Sequence[tuple[str, bool]]]) -> list[Cell]:
    """The label at the left edge of the block, where it is one."""
    left = min(block, key=lambda cell: cell.box.left)
    reaches_over = left.last - left.first >= max(cell.last for cell in block) - min(cell.first for cell in block)
    # On the page a table goes on, the cell beside its rows is empty.
    if len(block) > 2 and reaches_over and _closed(texts[left]) in {*_SIDE_LABELS, ""}:
        return [left]
    return []


def _rows_of(cells: Sequence[Cell]) -> list[list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.first, []).append(cell)
    return [sorted(row, key=lambda cell: cell.box.left) for _, row in sorted(rows.items())]


def _tidy(cells: Sequence[Cell]) -> bool:
    """Whether every cell is as high as its neighbours; otherwise the cells are told from left to right."""
    return len({cell.last for cell in cells}) <= 1 or all(
        len({cell.last for cell in row}) == 1 for row in _rows_of(cells)
    )


def _row(row: Sequence[Cell], texts: Mapping[Cell, Sequence[tuple[str, bool]]], under: str) -> list[str]:
    row = sorted(row, key=lambda cell: (cell.box.left, -cell.box.top))
    closed = [_closed(texts[cell]) for cell in row]
    if not any(closed):
        return []
    if len(row) == 1:
        return [*(text for text, _ in texts[row[0]]), ""]
    if len(row) == 2 and FIELD_LABELS.fullmatch(closed[0]):
        return [closed[0], "", *(text for text, _ in texts[row[1]]), ""]
    if any(_HEAD_LABELS.fullmatch(text) for text in closed):
        # A label may be spread over its cell: 所　属.
        said = (
            text if _HEAD_LABELS.fullmatch(text) else _joined(texts[cell], "\u3000")
            for cell, text in zip(row, closed, strict=True)
        )
        return [" ".join(filter(None, said))]
    if closed[0].startswith("区分"):
        return [" ".join(filter(None, closed)), ""]
    if closed[0] in _SIDE_LABELS:
        return [closed[0], *_row(row[1:], texts, closed[0])]
    if texts[row[0]] and (label := _LABEL_BESIDE_NAME.match(texts[row[0]][0][0])):
        (first, fills), *more = texts[row[0]]
        without = {**texts, row[0]: [(first[label.end() :], fills), *more]}
        return [label[1], *_row(row[:3] if label[1] == "目標" else row, without, label[1])]
    if under == "目標" and len(row) == 3 and not closed[0].startswith(("事業費", "従事人工")):
        # Three aims side by side; each is a paragraph of its own, a gap stays one.
        return [part for cell in row for part in (_joined(texts[cell], "\u3000") or "－", "")]
    name = _joined(texts[row[0]], "")
    return [" ".join([name, *(_joined(texts[cell], "") or "－" for cell in row[1:])]), ""]


def _joined(lines: Sequence[tuple[str, bool]], broken: str) -> str:
    """The lines of a cell as one; ``broken`` stands where a line ends before the cell does."""
    text = ""
    for nth, (part, _) in enumerate(lines):
        if nth:
            latin = text[-1:].isascii() and text[-1:].isalpha() and part[:1].isascii() and part[:1].isalpha()
            text += (" " if latin else "") if lines[nth - 1][1] else broken
        text += part.strip()
    return text


def _closed(lines: Sequence[tuple[str, bool]]) -> str:
    return re.sub(r"\s", "", "".join(text for text, _ in lines))


def _merged(values: Sequence[float]) -> list[float]:
    """The places of strokes, each once, in order."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _walls(
    strokes: Iterable[tuple[float, float, float]], across: Sequence[float], along: Sequence[float]
) -> set[tuple[int, int]]:
    """(number of the place in ``across``, number of the band in ``along`` above it) wherever a stroke parts."""
    walls = set()
    for place, start, end in strokes:
        at = min(range(len(across)), key=lambda nth: abs(across[nth] - place))
        for band in range(1, len(along)):
            middle = (along[band - 1] + along[band]) / 2
            if start - _NEAR <= middle <= end + _NEAR:
                walls.add((at, band))
    return walls


def _regions(
    columns: int, rows: int, upright: set[tuple[int, int]], level: set[tuple[int, int]]
) -> list[set[tuple[int, int]]]:
    """Bands of the grid that no stroke parts; without those that lie open to the edge of the page."""
    seen: set[tuple[int, int]] = set()
    found = []
    for start in ((x, y) for y in range(rows) for x in range(columns)):
        if start in seen:
            continue
        region, todo = {start}, [start]
        while todo:
            x, y = todo.pop()
            for next_x, next_y, wall in (
                (x + 1, y, (x, y) in upright),
                (x - 1, y, (x - 1, y) in upright),
                (x, y + 1, (y, x) in level),
                (x, y - 1, (y - 1, x) in level),
            ):
                inside = 0 <= next_x < columns and 0 <= next_y < rows
                if inside and not wall and (next_x, next_y) not in region:
                    region.add((next_x, next_y))
                    todo.append((next_x, next_y))
        seen |= region
        if not any(x in (0, columns - 1) or y in (0, rows - 1) for x, y in region):
            found.append(region)
    return found
