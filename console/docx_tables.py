"""Word documents that look the same in every program: their letters are Japanese, their columns as wide as they should be."""

from __future__ import annotations

from collections.abc import Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table

# On every office PC; where it is missing, the language below still leads to another Japanese one.
_FONT = "ＭＳ ゴシック"


def begun(margin_mm: float) -> WordDocument:
    """An empty A4 document in Japanese.

    The library's own says English: a program then takes any font that has the characters, and of 、 and 。 and of many kanji
    other countries have other forms.
    """
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(margin_mm)
    document.styles["Normal"].font.size = Pt(10)
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.pop(qn("w:eastAsiaTheme"), None)
        fonts.set(qn("w:eastAsia"), _FONT)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "ja-JP")
    return document


def fit(table: Table, widths_mm: Sequence[float]) -> None:
    """Word goes by the cells, LibreOffice by the columns: both are told, and not to choose by themselves."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
