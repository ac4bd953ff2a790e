"""Tables of Word documents whose columns are as wide as they should be in every program."""

from __future__ import annotations

from collections.abc import Sequence

from docx.shared import Mm
from docx.table import Table


def fit(table: Table, widths_mm: Sequence[float]) -> None:
    """Word goes by the cells, LibreOffice by the columns: both are told, and not to choose by themselves."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
