"""Of a statement too long to be quoted whole, the sentences that answer: what was asked often stands near its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from knowledge.finding.amounts import says_amount
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.model import Prose
from knowledge.question.one_word import is_told, one_word
from knowledge.reply import Reply
from knowledge.telling.composing import reason_of
from knowledge.telling.quoting import CUT_OFF, MAX_QUOTED_CHARS, excerpt, worded

# What a sentence is worth that has the number, the date or the place asked for; what it shares with the name of the row
# that was spoken of counts less than what was said.
_OF_KIND, _OF_ROW = 0.4, 0.5
# What is to be done about a row has to do with why it came out so.
_OF_REASON = 0.15


def with_what_answers(knowledge: Knowledge, question: Question, reply: Reply) -> Reply:
    """The reply with other sentences of its long statements, where those they begin with say less of what was asked."""
    if not reply.tells or CUT_OFF not in reply.text or reply.topic is None:
        return reply
    text = reply.text
    about = [knowledge.by_key[key] for key in reply.topic.subjects if key in knowledge.by_key]
    for prose in _long_statements(knowledge, about):
        if (shown := worded(prose)) in text:
            text = text.replace(shown, _told(knowledge, question, about, prose), 1)
    return replace(reply, text=text)


def _long_statements(knowledge: Knowledge, about: list[Subject]) -> Iterator[Prose]:
    seen = dict.fromkeys(passage.prose for one in about for passage in knowledge.index.passages_on_sheet_of(one))
    return (prose for prose in seen if prose.quoted and len(prose.text) > MAX_QUOTED_CHARS)


def _told(knowledge: Knowledge, question: Question, about: list[Subject], prose: Prose) -> str:
    index, kind = knowledge.index, one_word(question.asked)
    rows = [index.tokens(one.name) for one in about if one.is_figure]
    if question.statement is not None and question.statement.prose is not prose and not question.says_something:
        rows.append(index.tokens(question.statement.prose.text))  # what was told last is what a follow-up asks about

    given = (reason_of(one) for one in about if one.row is not None) if question.asked.asks("next") else ()
    reasons = [index.tokens(why.text) for why in given if why is not None]

    def worth(sentence: str) -> float:
        tokens, folded = index.tokens(sentence), plain(sentence)
        value = sum(group.weight for group in question.groups if group.is_told_in(tokens))
        value += _OF_ROW * sum(index.weight(name & tokens) for name in rows)
        value += _OF_REASON * sum(index.weight(why & tokens) for why in reasons)
        if (question.asked.unit is not None and says_amount(question, sentence)) or (
            kind is not None and is_told(kind, folded, question.asked.text)
        ):
            value += _OF_KIND
        return value

    return excerpt(prose, worth, MAX_QUOTED_CHARS)
