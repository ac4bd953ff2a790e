"""Rows, statements and their sources from the tables of the bundled files."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from knowledge.language.text import figure
from knowledge.ledger.directions import directed
from knowledge.ledger.outlays import outlay
from knowledge.ledger.toml_entries import Entry, UnreadableLedger
from knowledge.model import (
    Figure,
    Goal,
    Indicator,
    Prose,
    Source,
)

PageStarts = Mapping[str, tuple[int, ...]]


class Places:
    """Makes the sources of one file: it knows the document, and from a line its page."""

    def __init__(self, entry: Entry, pages: PageStarts) -> None:
        self._document = entry.text("document")
        if self._document not in pages:
            raise UnreadableLedger(f"{entry.where}: documents.toml does not know {self._document}")
        self._starts = pages[self._document]

    def at(self, place: str, line: int) -> Source:
        return Source(self._document, place, bisect_right(self._starts, line), line)

    def of(self, place: str, entry: Entry) -> Source:
        return self.at(place, entry.whole_number("line"))


def reason_of(entry: Entry, place: str, places: Places) -> tuple[Prose | None, tuple[str, ...]]:
    """A reason and the names of the rows it is given for; None and () where the sheet leaves it empty."""
    reason = entry.entry("reason")
    if reason is None:
        return None, ()
    about = reason.values("about")
    return prose_of(reason, place, places), about


def goals_of(entry: Entry, place: str, places: Places) -> tuple[Goal, ...]:
    """The goals of a sheet, as printed."""
    return tuple(Goal(goal.text("heading"), prose_of(goal, place, places)) for goal in entry.entries("goal"))


def indicator_of(row: Entry, place: str, places: Places) -> Indicator:
    """A row with target and result; a figure that is not printed is ``Figure`` without a value."""
    unit = row.text_or_none("unit")
    indicator = Indicator(
        name=row.text("name"),
        target=_figure(row, "target", unit),
        result=_figure(row, "result", unit),
        source=places.of(place, row),
        doubt=row.text_or_none("doubt"),
        also=row.values("also"),
        reason=prose_or_none(row.entry("reason"), place, places),
        asked=row.values("asked"),
    )
    row.done()
    return directed(indicator)


def outlay_of(row: Entry, name: str, unit: str, place: str, places: Places) -> Indicator:
    """Money or work as a row: planned and spent, in ``unit``."""
    planned, spent = _figure(row, "planned", unit), _figure(row, "spent", unit)
    if name == "事業費":
        planned, spent = outlay(planned), outlay(spent)
    told = Indicator(name=name, target=planned, result=spent, source=places.of(place, row))
    row.done()
    return told


def _figure(row: Entry, key: str, unit: str | None) -> Figure:
    """A key that is left out is a cell with a dash or nothing in it."""
    return figure(row.text_or_none(key) or "", unit)


def proses_of(entry: Entry, key: str, place: str, places: Places) -> tuple[Prose, ...]:
    """All statements under a key; () where there are none."""
    return tuple(prose_of(prose, place, places) for prose in entry.entries(key))


def prose_or_none(entry: Entry | None, place: str, places: Places) -> Prose | None:
    """A statement; None where the sheet leaves it empty."""
    return None if entry is None else prose_of(entry, place, places)


def prose_of(entry: Entry, place: str, places: Places) -> Prose:
    """The text of an entry and the place it was made from; anything else in the entry has been read before."""
    prose = Prose(entry.text("text"), places.of(place, entry), asked=entry.values("asked"))
    entry.done()
    return prose
