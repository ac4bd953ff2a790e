"""Japanese names in Latin letters, as visitors type them (honorin, Mizuhono), back in hiragana."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
# As English writes it: し is shi and not si, しゃ sha and not sya.
_LETTERS = {
    kana: latin for latin, kana in sorted(_SYLLABLES.items(), key=lambda pair: "sh" in pair[0] or pair[0][0] == "j")
}
_LETTERS |= {kana: latin for latin, kana in _SYLLABLES.items() if latin in {"chi", "tsu", "fu", "cha", "chu", "cho"}}
_ALONE, _DOUBLED = {"ん": "n", "っ": "*"}, re.compile(r"\*([a-z])")
_OPEN_N = re.compile("(?<=[aiueo])n(?=[aiueoy])")


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


def readings(word: str) -> Iterator[str]:
    """All ways to read such a word: what no sign parts may be read on or by itself (unei is うねい or うんえい)."""
    if (reading := in_hiragana(word)) is not None:
        yield reading
        if "にほん" in reading:  # the dictionary reads 日本 in the other way
            yield reading.replace("にほん", "にっぽん")
    for place in (found.end() for found in _OPEN_N.finditer(word)):
        before, after = in_hiragana(word[:place]), in_hiragana(word[place:])
        if before is not None and after is not None:
            yield before + after


def shortened(reading: str) -> str:
    """A reading in hiragana without its long vowels, which most leave out in Latin letters (kyumei, koshu)."""
    return _LONG.sub("", reading)


def in_latin(reading: str) -> str:
    """A reading in hiragana in Latin letters, without its long vowels (けんせつか is kensetsuka)."""
    letters, place, short = "", 0, shortened(reading)
    while place < len(short):
        syllable = next(
            (short[place : place + signs] for signs in (2, 1) if short[place : place + signs] in _LETTERS), None
        )
        letters += _LETTERS[syllable] if syllable else _ALONE.get(short[place], "")
        place += len(syllable or short[place])
    return _DOUBLED.sub(r"\1\1", letters).replace("*", "")
