"""A word that a telephone heard wrongly inside a compound (助成委員, 財政長生基金, 連携注水都市圏): found by how it is read.

The word itself may be one that the documents have as well; that it stands beside its neighbours nowhere, and another that is
read alike does, tells which was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from knowledge.language.spellings import Written
from knowledge.language.text import is_kanji
from knowledge.language.words import Parsed, Term
from writing.signs import in_hiragana

_LEAST_SIGNS, _MOST_SIGNS = 2, 3
# Shorter readings have too many that differ in one kana.
_LEAST_NEAR = 5
# Of what is heard only nearly so, as much has to stand around it.
_LEAST_AROUND = 4


def put_right(parsed: Parsed, sounding: Mapping[str, Sequence[str]], written: Written) -> str:
    """The text with such words written as the documents write what stands there. ``sounding``: reading in hiragana -> all
    words in kanji that are read so."""
    text = parsed.text
    for run in _runs(parsed):
        for first, last in _doubtful(run, written):
            typed = text[run[first].start : run[last].end]
            before = run[first - 1].surface if first else ""
            after = text[run[last].end : run[-1].end]
            reading = "".join(in_hiragana(term.reading) for term in run[first : last + 1])
            meant = [
                word
                for word in _heard(typed, reading, before, after, sounding, written)
                if word != typed and (whole := before + word + after)
                if written.ends_with(whole) or written.ends_with(f"{whole}費")
            ]
            if len(set(meant)) == 1:
                return f"{text[: run[first].start]}{meant[0]}{text[run[last].end :]}"
    return text


def _runs(parsed: Parsed) -> Iterator[list[Term]]:
    """The words in kanji that stand side by side, two or more of them, to the end of the compound."""
    run: list[Term] = []
    for term in parsed.terms:
        if not all(map(is_kanji, term.surface)) or not term.reading:
            run = []
            continue
        run = [*run, term] if run and run[-1].end == term.start else [term]
        goes_on = is_kanji(parsed.text[term.end : term.end + 1])
        if len(run) > 1 and not goes_on:
            yield run


def _doubtful(run: Sequence[Term], written: Written) -> Iterator[tuple[int, int]]:
    """The words of a run, one or two together, that stand beside none of their neighbours in the documents: side by side no
    sign of theirs does, or, of one between two others, not the whole word (母子保険事業, where 母子保健 is written)."""
    strange = {
        nth
        for nth, (one, other) in enumerate(pairwise(run))
        if not written.has_pair(one.surface[-1] + other.surface[0])
    }
    for nth, (one, typed, other) in enumerate(zip(run, run[1:], run[2:], strict=False), 1):
        around = typed.start - run[0].start + run[-1].end - typed.end
        apart = one.surface + typed.surface not in written and typed.surface + other.surface not in written
        if apart and around >= _LEAST_AROUND and _LEAST_SIGNS <= len(typed.surface) <= _MOST_SIGNS:
            yield nth, nth
    for signs in (1, 2) if strange else ():
        for first in range(len(run) - signs + 1):
            last = first + signs - 1
            beside = {nth for nth in (first - 1, last) if 0 <= nth < len(run) - 1}
            length = run[last].end - run[first].start
            if beside and beside <= strange and _LEAST_SIGNS <= length <= _MOST_SIGNS:
                yield first, last


def _heard(
    typed: str, reading: str, before: str, after: str, sounding: Mapping[str, Sequence[str]], written: Written
) -> Iterator[str]:
    """The words that are read like what was typed; where it stands nowhere, those too that differ in one kana."""
    yield from sounding.get(reading, ())
    around = len(before) + len(after)
    if not before or not after or around < _LEAST_AROUND or len(reading) < _LEAST_NEAR or typed in written:
        return
    for other, words in sounding.items():
        near = other != reading and abs(len(other) - len(reading)) <= 1
        if near and Levenshtein.distance(other, reading, score_cutoff=1) <= 1:
            yield from words
