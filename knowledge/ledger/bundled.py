"""The bundled ledger: the first city's documents as reviewable files, read into plain values.

``knowledge/bundled/`` holds one TOML file per sheet or section. Facts, figures, names and headings stand there as
printed (half-width); prose is in our own words and carries the line of the original it was made from.
"""

from __future__ import annotations

import hashlib
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import cast

from knowledge.language.text import figure, fold
from knowledge.model import (
    Achievement,
    Code,
    Figure,
    Goal,
    Indicator,
    Ledger,
    PlanMeasure,
    PlanSection,
    Project,
    Prose,
    Results,
    Source,
)

_ROOMS = ("plan", "results", "reviews")
PageStarts = Mapping[str, tuple[int, ...]]


class UnreadableLedger(Exception):
    """A file of the ledger has a missing, unknown or wrong entry; the message names file and entry."""


@cache
def bundled() -> Ledger:
    """The ledger that comes with the project, read once in a process."""
    return read_ledger(files("knowledge") / "bundled")


def bundled_of(city: str) -> Ledger:
    """The ledger that comes with the project if it is that of this city; to the bot of any other, an empty one."""
    ledger = bundled()
    return ledger if fold(ledger.city, spaces=False) == fold(city, spaces=False) else Ledger("none", city)


def read_ledger(folder: Traversable) -> Ledger:
    """Read a folder laid out like ``knowledge/bundled``. Raises UnreadableLedger."""
    contents = {"documents.toml": (folder / "documents.toml").read_bytes()}
    for room in _ROOMS:
        files_here = [file for file in (folder / room).iterdir() if file.name.endswith(".toml")]
        contents |= {f"{room}/{file.name}": file.read_bytes() for file in files_here}
    entries = {name: _entry(name, contents[name]) for name in sorted(contents)}
    city = entries["documents.toml"].text("city")
    pages = _page_starts(entries["documents.toml"])
    sections = [_section(entry, pages) for name, entry in entries.items() if name.startswith("plan/")]
    results = [_results(entry, pages) for name, entry in entries.items() if name.startswith("results/")]
    projects = [_project(entry, pages) for name, entry in entries.items() if name.startswith("reviews/")]
    return Ledger(
        version=_version(contents),
        city=city,
        sections=tuple(sorted(sections, key=lambda section: section.code)),
        results=tuple(sorted(results, key=lambda sheet: (sheet.year, sheet.code))),
        projects=tuple(sorted(projects, key=lambda sheet: (sheet.year, sheet.source.line or 0))),
    )


class _Entry:
    """One table of a TOML file that remembers which keys were read, so that a misspelt key cannot go unnoticed."""

    def __init__(self, table: Mapping[str, object], where: str) -> None:
        self._left = dict(table)
        self.where = where

    def text(self, key: str) -> str:
        value = self.text_or_none(key)
        if value is None:
            raise UnreadableLedger(f"{self.where}: {key} is missing")
        return value

    def text_or_none(self, key: str) -> str | None:
        value = self._left.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise UnreadableLedger(f"{self.where}: {key} must be a text that is not empty")
        return value

    def whole_number(self, key: str) -> int:
        value = self._left.pop(key, None)
        if not isinstance(value, int):
            raise UnreadableLedger(f"{self.where}: {key} must be a whole number")
        return value

    def values(self, key: str) -> tuple[str, ...]:
        values = self._left.pop(key, [])
        if not isinstance(values, list):
            raise UnreadableLedger(f"{self.where}: {key} must be a list")
        return tuple(str(value) for value in values)

    def whole_numbers(self, key: str) -> tuple[int, ...]:
        values = self._left.pop(key, [])
        if not isinstance(values, list) or not all(isinstance(value, int) for value in values):
            raise UnreadableLedger(f"{self.where}: {key} must be a list of whole numbers")
        return tuple(values)

    def entry(self, key: str) -> _Entry | None:
        value = self._left.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise UnreadableLedger(f"{self.where}: {key} must be a table")
        return _Entry(cast("Mapping[str, object]", value), f"{self.where}, {key}")

    def needed_entry(self, key: str) -> _Entry:
        entry = self.entry(key)
        if entry is None:
            raise UnreadableLedger(f"{self.where}: {key} is missing")
        return entry

    def entries(self, key: str) -> list[_Entry]:
        values = self._left.pop(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise UnreadableLedger(f"{self.where}: {key} must be a list of tables")
        return [_Entry(value, f"{self.where}, {key} {nth}") for nth, value in enumerate(values, 1)]

    def done(self) -> None:
        if self._left:
            raise UnreadableLedger(f"{self.where}: unknown entry {', '.join(self._left)}")


class _Places:
    """Makes the sources of one file: it knows the document, and from a line its page."""

    def __init__(self, entry: _Entry, pages: PageStarts) -> None:
        self._document = entry.text("document")
        if self._document not in pages:
            raise UnreadableLedger(f"{entry.where}: documents.toml does not know {self._document}")
        self._starts = pages[self._document]

    def at(self, place: str, line: int) -> Source:
        return Source(self._document, place, bisect_right(self._starts, line), line)

    def of(self, place: str, entry: _Entry) -> Source:
        return self.at(place, entry.whole_number("line"))


def _entry(name: str, content: bytes) -> _Entry:
    try:
        return _Entry(tomllib.loads(content.decode()), name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UnreadableLedger(f"{name}: {problem}") from problem


def _version(contents: Mapping[str, bytes]) -> str:
    """Changes with any file's name or content; line ends count as one, whatever a checkout makes of them."""
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(name.encode() + b"\0" + contents[name].replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def _page_starts(entry: _Entry) -> dict[str, tuple[int, ...]]:
    starts = {document.text("title"): document.whole_numbers("page_starts") for document in entry.entries("document")}
    entry.done()
    return starts


def _section(entry: _Entry, pages: PageStarts) -> PlanSection:
    places = _Places(entry, pages)
    plan, number = entry.text("plan"), entry.text("code")
    section = PlanSection(
        city=entry.text("city"),
        code=Code(plan, number),
        title=entry.text("title"),
        chapter=entry.text("chapter"),
        issues=_proses(entry, "issue", f"{number} 現状と課題", places),
        policies=_proses(entry, "policy", f"{number} 方針", places),
        measures=tuple(_plan_measure(measure, plan, places) for measure in entry.entries("measure")),
        source=places.of(number, entry),
        captions=_proses(entry, "caption", f"{number} 写真", places),
        also=entry.values("also"),
        asked=entry.values("asked"),
    )
    entry.done()
    return section


def _plan_measure(entry: _Entry, plan: str, places: _Places) -> PlanMeasure:
    number = entry.text("code")
    measure = PlanMeasure(
        code=Code(plan, number),
        title=entry.text("title"),
        goals=_goals(entry, f"{number} 目標", places),
        efforts=_proses(entry, "effort", f"{number} これまでの取組", places),
        plans=entry.values("plans"),
        source=places.of(number, entry),
        also=entry.values("also"),
        asked=entry.values("asked"),
    )
    entry.done()
    return measure


def _results(entry: _Entry, pages: PageStarts) -> Results:
    places = _Places(entry, pages)
    code = Code(entry.text("plan"), entry.text("code"))
    place = f"施策{code.number}"
    reason, about = _reason(entry, place, places)
    sheet = Results(
        city=entry.text("city"),
        year=entry.whole_number("year"),
        department=entry.text("department"),
        code=code,
        title=entry.text("title"),
        chapter=entry.text("chapter"),
        section=entry.text("section"),
        strategy=entry.text_or_none("strategy"),
        purposes=_proses(entry, "purpose", place, places),
        goals=_goals(entry, place, places),
        achievements=tuple(
            Achievement(done.text("heading"), _prose(done, place, places)) for done in entry.entries("achievement")
        ),
        indicators=tuple(_indicator(row, place, places) for row in entry.entries("indicator")),
        reason=reason,
        next_steps=_prose_or_none(entry.entry("next_steps"), place, places),
        source=places.of(place, entry),
        also=entry.values("also"),
        asked=entry.values("asked"),
        reason_about=about,
    )
    entry.done()
    return sheet


def _project(entry: _Entry, pages: PageStarts) -> Project:
    places = _Places(entry, pages)
    name = entry.text("name")
    aims = entry.needed_entry("aims")
    reason, about = _reason(entry, name, places)
    sheet = Project(
        city=entry.text("city"),
        year=entry.whole_number("year"),
        department=entry.text("department"),
        name=name,
        account=entry.values("account"),
        measures=tuple(
            (Code(measure.text("plan"), measure.text("code")), measure.text("title"))
            for measure in entry.entries("measures")
        ),
        strategy=entry.text_or_none("strategy"),
        overview=_prose_or_none(entry.entry("overview"), name, places),
        purpose=_prose_or_none(entry.entry("purpose"), name, places),
        aims=(
            _prose_or_none(aims.entry("wanted"), name, places),
            _prose_or_none(aims.entry("planned"), name, places),
            _prose_or_none(aims.entry("reached"), name, places),
        ),
        activities=tuple(_indicator(row, name, places) for row in entry.entries("activity")),
        budget=_outlay(entry.needed_entry("budget"), "事業費", "千円", name, places),
        staffing=_outlay(entry.needed_entry("staffing"), "従事人工", "人工", name, places),
        reason=reason,
        next_steps=_prose_or_none(entry.entry("next_steps"), name, places),
        source=places.of(name, entry),
        also=entry.values("also"),
        asked=entry.values("asked"),
        reason_about=about,
    )
    aims.done()
    entry.done()
    return sheet


def _reason(entry: _Entry, place: str, places: _Places) -> tuple[Prose | None, tuple[str, ...]]:
    reason = entry.entry("reason")
    if reason is None:
        return None, ()
    about = reason.values("about")
    return _prose(reason, place, places), about


def _goals(entry: _Entry, place: str, places: _Places) -> tuple[Goal, ...]:
    return tuple(Goal(goal.text("heading"), _prose(goal, place, places)) for goal in entry.entries("goal"))


def _indicator(row: _Entry, place: str, places: _Places) -> Indicator:
    unit = row.text_or_none("unit")
    indicator = Indicator(
        name=row.text("name"),
        target=_figure(row, "target", unit),
        result=_figure(row, "result", unit),
        source=places.of(place, row),
        doubt=row.text_or_none("doubt"),
        also=row.values("also"),
        reason=_prose_or_none(row.entry("reason"), place, places),
        asked=row.values("asked"),
    )
    row.done()
    return indicator


def _outlay(row: _Entry, name: str, unit: str, place: str, places: _Places) -> Indicator:
    outlay = Indicator(
        name=name,
        target=_figure(row, "planned", unit),
        result=_figure(row, "spent", unit),
        source=places.of(place, row),
    )
    row.done()
    return outlay


def _figure(row: _Entry, key: str, unit: str | None) -> Figure:
    """A key that is left out is a cell with a dash or nothing in it."""
    return figure(row.text_or_none(key) or "", unit)


def _proses(entry: _Entry, key: str, place: str, places: _Places) -> tuple[Prose, ...]:
    return tuple(_prose(prose, place, places) for prose in entry.entries(key))


def _prose_or_none(entry: _Entry | None, place: str, places: _Places) -> Prose | None:
    return None if entry is None else _prose(entry, place, places)


def _prose(entry: _Entry, place: str, places: _Places) -> Prose:
    """The text of an entry and the place it was made from; anything else in the entry has been read before."""
    prose = Prose(entry.text("text"), places.of(place, entry), asked=entry.values("asked"))
    entry.done()
    return prose
