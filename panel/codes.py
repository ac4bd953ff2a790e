"""Invitation codes for people drawn from the register: easy to read out, typed in any width, a slip of the pen shows.

Eleven signs without O, 0, I, 1 and the like, the last a check over the others; written in groups as ABCD-EFGH-JKM.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Sequence

# 29 signs, a prime, so that every single slip and every exchange of neighbours changes the check sign.
SIGNS = "23456789ABCDEFGHJKMNPRSTUVWXY"
LENGTH = 11
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


def _plain(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in wide if sign not in _DASHES and not sign.isspace())


def _check(body: str) -> str:
    weighted = sum((place + 2) * SIGNS.index(sign) for place, sign in enumerate(body))
    return SIGNS[-weighted % len(SIGNS)]
