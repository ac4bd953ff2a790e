"""When a thing is to be, where the statement that describes it only gives it a name: the date stands beside that name.

A plan sets up 「ほっと窓口」 for all who do not know whom to ask; from when on it is open stands on a yearly sheet, which has
its name alone.
"""

from __future__ import annotations

import re

from knowledge.finding.groups import WEAK
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.quotes import names_in
from knowledge.language.text import SENTENCE
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage
from knowledge.question.one_word import is_told, one_word

# 「次の花火大会はいつ？」: what is held again is told as 次回 or 第12回 where the sheet's own title has its name.
_NEXT_TIME = re.compile(r"(?:(?<![\d一二三四五六七八九十年])次|次回|今度|来年|来季)の")
_HELD_AGAIN = re.compile(r"次回|第\d+回|次の|今度の|大会|開催")
# So much of a question stands in the sentence that names the thing.
_MOST_OF_IT = 0.6


def dated_by_name(knowledge: Knowledge, question: Question, described: Passage) -> Passage | None:
    """The statement with a date beside the name in quotation marks that a statement gives to what was named; None where no
    date is asked for, the statement has one beside the name itself, or nothing has."""
    if one_word(question.asked) != "when":
        return None
    for sentence in SENTENCE.findall(described.prose.text):
        if not (names := names_in(sentence)) or not _describes(knowledge, question, sentence):
            continue
        if is_told("when", plain(sentence), question.asked.text):
            return None
        for name in names:
            if dated := _beside(knowledge, question, name):
                return dated
    return None


def asks_next_time(question: Question) -> bool:
    """Whether it is asked when a thing is held again: when it was held last is no answer."""
    return one_word(question.asked) == "when" and _NEXT_TIME.search(question.asked.text) is not None


def dated_next_time(knowledge: Knowledge, question: Question) -> Passage | None:
    """What is to be done next on the sheet that knows all of the question, where it has the date of what is held again; None
    where no such date is asked for."""
    if not asks_next_time(question):
        return None
    meant = next(
        (one for hit in question.hits if not hit.missing and (one := knowledge.subject(hit)) is not None), None
    )
    if meant is None:
        return None
    for passage in knowledge.index.passages_on_sheet_of(knowledge.home_of(meant)):
        sentences = map(plain, SENTENCE.findall(passage.prose.text)) if passage.part == "next" else ()
        if any(_HELD_AGAIN.search(one) and is_told("when", one, question.asked.text) for one in sentences):
            return passage
    return None


def _describes(knowledge: Knowledge, question: Question, sentence: str) -> bool:
    tokens = knowledge.index.tokens(sentence)
    telling = [group for group in question.groups if group.weight > WEAK]
    whole = sum(group.weight for group in telling)
    return whole > 0 and sum(one.weight for one in telling if one.is_told_in(tokens)) >= _MOST_OF_IT * whole


def _beside(knowledge: Knowledge, question: Question, name: str) -> Passage | None:
    index, quoted = knowledge.index, f"「{name}」"
    # Few statements have the rarest of its words, and all that have the name are among them.
    holding = min(map(index.statements_with, index.tokens(name)), key=len, default=())
    for number in holding:
        if not index.counts_in(number, question.view.scope):
            continue
        passage = index.passages[number]
        sentences = (plain(one) for one in SENTENCE.findall(passage.prose.text) if quoted in one)
        if any(is_told("when", one, question.asked.text) for one in sentences):
            return passage
    return None
