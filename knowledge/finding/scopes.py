"""Which sheets a question is answered from: the city's own, of the year that was named, else of the newest that tells.

A thing that stands in the sheets of several years is a series; its newest member that prints a figure speaks for it
unless a year is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from copy import copy

from knowledge.finding.entries import Entries
from knowledge.finding.series import series_of
from knowledge.finding.views import View
from knowledge.language.text import fiscal_year_name, year_named
from knowledge.ledger.subjects import Subject

_MOST_YEARS = 2


class Scopes:
    """All views of one ledger, made when they are first asked for."""

    def __init__(self, entries: Entries, city: str) -> None:
        """``city`` is the one whose bot this is; where it has no sheets at all, all sheets are its own."""
        self._entries = entries
        self._cities = frozenset(subject.city for subject in entries.subjects)
        self._series = series_of(entries.subjects)
        members: defaultdict[int, list[int]] = defaultdict(list)
        for number, series in enumerate(self._series):
            members[series].append(number)
        self._members = {series: tuple(numbers) for series, numbers in members.items() if len(numbers) > 1}
        self._newest = bytearray(b"\1" * len(entries.subjects))
        for numbers in self._members.values():
            newest = max(
                numbers, key=lambda number: (_tells(entries.subjects[number]), entries.subjects[number].year or 0)
            )
            for number in numbers:
                self._newest[number] = number == newest
        self._views: dict[tuple[frozenset[str], int | None], View] = {}
        self._seen_from: dict[str, Scopes] = {}
        self._look_from(frozenset({city}) & self._cities or self._cities)

    def of_city(self, city: str) -> Scopes:
        """The same ledger seen from another city in it: its years, documents and sheets are those at hand."""
        made = self._seen_from.get(city)
        if made is None:
            made = copy(self)
            made._look_from(frozenset({city}))
            self._seen_from[city] = made
        return made

    def _look_from(self, own: frozenset[str]) -> None:
        about = [subject for subject in self._entries.subjects if subject.city in own]
        self._own = own
        self.own = tuple(sorted(own))
        self.other_cities = tuple(sorted(self._cities - own))
        self.documents = _titles_together(dict.fromkeys(one.sheet.source.document for one in about))
        self.years_known = frozenset(one.year for one in about if one.year is not None)

    def prepare(self) -> None:
        """Make the views that are asked for again and again, so that no question waits for them."""
        newest = self.newest()
        for year in self.years_known:
            self.of_year(year).prepare()
        newest.prepare()

    def newest(self, city: str | None = None) -> View:
        """The newest of everything; of another city's where it is named."""
        return self._view(frozenset({city}) if city else self._own, None)

    def of_year(self, year: int, city: str | None = None) -> View:
        """One fiscal year's sheets and the plan."""
        return self._view(frozenset({city}) if city else self._own, year)

    def years(self, subject: Subject) -> tuple[Subject, ...]:
        """The same thing in the sheets of all years that have it, the oldest first."""
        number = self._entries.numbers[subject.key]
        numbers = self._members.get(self._series[number], (number,))
        return tuple(sorted((self._entries.subjects[one] for one in numbers), key=lambda one: one.year or 0))

    def in_year(self, subject: Subject, year: int) -> Subject | None:
        """The same thing in the sheets of one year."""
        return next((one for one in self.years(subject) if one.year == year), None)

    def _view(self, cities: frozenset[str], year: int | None) -> View:
        made = self._views.get((cities, year))
        if made is None:
            subjects = self._entries.subjects
            scope = self._entries.scope(
                number
                for number, subject in enumerate(subjects)
                if subject.city in cities and (self._newest[number] if year is None else subject.year in {None, year})
            )
            made = self._views[cities, year] = View(scope, tuple(subjects[number] for number in scope.subjects))
        return made


def year_names(years: Iterable[int]) -> str:
    """Fiscal years as they are said, the oldest first."""
    return "、".join(fiscal_year_name(year) for year in sorted(set(years)))


def _titles_together(titles: Iterable[str]) -> tuple[str, ...]:
    """Titles of documents; those that differ in the year alone are told as one: 令和元年度〜令和5年度 主要施策の成果説明書."""
    years: dict[str, list[int]] = {}
    for title in titles:
        year = year_named(title)
        name = fiscal_year_name(year) if year is not None else ""
        bare = title.removeprefix(name)
        of_year = years.setdefault(bare if name and bare != title else title, [])
        if year is not None and bare != title:
            of_year.append(year)
    together = []
    for bare, found in years.items():
        span = "・".join(fiscal_year_name(year) for year in sorted(found))
        if len(found) > _MOST_YEARS:
            span = f"{fiscal_year_name(min(found))}〜{fiscal_year_name(max(found))}"
        together.append(f"{span}{bare}")
    return tuple(together)


def _tells(subject: Subject) -> bool:
    """Whether a row prints any figure; what is no row tells by itself."""
    return subject.row is None or subject.row.target.printed is not None or subject.row.result.printed is not None
