"""「ほかにどうやって知らせてるの？」 after a statement: what its sheet tells beside it in the same field.

The words of such a question are seldom those of the documents: that it goes on from what was told says where to look.
"""

from __future__ import annotations

import re

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.text import may_be_of_plan
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage, Subject
from knowledge.question.slots import asks_for_words
from knowledge.reply import Reply
from knowledge.telling import tell

_BESIDES = re.compile(
    r"^(?:じゃあ?|では|あと|それと)?[、\s]*(?:(?:そ|こ)(?:の|れの|れ)?)?(?:ほか|他|以外)(?:で|に)?(?:は|も)?[、\s]*(?=[^、\s])"
)
_MOST = 3
# The share of a name by which another thing is meant.
_CALLED = 0.5


def told_besides(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statements beside the one told last, those first that have words of the question; None where another thing is
    asked for, a number, or nothing stands beside it."""
    told, asked = question.statement, question.asked
    if told is None or not question.before or not _BESIDES.match(plain(question.typed)):
        return None
    if not asks_for_words(asked) or asked.asks("reason", "next", "issues", "purpose", "policies"):
        return None
    if _calls_another(knowledge, question, told):
        return None
    index = knowledge.index
    beside = [
        one
        for one in index.passages_on_sheet_of(told.subject)
        if one.part == told.part and one.prose.text not in told.prose.text and told.prose.text not in one.prose.text
    ]

    def words(one: Passage) -> int:
        tokens = index.tokens(one.prose.text)
        return sum(group.is_told_in(tokens) for group in question.groups)

    beside.sort(key=lambda one: -words(one))
    return tell.prose(knowledge, beside[:_MOST], "overview") if beside else None


def _calls_another(knowledge: Knowledge, question: Question, told: Passage) -> bool:
    """Whether something that stands elsewhere is called by what was said."""
    return any(
        max(hit.named, hit.called) >= _CALLED
        and subject.home != told.subject.home
        and not _is_over(subject, told.subject)
        for hit in question.hits
        if (subject := knowledge.subject(hit)) is not None
    )


def _is_over(subject: Subject, other: Subject) -> bool:
    """Whether a subject is the part of the plan in which another stands."""
    below = [code for code in other.codes if any(code.startswith(f"{over}-") for over in subject.codes)]
    return bool(below) and may_be_of_plan(subject.plan, other.plan)
