"""How alike two voices are, and by which words: weighted shares of common words, plain and explainable to staff.

An index of pieces finds the few voices that are compared at all (``storage.alike``). ``alike(...).words`` are shown to staff;
``same_matter`` says whether the two are proposed as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from math import log, sqrt
from types import MappingProxyType
from typing import TypeVar

from casework.cut_words import WHERE, Cut, Meanings
from casework.plain import plain
from casework.sides import Side
from casework.things import Things
from casework.whereabouts import apart, places_in

# What a token tells before its rarity: a thing of the table most, a word of the dictionary less, a piece least.
_THING, _WORD, _PIECE = 1.6, 1.0, 0.22
# Who is concerned (the old, children) and where stands in voices about anything: it says little, and makes no one matter.
_WHO = 0.5
# And what a longer word has in it: 避難所 is not yet 避難.
_WITHIN = 0.7
# What speaks for one matter besides likeness itself: that both name a trouble of the thing (給食 and 学校 are in many voices,
# 給食 and 足りない in one matter's), that they are of one field of work, and that each is much liker the other than any third.
# The weights were fitted to near-duplicates and near misses of the question sets and of the example voices.
_TROUBLE, _FIELD, _BEFORE_OTHERS = 0.28, 0.42, 0.6
_SAME_MATTER = 1.25
_LEAST_LIKE = 0.22
_MOST_TROUBLES = 2
# What is left of the likeness of two voices about different fields of work: 公民館 alone does not make them one matter.
_OTHER_FIELD = 0.5
# And of one that thanks and one that wants something.
_THANKS = 0.5
# And at another place, or wanting the opposite.
_APART = 0.7
_MIN_WORDS = 2
_SHOWN = 6
# A handful of voices does not tell how common a word is: they are taken to stand among so many others.
_BACKGROUND = 50
_PIECES = re.compile(r"[一-龠々ァ-ヶー0-9a-z]{2,}")


@dataclass(frozen=True)
class Tokens:
    """What a text is compared by. ``weights``: token -> what it tells by itself; ``shown``: token -> words as written.

    ``fields``: how strongly it speaks of each field of work (``categories``); empty where nobody asked. ``thanks``: it says
    so, and wants nothing. ``places`` are named in it (``whereabouts``), ``side`` is the one it takes.
    """

    weights: Mapping[str, float]
    shown: Mapping[str, str]
    fields: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    thanks: bool = False
    places: frozenset[str] = frozenset()
    side: Side | None = None


@dataclass(frozen=True)
class Alike:
    """How alike two texts are, 0..1, and the words that made them so, the most telling first.

    ``others`` are the same as the other text has them, one for one: what is 日曜日 here may be 土曜日 there. ``troubles`` of
    the words say what is the matter; ``at_odds``: each text says another; ``field``: how far they are of one field of work;
    ``apart``: at different places, for and against, a wish and thanks.
    """

    score: float
    words: tuple[str, ...]
    others: tuple[str, ...] = ()
    troubles: int = 0
    at_odds: bool = False
    field: float = 1.0
    apart: bool = False


Rarity = Callable[[str], float]
_Key = TypeVar("_Key", bound=Hashable)


def tokens_of(text: str, words: Cut, things: Things, meanings: Meanings = lambda _: ()) -> Tokens:
    """The tokens of a text: things with several names (``t:``), what is the matter with them (``m:``), those concerned and
    places (``o:``), dictionary words (``w:``) or what they mean (``s:``), two-character pieces (``p:``).

    ``words`` cuts a folded text (``knowledge.language.words.Words.terms``). Personal data should be hidden before.
    """
    read = plain(text).text
    weights: dict[str, float] = {}
    shown: dict[str, str] = {}
    covered: set[int] = set()
    for hit in things.found(read):
        for thing in things.named(hit.word):
            token = f"{_mark(thing, things)}:{thing}"
            weights[token] = _WHO if thing in things.who else _THING
            shown.setdefault(token, read[hit.start : hit.end])
        for thing in things.within(hit.word):
            weights.setdefault(f"{_mark(thing, things)}:{thing}", _WITHIN)
            shown.setdefault(f"{_mark(thing, things)}:{thing}", read[hit.start : hit.end])
        covered.update(range(hit.start, hit.end))
    places = {sign for _, start, end in places_in(read) for sign in range(start, end)}
    for term in words(read):
        if covered.issuperset(range(term.start, term.end)) or term.word in WHERE:
            continue  # 公民館 is one thing, not also 公民 and 館
        if places.issuperset(range(term.start, term.end)):
            weights.setdefault(f"o:{term.word}", _WHO)  # 月見 of 月見橋 says where
            shown.setdefault(f"o:{term.word}", term.surface)
            continue
        if term.word not in things.empty and (len(term.word) > 1 or "一" <= term.word <= "龠"):
            of_word = [f"s:{number}" for number in meanings(term.word)] or [f"w:{term.word}"]
            for token in of_word:  # a word of several meanings tells as much as one of one
                weights.setdefault(token, _WORD * term.weight / sqrt(len(of_word)))
                shown.setdefault(token, term.surface)
    for run in _PIECES.finditer(read):
        for place in range(run.start(), run.end() - 1):
            piece = read[place : place + 2]
            if place in covered and place + 1 in covered:
                continue
            weights.setdefault(f"p:{piece}", _PIECE)
            shown.setdefault(f"p:{piece}", piece)
    return Tokens(weights, shown)


def _mark(thing: str, things: Things) -> str:
    if thing in things.who:
        return "o"
    return "m" if thing in things.troubles else "t"


def rarity(voices_with_token: int, voices: int) -> float:
    """What a token tells by how few voices have it: 0.. about 12. With few voices every token is fairly rare."""
    return log(1 + (voices + 1) / (voices_with_token + 1))


def rarity_among(texts: Iterable[Tokens]) -> Rarity:
    """The rarity of tokens within a set of texts held in memory (evaluation, a single theme)."""
    counts: Counter[str] = Counter()
    total = 0
    for tokens in texts:
        counts.update(tokens.weights.keys())
        total += 1
    return lambda token: rarity(counts[token], total + _BACKGROUND)


def alike(one: Tokens, other: Tokens, rare: Rarity) -> Alike:
    """Compare two texts: the cosine of their tokens, each weighted by what it tells and how rare it is."""
    common = one.weights.keys() & other.weights.keys()
    if not common:
        return Alike(0.0, ())
    product = {token: one.weights[token] * other.weights[token] * rare(token) ** 2 for token in common}
    score = sum(product.values()) / (_length(one, rare) * _length(other, rare))
    field = _same_field(one.fields, other.fields) if one.fields and other.fields else 1.0
    score *= _OTHER_FIELD + (1 - _OTHER_FIELD) * field
    elsewhere = apart(one.places, other.places) or {one.side, other.side} == set(Side)
    if elsewhere:
        score *= _APART
    if one.thanks != other.thanks:
        score *= _THANKS
        elsewhere = True
    said: dict[str, str] = {}
    for token in sorted(product, key=lambda token: -product[token]):
        if not token.startswith(("p:", "o:")):
            said.setdefault(one.shown[token], other.shown[token])
    troubles = {one.shown[token] for token in product if token.startswith("m:")}
    at_odds = not troubles and _names_trouble(one) and _names_trouble(other)
    here, there = tuple(said)[:_SHOWN], tuple(said.values())[:_SHOWN]
    return Alike(round(min(score, 1.0), 4), here, there, len(troubles), at_odds, field, elsewhere)


def _names_trouble(tokens: Tokens) -> bool:
    return any(token.startswith("m:") for token in tokens.weights)


def same_matter(found: Alike, next_likest: float = 0.0) -> bool:
    """Whether two voices are proposed as one matter. ``next_likest`` is how alike any other voice is to either of the two."""
    if found.apart or found.score < _LEAST_LIKE or len(found.words) < _MIN_WORDS or found.troubles >= len(found.words):
        return False
    troubles = -1 if found.at_odds else min(found.troubles, _MOST_TROUBLES)
    before = found.score / (found.score + next_likest)
    return found.score + _TROUBLE * troubles + _FIELD * found.field + _BEFORE_OTHERS * before >= _SAME_MATTER


def same_matters(alike_pairs: Mapping[frozenset[_Key], Alike]) -> set[frozenset[_Key]]:
    """Of all pairs of a set of texts, those proposed as one matter."""
    best: dict[_Key, list[float]] = {}
    for pair, found in alike_pairs.items():
        for one in pair:
            best[one] = sorted([*best.get(one, ()), found.score])[-2:]
    joined = set()
    for pair, found in alike_pairs.items():
        others = [score for one in pair for score in _without(best[one], found.score)]
        if same_matter(found, max(others, default=0.0)):
            joined.add(pair)
    return joined


def _without(scores: list[float], score: float) -> list[float]:
    rest = list(scores)
    if score in rest:
        rest.remove(score)
    return rest


def _same_field(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    product = sum(one[name] * other[name] for name in one.keys() & other.keys())
    return product / (sqrt(sum(v * v for v in one.values())) * sqrt(sum(v * v for v in other.values())))


def _length(tokens: Tokens, rare: Rarity) -> float:
    return sqrt(sum((weight * rare(token)) ** 2 for token, weight in tokens.weights.items()))
