"""Sets of sheets as whole numbers, so that thousands of sheets are taken together in one step.

Bit n stands for the n-th sheet in the order in which equals are told: the newest first, then as printed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache

from knowledge.finding.entries import Entries, Postings, Scope

SheetSet = int
# The words of questions and of documents are much the same few; each set has as many bits as there are sheets.
_WORDS_KEPT = 4096


class SheetSets:
    """The sheets on which words stand, and on which something is called by them."""

    def __init__(self, entries: Entries, sheets: Postings, names: Postings) -> None:
        self._entries, self._sheets, self._names = entries, sheets, names
        self._order = array("I", sorted(range(len(entries.homes)), key=lambda home: entries.home_ranks[home]))
        self._places = array("I", bytes(4 * len(self._order)))
        for place, home in enumerate(self._order):
            self._places[home] = place
        self.knowing = lru_cache(maxsize=_WORDS_KEPT)(self._knowing)
        self.naming = lru_cache(maxsize=_WORDS_KEPT)(self._naming)
        self.within = lru_cache(maxsize=_WORDS_KEPT)(self._within)

    def of(self, homes: Iterable[int]) -> SheetSet:
        """The set of these sheets."""
        marks = bytearray(len(self._order) // 8 + 1)
        for home in homes:
            place = self._places[home]
            marks[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(marks, "little")

    def homes(self, sheets: SheetSet) -> Iterator[int]:
        """The sheets of a set, in order."""
        while sheets:
            lowest = sheets & -sheets
            yield self._order[lowest.bit_length() - 1]
            sheets ^= lowest

    def _within(self, scope: Scope) -> SheetSet:
        """The sheets of a scope."""
        return self.of(scope.homes)

    def _knowing(self, word: str) -> SheetSet:
        """The sheets on which a word stands, if only in a title."""
        return self.of(self._sheets.of(word))

    def _naming(self, word: str, scope: Scope) -> SheetSet:
        """The sheets on which something of a scope has a word in its names."""
        home_of, counts = self._entries.home_of, scope.counts
        return self.of(home_of[number] for number in self._names.of(word) if counts[number])
