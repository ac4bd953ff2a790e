"""Which sheets a question is answered from: the city's own, of the year that was named, else of the newest that tells.

A thing that stands in the sheets of several years is a series; its newest member that prints a figure speaks for it
unless a year is named.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from knowledge.finding.entries import Entries, Scope
from knowledge.language.text import fiscal_year_name, year_named
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Kind, Subject
from knowledge.model import Code, PlanMeasure, Project, Results

_MOST_YEARS = 2
_Key = TypeVar("_Key")


@dataclass(frozen=True)
class View:
    """The subjects of a scope, ready to be looked through.

    ``listed``: of each kind those of the newest year that has any, for questions over all sheets; all of them where the
    scope is that of one year or the kind is of the plan.
    """

    scope: Scope
    subjects: tuple[Subject, ...]

    def prepare(self) -> None:
        """Have ready what any question may need."""
        for ready in (
            self.listed, self.with_number, self.projects_of, self.results_of, self.by_printed_name, self.by_account
        ):  # fmt: skip
            len(ready)

    @cached_property
    def by_kind(self) -> dict[Kind, tuple[Subject, ...]]:
        """What is listed, by kind."""
        kinds: defaultdict[Kind, list[Subject]] = defaultdict(list)
        for subject in self.subjects:
            kinds[subject.kind].append(subject)
        return {kind: _newest_only(found) for kind, found in kinds.items()}

    @cached_property
    def listed(self) -> tuple[Subject, ...]:
        """What questions over all sheets are told of, in the order of the documents."""
        chosen = {subject.key for found in self.by_kind.values() for subject in found}
        return tuple(subject for subject in self.subjects if subject.key in chosen)

    @cached_property
    def with_number(self) -> dict[str, tuple[Subject, ...]]:
        """Measures, results and sections by their code."""
        return _grouped(
            (subject.codes[0], subject)
            for subject in self.subjects
            if subject.kind in {"results", "measure", "section"}
        )

    @cached_property
    def projects_of(self) -> dict[tuple[str, str], tuple[Subject, ...]]:
        """Projects by plan and code of their measures."""
        return _by_measure(self.subjects, "project")

    @cached_property
    def results_of(self) -> dict[tuple[str, str], tuple[Subject, ...]]:
        """Results sheets by plan and code."""
        return _by_measure(self.subjects, "results")

    @cached_property
    def titles(self) -> dict[str, tuple[tuple[Code, str], ...]]:
        """The codes, with their titles, that projects name, by number."""
        found: defaultdict[str, list[tuple[Code, str]]] = defaultdict(list)
        for subject in self.subjects:
            if subject.kind == "project" and isinstance(subject.sheet, Project):
                for code, title in subject.sheet.measures:
                    found[code.number].append((code, title))
        return {number: tuple(titles) for number, titles in found.items()}

    @cached_property
    def individual_plans(self) -> tuple[tuple[Subject, tuple[str, ...]], ...]:
        """The measures that name individual plans, with the folded names of these."""
        return tuple(
            (one, tuple(map(plain, one.sheet.plans)))
            for one in self.subjects
            if isinstance(one.sheet, PlanMeasure) and one.sheet.plans
        )

    @cached_property
    def by_account(self) -> dict[str, frozenset[Subject]]:
        """The listed projects by the parts of the account they are paid from, folded and without their numbers."""
        found: defaultdict[str, set[Subject]] = defaultdict(set)
        for subject in self.listed:
            if subject.kind == "project" and isinstance(subject.sheet, Project):
                for part in subject.sheet.account:
                    found[plain(part).lstrip("0123456789")].add(subject)
        return {name: frozenset(paid) for name, paid in found.items()}

    @cached_property
    def departments(self) -> tuple[str, ...]:
        """The departments the listed sheets name, in the order of the documents."""
        sheets = [one.sheet for kind in ("results", "project") for one in self.by_kind.get(kind, ())]
        return tuple(dict.fromkeys(one.department for one in sheets if isinstance(one, (Results, Project))))

    @cached_property
    def plans(self) -> frozenset[str]:
        """The plans ("7次") the sheets speak of."""
        return frozenset(subject.plan for subject in self.subjects)

    @cached_property
    def by_printed_name(self) -> dict[str, Subject]:
        """Names as printed, folded; a name that two things bear calls neither."""
        names = Counter(plain(subject.name) for subject in self.subjects)
        return {name: subject for subject in self.subjects if names[name := plain(subject.name)] == 1}

    @cached_property
    def longest_name(self) -> int:
        """Characters of the longest printed name."""
        return max(map(len, self.by_printed_name), default=0)


class Scopes:
    """All views of one ledger, made when they are first asked for."""

    def __init__(self, entries: Entries, city: str) -> None:
        """``city`` is the one whose bot this is; where it has no sheets at all, all sheets are its own."""
        self._entries = entries
        self._cities = frozenset(subject.city for subject in entries.subjects)
        self._series = _series(entries.subjects)
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


def _series(subjects: Sequence[Subject]) -> list[int]:
    """For each subject the number of its series: the same thing of the same city, whatever the year.

    Departments change their names, so they tell things apart only where two of them have such a thing in one year.
    """
    keys = [_series_key(subject) for subject in subjects]
    in_year = Counter((key, subject.year) for key, subject in zip(keys, subjects, strict=True))
    shared = {key for (key, _), count in in_year.items() if count > 1}
    repeated: Counter[tuple[object, ...]] = Counter()
    numbers: dict[tuple[object, ...], int] = {}
    series = []
    for key, subject in zip(keys, subjects, strict=True):
        whole: tuple[object, ...] = key
        if key in shared:
            sheet = subject.sheet
            whole = (*key, sheet.department if isinstance(sheet, (Results, Project)) else "")
            repeated[*whole, subject.year] += 1
            whole = (*whole, repeated[*whole, subject.year])  # the second row of a name is no first one of another year
        series.append(numbers.setdefault(whole, len(numbers)))
    return series


def _series_key(subject: Subject) -> tuple[object, ...]:
    sheet = subject.sheet
    if isinstance(sheet, Results):
        row = plain(subject.name) if subject.is_figure else ""  # a measure may be called a little otherwise next year
        return subject.city, subject.kind, sheet.code.plan, sheet.code.number, row
    if isinstance(sheet, Project):
        return subject.city, subject.kind, plain(sheet.name), plain(subject.name)
    return (subject.key,)


def _tells(subject: Subject) -> bool:
    """Whether a row prints any figure; what is no row tells by itself."""
    return subject.row is None or subject.row.target.printed is not None or subject.row.result.printed is not None


def _newest_only(found: Sequence[Subject]) -> tuple[Subject, ...]:
    newest = max((subject.year or 0 for subject in found), default=0)
    return tuple(subject for subject in found if (subject.year or 0) == newest)


def _by_measure(subjects: Iterable[Subject], kind: Kind) -> dict[tuple[str, str], tuple[Subject, ...]]:
    return _grouped(
        ((subject.plan, code), subject) for subject in subjects if subject.kind == kind for code in subject.codes
    )


def _grouped(pairs: Iterable[tuple[_Key, Subject]]) -> dict[_Key, tuple[Subject, ...]]:
    groups: defaultdict[_Key, list[Subject]] = defaultdict(list)
    for key, subject in pairs:
        groups[key].append(subject)
    return {key: tuple(dict.fromkeys(found)) for key, found in groups.items()}
