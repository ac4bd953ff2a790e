"""How alike two voices are, and by which words: weighted shares of common words, plain and explainable to staff.

An index of pieces finds the few voices that are compared at all (``storage.alike``). ``alike(...).words`` are shown to staff;
``same_matter`` says whether the two are proposed as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import log, sqrt
from types import MappingProxyType

from casework.categories import Ranked
from casework.cut_words import Cut
from casework.plain import plain
from casework.things import Things

# What a token tells before its rarity: a thing of the table most, a word of the dictionary less, a piece least.
_THING, _WORD, _PIECE = 1.6, 1.0, 0.22
# Who is concerned (the old, children) stands in voices about anything: it says little, and never makes them one matter.
_WHO = 0.5
# From here on two voices are proposed as one matter; below they are only shown as similar.
SAME_MATTER = 0.33
SAME_MATTER_BY_TWO_WORDS = 0.35
# What is left of the likeness of two voices about different fields of work: 公民館 alone does not make them one matter.
_OTHER_FIELD = 0.5
# And of one that thanks and one that wants something.
_THANKS = 0.5
_MIN_WORDS = 2
_SHOWN = 6
# A handful of voices does not tell how common a word is: they are taken to stand among so many others.
_BACKGROUND = 50
_PIECES = re.compile(r"[一-龠々ァ-ヶー0-9a-z]{2,}")


@dataclass(frozen=True)
class Tokens:
    """What a text is compared by. ``weights``: token -> what it tells by itself; ``shown``: token -> words as written.

    ``fields``: how strongly it speaks of each field of work (``categories``); empty where nobody asked. ``thanks``: it says
    so, and wants nothing.
    """

    weights: Mapping[str, float]
    shown: Mapping[str, str]
    fields: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    thanks: bool = False


@dataclass(frozen=True)
class Alike:
    """How alike two texts are, 0..1, and the words that made them so, the most telling first.

    ``others`` are the same as the other text has them, one for one: what is 日曜日 here may be 土曜日 there.
    """

    score: float
    words: tuple[str, ...]
    others: tuple[str, ...] = ()


Rarity = Callable[[str], float]


def tokens_of(text: str, words: Cut, things: Things, fields: Iterable[Ranked] = (), *, thanks: bool = False) -> Tokens:
    """The tokens of a text: things with several names (``t:``), those concerned (``o:``), dictionary words (``w:``),
    two-character pieces (``p:``).

    ``words`` cuts a folded text (``knowledge.language.words.Words.terms``). Personal data should be hidden before.
    """
    read = plain(text).text
    weights: dict[str, float] = {}
    shown: dict[str, str] = {}
    covered: set[int] = set()
    for hit in things.found(read):
        for thing in things.named(hit.word):
            token = f"o:{thing}" if thing in things.who else f"t:{thing}"
            weights[token] = _WHO if thing in things.who else _THING
            shown.setdefault(token, hit.word)
        covered.update(range(hit.start, hit.end))
    for term in words(read):
        if covered.issuperset(range(term.start, term.end)):
            continue  # 公民館 is one thing, not also 公民 and 館
        if term.word not in things.empty and (len(term.word) > 1 or "一" <= term.word <= "龠"):
            weights.setdefault(f"w:{term.word}", _WORD * term.weight)
            shown.setdefault(f"w:{term.word}", term.surface)
    for run in _PIECES.finditer(read):
        for place in range(run.start(), run.end() - 1):
            piece = read[place : place + 2]
            if place in covered and place + 1 in covered:
                continue
            weights.setdefault(f"p:{piece}", _PIECE)
            shown.setdefault(f"p:{piece}", piece)
    return Tokens(weights, shown, {one.name: one.score for one in fields if one.score > 0}, thanks)


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
    if one.fields and other.fields:
        score *= _OTHER_FIELD + (1 - _OTHER_FIELD) * _same_field(one.fields, other.fields)
    if one.thanks != other.thanks:
        score *= _THANKS
    said: dict[str, str] = {}
    for token in sorted(product, key=lambda token: -product[token]):
        if not token.startswith(("p:", "o:")):
            said.setdefault(one.shown[token], other.shown[token])
    return Alike(round(min(score, 1.0), 4), tuple(said)[:_SHOWN], tuple(said.values())[:_SHOWN])


def same_matter(found: Alike) -> bool:
    """Whether two voices are proposed as one matter: alike enough by three words, or a little more by two."""
    needed = SAME_MATTER if len(found.words) > _MIN_WORDS else SAME_MATTER_BY_TWO_WORDS
    return found.score >= needed and len(found.words) >= _MIN_WORDS


def _same_field(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    product = sum(one[name] * other[name] for name in one.keys() & other.keys())
    return product / (sqrt(sum(v * v for v in one.values())) * sqrt(sum(v * v for v in other.values())))


def _length(tokens: Tokens, rare: Rarity) -> float:
    return sqrt(sum((weight * rare(token)) ** 2 for token, weight in tokens.weights.items()))
