"""What was found near a question and not told: it shows staff why an answer was this one, or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question, understand
from knowledge.ledger.subjects import Subject
from knowledge.reply import Reply

Why = Literal["other_year", "lacks_words", "fits_less", "not_chosen"]

_AT_MOST = 3
# Further down stand things that share no more than a common word with the question.
_LOOKED_AT = 8


@dataclass(frozen=True)
class Near:
    """A thing that was found near a question. ``covered`` is the share of the question's words it knows, 0..1, ``lacking``
    those it does not; ``told``: the reply speaks of it, else ``why`` it does not."""

    subject: Subject
    covered: float
    lacking: tuple[str, ...]
    told: bool
    why: Why | None


def set_aside(knowledge: Knowledge, question: Question, reply: Reply) -> tuple[str, ...]:
    """The keys of the subjects that fitted best among those the reply does not speak of, the best first."""
    told = _told(reply)
    found = dict.fromkeys(subject.key for subject, *_ in _best(knowledge, question) if subject.key not in told)
    return tuple(found)[:_AT_MOST]


def looked_at(knowledge: Knowledge, text: str, reply: Reply) -> tuple[Near, ...]:
    """What stood nearest to a question that was asked without anything spoken of before, and ``reply`` to it; the best
    first."""
    question = understand(knowledge, text, None)
    told = _told(reply)
    found: dict[str, Near] = {}
    best_told = max((covered for subject, covered, _ in _best(knowledge, question) if subject.key in told), default=0.0)
    for subject, covered, lacking in _best(knowledge, question):
        is_told = subject.key in told
        why = None if is_told else _why(question, subject, covered < best_told, bool(lacking))
        found.setdefault(subject.key, Near(subject, covered, lacking, is_told, why))
    return tuple(found.values())


def _why(question: Question, subject: Subject, fits_less: bool, lacks_words: bool) -> Why:
    years = question.asked.years
    if years and subject.year is not None and subject.year not in years:
        return "other_year"
    if lacks_words:
        return "lacks_words"
    return "fits_less" if fits_less else "not_chosen"


def _told(reply: Reply) -> set[str]:
    return set(reply.topic.subjects) if reply.topic else set()


def _best(knowledge: Knowledge, question: Question) -> Iterator[tuple[Subject, float, tuple[str, ...]]]:
    for hit in question.hits[:_LOOKED_AT]:
        passage = knowledge.passage(hit)
        subject = knowledge.subject(hit) if passage is None else passage.subject
        if subject is not None:
            yield subject, hit.covered, tuple(dict.fromkeys(group.said for group in hit.missing))
