"""How LINE counts the length of a text: UTF-16 units, and for some fields what a reader takes for one sign."""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
_HALF_WIDTH_VOICING = "\uff9e\uff9f"  # of category Lm, and still part of the sign before them


def utf16_units(text: str) -> int:
    """😀 is 2, a newline 1."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def is_whole(text: str) -> bool:
    """False when half of a surrogate pair stands alone."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def grapheme_clusters(text: str) -> int:
    """Count signs as a reader sees them: a family emoji, a flag, か with a combining mark are one each.

    An approximation of UAX 29 with what the standard library knows: marks, joiners, skin tones, tags, flags, CR LF and
    Hangul letters. Prepended marks and Indic conjuncts are counted apart.
    """
    count = 0
    flags = 0  # regional indicators in a row so far; every second one closes a flag
    before = ""
    for sign in text:
        flags = flags + 1 if _is_flag_half(sign) else 0
        if not before or not _continues(before, sign, flags):
            count += 1
        before = sign
    return count


def _continues(before: str, sign: str, flags: int) -> bool:
    if before == "\r" and sign == "\n":
        return True
    if before in "\r\n":
        return False
    if flags:
        return flags % 2 == 0
    if before == _JOINER:
        return unicodedata.category(sign) == "So"
    return _extends(sign) or _is_hangul_tail(before, sign)


def _extends(sign: str) -> bool:
    return (
        unicodedata.category(sign) in ("Mn", "Me", "Mc")  # variation selectors and the keycap are among them
        or sign == _JOINER
        or sign in _HALF_WIDTH_VOICING
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
        or "\U000e0020" <= sign <= "\U000e007f"
    )


def _is_flag_half(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _is_hangul_tail(before: str, sign: str) -> bool:
    is_leading = "\u1100" <= before <= "\u115f"
    is_syllable = "\uac00" <= before <= "\ud7a3" or "\u1160" <= before <= "\u11ff"
    return (is_leading and "\u1100" <= sign <= "\u11ff") or (is_syllable and "\u1160" <= sign <= "\u11ff")
