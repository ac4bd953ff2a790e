"""From the bytes of a PDF to its printed lines, page by page. Run as a program it is the child of ``pdf_apart``, which see.

Text outside of ruled tables comes in the order in which the file draws it, which is the order of the extracted texts
the readers were made for. In a ruled table every cell is put together first, so that a name broken within its cell
stays one name and a row stays one line.
"""

from __future__ import annotations

import ctypes
import json
import resource
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from knowledge.documents.grid import Box, Segment, cells_of
from knowledge.documents.lines import Line, Progress, UnreadableDocument
from knowledge.documents.page_lines import lines_of, pitch_of
from knowledge.documents.runs import Run, Sign, runs_of

_MAX_PAGES = 2_000
_MAX_CHARS = 12_000_000
# A page of a newspaper has some 15,000.
_MAX_PAGE_CHARS = 200_000
_MAX_SEGMENTS = 4_000
# A plan of a thousand pages takes a third of it.
_MEMORY_BYTES = 1024**3
# Where whoever waits was killed and cannot end this process any more.
_SECONDS = 1800
_LINES_AT_ONCE = 1_000


def pdf_lines(data: bytes, progress: Progress | None = None) -> tuple[Line, ...]:
    """The lines of a PDF; ``number`` counts the printed lines of each page. ``progress(pages done, pages)``.

    Raises UnreadableDocument for a file that is damaged, cut off, locked, too long, or holds only pictures.
    """
    if not data.rstrip(b"\0\r\n \t")[-2048:].count(b"%%EOF"):
        raise UnreadableDocument("PDFの終わりがありません。ファイルが途中で切れています。")
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
    pitch = pitch_of(pages)
    return tuple(line for number, page in enumerate(pages, 1) for line in lines_of(page, number, pitch))


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
            signs = _signs(page, number + 1)
            chars += len(signs)
            if chars > _MAX_CHARS:
                raise UnreadableDocument("PDFの文字が多すぎて、読み取れません。")
            pages.append(runs_of(signs, cells_of(_segments(page))))
        finally:
            page.close()
        if progress is not None:
            progress(number + 1, count)
    return pages


def _signs(page: pypdfium2.PdfPage, number: int) -> list[Sign]:
    textpage = page.get_textpage()
    try:
        if pdfium.FPDFText_CountChars(textpage) > _MAX_PAGE_CHARS:
            raise UnreadableDocument(f"PDFの{number}ページの文字が多すぎて、読み取れません。")
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


# --- as a program ------------------------------------------------------------------------------------------------


def _keep_within() -> None:
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY_BYTES),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # not every system bounds memory so
            resource.setrlimit(what, (bound, bound))


def _tell(*what: Any) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def _tell_lines(lines: Sequence[Line]) -> None:
    for start in range(0, len(lines), _LINES_AT_ONCE):
        told = lines[start : start + _LINES_AT_ONCE]
        _tell("lines", [(line.page, line.number, line.raw, line.left) for line in told])
    _tell("end")


def _main() -> None:
    _keep_within()
    try:
        lines = pdf_lines(sys.stdin.buffer.read(), lambda done, total: _tell("page", done, total))
    except UnreadableDocument as problem:
        _tell("refused", str(problem))
    except MemoryError:
        return  # that nothing more comes tells it
    except Exception as problem:  # noqa: BLE001 - told to whoever waits
        where = traceback.extract_tb(problem.__traceback__)[-1]
        _tell("broke_off", f"{type(problem).__name__}, {where.filename}:{where.lineno}")
    else:
        _tell_lines(lines)


if __name__ == "__main__":
    _main()
