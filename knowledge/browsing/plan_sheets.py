"""The sheets of a city by plan, chapter, measure and year, as one looks around in them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.identity import chapter_of
from knowledge.model import Indicator, Ledger, PlanMeasure, PlanSection, Project, Results


@dataclass(frozen=True)
class PlanSheets:
    """``name_of`` tells a plan's name from its ordinal ("8次")."""

    sections: tuple[PlanSection, ...]
    results: tuple[Results, ...]
    projects: tuple[Project, ...]
    name_of: Callable[[str], str]

    @property
    def plans(self) -> list[str]:
        """The newest plan first."""
        named = {sheet.code.plan for sheet in self.sections} | {sheet.code.plan for sheet in self.results}
        named |= {code.plan for project in self.projects for code, _ in project.measures}
        return sorted(named, key=lambda plan: (_ordinal(plan), plan), reverse=True)

    def titles(self, plan: str) -> dict[str, str]:
        """The measures of a plan by number, in order, with their titles."""
        found: dict[str, str] = {}
        for section in self.sections:
            if section.code.plan == plan:
                found |= {measure.code.number: measure.title for measure in section.measures}
        for sheet in sorted(self.results, key=lambda one: -one.year):  # a measure is called as it is now
            if sheet.code.plan == plan:
                found.setdefault(sheet.code.number, sheet.title)
        for project in self.projects:
            for code, title in project.measures:
                if code.plan == plan:
                    found.setdefault(code.number, title)
        return dict(sorted(found.items(), key=lambda pair: _order(pair[0])))

    def chapters(self, plan: str) -> dict[str, str]:
        """The chapters of a plan by number, in order, with their titles as printed."""
        found = {chapter_of(number): "" for number in self.titles(plan)}
        bearing: list[Results | PlanSection] = [*self.results, *self.sections]
        for sheet in bearing:
            if sheet.code.plan == plan:
                found[chapter_of(sheet.code.number)] = sheet.chapter
        named = {number: title or f"第{number}章" for number, title in found.items()}
        return dict(sorted(named.items(), key=lambda pair: _order(pair[0])))

    @cached_property
    def results_of(self) -> dict[tuple[str, str], list[Results]]:
        """The results sheets of each measure, by plan and number."""
        found: defaultdict[tuple[str, str], list[Results]] = defaultdict(list)
        for sheet in self.results:
            found[sheet.code.plan, sheet.code.number].append(sheet)
        return dict(found)

    @cached_property
    def projects_of(self) -> dict[tuple[str, str], list[Project]]:
        """The projects of each measure, by plan and number."""
        found: defaultdict[tuple[str, str], list[Project]] = defaultdict(list)
        for project in self.projects:
            for code in dict.fromkeys(code for code, _ in project.measures):
                found[code.plan, code.number].append(project)
        return dict(found)

    def years(self, plan: str, number: str) -> list[int]:
        """The fiscal years of which there are results or projects of a measure, the newest first."""
        held: list[Results | Project] = [
            *self.results_of.get((plan, number), []),
            *self.projects_of.get((plan, number), []),
        ]
        return sorted({sheet.year for sheet in held}, reverse=True)

    @property
    def measures(self) -> Iterable[PlanMeasure]:
        """What the plans themselves say of each measure."""
        return (measure for section in self.sections for measure in section.measures)

    def newest_rows(self, plan: str, number: str) -> tuple[Indicator, ...]:
        """The indicators of a measure in the newest year of which there are results."""
        own = self.results_of.get((plan, number), [])
        newest = max((sheet.year for sheet in own), default=None)
        return tuple(row for sheet in own if sheet.year == newest for row in sheet.indicators)

    def newest_with(self, number: str) -> str:
        """The newest plan that has this chapter or measure; "" where none has."""
        return next((plan for plan in self.plans if number in self.titles(plan) or number in self.chapters(plan)), "")

    @cached_property
    def times_named(self) -> Counter[tuple[int, str]]:
        """How many rows of a year bear a name."""
        return Counter((sheet.year, row.name) for sheet in self.results for row in sheet.indicators)

    @cached_property
    def newest_year(self) -> int | None:
        """The newest year of all; None where there are no results."""
        return max((*(sheet.year for sheet in self.results), *(one.year for one in self.projects)), default=None)


def own_sheets(knowledge: Knowledge) -> PlanSheets:
    """The sheets of the knowledge's own city; where it has none, those there are."""
    ledger: Ledger = knowledge.ledger
    held = PlanSheets(ledger.sections, ledger.results, ledger.projects, knowledge.plan_name)
    own = PlanSheets(
        tuple(one for one in ledger.sections if one.city == knowledge.city),
        tuple(one for one in ledger.results if one.city == knowledge.city),
        tuple(one for one in ledger.projects if one.city == knowledge.city),
        knowledge.plan_name,
    )
    return own if own.plans else held


def _ordinal(plan: str) -> int:
    found = re.search(r"\d+", plan)
    return int(found[0]) if found else 0


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("-") if part.isdigit())
