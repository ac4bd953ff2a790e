"""Tables as CSV in the two encodings halls use, with nothing in them that a program would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from writing.harmless import harmless

MISSING_SIGN = "〓"


def as_csv(table: Iterable[Sequence[str | int]]) -> str:
    """The text of a CSV in which nothing is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in table])
    return out.getvalue()


def encoded(text: str, *, sjis: bool) -> bytes:
    """In Windows' Shift_JIS, or in UTF-8 with its mark."""
    return in_sjis(text) if sjis else in_utf8(text)


def in_utf8(text: str) -> bytes:
    """With the mark by which Excel knows UTF-8."""
    return "\ufeff".encode() + text.encode()


def missing_in_sjis(text: str) -> list[str]:
    """The characters that Windows' Shift_JIS does not have, each once (𠮷 is none of it; 髙 is)."""
    return [sign for sign in dict.fromkeys(text) if not _fits(sign)]


def in_sjis(text: str) -> bytes:
    """In Windows' Shift_JIS (cp932), with 〓 for what it does not have and a last row that names it."""
    missing = missing_in_sjis(text)
    if missing:
        codes = "、".join(f"U+{ord(sign):04X}" for sign in missing)
        text += f"この文字コードにないため{MISSING_SIGN}にした文字,{codes}\r\n"
    return "".join(sign if _fits(sign) else MISSING_SIGN for sign in text).encode("cp932")


def _fits(sign: str) -> bool:
    try:
        sign.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
