"""Text as people type it, in the form in which detectors read it, with the way back to what was typed."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from writing.signs import clusters, dashed, one_form

_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九壱弐参", "00123456789123")


@dataclass(frozen=True)
class Plain:
    """``text`` half-width, lower case, every dash a hyphen; ``origins[i]`` is where its i-th character was typed."""

    text: str
    origins: tuple[int, ...]
    length: int

    @property
    def digits(self) -> str:
        """The text with kanji digits as figures, sign for sign: 〇九〇 is 090."""
        return self.text.translate(_KANJI_DIGITS)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the typed text that ``text[start:end]`` was made from; ``start`` must be before ``end``."""
        last = self.origins[end - 1]
        after = bisect_right(self.origins, last)
        return self.origins[start], self.origins[after] if after < len(self.origins) else self.length


@lru_cache(maxsize=64)  # the detectors of one voice read the same text one after the other
def plain(text: str) -> Plain:
    """Bring width (NFKC), case and dashes to one form; line breaks stay, other blanks become one each.

    Katakana stays katakana. What has no width (direction marks, joiners, variation selectors) vanishes, so that nothing
    hides between digits.
    """
    signs: list[str] = []
    origins: list[int] = []
    for place, cluster in clusters(text):
        for sign in _plain_signs(cluster):
            signs.append(sign)
            origins.append(place)
    return Plain(dashed("".join(signs)), tuple(origins), len(text))


@lru_cache(maxsize=8192)
def _plain_signs(cluster: str) -> str:
    signs = []
    for sign in one_form(cluster).lower():
        if sign == "\n":
            signs.append(sign)
        elif sign.isspace():
            signs.append(" ")
        elif unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Mn"} or unicodedata.combining(sign):
            signs.append(sign)
    return "".join(signs)
