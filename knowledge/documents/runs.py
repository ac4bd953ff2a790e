"""What is drawn on one line of a page: its signs put together, in the order in which the file draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.documents.grid import Box, Cell, row_lines

_COLUMN_GAP = 0.6  # of the height of the signs: what stands farther apart is no neighbour
# Of the width of a full-width sign: some programs leave a gap where a blank was written.
_BLANK = 0.18
_FULL_WIDTH_BLANK = (0.93, 1.07)


@dataclass(frozen=True)
class Sign:
    """One printed character and the room it takes, in points from the lower left corner of the page."""

    text: str
    box: Box
    baseline: float


@dataclass(frozen=True)
class Run:
    """What is drawn on one line, with the place of its upper edge and the height of its signs."""

    text: str
    top: float
    height: float
    left: float = 0.0
    em: float = 0.0  # the width of its full-width signs
    rows: tuple[str, ...] = ()  # filled where the run is a row of a ruled table


def runs_of(signs: Sequence[Sign], cells: Sequence[Cell]) -> list[Run]:
    """Lines in the order they are drawn; each row of a table where the first of its signs is drawn."""
    outside: list[Sign] = []
    outside_at: list[int] = []
    inside: dict[Cell, list[Sign]] = {cell: [] for cell in cells}
    first: dict[Cell, int] = {}
    home: Cell | None = None
    for at, sign in enumerate(signs):
        if home is None or not home.box.holds(sign.box):  # most signs stand beside the one before
            home = next((cell for cell in cells if cell.box.holds(sign.box)), None)
        if home is None:
            outside.append(sign)
            outside_at.append(at)
        elif sign.text.strip() or sign.text == "\u3000" or inside[home]:
            inside[home].append(sign)
            first.setdefault(home, at)
    placed = [(outside_at[at], run) for at, run in _drawn(outside)]
    texts = {cell: _cell_lines(inside[cell], cell) for cell in cells}
    drawn = -1
    for row in row_lines(texts):
        # Rows are told from the top down, in whatever order their cells are drawn.
        drawn = max(drawn, min((first[cell] for cell in row.cells if cell in first), default=drawn))
        placed.append((drawn, Run("", row.top, 0, rows=tuple(row.lines))))
    return [run for _, run in sorted(placed, key=lambda at_run: at_run[0])]


def _drawn(signs: Sequence[Sign]) -> list[tuple[int, Run]]:
    """The lines with the place of their first sign among ``signs``."""
    return [
        (at, Run(text, max(sign.box.top for sign in line), _height(line), line[0].box.left, _em(line)))
        for at, line in _lines_drawn(signs)
        if (text := _text(line)).strip(" ")
    ]


def _lines_drawn(signs: Sequence[Sign]) -> list[tuple[int, list[Sign]]]:
    """Signs that follow one another on one line, from left to right.

    A sign of another font may be drawn before or after all others of its line; it is put into the gap it belongs to.
    What stands on the same height in another column stays apart.
    """
    found: list[tuple[int, list[Sign]]] = []
    on_height: dict[int, list[list[Sign]]] = {}
    begin = 0
    for at in range(1, len(signs) + 1):
        if at < len(signs) and _same_line(signs[at - 1], signs[at]):
            continue
        part = list(signs[begin:at])
        if part:
            height = round(part[0].baseline)
            near = [line for nearby in (height - 1, height, height + 1) for line in on_height.get(nearby, [])]
            line = next((line for line in near if _interlock(line, part)), None)
            if line is None:
                found.append((begin, part))
                on_height.setdefault(height, []).append(part)
            else:
                line.extend(part)
                line.sort(key=lambda sign: sign.box.left)
        begin = at
    return found


def _same_line(before: Sign, after: Sign) -> bool:
    return _level(before, after) and after.box.left > before.box.left - 0.5 * before.box.height


def _interlock(line: Sequence[Sign], part: Sequence[Sign]) -> bool:
    """Whether the two belong side by side without one sign lying upon another."""
    room = _COLUMN_GAP * max(line[0].box.height, part[0].box.height, 1)
    if not _level(line[0], part[0]):
        return False
    left, right = min(sign.box.left for sign in line), max(sign.box.right for sign in line)
    if min(sign.box.left for sign in part) > right + room or max(sign.box.right for sign in part) < left - room:
        return False
    return not any(
        min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
        > 0.4 * min(one.box.right - one.box.left, other.box.right - other.box.left)
        for one in line
        for other in part
    )


def _level(one: Sign, other: Sign) -> bool:
    return abs(one.baseline - other.baseline) < 0.3 * max(one.box.height, other.box.height, 1)


def _text(signs: Sequence[Sign]) -> str:
    """The signs with a blank wherever a gap stands between two; a gap as wide as a sign is a full-width blank."""
    em = _em(signs)
    text, right = "", 0.0
    for nth, sign in enumerate(signs):
        left = sign.box.left
        wide = _is_wide(sign.text)
        if wide and sign.box.right - left < 0.6 * em:
            left -= (em - (sign.box.right - left)) / 2  # a sign drawn as a picture has only its ink for a box
        gap = (left - right) / em
        blank = text.endswith((" ", "\u3000")) or sign.text.isspace()
        if nth and not blank and gap > _BLANK:
            text += "\u3000" if wide and _FULL_WIDTH_BLANK[0] < gap < _FULL_WIDTH_BLANK[1] else " "
        text += sign.text
        right = max(sign.box.right, left + em) if wide and sign.box.right - sign.box.left < 0.6 * em else sign.box.right
    return text


def _em(signs: Sequence[Sign]) -> float:
    widths = sorted(sign.box.right - sign.box.left for sign in signs if _is_wide(sign.text))
    return max(widths[len(widths) // 2] if widths else _height(signs) * 0.9, 1.0)


def _height(signs: Sequence[Sign]) -> float:
    return max(sign.box.height for sign in signs)


def _is_wide(sign: str) -> bool:
    return sign >= "\u2e80" and not "\uff61" <= sign <= "\uffdc"


def _cell_lines(signs: Sequence[Sign], cell: Cell) -> list[tuple[str, bool]]:
    """The lines within a cell from the top down, each with whether it fills the cell's width and so goes on below."""
    runs: list[tuple[str, bool, float]] = []
    for _, line in _lines_drawn(signs):
        if (text := _text(line)).strip(" "):
            room = cell.box.right - max(sign.box.right for sign in line)
            fills = room < 2.2 * max(sign.box.height for sign in line)
            runs.append((text.strip(" "), fills, line[0].baseline))
    runs.sort(key=lambda run: -run[2])
    return [(text, fills) for text, fills, _ in runs]
