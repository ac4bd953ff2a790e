"""What a question names, and how well an entry of the documents fits it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from knowledge.finding.wanted import LITERAL
from knowledge.language.words import Term
from knowledge.question.asked_words import Phrase

# A word of no meaning of its own still breaks a tie (人数 or 回数).
WEAK = 0.06


@dataclass(frozen=True)
class Group:
    """One thing said in the question. ``options``: the words it may stand for, any one is enough. ``near``: words by
    which a statement may tell of it, though nothing is called by them.

    ``strong``: it names a thing, so an answer that does not know it answers another question. ``place``: it is a town.
    ``doing``: it is what is done with a thing (参加する); a statement may say it in another way. ``verbal``: する can
    follow it.
    """

    said: str
    options: tuple[tuple[str, ...], ...]
    weight: float
    strong: bool
    place: bool = False
    doing: bool = False
    verbal: bool = False
    near: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def literally(self) -> tuple[Phrase, ...]:
        """What was said and what it means first, without all that may stand for it."""
        return tuple(frozenset(option) for option in self.options[:LITERAL])

    def is_named_in(self, tokens: frozenset[str]) -> bool:
        """Whether these words have all of any way to say it."""
        return any(map(tokens.issuperset, self.options))

    def is_told_in(self, tokens: frozenset[str]) -> bool:
        """Whether a statement with these words tells of it."""
        return any(map(tokens.issuperset, self.options)) or any(map(tokens.issuperset, self.near))


class Hit(NamedTuple):
    """How well an entry fits: ``covered`` is the share of the question it knows, ``named`` the share of its name that
    was said, ``together`` the share of the question's compounds (移住フェア) that stand in it as such, all 0..1;
    ``missing`` what it does not know at all. ``called`` is ``named`` where words by which it is asked for stand for those
    of its name. ``only_asked``: a statement is asked for by words that were said, and has none of these itself."""

    number: int
    score: float
    covered: float
    named: float
    together: float
    missing: tuple[Group, ...]
    called: float = 0.0
    only_asked: bool = False


def literally(groups: Iterable[Group]) -> set[Phrase]:
    """What was said and what each thing means first, without all that may stand for it."""
    return {phrase for group in groups for phrase in group.literally}


def compounds(terms: Sequence[Term]) -> frozenset[tuple[str, str]]:
    """Words that stand side by side with nothing between them."""
    pairs = pairwise(terms)
    return frozenset((one.word, other.word) for one, other in pairs if one.end == other.start)
