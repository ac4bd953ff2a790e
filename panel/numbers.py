"""Monitor numbers: how monitors name themselves to the hall, which knows no names. ``M-4821-0937``, easy to read out.

Made from a keyed hash, so that they tell nothing (no order, no count) and nobody can go through them one by one.
"""

from __future__ import annotations

import re
import unicodedata

_DIGITS = 8
# Without its M what begins like a year is a receipt number that lacks its end.
_SPOKEN = re.compile(r"(?:M|(?!20\d\d))[\s._/\-]*(\d{4})[\s._/\-]*(\d{4})")
_SPEAKABLE = str.maketrans(dict.fromkeys("‐‑‒–—―−─━ーｰ―・の", "-"))


def number_of(fingerprint: str) -> str:
    """The number that a keyed hash (hex digits) makes."""
    digits = f"{int(fingerprint, 16) % 10**_DIGITS:0{_DIGITS}}"
    return f"M-{digits[:4]}-{digits[4:]}"


def read_number(text: str) -> str | None:
    """The number a text names, in any width, with or without M, hyphens and blanks; None where it names none."""
    found = _SPOKEN.fullmatch(unicodedata.normalize("NFKC", text).translate(_SPEAKABLE).upper().strip())
    return f"M-{found[1]}-{found[2]}" if found is not None else None
