"""The things that voices name: everyday words for one and the same thing, of the room's table and of the city's own rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from casework.detectors import table
from casework.plain import plain
from casework.words_in_text import Hit, WordFinder

Same = tuple[tuple[str, ...], ...]

# In the north 届かない is 届がね: k and t within a word are voiced, and ない is ね.
_UNVOICED = str.maketrans("がぎぐげごだぢづでど", "かきくけこたちつてと")
_NOT = re.compile("(?<=[あかさたなはまやらわえけせてねへめれげぜべ])ない?$")
_SHORTEST_WITHIN = 2
# ブランコ is ぶらんこ as often; short ones would be found within other words (サイト in くださいと).
_LONG_KATAKANA = re.compile("[ァ-ヴー]{4,}")
_IN_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(ord("ァ"), ord("ヴ") + 1)}


class Things:
    """Words of one meaning, each row under its first word. ``who``: those concerned, not what is the matter; ``troubles``: what
    is the matter with a thing. ``empty``: words that tell nothing, in the dictionary's normal form."""

    def __init__(
        self, same: Iterable[tuple[str, ...]], who: Iterable[str], troubles: Iterable[str], empty: Iterable[str]
    ) -> None:
        self.who = frozenset(who)
        self.troubles = frozenset(troubles)
        self.empty = frozenset(empty)
        self._named: dict[str, tuple[str, ...]] = {}
        for first, *others in same:
            thing = plain(first).text
            for word in (first, *others):
                for said in _as_said(plain(word).text):
                    self._named[said] = tuple(dict.fromkeys((*self._named.get(said, ()), thing)))
        self._finder = WordFinder(self._named)
        self._within = {word: self._held_by(word) for word in self._named}

    def found(self, text: str) -> tuple[Hit, ...]:
        """The words of the rows in a plain text, sign for sign, also as they are said in dialect."""
        return self._finder.find(_unvoiced(text))

    def named(self, word: str) -> tuple[str, ...]:
        """The things a found word may name, by their first words."""
        return self._named[word]

    def within(self, word: str) -> tuple[str, ...]:
        """The things whose names a found word holds in itself: 避難所 is of 避難, 町内会費 of 町内会."""
        return self._within[word]

    def _held_by(self, word: str) -> tuple[str, ...]:
        own, length = self._named[word], len(word)
        pieces = {word[a:b] for a in range(length) for b in range(a + _SHORTEST_WITHIN, length + 1) if b - a < length}
        held = (thing for piece in sorted(pieces & self._named.keys()) for thing in self._named[piece])
        return tuple(dict.fromkeys(thing for thing in held if thing not in own))

    def named_in(self, text: str) -> frozenset[str]:
        """The things a text names, by their first words: for an index, so that 無線LAN finds Wi-Fi too."""
        hits = self.found(plain(text).text)
        return frozenset(thing for hit in hits for thing in (*self._named[hit.word], *self._within[hit.word]))


def _as_said(word: str) -> set[str]:
    """A word of the table as it is found: unvoiced like the text, in dialect and in hiragana."""
    said = {word, _NOT.sub("ね", word)}
    if _LONG_KATAKANA.fullmatch(word):
        said.add(word.translate(_IN_HIRAGANA))
    return {_unvoiced(one) for one in said}


def _unvoiced(text: str) -> str:
    return text.translate(_UNVOICED)


@lru_cache(maxsize=8)  # a city's rows are the same for every voice
def things_of(same: Same = (), empty: frozenset[str] = frozenset()) -> Things:
    """The things of every city, with one city's own rows (``same``) and its own words that tell nothing (its name).

    A row whose first word names a thing of the table already gives that thing further names.
    """
    data = table("same_meaning.toml")
    return Things((*map(tuple, data["same"]), *same), data["who"], data["troubles"], (*data["empty"], *empty))
