"""The same words once more: folded into what is there, never dropped, with voices and people counted apart."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from casework.plain import plain


@dataclass(frozen=True)
class Tally:
    """How often something was said, and by how many. ``unnamed`` voices came without a person (paper, telephone)."""

    voices: int
    people: int
    unnamed: int = 0


def print_of(text: str) -> str:
    """A mark equal for texts that differ only in width, case, blanks, marks and emoji; 64 hexadecimal digits.

    It serves to find repeats of one person's words. It is made from the words without a key: where it is stored beside
    a person, store a keyed hash of it, or it confirms a guess.
    """
    bare = "".join(sign for sign in plain(text).text if sign.isalnum())
    return hashlib.sha256((bare or text.strip()).encode()).hexdigest()


def tally(speakers: Iterable[Hashable | None]) -> Tally:
    """Count voices and people apart; one entry per voice, None where nobody knows who spoke.

    A voice without a person counts as a voice only: two letters may come from one hand.
    """
    everyone = list(speakers)
    known = [speaker for speaker in everyone if speaker is not None]
    return Tally(len(everyone), len(set(known)), len(everyone) - len(known))
