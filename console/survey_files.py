"""The results of a survey that is over, to take away."""

from __future__ import annotations

from typing import Literal, get_args

from casework.csv_tables import as_csv
from panel.report import Report, rows
from panel.workbook import as_xlsx

Kind = Literal["csv", "xlsx"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def made(kind: Kind, report: Report) -> str | bytes:
    """The workbook, or the text of a CSV that is still to be encoded."""
    return as_xlsx(report) if kind == "xlsx" else as_csv(rows(report))
