"""Whether a statement, or a name, has everything that a question names."""

from __future__ import annotations

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.ledger.subjects import Passage, Subject


def knows_most(knowledge: Knowledge, passage: Passage, question: Question) -> bool:
    """Whether a statement has, or is asked for by, at least two thirds of the things the question names."""
    tokens = knowledge.index.tokens(passage.prose.text) | knowledge.index.asked_of(passage, question.groups)
    things = question.things
    known = [group for group in things if group.is_told_in(tokens)]
    return len(known) * 3 >= len(things) * 2


def knows_all(
    knowledge: Knowledge,
    text: str,
    question: Question,
    under: Subject | None = None,
    asked: frozenset[str] = frozenset(),
) -> bool:
    """Whether a text itself, or the title it stands ``under``, has everything the question names; ``asked`` are words that
    count as its own."""
    tokens = knowledge.index.tokens(text) | asked
    if under is not None:
        tokens |= knowledge.index.tokens(under.name)
    return all(group.is_told_in(tokens) for group in question.things)


def says_all(knowledge: Knowledge, passage: Passage, question: Question, under: Subject | None = None) -> bool:
    """Whether a statement, or the title it stands ``under``, has or is asked for by everything the question names."""
    asked = knowledge.index.asked_of(passage, question.groups)
    return knows_all(knowledge, passage.prose.text, question, under, asked)


def named_in_full(knowledge: Knowledge, number: int, question: Question) -> bool:
    """Whether everything the question names stands in the names of the subject of that number."""
    return all(knowledge.index.names_hold(number, group) for group in question.things)
