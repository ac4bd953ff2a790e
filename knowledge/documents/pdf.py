"""From the bytes of a PDF to its printed lines, page by page.

Text outside of ruled tables comes in the order in which the file draws it, which is the order of the extracted texts
the readers were made for. In a ruled table every cell is put together first, so that a name broken within its cell
stays one name and a row stays one line.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from knowledge.documents.grid import Box, Cell, Segment, cells_of, row_lines
from knowledge.documents.lines import Line, Progress, UnreadableDocument

_MAX_PAGES = 2_000
_MAX_CHARS = 12_000_000
_MAX_SEGMENTS = 4_000
_COLUMN_GAP = 0.6  # of the height of the signs: what stands farther apart is no neighbour
# Of the width of a full-width sign: some programs leave a gap where a blank was written.
_BLANK = 0.18
_FULL_WIDTH_BLANK = (0.93, 1.07)
_BLANK_LINE = 1.45  # of the usual distance between two lines
# pdfium keeps state of its own and must not be used by two threads at once.
_PDFIUM = threading.Lock()


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


def pdf_lines(data: bytes, progress: Progress | None = None) -> tuple[Line, ...]:
    """The lines of a PDF; ``number`` counts the printed lines of each page. ``progress(pages done, pages)``.

    Raises UnreadableDocument for a file that is damaged, cut off, locked, too long, or holds only pictures.
    """
    if not data.rstrip(b"\0\r\n \t")[-2048:].count(b"%%EOF"):
        raise UnreadableDocument("PDFの終わりがありません。ファイルが途中で切れています。")
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as problem:
            raise UnreadableDocument(_why(problem)) from problem
        try:
            pages = _pages(document, progress)
        finally:
            document.close()
    if not any(run.text.strip() or run.rows for page in pages for run in page):
        raise UnreadableDocument("PDFに文字がなく、画像だけのようです。文字の入ったPDFを指定してください。")
    pitch = _pitch(pages)
    return tuple(line for number, page in enumerate(pages, 1) for line in _lines(page, number, pitch))


def _why(problem: pypdfium2.PdfiumError) -> str:
    if getattr(problem, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(problem):
        return "PDFにパスワードがかかっていて、読み取れません。"
    return "PDFが壊れているか、途中で切れていて、読み取れません。"


def _pages(document: pypdfium2.PdfDocument, progress: Progress | None) -> list[list[Run]]:
    count = len(document)
    if count == 0:
        raise UnreadableDocument("PDFにページがありません。")
    if count > _MAX_PAGES:
        raise UnreadableDocument(f"PDFが長すぎます（{count}ページ。{_MAX_PAGES}ページまで読み取れます）。")
    pages = []
    chars = 0
    for number in range(count):
        try:
            page = document[number]
        except pypdfium2.PdfiumError as problem:
            raise UnreadableDocument(f"PDFの{number + 1}ページが壊れていて、読み取れません。") from problem
        try:
            signs = _signs(page)
            chars += len(signs)
            if chars > _MAX_CHARS:
                raise UnreadableDocument("PDFの文字が多すぎて、読み取れません。")
            pages.append(_runs(signs, cells_of(_segments(page))))
        finally:
            page.close()
        if progress is not None:
            progress(number + 1, count)
    return pages


def _signs(page: pypdfium2.PdfPage) -> list[Sign]:
    textpage = page.get_textpage()
    try:
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        signs = []
        for nth in range(pdfium.FPDFText_CountChars(textpage)):
            code = pdfium.FPDFText_GetUnicode(textpage, nth)
            if pdfium.FPDFText_IsGenerated(textpage, nth) == 1 or code in (0, 0xA, 0xD, 0xFEFF) or code > 0x10FFFF:
                continue
            # pdfium marks a hyphen at the end of a line with a sign of its own.
            text = "-" if code in (0x2, 0xFFFE) else chr(code)
            if 0xD800 <= code < 0xE000 or not pdfium.FPDFText_GetLooseCharBox(textpage, nth, ctypes.byref(box)):
                continue
            pdfium.FPDFText_GetCharOrigin(textpage, nth, x, y)
            signs.append(Sign(text, Box(box.left, box.bottom, box.right, box.top), y.value))
        return signs
    finally:
        textpage.close()


def _segments(page: pypdfium2.PdfPage) -> list[Segment]:
    """The level and upright strokes of the page; none where it holds a drawing rather than tables."""
    found: list[Segment] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for shape in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=2):
        matrix = shape.get_matrix()
        start = last = None
        for nth in range(pdfium.FPDFPath_CountSegments(shape)):
            segment = pdfium.FPDFPath_GetPathSegment(shape, nth)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = matrix.on_point(x.value, y.value)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or last is None:
                start = point
            elif pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
                found.append(Segment(*last, *point))
            last = point
            if pdfium.FPDFPathSegment_GetClose(segment) and start is not None and start != last:
                found.append(Segment(*last, *start))
                last = start
        if len(found) > _MAX_SEGMENTS:
            return []
    return found


def _runs(signs: Sequence[Sign], cells: Sequence[Cell]) -> list[Run]:
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


def _pitch(pages: Sequence[Sequence[Run]]) -> float:
    """The distance of two lines that follow one another, in heights of their signs: the smallest that is common."""
    steps = Counter(
        round((before.top - after.top) / before.height, 1)
        for page in pages
        for before, after in pairwise(page)
        if before.height and after.height and 0.8 * before.height < before.top - after.top < 4 * before.height
    )
    common = [step for step, times in steps.items() if times >= max(2, sum(steps.values()) // 50)]
    return min(common, default=1.6)


def _lines(page: Sequence[Run], number: int, pitch: float) -> list[Line]:
    lines: list[Line] = []
    printed = 0

    def add(text: str) -> None:
        nonlocal printed
        printed += bool(text)
        lines.append(Line(number, max(printed, 1), re.sub(r"^ +", "", text)))

    before: Run | None = None
    margin = _margin(page)
    for run in page:
        if before is not None and _apart(before, run, pitch):
            add("")
        indented = run.em and 0.9 < (run.left - margin) / run.em < 1.1 and not run.text.startswith("\u3000")
        for text in run.rows or ("\u3000" * bool(indented) + run.text,):
            add(text)
        before = run
    add("")
    return lines


def _margin(page: Sequence[Run]) -> float:
    """Where most lines of the page begin; what begins one sign later is the first line of a paragraph."""
    begins = Counter(round(run.left) for run in page if run.em and len(run.text) > 1)
    return float(max(begins, key=lambda left: (begins[left], -left), default=0))


def _apart(before: Run, after: Run, pitch: float) -> bool:
    if before.rows or after.rows:
        return True
    step = before.top - after.top
    return not 0 < step < _BLANK_LINE * pitch * max(before.height, 1)
