"""集計 to take away: the period it is about, and the file of each kind."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from casework.csv_tables import as_csv
from console.figure_files import as_xlsx, rows
from console.figure_tables import tables
from console.sight import fiscal_year_of
from storage.figures import Figures, fiscal_year

Kind = Literal["xlsx", "csv", "docx", "pdf"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MOST_YEARS = 10


class NoPeriod(ValueError):
    """The period begins after its end, or is too long to be counted."""


def period(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """First and last day of what is counted: by default the fiscal year up to today, and never beyond. Raises NoPeriod."""
    first = first or fiscal_year(fiscal_year_of(today))[0]
    last = min(last or today, today)
    if first > last or last.year - first.year > MOST_YEARS:
        raise NoPeriod
    return first, last


def made(kind: Kind, counted: Figures, city: str) -> str | bytes:
    """The sheet for the council as docx and pdf, all cells as a workbook; a CSV is text that is still to be encoded."""
    # What writes Word and PDF is large: not for whoever only looks.
    from console import council_paper

    match kind:
        case "docx":
            return council_paper.as_docx(counted, city)
        case "pdf":
            return council_paper.as_pdf(counted, city)
        case "xlsx":
            return as_xlsx(counted, tables(counted))
        case "csv":
            return as_csv(rows(counted))
