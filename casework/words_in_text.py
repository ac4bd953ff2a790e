"""Finding the words of a table in a text: every place, the longest word there, and no word inside a longer one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casework.plain import plain

_SHORT_KATAKANA = 3
_SHORT_KANA = 2
_PARTICLES = frozenset("のがをにはもでとやへだ")


@dataclass(frozen=True)
class Hit:
    """A word of a table found in plain text at ``start``..``end``."""

    word: str
    start: int
    end: int


class WordFinder:
    """Many words, looked for at once. Latin words are found only whole ("ai" is not in "email")."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for word in {folded for word in words if (folded := plain(word).text.strip())}:
            self._by_first.setdefault(word[0], []).append(word)
        for same_first in self._by_first.values():
            same_first.sort(key=len, reverse=True)

    def find(self, text: str) -> tuple[Hit, ...]:
        """The words in a plain text, from the left; where two overlap the longer one counts, else the first."""
        hits: list[Hit] = []
        for hit in self._longest(text):
            if not hits or hit.start >= hits[-1].end:
                hits.append(hit)
            elif hit.end - hit.start > hits[-1].end - hits[-1].start:
                hits[-1] = hit
        return tuple(hits)

    def _longest(self, text: str) -> Iterator[Hit]:
        for place, sign in enumerate(text):
            for word in self._by_first.get(sign, ()):
                if text.startswith(word, place) and _whole(text, word, place):
                    yield Hit(word, place, place + len(word))
                    break


def _whole(text: str, word: str, place: int) -> bool:
    end = place + len(word)
    before, after = text[max(place - 1, 0) : place], text[end : end + 1]
    if word.isascii():
        return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())
    if len(word) <= _SHORT_KATAKANA and all("ァ" <= sign <= "ー" for sign in word):
        return not ("ァ" <= before <= "ー") and not ("ァ" <= after <= "ー")  # ライン is no part of オンライン
    if len(word) == 1 and "一" <= word <= "龠":
        return not ("一" <= before <= "龠" or "一" <= after <= "龠")  # 夫 is no part of 工夫
    if len(word) <= _SHORT_KANA and all("ぁ" <= sign <= "ん" for sign in word):
        return not ("ぁ" <= after <= "ん") or after in _PARTICLES  # わな is no part of 会わない
    return True
