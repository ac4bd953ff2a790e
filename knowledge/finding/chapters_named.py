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
_NUMBER = r"第\s?[0-9一二三四五六七八九十]{1,3}章"
# 「第3章(健康と福祉)」: what stands behind the number in brackets says once more which chapter that is; a code does not.
_EXPLAINED = re.compile(rf"({_NUMBER})\((?![^()]*\d)[^()]{{2,24}}\)")
_CALLED = re.compile(rf"({_NUMBER})\s?[「『]([^「」『』]{{2,24}})[」』]")
# 「健康の分野(第3章)」: so does what ends like a part of a plan, or is the title itself, before it.
_NUMBERED = re.compile(
    rf"(?:^|(?<=年度の)|(?<=[、。はで]))(?P<said>[^。、,?？!！()「」『』\s0-9]{{2,24}})\(({_NUMBER})\)(?:の(?:成果|実績)(?=の))?"
)
_OF_PART = re.compile(r"(?:の|に関する|についての)(?:成果|実績|取り?組み?|分野|部分|部門|政策|章|ところ|箇所|話)$")
_PARTS = re.compile(r"[と・や、]|および|及び|並びに")
_LEAST_PART = 2


def with_chapter_numbers(text: str, titled: Iterable[tuple[str, str]]) -> str:
    """A folded question that calls one chapter by its title with its number instead: 第3章 of 「健康と福祉の章」, and of
    「健康の分野(第3章)」.

    ``titled`` are the chapters ("第3章 健康と福祉") with their plans. What may be two of them, or none, is left as it was said.
    """
    if "章" not in text:
        return text
    titles = {
        (number, plain(title)) for chapter, _ in titled for number, _, title in [with_digits(chapter).partition(" ")]
    }

    def is_titled(number: str, said: str) -> bool:
        own = with_digits(number).replace(" ", "")
        return any(other == own and (said in title or _calls(said, title)) for other, title in titles)

    def numbered(found: re.Match[str]) -> str:
        said = found["title"]
        for begin in range(len(said) - _LEAST_PART + 1):
            numbers = {number for number, title in titles if _calls(said[begin:], title)}
            if len(numbers) == 1:
                return f"{said[:begin]}{numbers.pop()}"
        return found[0]

    def bare(found: re.Match[str]) -> str:
        number, said = found[1], found[2]
        return number if is_titled(number, said) else found[0]

    def behind(found: re.Match[str]) -> str:
        said, number = found["said"], found[2]
        return number if is_titled(number, said) or _OF_PART.search(said) else found[0]

    text = _EXPLAINED.sub(r"\1", text)
    return _NAMED.sub(numbered, _NUMBERED.sub(behind, _CALLED.sub(bare, text)))


def _calls(said: str, title: str) -> bool:
    """Whether these words are a title, or all of them stand in it (子育てと保健 in 子育て支援と母子保健)."""
    return said == title or all(len(part) >= _LEAST_PART and part in title for part in _PARTS.split(said))
