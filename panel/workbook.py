"""The results as a file: a workbook with the sheet of method."""

from __future__ import annotations

import io
from collections.abc import Sequence

from panel.report import Report, method, rows
from writing.harmless import harmless

# Widths of columns in signs of half width: what stands in them can be read, on paper too.
_RESULTS_WIDE, _METHOD_WIDE = (5, 46, 8, 14, 26, 8, 14, 8), (30, 70, 46, 16, 60)


def safe(cell: str | int) -> str | int:
    """A cell that Excel reads as what it is."""
    return harmless(cell) if isinstance(cell, str) else cell


def as_xlsx(report: Report) -> bytes:
    """Two sheets: 結果 and 調査の方法."""
    from openpyxl import Workbook  # twenty megabytes that only an export needs

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("結果")
    for row in rows(report):
        sheet.append([safe(cell) for cell in row])
    about = book.create_sheet("調査の方法")
    for name, value in method(report).items():
        if isinstance(value, str):
            about.append([name, safe(value)])
            continue
        for one in value:
            cells: Sequence[str | int] = ["質問", one["順"], one["文"], one["形"], "、".join(one["選択肢"])]
            about.append([safe(cell) for cell in cells])
    for one, widths in ((sheet, _RESULTS_WIDE), (about, _METHOD_WIDE)):
        for column, width in zip("ABCDEFGH", widths, strict=False):
            one.column_dimensions[column].width = width
        one.page_setup.orientation, one.page_setup.paperSize = "landscape", one.PAPERSIZE_A4
        one.page_setup.fitToWidth, one.page_setup.fitToHeight = 1, 0
        one.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
