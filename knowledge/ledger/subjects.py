"""What can be asked about: every indicator, project, measure and section of a ledger, and every statement on them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.ledger.withdrawal import is_held_back
from knowledge.model import Code, Goal, Indicator, Ledger, PlanMeasure, PlanSection, Project, Prose, Results

Kind = Literal["indicator", "activity", "results", "project", "measure", "section"]
Sheet = Results | Project | PlanMeasure | PlanSection
# The parts of sheets that tell of what is to come: what a plan is for; that and next steps; also what is aimed at.
PLANNED = frozenset({"goals", "policies"})
COMING = PLANNED | {"next"}
AIMED_AT = COMING | {"aim", "aims"}
_FINGERPRINT_CHARS = 12


@dataclass(frozen=True, eq=False)  # each is itself: comparing whole sheets would take long
class Subject:
    """One thing with a name. ``key`` is stable, no other thing has it, and it stands in a ``Topic``.

    ``names`` are the ways to call it, the printed one first; ``around`` the titles it stands under. ``row`` is the
    indicator itself for "indicator" and "activity". ``year`` is None for the plan. ``codes`` are its measures or itself.
    ``home`` is the key of the sheet it stands on. ``asked`` are words by which it is asked for besides its names.
    """

    key: str
    kind: Kind
    name: str
    names: tuple[str, ...]
    around: tuple[str, ...]
    plan: str
    codes: tuple[str, ...]
    sheet: Sheet
    home: str
    year: int | None = None
    row: Indicator | None = None
    asked: tuple[str, ...] = ()

    @property
    def city(self) -> str:
        """The city whose document tells of it."""
        return self.key.split(":", 2)[1]

    @property
    def sheet_reason_is_of_rows(self) -> bool:
        """Whether the reason its sheet gives speaks of some of its rows only."""
        return isinstance(self.sheet, (Results, Project)) and bool(self.sheet.reason_about)

    @property
    def is_figure(self) -> bool:
        """Whether it has a target and a result."""
        return self.row is not None


@dataclass(frozen=True, eq=False)
class Passage:
    """A statement of the documents about ``subject``; ``part`` says which of its fields ("reason", "efforts", …)."""

    part: str
    prose: Prose
    subject: Subject
    heading: str | None = None

    @property
    def fingerprint(self) -> str:
        """What tells it from the other statements of its subject, in this edition of the documents and in the next."""
        return hashlib.sha256(f"{self.part}\n{self.prose.text}".encode()).hexdigest()[:_FINGERPRINT_CHARS]


def subjects(ledger: Ledger) -> tuple[Subject, ...]:
    """All subjects in the order of the documents; the rows of a sheet come after the sheet."""
    return tuple(_all(ledger))


def passages(about: tuple[Subject, ...]) -> tuple[Passage, ...]:
    """All statements about these subjects."""
    return tuple(passage for subject in about for passage in _passages(subject))


def key_of_measure(city: str, code: Code) -> str:
    """The key of a measure of the plan."""
    return f"measure:{city}:{code.plan}:{code.number}"


def key_of_section(city: str, plan: str, number: str) -> str:
    """The key of a section of the plan."""
    return f"section:{city}:{plan}:{number}"


def _all(ledger: Ledger) -> Iterator[Subject]:
    keys: dict[str, int] = {}

    def alone(key: str) -> str:
        # Two rows of one name, two sheets of one project: the second is counted up, so that none is taken for another.
        nth = keys[key] = keys.get(key, 0) + 1
        return key if nth == 1 else f"{key}:{nth}"

    for sheet in ledger.results:
        own = f"{sheet.city}:{sheet.year}:{sheet.department}:{sheet.code.plan}:{sheet.code.number}"
        home = alone(f"results:{own}")
        around = (sheet.title, sheet.section, *sheet.also)
        codes = (sheet.code.number,)
        yield Subject(
            home, "results", sheet.title, (sheet.title, *sheet.also), (sheet.section, sheet.chapter), sheet.code.plan,
            codes, sheet, home, sheet.year, asked=sheet.asked,
        )  # fmt: skip
        for row in sheet.indicators:
            yield Subject(
                alone(f"indicator:{own}:{row.name}"), "indicator", row.name, (row.name, *row.also), around,
                sheet.code.plan, codes, sheet, home, sheet.year, row, row.asked,
            )  # fmt: skip
    for project in ledger.projects:
        own = f"{project.city}:{project.year}:{project.department}:{project.name}"
        home = alone(f"project:{own}")
        plan = project.measures[0][0].plan if project.measures else ""
        numbers = tuple(code.number for code, _ in project.measures)
        titles = tuple(title for _, title in project.measures)
        yield Subject(
            home, "project", project.name, (project.name, *project.also), titles, plan, numbers, project, home,
            project.year, asked=project.asked,
        )  # fmt: skip
        for row in project.activities:
            yield Subject(
                alone(f"activity:{own}:{row.name}"), "activity", row.name, (row.name, *row.also),
                (project.name, *project.also, *titles), plan, numbers, project, home, project.year, row, row.asked,
            )  # fmt: skip
    for section in ledger.sections:
        plan = section.code.plan
        key = alone(key_of_section(section.city, plan, section.code.number))
        yield Subject(
            key, "section", section.title, (section.title, *section.also), (section.chapter,), plan,
            (section.code.number,), section, key, asked=section.asked,
        )  # fmt: skip
        for measure in section.measures:
            key = alone(key_of_measure(section.city, measure.code))
            yield Subject(
                key, "measure", measure.title, (measure.title, *measure.also), (section.title, *measure.plans), plan,
                (measure.code.number,), measure, key, asked=measure.asked,
            )  # fmt: skip


def _passages(subject: Subject) -> Iterator[Passage]:
    sheet = subject.sheet
    if subject.row is not None:
        if subject.row.reason is not None:
            yield Passage("reason", subject.row.reason, subject)
        return
    if isinstance(sheet, Results):
        yield from (Passage("purpose", prose, subject) for prose in sheet.purposes)
        yield from _goals(sheet.goals, subject)
        for done in sheet.achievements:
            yield Passage("achievements", done.text, subject, done.heading)
        yield from _optional(subject, ("reason", sheet.reason), ("next", sheet.next_steps))
    elif isinstance(sheet, Project):
        wanted, planned, reached = sheet.aims
        yield from _optional(
            subject,
            ("overview", sheet.overview), ("purpose", sheet.purpose), ("aim", wanted), ("aim", planned),
            ("achievements", reached), ("reason", sheet.reason), ("next", sheet.next_steps),
        )  # fmt: skip
    elif isinstance(sheet, PlanMeasure):
        yield from _goals(sheet.goals, subject)
        yield from (Passage("efforts", prose, subject) for prose in sheet.efforts)
        yield from (Passage("aims", prose, subject) for prose in sheet.aims)
    else:
        yield from (Passage("issues", prose, subject) for prose in sheet.issues)
        yield from (Passage("policies", prose, subject) for prose in sheet.policies)
        yield from (Passage("caption", prose, subject) for prose in sheet.captions)
        yield from (Passage("aims", prose, subject) for prose in sheet.aims)
    yield from (Passage("more", prose, subject) for prose in sheet.more)


def _goals(goals: tuple[Goal, ...], subject: Subject) -> Iterator[Passage]:
    for goal in goals:
        if goal.text is not None:
            yield Passage("goals", goal.text, subject, goal.heading)


def _optional(subject: Subject, *parts: tuple[str, Prose | None]) -> Iterator[Passage]:
    for part, prose in parts:
        if prose is not None and not is_held_back(prose):
            yield Passage(part, prose, subject)
