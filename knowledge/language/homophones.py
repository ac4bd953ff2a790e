"""Names that were heard or converted wrongly (人件擁護委員, 大会開歳費): found again by the way they are read."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from itertools import pairwise

from knowledge.language import romaji
from knowledge.language.spellings import Written
from knowledge.language.wordbook import WordBook
from knowledge.language.words import Parsed, in_hiragana

# Shorter words have too many doubles: 市債 and 詩才, 交流 and 拘留.
_MIN_READING = 6
_MAX_WORDS = 7
_LATIN = re.compile(r"[a-z]{4,}")
_MIN_LATIN_READING = 3


def put_right(parsed: Parsed, readings: Mapping[str, str], known: Container[str]) -> str:
    """The text with runs of words that are read like a name of ``readings``, but written otherwise, written like it.

    ``known`` are words the documents have: a run of nothing but these is meant as it stands.
    """
    text = parsed.text
    terms = [term for term in parsed.terms if term.reading]
    heard = [in_hiragana(term.reading) for term in terms]
    start = 0
    changed: list[tuple[int, int, str]] = []
    while start < len(terms):
        step = 1
        for end in range(min(len(terms), start + _MAX_WORDS), start, -1):
            reading = "".join(heard[start:end])
            # Nearly nothing is read like a name, so this is asked first.
            if (meant := readings.get(reading)) is None or len(reading) < _MIN_READING:
                continue
            run = terms[start:end]
            if any(one.end != other.start for one, other in pairwise(run)):
                continue
            if meant != text[run[0].start : run[-1].end] and not all(term.word in known for term in run):
                changed.append((run[0].start, run[-1].end, meant))
                step = end - start
                break
        start += step
    for begin, end, meant in reversed(changed):
        text = text[:begin] + meant + text[end:]
    return text


def from_latin(
    text: str, readings: Mapping[str, str], short: Mapping[str, str], book: WordBook, written: Written
) -> str:
    """A folded text with the names in it that are written in Latin letters, written as the documents do.

    ``short`` are the readings without their long vowels.
    """

    def as_printed(found: re.Match[str]) -> str:
        if found[0] in book.ignored or found[0] in book.english:
            return found[0]
        reading = romaji.in_hiragana(found[0])
        if reading is None or len(reading) < _MIN_LATIN_READING:
            return found[0]
        katakana = "".join(chr(ord(sign) + 0x60) for sign in reading)
        meant = readings.get(reading) or next((name for name in (reading, katakana) if name in written), None)
        meant = meant or (short.get(romaji.shortened(reading)) if len(reading) > _MIN_LATIN_READING else None)
        return f" {meant} " if meant else found[0]

    return _LATIN.sub(as_printed, text)
