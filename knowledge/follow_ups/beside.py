"""「他には？」 after a figure or a project: what stands beside it and was not told yet, from the nearest on.

First the sheet itself and those of the same measure, then those of the department, then all others. Who asks once more goes
on from there, and is told when there is no more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.follow_ups.year_told import seen_in_its_year
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.model import PlanMeasure, PlanSection, Project, Results
from knowledge.reply import Reply, Topic
from knowledge.telling import refuse, tell

_OTHERS = re.compile(
    r"(?:じゃあ?|では|それと|あと)?[、\s]*(?:その|これの|それの)?(?:ほか|他)(?:に|の)?(?:は|も)?[、\s]*(?:何か|なにか|どんな|何の)?"
    r"(?P<kind>指標|目標|数字|事業)?(?:は|って|も|が)?[、\s]*(?:何か|なにか|何が|なにが)?"
    r"(?:ある|あります|あるの|ない|ないの|教えて|おしえて)?(?:の|ん)?(?:です)?か?[?？。]*"
)
# More fill the screen of a telephone.
_MOST = 5


def asks_what_else(question: Question) -> bool:
    """Whether nothing is asked but what else there is."""
    return _asked(question) is not None


def _asked(question: Question) -> re.Match[str] | None:
    return _OTHERS.fullmatch(plain(question.typed).strip())


def others(knowledge: Knowledge, question: Question) -> Reply | None:
    """What stands beside what was told; None where something else is asked, or neither a row nor a project was told."""
    asked = _asked(question)
    if asked is None or not question.before:
        return None
    first = question.before[0]
    projects = asked["kind"] == "事業" or (asked["kind"] is None and first.kind == "project")
    if asked["kind"] is None and not (projects or first.is_figure):
        return None
    what = "事業" if projects else "指標"
    told = tuple(dict.fromkeys((*question.listed, *question.before)))
    if question.before_aspect == "reached" and len(question.before) > 1 and asked["kind"] is None:
        return _no_more(knowledge, question, f"あてはまる{what}")
    knowledge = seen_in_its_year(knowledge, first)
    # Where it began, however far one has gone on since.
    for whose, near in _from_the_nearest(knowledge, told[0], projects=projects):
        beside = [one for one in dict.fromkeys(near) if one not in told]
        if beside:
            shown = beside[:_MOST]
            reply = tell.money(knowledge, shown, ("budget",)) if projects else tell.figures(knowledge, shown)
            return _going_on(reply, whose.format(what=what), (*told, *shown))
    return _no_more(knowledge, question, f"資料にある{what}")


def _going_on(reply: Reply, whose: str, told: Sequence[Subject]) -> Reply:
    """The reply that says where it has come to, and remembers all that was told."""
    if reply.topic is None:
        return reply
    topic = replace(reply.topic, listed=tuple(one.key for one in told))
    return replace(reply, text=f"{whose}\n{reply.text}" if whose else reply.text, topic=topic)


def _no_more(knowledge: Knowledge, question: Question, what: str) -> Reply:
    topic = Topic(
        tuple(one.key for one in question.before),
        question.before_aspect,
        listed=tuple(one.key for one in question.listed),
    )
    return refuse.no_more(knowledge, what, question.before[:1], topic)


def _from_the_nearest(knowledge: Knowledge, origin: Subject, *, projects: bool) -> list[tuple[str, Sequence[Subject]]]:
    """The things that stand beside one, those of each circle with what is said before them; "" where they are at hand."""
    around = knowledge.sheets_around(origin)
    every = [one for one in knowledge.subjects if (one.kind == "project" if projects else one.is_figure)]
    at_hand = [one for one in around if one.kind == "project"]
    if not projects:
        at_hand = [row for sheet in around for row in knowledge.rows_of(sheet)]
    department = _department(origin, around)
    if department is None:
        return [("", at_hand), ("ほかの施策の{what}です。", every)]
    of_department = [one for one in every if getattr(one.sheet, "department", None) == department]
    return [
        ("", [*at_hand, *of_department]),
        (f"{department}が担当する{{what}}は、ここまでです。ほかの課の{{what}}です。", every),
    ]


def _department(origin: Subject, around: Sequence[Subject]) -> str | None:
    """The department of a thing; of a part of the plan that of the only department whose sheets are below it."""
    if not isinstance(origin.sheet, (PlanMeasure, PlanSection)):
        return origin.sheet.department
    departments = {one.sheet.department for one in around if isinstance(one.sheet, (Results, Project))}
    return departments.pop() if len(departments) == 1 else None
