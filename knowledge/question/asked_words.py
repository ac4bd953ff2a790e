"""Words by which entries are asked for and which stand nowhere in them (``asked`` in ``knowledge.model``).

They are kept apart from the words of the documents: no document speaks of a thing because somebody may ask for it so. A
phrase counts only where all of it was said.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

Phrase = frozenset[str]
_NO_WORDS: frozenset[str] = frozenset()
_QUESTIONS_KEPT = 64


class AskedWords:
    """The phrases of entries by number (subjects, then passages), each as the words of which it consists."""

    def __init__(self) -> None:
        self._of_entry: dict[int, tuple[Phrase, ...]] = {}
        self._entries: dict[Phrase, array[int]] = {}
        # Each phrase stands under one of its words only: a question has few, and most lead to none.
        self._by_word: dict[str, list[Phrase]] = {}
        self._words: set[str] = set()
        # The same question is held against one entry after the other.
        self._spoken = lru_cache(maxsize=_QUESTIONS_KEPT)(self._all_said)

    def put(self, phrases: Iterable[Phrase], number: int) -> None:
        """Note that an entry is asked for by these."""
        own = tuple(dict.fromkeys(filter(None, phrases)))
        if own:
            self._of_entry[number] = own
        for phrase in own:
            if phrase not in self._entries:
                self._entries[phrase] = array("I")
                self._by_word.setdefault(max(phrase), []).append(phrase)
                self._words |= phrase
            self._entries[phrase].append(number)

    def __contains__(self, word: object) -> bool:
        """Whether any entry is asked for by this word."""
        return word in self._words

    def has_any(self, number: int) -> bool:
        """Whether an entry is asked for by any words at all."""
        return number in self._of_entry

    def standing(self, tokens: Sequence[str], said: Collection[Phrase]) -> Mapping[int, int]:
        """The entries asked for by what was ``said``, each with the tokens by which: bit n stands for the n-th of all."""
        found: dict[int, int] = {}
        spoken = self.spoken(said)
        if not spoken:
            return found
        bits = {token: 1 << nth for nth, token in enumerate(tokens)}
        for phrase in spoken:
            of_phrase = sum(bits[one] for one in phrase)
            for number in self._entries[phrase]:
                found[number] = found.get(number, 0) | of_phrase
        return found

    def said_of(self, number: int, said: Collection[Phrase]) -> frozenset[str]:
        """The words by which an entry is asked for among those that were said."""
        phrases = self._of_entry.get(number)
        if phrases is None:
            return _NO_WORDS
        spoken = self.spoken(said)
        return _NO_WORDS.union(*spoken.intersection(phrases)) if spoken else _NO_WORDS

    def spoken(self, said: Collection[Phrase]) -> frozenset[Phrase]:
        """The phrases of all entries of which all was said."""
        return self._spoken(frozenset(said))

    def _all_said(self, said: frozenset[Phrase]) -> frozenset[Phrase]:
        words = _NO_WORDS.union(*said)
        if self._words.isdisjoint(words):
            return frozenset()
        begun = (phrase for word in words for phrase in self._by_word.get(word, ()))
        return frozenset(phrase for phrase in begun if phrase <= words and _is_said(phrase, said))


def _is_said(phrase: Phrase, said: Collection[Phrase]) -> bool:
    """Whether all of a phrase was said, each thing as a whole: 金 of 補助金 is no money."""
    return phrase == _NO_WORDS.union(*(one for one in said if one <= phrase))
