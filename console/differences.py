"""Where a copy differs from the original, sign by sign, for the eye."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal


@dataclass(frozen=True)
class Piece:
    """A piece of text that stands in both, was taken out, or was put in."""

    how: Literal["same", "out", "in"]
    text: str


def differences(original: str, copy: str) -> list[Piece]:
    """The original as it becomes the copy, from the left."""
    found: list[Piece] = []
    for how, start, end, new_start, new_end in SequenceMatcher(None, original, copy, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Piece("same", original[start:end]))
            continue
        if end > start:
            found.append(Piece("out", original[start:end]))
        if new_end > new_start:
            found.append(Piece("in", copy[new_start:new_end]))
    return found
