"""Signs that are written in several ways and mean one: widths, dashes, waves, marks that belong to the sign before, kana."""

from __future__ import annotations

import re
import unicodedata

# NFKC leaves these apart although sheets and telephones use any of them for the same stroke.
_STROKES = dict.fromkeys(map(ord, "‐‑‒–—―−─━⁻₋﹣﹘⸺⸻➖〰"), "-") | dict.fromkeys(map(ord, "〜∼∾"), "~")
_VOICING = "ﾞﾟ"
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_FIGURE = "[0-9〇零一二三四五六七八九]"
_LONG_VOWEL = re.compile(f"(?<={_FIGURE})ー(?={_FIGURE})")


def one_form(text: str) -> str:
    """NFKC, with every dash a hyphen and every wave a tilde. Signs of half width have to come with their voicing marks."""
    return unicodedata.normalize("NFKC", text).translate(_STROKES)


def in_hiragana(text: str) -> str:
    """Katakana as hiragana; the long-vowel sign stays."""
    return text.translate(_HIRAGANA)


def dashed(text: str) -> str:
    """Long-vowel signs between figures as hyphens: few find the right key on a telephone ("6ー2ー1")."""
    return _LONG_VOWEL.sub("-", text)


def joins(sign: str) -> bool:
    """Whether a sign belongs to the one before it: カ and ﾞ have to be normalised together."""
    return bool(unicodedata.combining(sign)) or sign in _VOICING


def clusters(text: str) -> list[tuple[int, str]]:
    """Signs with the marks that belong to them, each with its place."""
    found: list[tuple[int, str]] = []
    for place, sign in enumerate(text):
        if found and joins(sign):
            start, before = found[-1]
            found[-1] = (start, before + sign)
        else:
            found.append((place, sign))
    return found
