"""The tables of 集計 as files: the rows of a CSV, a workbook with native charts."""

from __future__ import annotations

import io
from collections.abc import Sequence

from console.figure_tables import DEFINITIONS, NAMES, CrossTable, banner, lines, said
from handlers.days import with_year
from storage.figures import BY, Figures
from writing.harmless import harmless


def rows(counted: Figures) -> list[list[str | int]]:
    """One row for each cell with a case in it, and the banner."""
    head: list[str | int] = [*(NAMES[by] for by in BY), "件数"]
    cells = sorted(
        counted.cells.items(), key=lambda pair: (pair[0].month, pair[0].kind, pair[0].theme, pair[0].section)
    )
    body: list[list[str | int]] = [
        [*(getattr(cell, by) if by == "month" else said(by, getattr(cell, by)) for by in BY), count]
        for cell, count in cells
    ]
    return [head, *body, [], [banner(counted)]]


def _step(most: int) -> int:
    """How far apart the lines of a chart are: about five, at whole numbers."""
    return max(1, -(-most // 5))


def as_xlsx(counted: Figures, shown: Sequence[CrossTable]) -> bytes:
    """A workbook: the figures in words, each table on a sheet of its own with a chart of its sums, the definitions."""
    from openpyxl import Workbook  # twenty megabytes that only an export needs
    from openpyxl.chart import BarChart, Reference

    book = Workbook()
    first = book.worksheets[0]
    first.title = "概要"
    first.append([f"市民の声　{with_year(counted.first)}〜{with_year(counted.last)}"])
    first.append([banner(counted)])
    for name, value in lines(counted):
        first.append([name, harmless(value)])
    for definition in DEFINITIONS:
        first.append([definition])
    first.column_dimensions["A"].width = 22
    for table in shown:
        sheet = book.create_sheet(table.title.removesuffix("（件）").replace("　", " ")[:31])
        grid = table.grid()
        for row in grid:
            sheet.append([harmless(cell) if isinstance(cell, str) else cell for cell in row])
        sheet.append([])
        sheet.append([banner(counted)])
        sheet.column_dimensions["A"].width = 22
        sheet.freeze_panes = "B2"
        if len(grid) > 2:
            chart = BarChart()
            chart.type, chart.title, chart.legend = "bar", f"{NAMES[table.down]}ごとの件数", None
            total = len(grid[0])
            chart.add_data(Reference(sheet, min_col=total, min_row=2, max_row=len(grid) - 1))
            chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=len(grid) - 1))
            # Cases are whole: no half ones on the axis.
            chart.y_axis.number_format, chart.y_axis.majorUnit = "0", _step(max(int(row[-1]) for row in grid[1:-1]))
            chart.y_axis.title, chart.y_axis.delete, chart.x_axis.delete = "件", False, False
            chart.x_axis.scaling.orientation = "maxMin"  # the first row on top, as in the table
            chart.height, chart.width = max(6.0, 0.8 * len(grid) + 3), 18
            sheet.add_chart(chart, f"A{len(grid) + 4}")
    for sheet in book.worksheets:
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1  # no chart is cut in two
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
