"""PDFs written for the tests: lines as a page prints them, or sheets with ruled tables as the city's form has them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

FONT = "HeiseiKakuGo-W5"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=9, leading=12, wordWrap="CJK")
RULED = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])


def printed_lines(text: str, *, leading: float = 14, password: str | None = None) -> bytes:
    """The text line by line; a page break where a line begins with a half-width blank or a form feed."""
    buffer = io.BytesIO()
    encryption = StandardEncryption(password, ownerPassword="owner") if password else None
    canvas = Canvas(buffer, pagesize=landscape(A3), encrypt=encryption)
    top = landscape(A3)[1] - 40
    canvas.setFont(FONT, 9)
    y = top
    for nth, line in enumerate(text.split("\n")):
        if line.startswith((" ", "\f")) and nth:
            canvas.showPage()
            canvas.setFont(FONT, 9)
            y = top
        canvas.drawString(40, y, line.lstrip(" \f"))
        y -= leading
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def pictures(pages: int = 2) -> bytes:
    """Pages with a drawing and no text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for _ in range(pages):
        canvas.circle(300, 400, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def tables(sheets: Sequence[Sequence[object]]) -> bytes:
    """Sheets with ruled tables, each on a page of its own.

    A part of a sheet is a line of text, or a list of rows of cells; the first row may be a list of the columns' widths.
    """
    buffer = io.BytesIO()
    template = SimpleDocTemplate(buffer, pagesize=landscape(A4), leftMargin=30, rightMargin=30, topMargin=20)
    story: list[object] = []
    for sheet in sheets:
        for part in sheet:
            if isinstance(part, str):
                story.append(Paragraph(part or "&nbsp;", CELL))
            else:
                story.append(_table(part))
        story.append(PageBreak())
    template.build(story)
    return buffer.getvalue()


def _table(part: object) -> Table:
    widths, rows, spans = part  # type: ignore[misc]
    cells = [[Paragraph(cell.replace("\n", "<br/>"), CELL) if cell else "" for cell in row] for row in rows]
    table = Table(cells, colWidths=widths)
    table.setStyle(RULED)
    for begin, end in spans:
        table.setStyle(TableStyle([("SPAN", begin, end)]))
    return table
