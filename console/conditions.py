"""Which question and which answers somebody means who types a condition: 問1=はい、たぶん."""

from __future__ import annotations

import re
from collections.abc import Sequence

from panel.folding import bare, folded
from panel.survey import Question

_PLACE = re.compile("(?:問|質問|q)([0-9]{1,2})")
_PARTS = re.compile(r"[、，,;；/／|｜]|(?<=」)(?:か|と|または)?(?=「)|(?:\s+(?:または|か)\s+)|または")
_QUOTES = "「」『』\"' 　"
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")


def question_meant(name: str, earlier: Sequence[Question]) -> Question | None:
    """By its sign (q1), else by its number (問1)."""
    by_sign = next((one for one in earlier if one.id == name), None)
    place = _PLACE.fullmatch(bare(name))
    if by_sign is not None or place is None:
        return by_sign
    return earlier[int(place[1]) - 1] if 1 <= int(place[1]) <= len(earlier) else None


def answers_meant(wanted: str, asked: Question) -> list[int | str]:
    """The answers by their places (numbers where none are listed), several parted by 、 or the like; what is none of them stays
    as typed. A choice in which such a sign stands is meant by its whole."""
    whole = _answer(wanted, asked)
    if isinstance(whole, int):
        return [whole]
    parts = [part for part in (part.strip(_QUOTES) for part in _PARTS.split(wanted)) if part]
    return [_answer(part, asked) for part in parts] or [whole]


def _answer(text: str, asked: Question) -> int | str:
    plain = text.strip(_QUOTES)
    if not asked.choices:
        number = folded(plain)
        named = [
            point
            for point in asked.points
            if number in (folded(asked.told(point)), folded(asked.labels.get(point, "")))
        ]
        return int(number) if _WHOLE.fullmatch(number) else named[0] if len(named) == 1 else plain
    if plain in asked.choices:
        return asked.choices.index(plain)
    alike = [place for place, choice in enumerate(asked.choices) if bare(choice) == bare(plain) and bare(plain)]
    return alike[0] if len(alike) == 1 else plain
