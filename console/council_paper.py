"""議会資料, one A4 page, as docx and as PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence

from console.docx_tables import begun, fit
from console.figure_tables import DEFINITIONS, banner, council_table, lines, of_whom
from console.pdf_font import font_for
from handlers.days import with_year
from storage.figures import Figures
from writing.harmless import without_controls

_MOST_COLUMNS = 9


def _grid(counted: Figures) -> list[list[str]]:
    """Kinds by section as text. So that the page stays one, sections beyond the eighth are summed up as ほかの課."""
    grid = council_table(counted).grid()
    if len(grid[0]) - 2 > _MOST_COLUMNS:
        keep = _MOST_COLUMNS
        grid = [
            [*row[:keep], "ほかの課" if nth == 0 else sum(int(one) for one in row[keep:-1]), row[-1]]
            for nth, row in enumerate(grid)
        ]
    return [[without_controls(str(cell)) for cell in row] for row in grid]


def _title(counted: Figures, city: str) -> str:
    return f"{of_whom(counted, city)}　市民の声　{with_year(counted.first)}〜{with_year(counted.last)}"


def as_docx(counted: Figures, city: str) -> bytes:
    """For Word."""
    document = begun(18)
    document.add_heading(_title(counted, city), level=1)
    document.add_paragraph(banner(counted))
    pairs = document.add_table(rows=0, cols=2, style="Table Grid")
    for name, said in lines(counted):
        cells = pairs.add_row().cells
        cells[0].text, cells[1].text = name, said
    fit(pairs, (38, 136))
    document.add_heading("種類と課（件）", level=2)
    rows = _grid(counted)
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for place, value in zip(table.add_row().cells, row, strict=True):
            place.text = value
    fit(table, (30, *[144 / (len(rows[0]) - 1)] * (len(rows[0]) - 1)))
    document.add_heading("言葉の意味", level=2)
    for definition in DEFINITIONS:
        document.add_paragraph(definition)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(counted: Figures, city: str) -> bytes:
    """Plain PDF, for halls whose programs let no macros and charts pass. The text stays text.

    A Japanese font of this machine goes into the file; see ``console.pdf_font``.
    """
    from reportlab.lib import colors  # loaded for this alone
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    rows = _grid(counted)
    told = [_title(counted, city), banner(counted), "種類と課（件）", *DEFINITIONS]
    cells_told = [cell for row in (*lines(counted), *rows) for cell in row]
    font = font_for("".join(map(_basic, (*told, *cells_told))))

    def style(size: float) -> ParagraphStyle:
        return ParagraphStyle("x", fontName=font, fontSize=size, leading=size * 1.5, wordWrap="CJK")

    body, small = style(9.5), style(8.5)

    def cells(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
        table = Table([[Paragraph(_plain(cell), body) for cell in row] for row in rows], colWidths=list(widths))
        table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")])
        return table

    wide = A4[0] - 36 * mm
    first = 30 * mm
    rest = (wide - first) / (len(rows[0]) - 1)
    parts = [
        Paragraph(_plain(_title(counted, city)), style(14)),
        Paragraph(_plain(banner(counted)), body),
        Spacer(0, 3 * mm),
        cells(lines(counted), [38 * mm, wide - 38 * mm]),
        Spacer(0, 3 * mm),
        Paragraph("種類と課（件）", style(12)),
        cells(rows, [first, *[rest] * (len(rows[0]) - 1)]),
        Spacer(0, 3 * mm),
        *(Paragraph(_plain(one), small) for one in DEFINITIONS),
    ]
    out = io.BytesIO()
    margins = {f"{side}Margin": 18 * mm for side in ("left", "right", "top", "bottom")}
    SimpleDocTemplate(out, pagesize=A4, title="市民の声", author=city, **margins).build(parts)
    return out.getvalue()


def _plain(text: str) -> str:
    """Text for a paragraph: no mark-up, and 〓 for the rare characters beyond what the font's encoding can name."""
    return _basic(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _basic(text: str) -> str:
    return "".join(sign if ord(sign) < 0x10000 else "〓" for sign in text)
