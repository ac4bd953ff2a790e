"""What a reader is not sure of, for the person who handed the document in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.model import Indicator, Project, Results, Source


@dataclass(frozen=True)
class Doubt:
    """``text`` says in Japanese what is not sure, with what is printed; ``about`` names the fact, "" a whole sheet."""

    text: str
    source: Source
    about: str = ""


def with_place(doubt: Doubt) -> str:
    """A doubt with its place, on one line."""
    source = doubt.source
    place = " ".join(part for part in (source.document, source.place) if part)
    line = f"{source.page}ページ、{source.line}行目" if source.line else "場所は不明"
    return f"{place}{f'「{doubt.about}」' if doubt.about else ''}（{line}）：{doubt.text}"


def doubtful_rows(sheets: Iterable[Results | Project]) -> list[Doubt]:
    """The doubts that stand on rows of the sheets."""
    return [Doubt(row.doubt, row.source, row.name) for sheet in sheets for row in rows_of(sheet) if row.doubt]


def rows_of(sheet: Results | Project) -> tuple[Indicator, ...]:
    """The rows of a sheet as printed; of a project also its money and its work."""
    if isinstance(sheet, Results):
        return sheet.indicators
    return (*sheet.activities, sheet.budget, sheet.staffing)
