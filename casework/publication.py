"""What in the words of a copy for publication somebody could be known by or hurt by; staff decide whether it stays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from casework.danger import abuse
from casework.identifying import identifying
from casework.personal_data import JAPANESE, find_personal_data


@dataclass(frozen=True, order=True)
class Doubtful:
    """Words as they stand in the text, ``text[start:end]``, and in Japanese what they are."""

    start: int
    end: int
    words: str
    what: str


def doubtful(
    text: str, public_numbers: Collection[str] = (), places: frozenset[str] = frozenset()
) -> tuple[Doubtful, ...]:
    """All of it, from the left. ``public_numbers`` and ``places`` as in ``find_personal_data``."""
    return tuple(
        sorted(
            {
                *(
                    Doubtful(f.start, f.end, f.words, JAPANESE[f.kind])
                    for f in find_personal_data(text, public_numbers, places)
                ),
                *(Doubtful(one.start, one.end, one.words, "本人が分かる言葉") for one in identifying(text)),
                *(Doubtful(one.start, one.end, one.words, "乱暴な言葉・宣伝") for one in abuse(text)),
            }
        )
    )
