"""A voice that answers the city's answer: it names in its first line the receipt that was answered, for whoever reads it."""

from __future__ import annotations

import re

_FIRST_LINE = re.compile(r"（(K-\d{4}-\d{4,9}-\d) のお返事について）")


def about_the_answer(receipt: str, text: str) -> str:
    """The words, under the number whose answer they are about."""
    return f"（{receipt} のお返事について）\n{text}"


def answer_spoken_of(text: str) -> str | None:
    """The receipt whose answer a voice is about; None for every other voice."""
    found = _FIRST_LINE.match(text)
    return found[1] if found else None
