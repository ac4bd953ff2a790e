"""Words of two kanji of which one was left in kana (けん修, 居じゅう, たん当): found by how they are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from knowledge.language.spellings import Written
from knowledge.language.text import is_kanji

# How one kanji is read in such words: at least two kana, so that no particle is taken for one.
_READ = re.compile("[か-ぢつて-どな-のは-ゔあ-おやゆよらりるれろわ][ゃゅょ]?[ういんつくちきっ]?")
_MIN_KANA, _MAX_KANA = 2, 3
# No particle, and no ending of a verb that is written with one kanji, is one of these alone (制ど, 会ぎ).
_ALONE = frozenset("どごぞぼほぎ")
_SIGNS = 2
_MIN_WORD = 3
_RUN = re.compile("[ぁ-んー]{3,}")
_AMID = re.compile("([一-龠々]{2,})([ぁ-ん]{2,3})(?=([一-龠々]{2}))")
_PARTICLES = "のはがをにでともやへさばて"
# Only behind a noun; none of them follows どう.
_OF_NOUN = frozenset("はがをの")
# 行きやすい曜日 has no 水曜: the kana are the end of an adjective.
_ADJECTIVE = re.compile("(?:[いきしちにびみりぎじえけせてねべめれげぜ](?:やす|にく|づら)|[一-龠ぁ-ん]た)い$")
_BOUNDARY = re.compile("(?<=[一-龠々])(?=[ぁ-ん])|(?<=[ぁ-ん])(?=[一-龠々])")
# What is being done, shortened: 出てんの, 見てんだ.
_GOES_ON = re.compile(r"[てで]ん(?=のか?[?？。]|の$|のや|の?だ|な[やの]|す|で?す)")
_AFTER = ("の", "は", "が", "を", "に", "で", "と", "も", "や", "へ", "か", "さ", "し", "す", "っ", "な", "だ")


def halves(readings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Word with one kanji in kana -> the word, for words of two kanji given with how they are read."""
    found: dict[str, str] = {}
    for reading, word in readings:
        if len(word) != _SIGNS or not all(map(is_kanji, word)):
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


def made_whole(text: str, known: Mapping[str, str], written: Written) -> str:
    """A folded text with such words written in kanji, where a particle or another kind of sign stands around them, or a
    kanji that stands there in what is ``written`` in the documents (個別計かく)."""
    for boundary in reversed([found.start() for found in _BOUNDARY.finditer(text)]):
        for kana in range(_MAX_KANA, 0, -1):
            begins = is_kanji(text[boundary - 1])
            start, end = (boundary - 1, boundary + kana) if begins else (boundary - kana, boundary + 1)
            if start < 0 or (word := known.get(text[start:end])) is None:
                continue
            beside = text[start - 1 : start] if begins and start else "" if begins else text[end : end + 1]
            if text[start:end] in written and word not in written:
                continue  # the documents write 雪かき themselves
            if is_kanji(beside) and (beside + word if begins else word + beside) not in written:
                continue  # 委員会かい is no 会かい
            if begins and _GOES_ON.match(text, boundary):
                continue  # 何が出てんの？ asks what comes out
            if begins and text[boundary] == "ど" and text[end : end + 1] not in _OF_NOUN:
                continue  # 大学どう？ asks how
            if _may_end(text, end) and (begins or (_may_begin(text, start) and not _ends_adjective(text, boundary))):
                text = text[:start] + word + text[end:]
                break
    return text


def between_kanji(text: str, written: Written, reading: Callable[[str], str]) -> str:
    """A folded text with the one kanji in kana that stands amid a compound written as the documents have the compound:
    行政だい執行. ``reading`` tells how something is read."""
    for found in reversed(list(_AMID.finditer(text))):
        before, kana, after = found.groups()
        if not _READ.fullmatch(kana) or found[0] in written:
            continue
        meant = [
            sign
            for sign in written.between(before, after)
            if is_kanji(sign) and reading(before + sign + after) == reading(before) + kana + reading(after)
        ]
        if len(meant) == 1:
            text = text[: found.start(2)] + meant[0] + text[found.end(2) :]
    return text


def with_neighbours(text: str, sounding: Mapping[str, Iterable[str]], written: Written) -> str:
    """A folded text with the words in kana that stand beside a kanji, as they do in the documents, written like there:
    the こうかん of 海の子山の子こうかん会. ``sounding``: reading in hiragana -> all words that are read so."""
    for run in reversed(list(_RUN.finditer(text))):
        before, after = text[: run.start()][-1:], text[run.end() : run.end() + 1]
        for start, end in _parts(run[0]):
            words = sounding.get(run[0][start:end])
            if words is None:
                continue
            left = before if start == 0 and is_kanji(before) else ""
            right = after if end == len(run[0]) and is_kanji(after) else ""
            if not left and not right:
                continue
            meant = [word for word in words if left + word + right in written]
            meant = meant or [word for word in words if right and not left and word + right in written]
            if len(meant) == 1:
                text = text[: run.start() + start] + meant[0] + text[run.start() + end :]
                break
    return text


def _parts(run: str) -> Iterator[tuple[int, int]]:
    """Where in a run of kana a word may stand that touches what is beside it, the longest first: a particle parts it from
    the rest."""
    length = len(run)
    found = [(start, length) for start in range(length - _MIN_WORD + 1) if start == 0 or run[start - 1] in _PARTICLES]
    found += [(0, end) for end in range(_MIN_WORD, length) if run.startswith(_AFTER, end)]
    return iter(sorted(found, key=lambda part: part[0] - part[1]))


def _may_end(text: str, end: int) -> bool:
    return (
        not text[end : end + 1] or not _is_hiragana(text[end]) or text.startswith(_AFTER, end) or _is_topic(text, end)
    )


def _is_topic(text: str, place: int) -> bool:
    """Whether a わ stands for the particle は at the end of what is said (実せきわ?)."""
    return text[place] == "わ" and text[place + 1 : place + 2] in {"", "?", "。", "、", " "}


def _may_begin(text: str, start: int) -> bool:
    before = text[start - 1 : start] if start else ""
    return not _is_hiragana(before) or before in _PARTICLES


def _ends_adjective(text: str, boundary: int) -> bool:
    return _ADJECTIVE.search(text, 0, boundary) is not None


def _is_hiragana(sign: str) -> bool:
    return "ぁ" <= sign <= "ん"
