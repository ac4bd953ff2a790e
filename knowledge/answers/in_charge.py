"""The department of a thing that has no sheet and no row of its own but is told of on one (an event, a room, a bus)."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.finding.all_named import says_all
from knowledge.finding.choosing_statements import best_statements
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.resting import is_sure
from knowledge.finding.understanding import Question
from knowledge.finding.weakened import weakened
from knowledge.language.quotes import names_in
from knowledge.language.text import may_be_of_plan
from knowledge.language.wordbook import plain
from knowledge.ledger.identity import is_below
from knowledge.ledger.subjects import Passage, Subject
from knowledge.model import PlanMeasure, PlanSection, Project, Results
from knowledge.reply import Reply
from knowledge.telling import tell

# Statements further down than these say less of the thing.
_LOOKED_AT = 6
# What may be done about anything.
_WORK = frozenset(
    {
        "支援", "補助", "助成", "対策", "取組", "取り組み", "相談", "手続", "手続き", "申請", "制度", "登録", "サービス",
        "整備", "管理", "推進", "手伝い", "手助け", "サポート", "補助金", "助成金", "普及", "促進",
    }
)  # fmt: skip


def statements_sure(knowledge: Knowledge, question: Question) -> list[Passage]:
    """The statements that have everything named and are likely enough what is meant; [] where none is.

    What is only a cause of something (bears, of damage to crops) is in nobody's charge for it.
    """
    ranked = best_statements(knowledge, question, "overview")
    told = [
        passage
        for _, _, passage in ranked[:_LOOKED_AT]
        if passage.part != "reason" and says_all(knowledge, passage, question)
    ]
    quoting = [passage for passage in told if _quotes_what_is_said(passage, question)]
    return quoting or [passage for passage in told if is_sure(knowledge, question, passage, ranked)]


def of_the_thing(knowledge: Knowledge, question: Question) -> Reply | None:
    """Who is in charge of a thing of which some work is named (「免許返納の支援はどの課？」): the one department whose rows
    and projects are called by the thing; None where no name has it, or those of several departments have."""
    less = weakened(knowledge, question, lambda group: group.strong and group.said in _WORK)
    if less is question or not less.things:
        return None
    named = [
        subject
        for hit in less.hits
        if (subject := knowledge.subject(hit)) is not None
        and isinstance(subject.sheet, (Results, Project))
        and all(knowledge.index.names_hold(hit.number, one) for one in less.things)
    ]
    departments = {one.sheet.department for one in named if isinstance(one.sheet, (Results, Project))}
    return tell.department(knowledge, [knowledge.home_of(named[0])]) if len(departments) == 1 else None


def _quotes_what_is_said(passage: Passage, question: Question) -> bool:
    """Whether a name that a statement puts in quotation marks (「はとり号」) stands in the question, sign for sign."""
    return any(plain(name) in question.asked.text for name in names_in(passage.prose.text))


def of_passages(knowledge: Knowledge, told: Iterable[Passage]) -> Reply | None:
    """Who is in charge of the first yearly sheet among those of the statements, else of the measure of the plan."""
    homes = dict.fromkeys(knowledge.home_of(passage.subject) for passage in told)
    for home in homes:
        if isinstance(home.sheet, (Results, Project)):
            return tell.department(knowledge, [home])
    for home in homes:
        sheets = _sheets_of(knowledge, home)
        departments = {one.sheet.department for one in sheets if isinstance(one.sheet, Results)}
        if len(departments) == 1:  # the plan names none, and of two nobody knows which
            return tell.department(knowledge, sheets[:1])
    return None


def _sheets_of(knowledge: Knowledge, of_plan: Subject) -> list[Subject]:
    """The yearly results of a measure of the plan, or of all measures of a basic one."""
    number = of_plan.codes[0]
    if isinstance(of_plan.sheet, PlanMeasure):
        return list(knowledge.results_of(of_plan))
    if not isinstance(of_plan.sheet, PlanSection):
        return []
    return [
        one
        for one in knowledge.subjects
        if one.kind == "results" and is_below(one.codes[0], number) and may_be_of_plan(one.plan, of_plan.plan)
    ]
