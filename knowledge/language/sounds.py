"""How single kanji are read in the words of the dictionary: which are read alike, and how a word nobody lists is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product

from knowledge.language.wordbook import read_language

_GROUP = re.compile("([ぁ-んー]+)(.+)")


@lru_cache(maxsize=4096)
def of_one_sound(sign: str) -> str:
    """The other kanji that are read like this one in any of its readings."""
    alike = (group for _, group in _groups() if sign in group)
    return "".join(dict.fromkeys(other for group in alike for other in group if other != sign))


def readings_of(word: str) -> Iterator[str]:
    """Every way in which a word may be read, sign by sign; none where one of its signs is not known."""
    return map("".join, product(*map(_readings, word)))


@lru_cache(maxsize=4096)
def _readings(sign: str) -> tuple[str, ...]:
    return tuple(reading for reading, group in _groups() if sign in group)


@cache
def _groups() -> tuple[tuple[str, str], ...]:
    found = (_GROUP.fullmatch(row) for row in read_language("sounds")["alike"])
    return tuple((one[1], one[2]) for one in found if one)
