"""Statements that have the rarest words of a question: found by where these words stand, whatever else was said.

What is common (市民, 事業) or only goes with a word in the word book leads nowhere by itself; it orders what a rare word found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from knowledge.finding.groups import WEAK, Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.text import may_be_of_plan
from knowledge.ledger.subjects import Passage

# A word as rare as that leads to a statement: one of seventeen entries in three hundred has it.
_RARE = 0.5
# What counts is the word itself; what may stand for it, a part of it, or the title above tells less.
_MEANT, _PART, _TITLE, _COMPOUND = 0.5, 0.5, 0.3, 0.2
# What is done is said in many ways; what leads to a statement by itself is at least so much.
_DONE, _VERBAL, _LEAST = 0.5, 0.7, 0.35
_IGNORED, _UNHEARD = 0.02, 0.5
_LOOKED_AT = 16
# So many places are run through in a quarter of a millisecond.
_MOST_PLACES = 1000
_LEAST_WRITTEN = 2
_SAME_HEAD = 2
Option = tuple[str, ...]
Mark = tuple[float, tuple[str, ...]]


@dataclass(frozen=True)
class Shared:
    """A statement and what it shares.

    ``share`` is how much of the question that is by weight, 0..1; ``literally`` are the things whose very word it has,
    ``rare`` those of which it has a word that few have, ``lacking`` those that it has in no way; ``marks`` tell of each that
    is shared how much it weighs and how it may be written.
    """

    passage: Passage
    share: float
    literally: tuple[Group, ...]
    rare: tuple[Group, ...]
    lacking: tuple[Group, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class _Said:
    """A thing said: ``literal`` are the ways in which it is there in its very word; ``rare`` the words by which it leads to a
    statement."""

    group: Group
    weight: float
    literal: tuple[Option, ...]
    rare: tuple[str, ...]


def sharing(knowledge: Knowledge, question: Question) -> list[Shared]:
    """The statements of the question's sheets with at least one of its rare words, that share most first."""
    said = [_weighed(knowledge, group) for group in question.groups]
    total = sum(one.weight for one in said)
    if not any(one.rare for one in said):
        return []
    found = [_shared(knowledge, question, said, number, total) for number in _likely(knowledge, question, said)]
    return sorted((one for one in found if one.rare), key=lambda one: -one.share)


def _weighed(knowledge: Knowledge, group: Group) -> _Said:
    index = knowledge.index
    # What is written in kana or in English is there in the documents' own word, if at all.
    foreign = all("ぁ" <= sign <= "ー" or sign.isascii() for sign in group.said)
    literal = tuple(
        option
        for nth, option in enumerate(group.options[: 2 if foreign else 1])
        if option and (nth == 0 or _is_same_word(group.said, "".join(option)))
    )
    if group.weight <= WEAK or not literal:
        return _Said(group, _IGNORED, literal, ())
    known = [option for option in literal if all(map(index.knows, option))]
    if known:
        rarity = max(sum(map(index.rarity, option)) / len(option) for option in known)
        weight = min(rarity, group.weight) * (_DONE if group.doing else _VERBAL if group.verbal else 1.0)
    else:  # in whatever words the documents have it
        weight = group.weight * _UNHEARD
    ignored = knowledge.book.ignored
    tokens: Iterable[str] = (
        ()
        if weight < _LEAST or not group.strong
        else dict.fromkeys(token for option in literal for token in option if token not in ignored)
    )
    return _Said(
        group, weight, literal, tuple(token for token in tokens if index.rarity(token) >= _RARE and index.knows(token))
    )


def _is_same_word(said: str, other: str) -> bool:
    """Whether the other is the same word in another script or form: スマホ is スマートフォン, フランス is not バランス."""
    return said[:_SAME_HEAD] == other[:_SAME_HEAD] or _scripts(said) != _scripts(other)


def _scripts(word: str) -> set[str]:
    return {
        "latin" if sign.isascii() else "hira" if sign <= "ゖ" else "kata" if sign <= "ー" else "kanji" for sign in word
    }


def _likely(knowledge: Knowledge, question: Question, said: Sequence[_Said]) -> list[int]:
    """The statements (by number) that have most of the rare words."""
    index, scope = knowledge.index, question.view.scope
    counted: dict[int, float] = {}
    leads = [(token, one.weight * index.rarity(token) / len(one.rare)) for one in said for token in one.rare]
    room = _MOST_PLACES
    for token, worth in sorted(leads, key=lambda lead: len(index.statements_with(lead[0]))):
        places = index.statements_with(token)
        room -= len(places)
        if room < 0:
            break  # what stands in so many places tells them apart when it is looked at
        for number in places:
            counted[number] = counted.get(number, 0.0) + worth
    plan = question.asked.plan
    ranked = (
        (worth, -number)
        for number, worth in counted.items()
        if index.counts_in(number, scope) and may_be_of_plan(index.passages[number].subject.plan, plan)
    )
    return [-number for _, number in nlargest(_LOOKED_AT, ranked)]


def _shared(knowledge: Knowledge, question: Question, said: Sequence[_Said], number: int, total: float) -> Shared:
    index = knowledge.index
    passage = index.passages[number]
    titles = frozenset().union(*index.names_of(passage.subject))
    weight = 0.0
    literally, rare, lacking, marks = [], [], [], []
    for one in said:
        if option := next((option for option in one.literal if index.statement_has(number, option)), None):
            literally.append(one.group)
            rare += [one.group] if one.rare else []
            marks.append((one.weight, _written(one, option)))
            weight += one.weight
        elif option := next((option for option in _others(one) if index.statement_has(number, option)), None):
            marks.append((_MEANT * one.weight, _written(one, option)))
            weight += _MEANT * one.weight
        elif parts := tuple(token for token in (one.literal or ((),))[0] if index.statement_has(number, (token,))):
            marks.append((_PART * one.weight, _written(one, parts)))
            rare += [one.group] if any(len(part) > 1 and part in one.rare for part in parts) else []
            weight += _PART * one.weight * len(parts) / len(one.literal[0])
        elif any(titles.issuperset(option) for option in one.group.options if option):
            weight += _TITLE * one.weight
        elif one.group.strong and not _is_anybody(knowledge, one):
            lacking.append(one.group)
    if question.together:
        size = len(index.subjects)
        weight += _COMPOUND * knowledge.search.together(size + number, question.together)
    share = weight / (total + (_COMPOUND if question.together else 0.0))
    return Shared(passage, share, tuple(literally), tuple(rare), tuple(lacking), tuple(marks))


def _is_anybody(knowledge: Knowledge, one: _Said) -> bool:
    """Whether only that something is counted is said (来る人), whatever it is called."""
    said = next(iter(one.group.options), ())
    return bool(said) and knowledge.book.ignored.issuperset(said)


def _others(one: _Said) -> Iterator[Option]:
    yield from (option for option in (*one.group.options, *one.group.near) if option and option not in one.literal)


def _written(one: _Said, words: Option) -> tuple[str, ...]:
    """How what was said may stand in a text. (A sign alone is in many words.)"""
    several = (one.group.said, "".join(words), *words)
    return tuple(dict.fromkeys(way for way in several if len(way) >= _LEAST_WRITTEN or way == one.group.said))
