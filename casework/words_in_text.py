"""Finding the words of a table in a text: every place, the longest word there, and no word inside a longer one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casework.plain import plain


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
        """The words in a plain text, from the left; one that lies inside a longer hit is left out."""
        hits: list[Hit] = []
        reach = 0
        for hit in self._longest(text):
            if hit.end > reach:
                hits.append(hit)
                reach = hit.end
        return tuple(hits)

    def _longest(self, text: str) -> Iterator[Hit]:
        for place, sign in enumerate(text):
            for word in self._by_first.get(sign, ()):
                if text.startswith(word, place) and _whole(text, word, place):
                    yield Hit(word, place, place + len(word))
                    break


def _whole(text: str, word: str, place: int) -> bool:
    end = place + len(word)
    if word.isascii():
        before, after = text[place - 1 : place], text[end : end + 1]
        return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())
    if len(word) <= 3 and all("ァ" <= sign <= "ー" for sign in word):
        before, after = text[place - 1 : place], text[end : end + 1]
        return not ("ァ" <= before <= "ー") and not ("ァ" <= after <= "ー")  # ライン is no part of オンライン
    return True
