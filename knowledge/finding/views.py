"""The sheets a question is answered from, ready to be looked through."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from knowledge.finding.entries import Scope
from knowledge.language.wordbook import plain
from knowledge.ledger.departments import sharing
from knowledge.ledger.short_names import shortened, without_note
from knowledge.ledger.subjects import Kind, Subject
from knowledge.model import Code, PlanMeasure, PlanSection, Project, Results
from knowledge.question.units_asked import long_units

_Key = TypeVar("_Key")
# So many signs of a name are looked at first.
_BEGINNING = 2


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
            self.listed, self.with_number, self.projects_of, self.results_of, self.by_printed_name, self.by_account,
            self.by_full_name, self.by_short_name, self._lengths, self.long_units,
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
    def titled_chapters(self) -> tuple[tuple[str, str], ...]:
        """The chapters ("第6章 計画の推進") of the plan and of the results, each with its plan ("7次")."""
        sheets = [one.sheet for one in self.subjects]
        of_plan = [(one.chapter, one.code.plan) for one in sheets if isinstance(one, PlanSection)]
        of_results = [(one.chapter, one.code.plan) for one in sheets if isinstance(one, Results)]
        return tuple(dict.fromkeys((*of_plan, *of_results)))

    @cached_property
    def titled_sections(self) -> tuple[tuple[str, str], ...]:
        """The sections ("5-1 …") under which the results stand, each with its plan."""
        sheets = [one.sheet for one in self.subjects]
        return tuple(dict.fromkeys((one.section, one.code.plan) for one in sheets if isinstance(one, Results)))

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
        printed = (one.department for one in sheets if isinstance(one, (Results, Project)))
        return tuple(dict.fromkeys(name for one in printed for name in sharing(one)))

    @cached_property
    def plans(self) -> frozenset[str]:
        """The plans ("7次") the sheets speak of."""
        return frozenset(subject.plan for subject in self.subjects)

    @cached_property
    def by_printed_name(self) -> dict[str, Subject]:
        """Names as printed, folded; a name that two things bear calls neither."""
        return _of_one(self._printed)

    @cached_property
    def by_full_name(self) -> dict[str, Subject]:
        """The same, and names that end with a note without that; what calls anything else calls nothing."""
        return self.by_printed_name | _of_one((*self._printed, *self._without_note), self._without_note)

    @cached_property
    def by_short_name(self) -> dict[str, Subject]:
        """Rows and projects by what people leave of their names; what calls anything else calls nothing."""
        short = tuple((name, one) for one in self.subjects if (name := shortened(one)) is not None)
        return _of_one((*self._printed, *self._without_note, *short), short)

    @cached_property
    def _printed(self) -> tuple[tuple[str, Subject], ...]:
        return tuple((plain(one.name), one) for one in self.subjects)

    @cached_property
    def _without_note(self) -> tuple[tuple[str, Subject], ...]:
        return tuple((name, one) for one in self.subjects if (name := without_note(one)) is not None)

    @cached_property
    def long_units(self) -> tuple[str, ...]:
        """The printed units that are words of their own (経営体), as they are said."""
        return long_units(unit for subject in self.subjects if subject.row for unit in subject.row.units)

    def called_at(self, text: str, start: int) -> str | None:
        """The longest name, full or short, that stands at a place of a folded text; None where none does."""
        names, short = self.by_full_name, self.by_short_name
        for length in self._lengths.get(text[start : start + _BEGINNING], ()):
            said = text[start : start + length]
            if said in names or said in short:
                return said
        return None

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """How long the names are that begin alike, the longest first: few are held against a text."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for name in (*self.by_full_name, *self.by_short_name):
            found[name[:_BEGINNING]].add(len(name))
        return {begins: tuple(sorted(lengths, reverse=True)) for begins, lengths in found.items()}


def _of_one(
    calling: Sequence[tuple[str, Subject]], wanted: Sequence[tuple[str, Subject]] | None = None
) -> dict[str, Subject]:
    """What is called by a name that calls nothing else, of all or of those that are wanted."""
    names = Counter(name for name, _ in calling)
    return {name: subject for name, subject in (calling if wanted is None else wanted) if names[name] == 1}


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
