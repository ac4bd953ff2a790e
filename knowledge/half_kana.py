"""Words of two kanji of which one was left in kana (けん修, 居じゅう, たん当): found by how they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# How one kanji is read in such words: at least two kana, so that no particle is taken for one.
_READ = re.compile("[か-ぢつて-とな-のは-ゔあ-おやゆよらりるれろわ][ゃゅょ]?[ういんつくちきっ]?")
_MIN_KANA, _MAX_KANA = 2, 3
# No particle, and no ending of a verb that is written with one kanji, is one of these alone (制ど, 会ぎ).
_ALONE = frozenset("どごぞぼほぎ")
_SIGNS = 2
_BOUNDARY = re.compile("(?<=[一-龠々])(?=[ぁ-ん])|(?<=[ぁ-ん])(?=[一-龠々])")
_AFTER = ("の", "は", "が", "を", "に", "で", "と", "も", "や", "へ", "か", "さ", "し", "す", "っ", "な", "だ")


def halves(readings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Word with one kanji in kana -> the word, for words of two kanji given with how they are read."""
    found: dict[str, str] = {}
    for reading, word in readings:
        if len(word) != _SIGNS or not all(map(_is_kanji, word)):
            continue
        for place in range(1, len(reading)):
            first, second = reading[:place], reading[place:]
            if not _READ.fullmatch(first) or not (_READ.fullmatch(second) or second in _ALONE):
                continue
            if len(first) >= _MIN_KANA:
                found.setdefault(first + word[1], word)
            if len(second) >= _MIN_KANA or second in _ALONE:
                found.setdefault(word[0] + second, word)
    return found


def made_whole(text: str, known: Mapping[str, str]) -> str:
    """A folded text with such words written in kanji, where a particle or another kind of sign stands around them."""
    for boundary in reversed([found.start() for found in _BOUNDARY.finditer(text)]):
        for kana in range(_MAX_KANA, 0, -1):
            begins = _is_kanji(text[boundary - 1])
            start, end = (boundary - 1, boundary + kana) if begins else (boundary - kana, boundary + 1)
            if start < 0 or (word := known.get(text[start:end])) is None:
                continue
            if _is_kanji(text[start - 1 : start] if begins else text[end : end + 1]):
                continue  # 委員会かい is no 会かい
            if _may_end(text, end) and (begins or _may_begin(text, start)):
                text = text[:start] + word + text[end:]
                break
    return text


def _may_end(text: str, end: int) -> bool:
    return not text[end : end + 1] or not _is_hiragana(text[end]) or text.startswith(_AFTER, end)


def _may_begin(text: str, start: int) -> bool:
    before = text[start - 1 : start] if start else ""
    return not _is_hiragana(before) or before in "のはがをにでともやへさばて"


def _is_kanji(sign: str) -> bool:
    return "一" <= sign <= "龠" or sign == "々"


def _is_hiragana(sign: str) -> bool:
    return "ぁ" <= sign <= "ん"
