"""Whether one sentence has all that a question names, with the heading it stands under."""

from __future__ import annotations

import re

from knowledge.finding.all_named import knows_all
from knowledge.finding.choosing_statements import said_last
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.ledger.subjects import Passage, Subject

_OF_TWO = re.compile("どっち|どちら")


def sentence_knows_all(
    knowledge: Knowledge,
    sentence: str,
    question: Question,
    under: Subject | None,
    asked_for: Passage | None,
    headed: frozenset[str] = frozenset(),
) -> bool:
    """``knows_all`` of a sentence; a word by which its statement is asked for, or one of the heading above it, may stand for
    one of its own, not for all."""
    asked = headed | (knowledge.index.asked_of(asked_for, question.groups) if asked_for else frozenset())
    if asked:
        own = knowledge.index.tokens(sentence)
        if not any(group.is_told_in(own) for group in question.things):
            asked = frozenset()
    return knows_all(knowledge, sentence, question, under, asked)


def heading_knows_rest(knowledge: Knowledge, sentence: str, question: Question, passage: Passage) -> bool:
    """Whether a sentence has what was said last, and the heading above it the thing of which that is said: 利用登録者は623人
    below 乗合タクシーの運行."""
    last = said_last(question)
    if passage.heading is None or last is None or _OF_TWO.search(question.asked.text):
        return False
    own, heading = knowledge.index.tokens(sentence), knowledge.index.tokens(passage.heading)
    things = question.things
    return (
        len(things) > 1
        and last.is_told_in(own)
        and not last.is_told_in(heading)
        and all(group.is_told_in(own) or group.is_told_in(heading) for group in things)
    )
