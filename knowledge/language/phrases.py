"""Many words looked for in a text at once, at the cost of its length and not of their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_MAX_SHORT_KATAKANA = 3


class Phrases:
    """Folded words and names. Of those that begin at the same place the longest is found, and none inside another."""

    def __init__(self, words: Iterable[str]) -> None:
        # Two signs tell apart nearly all of thousands of words; English ones above all, of which many begin alike.
        self._by_beginning: dict[str, list[str]] = {}
        for word in sorted(filter(None, words), key=len, reverse=True):  # 町内会長 wins over 町内会
            self._by_beginning.setdefault(word[:2], []).append(word)

    def found_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Where a word stands in a folded text, and the word, from the left."""
        place = 0
        beginning = self._by_beginning.get
        for start, sign in enumerate(text):
            if start < place:
                continue
            words, alone = beginning(text[start : start + 2]), beginning(sign)
            if words is None and alone is None:
                continue
            for word in (*(words or ()), *(alone or ())):
                if text.startswith(word, start) and _stands_alone(word, text, start):
                    yield start, word
                    place = start + len(word)
                    break


def _stands_alone(word: str, text: str, start: int) -> bool:
    """Latin words are found only whole (spa is not in space), and short ones in katakana: ライン is no part of オンライン."""
    before, after = text[start - 1 : start] if start else "", text[start + len(word) : start + len(word) + 1]
    if word.isascii():
        return _is_of_word(before) != _is_of_word(word[0]) and _is_of_word(after) != _is_of_word(word[-1])
    if len(word) <= _MAX_SHORT_KATAKANA and all("ァ" <= sign <= "ー" for sign in word):
        return not ("ァ" <= before <= "ー" or "ァ" <= after <= "ー")
    return True


def _is_of_word(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign == "_")  # は of 「SSWは」 is no letter of that word
