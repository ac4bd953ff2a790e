"""Whether one sentence has all that a question names, with the heading it stands under, and what else it has of it."""

from __future__ import annotations

import re

from knowledge.finding.all_named import knows_all
from knowledge.finding.choosing_statements import said_last
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage, Subject

_BEGINS, _MOST_HEAD_CHARS, _SEVERAL = 0.3, 16, 2
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
    below 乗合タクシーの運行. A heading that has what was said last as well may leave to the measure's title whose it is."""
    last = said_last(question)
    if passage.heading is None or last is None or _OF_TWO.search(question.asked.text):
        return False
    own, heading = knowledge.index.tokens(sentence), knowledge.index.tokens(passage.heading)
    things = question.things
    if len(things) < _SEVERAL or not last.is_told_in(own):
        return False
    if last.is_told_in(heading):
        heading |= knowledge.index.tokens(passage.subject.name)
    return all(group.is_told_in(own) or group.is_told_in(heading) for group in things)


def said_besides(knowledge: Knowledge, question: Question, sentence: str) -> float:
    """How much of what was said besides the things that are named stands in a sentence, by weight."""
    tokens = knowledge.index.tokens(sentence)
    return sum(group.weight for group in question.groups if not group.strong and group.is_told_in(tokens))


def begins_with_it(knowledge: Knowledge, question: Question, sentence: str) -> float:
    """What it is worth that a sentence begins with nothing but what was named: 「ゆきんこ号は、1回400円で」."""
    head, _, rest = plain(sentence).partition("は")
    things = question.things
    if not rest or not things or len(head) > _MOST_HEAD_CHARS:
        return 0.0
    tokens = knowledge.index.tokens(head)
    named = {token for group in things for option in group.options for token in option}
    return _BEGINS if tokens <= named and all(group.is_told_in(tokens) for group in things) else 0.0
