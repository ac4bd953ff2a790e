"""How things are written, for finding slips: names nearly the same as what was said, and whether something is written."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import fuzz

from knowledge.language.kana import large, without_marks
from knowledge.language.text import is_kanji

_PIECE = re.compile("[^ぁ-ん、。「」（）()・,.:：;？！?!\\s]+")
_KATAKANA = re.compile("[ァ-ヶー]{2,}")
_KANJI = re.compile("[一-龠]{2,}")
_LEAST_UNVOICED = 5


class Written:
    """Everything the documents say, for asking whether something is written there; ``texts`` are folded."""

    def __init__(self, texts: Iterable[str]) -> None:
        distinct = tuple(dict.fromkeys(texts))
        # No sign of a question stands between two texts, so that one look goes through all of them.
        self._texts = "\0".join(distinct)
        pieces = dict.fromkeys(piece for text in distinct for piece in _PIECE.findall(text))
        self._pieces = "\n".join(pieces)
        self._pairs = {run[at : at + 2] for run in _KANJI.findall(self._pieces) for at in range(len(run) - 1)}
        self.katakana = {large(word): word for word in _KATAKANA.findall(self._pieces)}
        self.katakana_unvoiced = _unvoiced(self.katakana)

    def has_pair(self, pair: str) -> bool:
        """Whether two kanji stand side by side anywhere."""
        return pair in self._pairs

    def ends_with(self, said: str) -> bool:
        """Whether something stands anywhere with no kanji behind it."""
        place = self._pieces.find(said)
        while place >= 0 and is_kanji(self._pieces[place + len(said) : place + len(said) + 1]):
            place = self._pieces.find(said, place + 1)
        return place >= 0

    def between(self, before: str, after: str) -> set[str]:
        """The signs of which one stands between two texts somewhere (代 between 行政 and 執行)."""
        return {found[1] for found in re.finditer(f"{re.escape(before)}(.){re.escape(after)}", self._pieces)}

    def __contains__(self, said: str) -> bool:
        if len(said) == 2 and _KANJI.fullmatch(said):
            return said in self._pairs
        if _PIECE.fullmatch(said):
            return said in self._pieces
        # Nearly all that is nowhere has a piece that is nowhere, and of those there are few.
        return all(piece in self._pieces for piece in _PIECE.findall(said)) and said in self._texts


class Spellings:
    """Names by the pairs of signs in them. Only names that share enough pairs with a text are compared with it."""

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        bearers: dict[str, list[int]] = {}
        for number, name in names:
            bearers.setdefault(name, []).append(number)
        self._names = tuple(bearers)
        self._bearers = tuple(map(tuple, bearers.values()))
        self._by_pair: dict[str, array[int]] = {}
        self._needed = array("B", (min(255, _least_shared(name)) for name in self._names))
        for place, name in enumerate(self._names):
            for pair in _pairs(name):
                self._by_pair.setdefault(pair, array("I")).append(place)

    def within(self, said: str, least: float) -> Iterator[tuple[tuple[int, ...], float, str]]:
        """Names that stand in a text with a slip or two: who bears them, how alike (0..100), and the part of the text.

        Those that stand there without a slip are left out, and those longer than the text.
        """
        shared: dict[int, int] = {}
        for pair in _pairs(said):
            for place in self._by_pair.get(pair, ()):
                shared[place] = shared.get(place, 0) + 1
        for place, count in shared.items():
            name = self._names[place]
            # A name must not be found in a shorter text: 交流 is no slip of 国際交流推進費.
            if count < self._needed[place] or len(said) < len(name):
                continue
            found = fuzz.partial_ratio_alignment(name, said, score_cutoff=least)
            if found is not None and found.score < 100:
                yield self._bearers[place], found.score, said[found.dest_start : found.dest_end]


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _least_shared(name: str) -> int:
    """How many pairs a name has in common with any text in which it stands with as many slips as are forgiven: of five
    signs hardly more than one may be wrong, and each spoils two pairs."""
    return max(1, len(_pairs(name)) * 2 // 5 - 1)


def _unvoiced(katakana: Mapping[str, str]) -> dict[str, str]:
    """The long words in katakana by their signs without marks; of short ones there are others so (バック, バッグ, パック)."""
    found: dict[str, set[str]] = {}
    for typed, word in katakana.items():
        if len(word) >= _LEAST_UNVOICED:
            found.setdefault(without_marks(typed), set()).add(word)
    return {bare: next(iter(words)) for bare, words in found.items() if len(words) == 1}
