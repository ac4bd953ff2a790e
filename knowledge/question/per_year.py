"""How many there are in a year: whoever asks that is told the number of a year before one of those there are at a time."""

from __future__ import annotations

import re

_ASKED = re.compile(
    r"(?<![\d何])(?:1|一)?年(?:間)?(?:に|で)、?(?=[^。]{0,6}(?:何|なん|どのくらい|どれくらい))|(?<![\d元何])年間|毎年"
)
_TOLD = re.compile(r"(?<![\d元何])年(?:間|に)|(?<!\d)1年(?:間)?(?:に|で)|毎年")


def asks_of_a_year(text: str) -> bool:
    """Whether a folded question asks how many a year (「年に何人乗る？」)."""
    return _ASKED.search(text) is not None


def tells_of_a_year(sentence: str) -> bool:
    """Whether a folded sentence says that its number is one of a year (年間利用者数)."""
    return _TOLD.search(sentence) is not None
