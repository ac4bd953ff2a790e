"""What is looked for, and where the words of the documents stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.finding.entries import Postings
from knowledge.finding.sheet_sets import SheetSets
from knowledge.question.asked_words import AskedWords

# What only goes with it is enough for a statement where nothing better is found.
_NEAR = 0.85
# The options of which a word by which something is asked for may be: the word itself, and what it means first.
LITERAL = 2
# The word itself is better than one that stands for it, the first of these hardly worse.
SAID, _FIRST, _FURTHER = 1.0, 0.9999, 0.92
Way = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Wanted:
    """One thing said: its ``weight``, whether it names a thing, and the ways to say it, each with its tokens and what
    part of it each one is (sum 1). ``near`` are ways that count where a statement tells it."""

    weight: float
    strong: bool
    options: tuple[Way, ...]
    near: tuple[Way, ...] = ()

    def ways(self, *, told: bool) -> Iterator[tuple[float, Way]]:
        """Each way to say it with what it is worth; ``told``: by a statement."""
        yield from ((_worth(nth), one) for nth, one in enumerate(self.options))
        if told:
            yield from ((_NEAR, one) for one in self.near)


@dataclass(frozen=True)
class Places:
    """Where the words stand: subjects by their names, passages by their texts, ``titles`` (numbers of the titles a
    subject stands under), sheets by all of their words, ``sets`` of them too; ``beside`` are those sheets that have a
    word in titles only. ``asked`` are words that stand nowhere in an entry and yet ask for it."""

    names: Postings
    texts: Postings
    titles: Postings
    sheets: Postings
    sets: SheetSets
    beside: dict[str, frozenset[int]]
    titles_of: Sequence[int]
    asked: AskedWords


def _worth(nth: int) -> float:
    return SAID if nth == 0 else _FIRST if nth == 1 else _FURTHER
