"""「屋根の工事はどこまで進んだ？」: how far a thing has come is told by the row that measures it."""

from __future__ import annotations

import re

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.ledger.subjects import Subject
from knowledge.reply import Reply
from knowledge.telling import tell

_HOW_FAR = re.compile(
    r"(?:どこまで|ど[のれ](?:くらい|ぐらい|ほど|だけ)|どの程度)、?(?:もう)?進(?:ん[だでた]|みまし|ませ)"
)
_MEASURES = re.compile(r"(?:進捗|進行|完了|完成|整備)(?:率|割合|度)")


def by_progress(knowledge: Knowledge, question: Question) -> Reply | None:
    """The only row that measures how far the thing has come: one thing named is in its name, the others on its sheet."""
    things = question.things
    if not things or not _HOW_FAR.search(question.asked.text):
        return None
    rows = [
        one
        for one in knowledge.subjects
        if one.is_figure and _MEASURES.search(one.name) and _is_of_things(knowledge, question, one)
    ]
    return tell.figures(knowledge, rows) if len(rows) == 1 else None


def _is_of_things(knowledge: Knowledge, question: Question, row: Subject) -> bool:
    index, number = knowledge.index, knowledge.index.number_of(row)
    named = [group for group in question.things if index.names_hold(number, group)]
    return bool(named) and all(group in named or index.sheet_knows(row, group) for group in question.things)
