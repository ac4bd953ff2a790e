"""Japanese names in Latin letters, as visitors type them (honorin, Mizuhono), back in hiragana."""

from __future__ import annotations

import re

_VOWELS = dict(zip("aiueo", "あいうえお", strict=True))
_ROWS = {
    "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの", "h": "はひふへほ", "m": "まみむめも",
    "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ", "d": "だぢづでど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ",
}  # fmt: skip
_SYLLABLES = {sign + vowel: kana for sign, row in _ROWS.items() for vowel, kana in zip("aiueo", row, strict=True)}
_SYLLABLES |= {
    "ya": "や",
    "yu": "ゆ",
    "yo": "よ",
    "wa": "わ",
    "wo": "を",
    "shi": "し",
    "chi": "ち",
    "tsu": "つ",
    "fu": "ふ",
}
_SYLLABLES |= {"ji": "じ", "sha": "しゃ", "shu": "しゅ", "sho": "しょ", "cha": "ちゃ", "chu": "ちゅ", "cho": "ちょ"}
_SYLLABLES |= {"ja": "じゃ", "ju": "じゅ", "jo": "じょ", **_VOWELS}
_SYLLABLES |= {
    f"{sign}y{vowel}": row[1] + small
    for sign, row in _ROWS.items()
    for vowel, small in zip("auo", "ゃゅょ", strict=True)
}
# う after a sound in u or o, お after one in o, and the bar.
_LONG = re.compile(
    "(?<=[うくすつぬふむゆるぐずづぶぷゅおこそとのほもよろごぞどぼぽょ])う|(?<=[おこそとのほもよろごぞどぼぽょ])お|ー"
)
_NEXT = re.compile("|".join([*sorted(_SYLLABLES, key=len, reverse=True), "n(?![aiueoy])", r"([kstpcgdbz])(?=\1|ch)"]))


def in_hiragana(word: str) -> str | None:
    """A word in lower-case Latin letters as it is read; None where it is no Japanese word written in them."""
    kana, place = "", 0
    while place < len(word):
        found = _NEXT.match(word, place)
        if found is None:
            return None
        kana += "っ" if found[1] else _SYLLABLES.get(found[0], "ん")
        place = found.end()
    return kana


def shortened(reading: str) -> str:
    """A reading in hiragana without its long vowels, which most leave out in Latin letters (kyumei, koshu)."""
    return _LONG.sub("", reading)
