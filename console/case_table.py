"""案件一覧 as a table to take away: words masked, no contact data, nobody's account."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from casework.csv_tables import as_csv
from casework.working_days import day_in_japan
from console.masking import masked_for
from console.words import CHANNELS
from handlers.city import City
from storage.case_lists import Row
from writing.harmless import harmless

Kind = Literal["csv", "xlsx"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_MOST_OF_A_CELL = 32_767
_GOES_ON = "…（続きは案件の画面にあります）"
HEAD = ("受付番号", "受付日", "受付方法", "内容", "種類", "分野", "課", "状態", "期限")


def made(kind: Kind, rows: Sequence[Row], said: Mapping[int, str], city: City) -> str | bytes:
    """The workbook, or the text of a CSV that is still to be encoded. ``said``: the words of each case, by its id."""
    table = case_table(rows, said, city)
    return as_xlsx(table) if kind == "xlsx" else as_csv(table)


def case_table(rows: Sequence[Row], said: Mapping[int, str], city: City) -> list[list[str]]:
    """The head and one row for each case; days as "2026-11-20", in Japan, and an empty cell where there is none.

    Words are hidden in the whole text: a number cut in two is none that is known.
    Only rows that may leave are given here (``storage.leaving.free``).
    """
    return [list(HEAD), *(_cells(row, said.get(row.id, ""), city) for row in rows)]


def _cells(row: Row, said: str, city: City) -> list[str]:
    return [
        row.receipt,
        day_in_japan(row.received_at).isoformat(),
        CHANNELS[row.channel],
        masked_for(city, said),
        row.kind or "",
        row.category or "",
        row.department or "",
        str(row.state),
        row.due_on.isoformat() if row.due_on else "",
    ]


def _fitting(cell: str) -> str:
    """As much as a cell of Excel holds, and where the rest is."""
    return cell if len(cell) <= _MOST_OF_A_CELL else f"{cell[: _MOST_OF_A_CELL - len(_GOES_ON)]}{_GOES_ON}"


def as_xlsx(table: Sequence[Sequence[str]]) -> bytes:
    """The table as a workbook of one sheet; every cell is text."""
    from openpyxl import Workbook  # twenty megabytes that only an export needs

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "案件一覧"
    for row in table:
        sheet.append([_fitting(harmless(cell)) for cell in row])
    sheet.freeze_panes = "B2"
    for column, width in (("A", 18), ("B", 12), ("D", 60)):
        sheet.column_dimensions[column].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
