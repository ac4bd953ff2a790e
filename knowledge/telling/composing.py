"""How an answer is put together: its lines, where it stands, its source, and what may be asked next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.finding.knowledge import Knowledge
from knowledge.language.text import fiscal_year_name
from knowledge.ledger import outcomes
from knowledge.ledger.subjects import Subject
from knowledge.ledger.withdrawal import is_held_back
from knowledge.model import PlanMeasure, PlanSection, Project, Prose, Results, Source
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.reply import Bars, Choice, Outcome, Reply, Topic
from knowledge.telling import quoting, reasons, wording
from knowledge.telling.newness import none_newer
from knowledge.telling.refuse import choice, first_aspect

_MAX_CHOICES = 4
_WHO = re.compile("[・ ]?担当 .*")


@dataclass(frozen=True)
class Told:
    """A part of an answer before it is put together. ``statements`` are those of the documents that its lines repeat."""

    lines: tuple[str, ...]
    sources: tuple[Source, ...]
    statements: tuple[Prose, ...] = ()
    bars: tuple[Bars, ...] = ()


def reply(
    knowledge: Knowledge, about: Sequence[Subject], aspect: str, told: Told, outcome: Outcome = "answered"
) -> Reply:
    """Put an answer together: its lines, the measure and department, the source; choices and topic for what follows."""
    first = about[0]
    home = _home_line(knowledge, first) if len({subject.home for subject in about}) == 1 else None
    if home and aspect == "department":
        home = _WHO.sub("", home) or None  # that is the answer itself
    newest = none_newer(knowledge, about)
    lines = [*told.lines, *filter(None, (home, newest)), wording.cited(told.sources, quoting.mark(told.statements))]
    slots: dict[str, str | list[str]] = {"subjects": [subject.key for subject in about], "aspect": aspect}
    if first.year is not None:
        slots["year"] = fiscal_year_name(first.year)
    return Reply(
        outcome,
        "\n".join(lines),
        slots,
        told.sources,
        next_choices(knowledge, first, aspect) if len(about) == 1 else _choices_among(about, aspect),
        told.bars,
        Topic(tuple(subject.key for subject in about), aspect),
    )


def next_choices(knowledge: Knowledge, subject: Subject, aspect: str) -> tuple[Choice, ...]:
    """What can be asked next about the same thing, and is answered."""
    sheet = subject.sheet
    if isinstance(sheet, PlanSection):
        offered = ["policies", "issues", "list"]
    elif isinstance(sheet, PlanMeasure):
        offered = ["goals", *(["efforts"] if sheet.efforts else []), *(["plans"] if sheet.plans else [])]
    elif isinstance(sheet, Project):
        offered = ["budget", *(["reason"] if differs(subject) else []), "next", "department", "overview"]
        if subject.is_figure:
            offered.insert(0, "figure")
    else:
        offered = ["figure", *(["reason"] if differs(subject) else []), "next"]
        offered += [*(["budget"] if knowledge.projects_of(subject) else []), "department"]
    said = "figure" if aspect in FIGURES else "budget" if aspect in {"spent", "left"} else aspect
    return tuple(choice(subject, one) for one in offered if one != said)[:_MAX_CHOICES]


def _choices_among(about: Sequence[Subject], aspect: str) -> tuple[Choice, ...]:
    """After an answer about several things: one of them, by its name."""
    choices = []
    for subject in about[:_MAX_CHOICES]:
        wanted = first_aspect(subject)
        if wanted == "budget" and aspect in MONEY:
            wanted = "overview"
        choices.append(choice(subject, wanted, named=True))
    return tuple(choices)


def reason_of(subject: Subject) -> Prose | None:
    """The reason a sheet gives for this very thing; one it gives for another row explains nothing here."""
    sheet = subject.sheet
    if not isinstance(sheet, (Results, Project)):
        return None
    if subject.row is None:
        return sheet.reason
    if subject.row.reason is not None:
        return subject.row.reason
    if sheet.reason is None or sheet.reason_about:
        return sheet.reason if subject.row.name in sheet.reason_about else None
    if is_held_back(sheet.reason):
        return sheet.reason
    rows = sheet.indicators if isinstance(sheet, Results) else sheet.activities
    return reasons.of_row(sheet.reason, subject.row.name, [row.name for row in rows if row is not subject.row])


def differs(subject: Subject) -> bool:
    """Whether there is a reason to be told: result and target differ, and the sheet says why."""
    same = subject.row is not None and outcomes.difference(subject.row) == 0
    return reason_of(subject) is not None and not same


def _home_line(knowledge: Knowledge, subject: Subject) -> str | None:
    """「施策5-1-1 多様な…・担当 市政戦略課」."""
    sheet, city = subject.sheet, subject.city
    other = f"{city} " if city != knowledge.city else ""
    if isinstance(sheet, Results):
        plan = knowledge.plan_name(sheet.code.plan, city)
        return f"{other}{plan} {sheet.code.number} {sheet.title}・担当 {sheet.department}"
    if isinstance(sheet, Project):
        project = f"事業：{sheet.name}・" if subject.is_figure else ""
        return f"{other}{project}担当 {sheet.department}"
    return None


def title_of(subject: Subject) -> str:
    """「施策6-4-1「持続可能な財政の構築」」."""
    sheet = subject.sheet
    if isinstance(sheet, Project):
        return sheet.name
    what = "基本施策" if isinstance(sheet, PlanSection) else "施策"
    return f"{what}{sheet.code.number}「{sheet.title}」"


def distinct(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The sources, each once, in their order."""
    return tuple(dict.fromkeys(sources))
