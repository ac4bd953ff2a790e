"""Words of the documents that were left in kana anywhere in a sentence (新しくのうぎょうはじめた, どのようなたいおう).

Names are found by how they are read where they stand alone (``kana``). Within a sentence a reading may be there by chance: it
is a word where the dictionary cuts it to pieces, and the sentence is whole once it is written in kanji.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from knowledge.language.spellings import Written
from knowledge.language.words import Piece, Words

_RUN = re.compile("[ぁ-んー]{3,}")
_MIN_ASKING, _MIN_READING, _MAX_READING = 3, 4, 10
_MOST_WORDS = 4
_PARTICLES = frozenset({"助詞", "助動詞"})


def with_words(
    text: str,
    written: Mapping[str, str],
    asking: Mapping[str, str],
    words: Words,
    printed: Written | Container[str] = (),
) -> str:
    """A folded text with such words in kanji. ``written``: reading in hiragana -> word; ``asking`` the same of words with
    which one asks: these are looked for as they are written (もくひょう), though the dictionary knows what they mean. What
    is ``printed`` in kana in the documents stays so."""
    for _ in range(_MOST_WORDS):
        changed = next(_better(text, written, asking, words, printed), None)
        if changed is None:
            return text
        text = changed
    return text


def _better(
    text: str, written: Mapping[str, str], asking: Mapping[str, str], words: Words, printed: Written | Container[str]
) -> Iterator[str]:
    pieces: tuple[Piece, ...] | None = None
    for start, end in _readings(text, written, asking):
        if pieces is None:
            pieces = words.pieces(text)
        reading = text[start:end]
        word = asking.get(reading) or written[reading]
        if reading in printed:
            continue
        if reading in asking and _is_noun(pieces, start, end):
            yield text[:start] + word + text[end:]
        # The stem of a verb is no word (町作 of まちづくり).
        if not _is_torn(pieces, start, end) or words.reading(word) != reading:
            continue
        changed = text[:start] + word + text[end:]
        cut = words.pieces(changed)
        edges = {piece.start for piece in cut} | {len(changed)}
        if len(cut) < len(pieces) and start in edges and start + len(word) in edges and all(one.known for one in cut):
            yield changed


def _readings(text: str, written: Mapping[str, str], asking: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Where readings of words stand, the longest first."""
    found = []
    for run in _RUN.finditer(text):
        for start in range(run.start(), run.end() - _MIN_ASKING + 1):
            for end in range(start + _MIN_ASKING, min(run.end(), start + _MAX_READING) + 1):
                if text[start:end] in (written if end - start >= _MIN_READING else asking):
                    found.append((start, end))
    return iter(sorted(found, key=lambda place: place[0] - place[1]))


def _is_noun(pieces: tuple[Piece, ...], start: int, end: int) -> bool:
    """Whether it is taken for a noun as it stands."""
    return any((piece.start, piece.end, piece.kind) == (start, end, "名詞") for piece in pieces)


def _is_torn(pieces: tuple[Piece, ...], start: int, end: int) -> bool:
    """Whether the dictionary knows no word that is all of it, and it begins with no particle (使っ|ていいん|だ is no 定員)."""
    whole = any(piece.start <= start and end <= piece.end and piece.known for piece in pieces)
    return not whole and not any(piece.start == start and piece.kind in _PARTICLES for piece in pieces)
