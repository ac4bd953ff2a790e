"""Where the words of a question stand in a text, and what stands beside them.

An expression put together from words of a question is compiled anew for nearly every question, which takes milliseconds: as
long as all the rest. What stands beside a word is an expression that never changes, held against each place of the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def places(said: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a word stands in a text: where it begins and ends, from the left."""
    start = text.find(said)
    while start >= 0:
        yield start, start + len(said)
        start = text.find(said, start + 1)


def is_followed(said: str, text: str, behind: re.Pattern[str]) -> bool:
    """Whether this follows a word anywhere in a text."""
    return any(behind.match(text, end) for _, end in places(said, text))


def any_is_followed(words: Iterable[str], text: str, behind: re.Pattern[str]) -> bool:
    """Whether this follows any of some words."""
    return any(is_followed(said, text, behind) for said in words)
