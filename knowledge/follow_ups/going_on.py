"""A turn that goes on with what was told and names nothing: once more, the next of a list, what else there is.

It is known by its words alone, so that 一度 of 「もう一度」 and 指標 of 「他に指標はある？」 are looked for in no document.
"""

from __future__ import annotations

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.follow_ups.beside import asks_what_else, others
from knowledge.follow_ups.listed_before import of_list_before
from knowledge.follow_ups.order_before import asks_order, says_next_only
from knowledge.follow_ups.part_of_list import part_of_list
from knowledge.follow_ups.said_again import said_again
from knowledge.follow_ups.share_before import share_before
from knowledge.follow_ups.taking_part import asks_who_takes_part, participants_before
from knowledge.follow_ups.whom_to_call import asks_to_call, whom_to_call
from knowledge.model import Project, Results
from knowledge.reply import Reply
from knowledge.telling import refuse
from knowledge.telling.facets import field, tell_about

# After what was done until now, the next is what a part of the plan aims at.
_DONE_SO_FAR = frozenset({"efforts", "issues", "achievements"})


def gone_on(knowledge: Knowledge, question: Question) -> Reply | None:
    """What such a turn is told; None where nothing was told before, or something of its own is asked."""
    if not question.before:
        return None
    told = said_again(knowledge, question) or share_before(knowledge, question)
    told = (
        told or part_of_list(knowledge, question) or of_list_before(knowledge, question) or others(knowledge, question)
    )
    told = told or whom_to_call(knowledge, question) or participants_before(knowledge, question)
    if told is None and asks_order(question):
        return _steps_after(knowledge, question) or refuse.unknown(knowledge, "その順番", question.before[:1])
    return told


def _steps_after(knowledge: Knowledge, question: Question) -> Reply | None:
    """「次は？」 after one thing of no list asks what is to be done next; None where it may ask for what stands next."""
    if question.order or question.listed or len(question.before) != 1 or not says_next_only(question):
        return None
    if isinstance(question.before[0].sheet, (Results, Project)):
        return tell_about(knowledge, question, question.before, ("next",))
    so_far = question.before_aspect in _DONE_SO_FAR
    return field(knowledge, question.before[0], ("goals", "policies"), "next") if so_far else None


def is_gone_on(question: Question) -> bool:
    """Whether a turn only goes on with what was told: nothing in the documents is close to its words."""
    if not question.before:
        return asks_what_else(question)
    return any(turn(question) for turn in (asks_what_else, asks_order, asks_to_call, asks_who_takes_part))
