"""How near a row is to a question of which some words stand nowhere in its name: what is seen of both, weighed.

The weights (``language/nearness.toml``) are found by ``tests/knowledge/nearness_weights.py``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from knowledge.finding.choosing_subjects import counts_some
from knowledge.finding.groups import Group, Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.text import years
from knowledge.language.wordbook import plain, read_language
from knowledge.ledger.subjects import Subject

# Of longer questions the words that are lacking tell less.
_LONG = 60
_MOST_MARGIN, _MOST_OWN, _MOST_LACKING = 0.4, 5, 3
# A word that is said for its manner only tells little of a row, whoever has it.
_TELLING = 0.1
_NOUN = re.compile(r"[一-龠々ァ-ヶー]")
_SIGNS = re.compile(r"[一-龠ァ-ヶ]")
_DIGITS = re.compile(r"\d+")
_PLAN = re.compile(r"第?\s?\d+\s?[次期章]")
# Explained words as long as this name a thing of their own.
_LONG_WORD = 4
# 「委員の数」, 「議員の割合」: the thing that is counted.
_COUNTED = re.compile(r"の?(?:人数|件数|回数|割合|比率|数|率|額|量|度)(?![一-龠])")


class Candidate(Protocol):
    """A row that may be meant (properties: frozen dataclasses fit); ``unit`` is 1 where it has the one asked for, -1 where
    it has another, ``own`` the things of the question that stand in its names."""

    @property
    def score(self) -> float: ...

    @property
    def hit(self) -> Hit: ...

    @property
    def subject(self) -> Subject: ...

    @property
    def own(self) -> tuple[Group, ...]: ...

    @property
    def unit(self) -> int: ...


def row_values(
    knowledge: Knowledge, question: Question, best: Candidate, other: Candidate | None, lacking: Sequence[Group]
) -> dict[str, float]:
    """What tells for and against the likeliest row. ``other`` is the next one, ``lacking`` the things it has not.

    What the word book explains counts for a row that has it and against one that has not, also where no document has it:
    who asks for 病床利用率 in other words means no other rate of the hospital.
    """
    text, number = question.asked.text, best.hit.number
    count = max(len(best.own) + len(lacking), 1)
    unheard = [group for group in lacking if not is_heard(knowledge, group)]
    away = [group for group in lacking if group not in unheard and not knowledge.index.sheet_knows(best.subject, group)]
    own = [group for group in question.groups if group.weight > _TELLING and knowledge.index.names_hold(number, group)]
    rare = sum(1 / knowledge.index.rows_holding(group, question.view.scope) for group in own)
    printed = plain(best.subject.name)
    signs, name = set(_SIGNS.findall(text)), set(_SIGNS.findall(printed))
    digits, in_name = set(_DIGITS.findall(_without_years(text))), set(_DIGITS.findall(printed))
    parsed = knowledge.words.parse(text)
    explained = [one for one in knowledge.book.found_in(text) if not one.soft and parsed.whole(one.start, one.end)]
    explained = [one for one in explained if not one.said.isascii()]
    has = [knowledge.grouping.names_say(number, one) for one in explained]
    foreign = [one.said for one, held in zip(explained, has, strict=True) if not held]
    friendly = [one.said for one, held in zip(explained, has, strict=True) if held]
    said = {token for group in question.groups for option in group.options for token in option}
    return {
        "margin": min(best.score - (other.score if other else 0.0), _MOST_MARGIN),
        "covered": best.hit.covered,
        "named": best.hit.named,
        # A question in English has none of the signs of a name, whatever it asks for.
        "signs": len(signs & name) / len(signs) if signs else best.hit.covered,
        "rare": rare,
        "own": min(len(own), _MOST_OWN),
        "unit": best.unit,
        "unheard": len(unheard) / count,
        "elsewhere": len(away) / count,
        "lacking": min(len(lacking), _MOST_LACKING),
        "joined": float(any(is_in_compound(question, group) for group in lacking)),
        "length": min(len(text), _LONG) / _LONG,
        "all_known": float(not lacking),
        "friendly": sum(map(len, friendly)) / len(text),
        "foreign": sum(map(len, foreign)) / len(text),
        "foreign_long": sum(len(word) >= _LONG_WORD for word in foreign),
        "digits_other": float(bool(digits - in_name)),
        "digits_same": float(bool(digits & in_name)),
        "words_of_name": len(said & (knowledge.index.names[number][0] - knowledge.book.ignored)),
        "printed": knowledge.index.printed_share(number, question.groups),
        "unit_asked": float(question.asked.unit is not None),
        "some_only": float(counts_some(knowledge, best.subject, question)),
    }


def likelihood(kind: str, values: Mapping[str, float]) -> float:
    """How likely what was found is what is asked for, 0..1. ``kind`` is "figure", "project" or "prose"."""
    weights = _weights()[kind]
    return 1 / (1 + math.exp(-weights["bias"] - sum(weights[name] * value for name, value in values.items())))


def least_likelihood(kind: str) -> float:
    """What is less likely than this is not told; "unasked": a row where nothing says that a figure is wanted."""
    return _weights()[kind]["least"]


def rules(kind: str) -> Mapping[str, float]:
    """The bounds that what shares rare words with a question has to reach: "plain" to be told, "close_by" to be shown."""
    return _weights()[kind]


def is_counted(question: Question, group: Group) -> bool:
    """Whether a word is the thing of which the number or share is asked."""
    return _COUNTED.match(question.asked.text.partition(group.said)[2]) is not None


def is_heard(knowledge: Knowledge, group: Group) -> bool:
    """Whether any document speaks of this."""
    return any(all(map(knowledge.index.knows, option)) for option in group.options)


def is_in_compound(question: Question, group: Group) -> bool:
    """Whether a noun makes one word with the noun before or behind it."""
    before, _, after = question.asked.text.partition(group.said)
    beside = (one.said for one in question.groups if one is not group and not one.verbal and _NOUN.match(one.said))
    return _NOUN.match(before[-1:]) is not None or any(map(after.startswith, beside))


def _without_years(text: str) -> str:
    """A text without the years and plans by which sheets are chosen: their numbers stand in no name."""
    for mention in reversed(years(text)):
        text = text[: mention.start] + text[mention.end :]
    return _PLAN.sub("", text)


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    return read_language("nearness")
