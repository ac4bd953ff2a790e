"""「2番目のやつをもっと詳しく」 after goals, measures or projects were told that stand below one thing."""

from __future__ import annotations

import re

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.ledger.subjects import Passage, Subject
from knowledge.model import PlanMeasure, Results
from knowledge.reply import Reply
from knowledge.telling import refuse, tell
from knowledge.telling.facets import measures_under

_MORE_OF_IT = re.compile(
    r"(?:は|って|を|について|の)?、?(?:もう|もっと|少し|ちょっと|ちょい|だけ|こと(?:を|は)?|どんな|どういう|(?:内容|中身|詳細|説明)(?:は|を|って)?"
    r"|何|なに|内容|詳し[いく]|くわし[いく]|教えて|おしえて|知りたい|説明し?て?|聞かせて|お?願い(?:します)?|ください|ほしい"
    r"|もの|やつ|です|なの|ます|か|が|の|、)*[?？。]*"
)


def is_all_asked(after: str) -> bool:
    """Whether a question says nothing behind a place in a list but that more of it is to be told."""
    return _MORE_OF_IT.fullmatch(after) is not None


def things_below(knowledge: Knowledge, question: Question) -> tuple[Subject, ...]:
    """The measures or the projects that were told last as standing below one thing; () where none were."""
    if len(question.before) != 1 or question.before_aspect not in {"list", "projects"}:
        return ()
    subject = question.before[0]
    return tuple(
        measures_under(knowledge, subject) if question.before_aspect == "list" else knowledge.projects_of(subject)
    )


def nth_goal(knowledge: Knowledge, question: Question, place: int) -> Reply | None:
    """The goal at a place of those that were told last; None where none were."""
    if len(question.before) != 1 or question.before_aspect != "goals":
        return None
    subject = question.before[0]
    goals = _goals(knowledge, subject)
    told = goals[place - 1] if 0 < place <= len(goals) else None
    return tell.prose(knowledge, [told], "goals") if told else refuse.unknown(knowledge, "その順番の目標", [subject])


def _goals(knowledge: Knowledge, subject: Subject) -> list[Passage | None]:
    """The statements of the goals of a thing and of the measures below it, None where only a heading is printed."""
    goals: list[Passage | None] = []
    for one in (subject, *measures_under(knowledge, subject)):
        if not isinstance(one.sheet, (PlanMeasure, Results)):
            continue
        told = {passage.heading: passage for passage in knowledge.index.passages_of(one) if passage.part == "goals"}
        goals += [told.get(goal.heading) for goal in one.sheet.goals]
    return goals
