"""Two sheets side by side on one leaf, as where a booklet lies open: told one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from knowledge.documents.lines import Line
from knowledge.documents.positions import Placed, placed_cells

_SAME_LABELS = 4
_NARROWEST = 20
_MOST_LINES = 400  # of a page, also where a file tells none
_INDENTED = 4
_GAP = re.compile(r"\S(?: {2,}|\u3000{2,})\S")
_LABEL = re.compile(r"[^\W\d_]{1,8}")


def leaves_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines with the left half of every such page before its right half. Both halves print the same labels at the left
    of their lines, and nothing but the title of the page goes across."""
    found: list[Line] = []
    for _, of_page in groupby(lines, key=lambda line: line.page):
        page = list(of_page)
        found += _halves(page) or page
    return found


def _halves(page: Sequence[Line]) -> list[Line] | None:
    if len(page) > _MOST_LINES or sum(_GAP.search(line.raw) is not None for line in page) < _SAME_LABELS:
        return None
    placed = [(line, placed_cells(line)) for line in page]
    alike = [
        (cell.begin, label)
        for _, (first, *others) in ((line, cells) for line, cells in placed if len(cells) > 1)
        for cell in others
        if cell.begin >= _NARROWEST and (label := _label(first)) and label == _label(cell)
    ]
    for at in sorted({begin for begin, _ in alike}):
        if len({text for begin, text in alike if at <= begin < at + _INDENTED}) >= _SAME_LABELS:
            return _parted_at(placed, at - 2)
    return None


def _label(cell: Placed) -> str | None:
    match = _LABEL.match(cell.text)
    return match[0] if match else None


def _parted_at(placed: Sequence[tuple[Line, list[Placed]]], at: int) -> list[Line] | None:
    above: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line, cells in placed:
        if any(cell.begin < at < cell.end for cell in cells):
            if left and any(not half.blank for half in left):
                return None
            above.append(line)
            continue
        begin = sum(cell.end <= at for cell in cells)
        for half, of_half in ((left, cells[:begin]), (right, cells[begin:])):
            half.append(_line_of(line, of_half))
    return [*above, *left, *right]


def _line_of(line: Line, cells: Sequence[Placed]) -> Line:
    if not cells:
        return Line(line.page, line.number, "")
    text = cells[0].text
    for before, cell in pairwise(cells):
        text += " " * max(cell.begin - before.end, 2) + cell.text
    return Line(line.page, line.number, text, cells[0].begin)
