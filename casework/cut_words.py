"""Words as a dictionary cuts them out of a text. Who asks this room brings the dictionary (``Cut``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

# Names of things and their kinds weigh so much at least, doings and manners less.
_THING = 0.5
# 病院の前 is a place, not a thing in front.
WHERE = frozenset({"前", "横", "裏", "傍", "側", "近く", "隣", "向かい", "周り", "脇", "上", "下", "中", "奥", "先"})


class Word(Protocol):
    """A word that the dictionary cut out of a text: its normal form and how it was written."""

    @property
    def word(self) -> str: ...

    @property
    def surface(self) -> str: ...

    @property
    def weight(self) -> float: ...

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Cut = Callable[[str], Sequence[Word]]
# The numbers of what a word means, the same for words of one meaning; none where nobody knows.
Meanings = Callable[[str], Sequence[int]]


def things(words: Iterable[Word]) -> Iterator[Word]:
    """Those that name a thing or a kind of it: what somebody does, where, and lone letters seldom tell what it is about."""
    return (
        word
        for word in words
        if word.weight >= _THING and word.word not in WHERE and not (len(word.word) == 1 and word.word.isascii())
    )
