"""Names that were heard or converted wrongly (人件擁護委員, 大会開歳費): found again by the way they are read."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from knowledge.language import english_endings, romaji
from knowledge.language.spellings import Written
from knowledge.language.wordbook import WordBook
from knowledge.language.words import Parsed
from writing.signs import in_hiragana

# Shorter words have too many doubles: 市債 and 詩才, 交流 and 拘留.
_MIN_READING = 6
_MAX_WORDS = 7
_LATIN, _BETWEEN_WORDS = re.compile(r"[a-z]+(?:[ -][a-z]+)*"), re.compile(r"([ -])")
_LEAST_LATIN, _LEAST_LATIN_RUN, _MAX_LATIN_WORDS = 3, 6, 6
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
    """A folded text with the names in it that are written in Latin letters, written as the documents do, and its words in
    English in the form that the word book has.

    ``short`` are the readings without their long vowels.
    """

    def heard(latin: str) -> str | None:
        read = [reading for reading in romaji.readings(latin) if len(reading) >= _MIN_LATIN_READING]
        return next(filter(None, map(as_named, read)), None)

    def as_named(reading: str) -> str | None:
        katakana = "".join(chr(ord(sign) + 0x60) for sign in reading)
        meant = readings.get(reading) or next((name for name in (reading, katakana) if name in written), None)
        return meant or short.get(romaji.shortened(reading))

    def is_known(word: str) -> bool:
        return word in book.ignored or word in book.english

    def one_word(word: str) -> str:
        if len(word) < _LEAST_LATIN or is_known(word):
            return word
        if meant := heard(word):
            return f" {meant} "
        return english_endings.as_known(word, book.english) or word

    def as_printed(found: re.Match[str]) -> str:
        # Words, and in between what stands between them.
        parts, written_so, start = _BETWEEN_WORDS.split(found[0]), "", 0
        while start < len(parts):
            end = min(len(parts), start + 2 * _MAX_LATIN_WORDS - 1)
            # gyosei unei: what is one word to us is two to whoever writes in Latin letters
            while end > start + 1 and (name := joined(parts[start:end:2])) is None:
                end -= 2
            written_so += f" {name} " if end > start + 1 else one_word(parts[start])
            written_so += "".join(parts[end : end + 1])
            start = end + 1
        return written_so

    def joined(words: Sequence[str]) -> str | None:
        whole = "".join(words)
        return None if len(whole) < _LEAST_LATIN_RUN or all(map(is_known, words)) else heard(whole)

    return _LATIN.sub(as_printed, text)
