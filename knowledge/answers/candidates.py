"""Rows, projects and statements that know some of a question, and how well each fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.finding.choosing_subjects import counts_all
from knowledge.finding.groups import Group, Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.otherwise import counts_otherwise
from knowledge.finding.statement_fit import FITS
from knowledge.finding.understanding import Question
from knowledge.language import units
from knowledge.language.text import may_be_of_plan
from knowledge.ledger.printed_units import printed_units
from knowledge.ledger.subjects import Passage, Subject
from knowledge.question.aspects import MONEY
from knowledge.question.units_asked import YEN

_UNIT, _TOGETHER, _OTHER_PART = 0.08, 0.08, 0.8


@dataclass(frozen=True)
class Candidate:
    """A row, project or statement, and how well it fits (0..1); ``own`` are the things of the question it has itself;
    ``asked`` those by which it is asked for, too."""

    score: float
    hit: Hit
    subject: Subject
    passage: Passage | None
    own: tuple[Group, ...]
    unit: int = 0
    asked: tuple[Group, ...] = ()


def rows(knowledge: Knowledge, question: Question, things: Sequence[Group]) -> Iterator[Candidate]:
    """The rows that know some of a question, the likeliest first; projects and rows in yen where money is asked for.
    ``things`` are what the question names."""
    some_only = knowledge.book.narrowed("", question.asked.without_city)
    # Most of them count something else, which takes long to find out: it is for those only that are asked for.
    for score, unit, hit, subject in sorted(_in_question(knowledge, question), key=lambda each: -each[0]):
        if some_only and subject.row is not None and counts_all(knowledge, subject, question):
            continue
        if knowledge.book.contrary(subject.name, question.asked.text) or counts_otherwise(
            knowledge, hit.number, subject, things, question.asked.text
        ):
            continue
        own = tuple(group for group in things if knowledge.index.names_hold(hit.number, group))
        yield Candidate(score, hit, subject, None, own, unit)


def _in_question(knowledge: Knowledge, question: Question) -> Iterator[tuple[float, int, Hit, Subject]]:
    """The same in no order, those that count something else among them: the score, how well the unit fits, the hit, the row."""
    money, asked_unit = question.asked.asks(*MONEY), question.asked.unit
    for hit in knowledge.search.knowing_some(question.groups, question.view.scope):
        subject = knowledge.subject(hit)
        if subject is None or not (subject.is_figure if not money else subject.kind == "project" or is_in_yen(subject)):
            continue
        if not may_be_of_plan(subject.plan, question.asked.plan):
            continue
        unit = 0
        if asked_unit and subject.row is not None:
            printed = printed_units(subject.row)
            unit = 1 if units.says(asked_unit, printed) else 0 if units.comparable(asked_unit, printed) else -1
        yield hit.score + _UNIT * unit + _TOGETHER * hit.together, unit, hit, subject


def is_in_yen(subject: Subject) -> bool:
    """Whether a row prints an amount of money; False for what is no row."""
    unit = subject.row.result.unit if subject.row is not None else None
    return unit is not None and (unit in YEN or unit.startswith("円"))


def statements_near(knowledge: Knowledge, question: Question, things: Sequence[Group]) -> Iterator[Candidate]:
    """The likeliest statements, in no order; ``things`` are what the question names."""
    aspect = question.asked.aspects[0] if question.asked.aspects else "overview"
    fits = FITS.get(aspect, FITS["overview"])
    may_be_asked = knowledge.index.may_be_asked_by(question.groups)
    for hit in knowledge.search.knowing_some(question.groups, question.view.scope):
        passage = knowledge.passage(hit)
        if passage is None:
            continue
        tokens = knowledge.index.tokens_about(passage)
        own = asked = tuple([group for group in things if group.is_named_in(tokens)])
        if may_be_asked and (words := knowledge.index.asked_of(passage, question.groups)):
            tokens |= words
            asked = tuple([group for group in things if group.is_named_in(tokens)])
        if own:  # what is only asked for goes with something that is told
            own = asked
        score = hit.covered * fits.get(passage.part, _OTHER_PART) + _TOGETHER * hit.together
        yield Candidate(score, hit, passage.subject, passage, own, asked=asked)
