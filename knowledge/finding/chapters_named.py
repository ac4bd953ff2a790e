"""A chapter named by its title, or by the words of it (「健康と福祉の章」), as one named by its number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.language.text import with_digits
from knowledge.language.wordbook import plain

# A title may hold の itself.
_NAMED = re.compile(
    r"「?(?P<title>[^。、,?？!！「」\s]{2,30}?)」?(?:の|(?:について|を|のことを?)(?:書いた|の)|に関する)章(?!末|番)"
)
_PARTS = re.compile(r"[と・や、]|および|及び|並びに")
_LEAST_PART = 2


def with_chapter_numbers(text: str, titled: Iterable[tuple[str, str]]) -> str:
    """A folded question that calls one chapter by its title with its number instead: 第3章 of 「健康と福祉の章」.

    ``titled`` are the chapters ("第3章 健康と福祉") with their plans. What may be two of them, or none, is left as it was said.
    """
    if "章" not in text:
        return text
    titles = {
        (number, plain(title)) for chapter, _ in titled for number, _, title in [with_digits(chapter).partition(" ")]
    }

    def numbered(found: re.Match[str]) -> str:
        said = found["title"]
        for begin in range(len(said) - _LEAST_PART + 1):
            numbers = {number for number, title in titles if _calls(said[begin:], title)}
            if len(numbers) == 1:
                return f"{said[:begin]}{numbers.pop()}"
        return found[0]

    return _NAMED.sub(numbered, text)


def _calls(said: str, title: str) -> bool:
    """Whether these words are a title, or all of them stand in it (子育てと保健 in 子育て支援と母子保健)."""
    return said == title or all(len(part) >= _LEAST_PART and part in title for part in _PARTS.split(said))
