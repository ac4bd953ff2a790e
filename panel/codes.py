"""Invitation codes for people drawn from the register: easy to read out, typed in any width, a slip of the pen shows.

Eleven signs without O, 0, I, 1 and the like, the last a check over the others; written in groups as ABCD-EFGH-JKM.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable, Sequence

# 29 signs, a prime, so that every single slip and every exchange of neighbours changes the check sign.
SIGNS = "23456789ABCDEFGHJKMNPRSTUVWXY"
LENGTH = 11
# What a slip of the pen may be off by, in signs.
_NEARLY = 2
# Blanks and dashes may part it where it is printed so, and nowhere else: words of a sentence are no groups.
_GROUPS = re.compile(r"[0-9A-Z]+|[0-9A-Z]{3,5}[^0-9A-Z]+[0-9A-Z]{3,5}[^0-9A-Z]+[0-9A-Z]{2,4}")
# As it is printed, whether or not the check sign is right.
_PRINTED = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}")
_DASHES = "-‐‑‒–—―ー−－_ 　・"


def new_code(pick: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """A code that nobody can guess (29^10 of them), as it is printed."""
    body = "".join(pick(SIGNS) for _ in range(LENGTH - 1))
    return printed(body + _check(body))


def printed(code: str) -> str:
    return "-".join(filter(None, (code[:4], code[4:8], code[8:])))


def read(text: str) -> str | None:
    """The code in a text, without dashes, or None: no code, or one with a slip."""
    plain = _plain(text)
    if len(plain) != LENGTH or any(sign not in SIGNS for sign in plain):
        return None
    return plain if _check(plain[:-1]) == plain[-1] else None


def is_nearly(text: str) -> bool:
    """Whether a text is a code with a slip in it, and not some word or number: about as many signs, of both letters and digits.

    Two letters at least: a receipt number has one.
    """
    plain = _plain(text)
    letters = sum(sign.isalpha() for sign in plain)
    return (
        abs(len(plain) - LENGTH) <= _NEARLY
        and 2 <= letters < len(plain)
        and _GROUPS.fullmatch(_wide(text).strip()) is not None
    )


def is_meant(text: str) -> bool:
    """Whether a text that nobody asked for is an invitation code: one that can be read, of letters and digits, or one with a
    slip that is parted as it is printed."""
    dashed = re.sub(f"[{re.escape(_DASHES)}]", "-", _wide(text).strip())
    return _PRINTED.fullmatch(dashed) is not None or (read(text) is not None and is_nearly(text))


def is_of_signs(text: str) -> bool:
    """Whether a text is letters and digits only, as a code is, whatever its length."""
    plain = _plain(text)
    return plain.isascii() and plain.isalnum()


def _wide(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()


def _plain(text: str) -> str:
    wide = _wide(text)
    return "".join(sign for sign in wide if sign not in _DASHES and not sign.isspace())


def _check(body: str) -> str:
    weighted = sum((place + 2) * SIGNS.index(sign) for place, sign in enumerate(body))
    return SIGNS[-weighted % len(SIGNS)]
