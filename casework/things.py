"""The things that voices name: everyday words for one and the same thing, of the room's table and of the city's own rows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from casework.detectors import table
from casework.plain import plain
from casework.words_in_text import Hit, WordFinder

Same = tuple[tuple[str, ...], ...]


class Things:
    """Words of one meaning, each row under its first word. ``who``: those concerned, not what is the matter. ``empty``: words
    that tell nothing, in the dictionary's normal form."""

    def __init__(self, same: Iterable[tuple[str, ...]], who: Iterable[str], empty: Iterable[str]) -> None:
        self.who = frozenset(who)
        self.empty = frozenset(empty)
        self._named: dict[str, tuple[str, ...]] = {}
        for first, *others in same:
            thing = plain(first).text
            for word in (first, *others):
                folded = plain(word).text
                self._named[folded] = (*self._named.get(folded, ()), thing)
        self._finder = WordFinder(self._named)

    def found(self, text: str) -> tuple[Hit, ...]:
        """The words of the rows in a plain text."""
        return self._finder.find(text)

    def named(self, word: str) -> tuple[str, ...]:
        """The things a found word may name, by their first words."""
        return self._named[word]

    def named_in(self, text: str) -> frozenset[str]:
        """The things a text names, by their first words: for an index, so that 無線LAN finds Wi-Fi too."""
        return frozenset(thing for hit in self.found(plain(text).text) for thing in self._named[hit.word])


@lru_cache(maxsize=8)  # a city's rows are the same for every voice
def things_of(same: Same = (), empty: frozenset[str] = frozenset()) -> Things:
    """The things of every city, with one city's own rows (``same``) and its own words that tell nothing (its name).

    A row whose first word names a thing of the table already gives that thing further names.
    """
    data = table("same_meaning.toml")
    return Things((*map(tuple, data["same"]), *same), data["who"], (*data["empty"], *empty))
