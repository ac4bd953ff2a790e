"""Conversions gone wrong that make no word: 国祭 for 国際, 管里 for 管理, 貸出札数 for 貸出冊数.

A keyboard offers kanji of one sound; the wrong one leaves a run of kanji that neither the documents nor the dictionary
know. One sign is exchanged for another of the same sound, and only where a single word of the documents comes out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping

from knowledge.language.slips import Mendable
from knowledge.language.sounds import of_one_sound
from knowledge.language.spellings import Written
from knowledge.language.words import Parsed, Words
from writing.signs import in_hiragana

_RUN = re.compile("[一-龠]{2,}")
# A whole run of so many signs that the documents have is no chance.
_MIN_WHOLE = 3
# With fewer, a word that the dictionary knows is meant as it stands: 公園費 is no slip of 公演費, 国祭交流 one of 国際交流.
_MIN_LONG = 4
# So many kana before two signs tell which these are.
_KANA_BEFORE, _KANA = 3, re.compile("[ぁ-んァ-ヶー]{3}")
# What may stand beside any word and makes another one of it: 利用量 is no 利用料, 毎会 no 毎回 of the documents.
_BESIDE_ANY = frozenset(
    "何毎各全同両本新旧約第市県町村課係部局室長員者率数値額料量費円人件回会年度月日間内外別的等時分中後前上下所館"
)

# Numbers stay as they are, and 何軒 and 何項 ask, whatever the documents count.
_NUMERALS = frozenset("何一二三四五六七八九十百千万億")


def put_right(
    parsed: Parsed,
    words: Words,
    known: Mendable,
    written: Written,
    asked: Mapping[str, str],
    explained: Container[str],
) -> str:
    """The text with such signs exchanged. ``known`` are the words in names and those with which one asks; ``written`` is
    everything the documents say; ``asked`` are words with which one asks and whose doubles nobody uses (木標 for 目標), by
    their readings; ``explained`` are words that are no slip, though the documents say it otherwise (広報誌 for 広報紙). What
    stands behind a digit stays as it is."""
    text = parsed.text
    for term in parsed.terms:
        said = text[term.start : term.end]
        word = asked.get(in_hiragana(term.reading)) if len(said) == len("目標") and _RUN.fullmatch(said) else None
        if word and word != said and said not in known and not written.has_pair(said):
            text = text[: term.start] + word + text[term.end :]
    for found in _RUN.finditer(text):
        if all(written.has_pair(text[at : at + 2]) for at in range(found.start(), found.end() - 1)):
            continue
        if found[0] in explained:
            continue
        run = _Run(text, found.start(), found.end(), parsed)
        meant = run.meant(words, known, written)
        if meant is not None:
            place, sign = meant
            text = text[:place] + sign + text[place + 1 :]
    return text


class _Run:
    """A run of kanji within a text that was cut into words."""

    def __init__(self, text: str, start: int, end: int, parsed: Parsed) -> None:
        self._text, self._start, self._end = text, start, end
        self._edges = sorted({*parsed.edges, len(text)})

    def meant(self, words: Words, known: Mendable, written: Written) -> tuple[int, str] | None:
        """The place of the sign that is wrong, and the one that is meant; None where that is not sure."""
        whole = list(self._wholes(words, written)) or list(self._behind_kana(written))
        if len(whole) == 1:
            return whole[0]
        pairs = list(self._words(words, known, written)) if not whole else []
        for sure in ([one for one, word in pairs if word in known], [one for one, _ in pairs]):
            if sure:
                return sure[0] if len(set(sure)) == 1 else None
        return None

    def _wholes(self, words: Words, written: Written) -> Iterator[tuple[int, str]]:
        """Exchanges by which the whole run stands in the documents."""
        run = self._text[self._start : self._end]
        if len(run) < _MIN_WHOLE or run in written:
            return
        for place in range(self._start, self._end):
            if not self._is_doubtful(place, written) or self._text[place] == "何":
                continue  # 何事業者 asks, and is no slip of 間事業者
            for sign in of_one_sound(self._text[place]):
                changed = self._text[self._start : place] + sign + self._text[place + 1 : self._end]
                if len(run) < _MIN_LONG and self._is_other_word(place, sign, words):
                    continue
                nth = place - self._start
                beside = (changed[max(nth - 1, 0) : nth + 1], changed[nth : nth + 2])
                if all(len(pair) < 2 or written.has_pair(pair) for pair in beside) and changed in written:
                    yield place, sign

    def _behind_kana(self, written: Written) -> Iterator[tuple[int, str]]:
        """Exchanges by which two signs stand in the documents behind the same kana (こたつ列者 for こたつ列車)."""
        before = self._text[max(self._start - _KANA_BEFORE, 0) : self._start]
        run = self._text[self._start : self._end]
        if len(run) != len("列車") or not _KANA.fullmatch(before) or before + run in written:
            return
        for place in range(self._start, self._end):
            for sign in of_one_sound(self._text[place]):
                changed = self._text[self._start : place] + sign + self._text[place + 1 : self._end]
                if written.has_pair(changed) and before + changed in written:
                    yield place, sign

    def _words(self, words: Words, known: Mendable, written: Written) -> Iterator[tuple[tuple[int, str], str]]:
        """Exchanges by which two signs that make no word make one of the documents; with the word."""
        text = self._text
        for start in range(self._start, self._end - 1):
            typed = text[start : start + 2]
            if not _NUMERALS.isdisjoint(typed) or written.has_pair(typed) or typed in known or words.knows(typed):
                continue
            if text[start - 1 : start] == "何":
                continue  # 「何台出た？」 counts, and is no slip of 貸出
            if not self._stands_alone(start):
                continue
            for place in (start, start + 1):
                if text[place] in _BESIDE_ANY or text[place - 1 : place].isdigit():
                    continue
                for sign in of_one_sound(text[place]):
                    word = sign + typed[1] if place == start else typed[0] + sign
                    if word in known or (written.has_pair(word) and words.knows(word)):
                        yield (place, sign), word

    def _stands_alone(self, start: int) -> bool:
        """Whether two signs are words of one sign each, or one that no dictionary knows."""
        first, last = self._token(start), self._token(start + 1)
        quoted = last[1] > start + 2 and self._text.startswith("って", start + 2)  # 単当って
        return first[0] == start and (last[1] == start + 2 or quoted)

    def _is_doubtful(self, place: int, written: Written) -> bool:
        """Whether the word in which a sign stands may be a slip: it is alone, or nowhere in the documents."""
        start, end = self._token(place)
        token = self._text[start:end]
        if len(token) == 1:
            return token not in _BESIDE_ANY
        return token not in written

    def _is_other_word(self, place: int, sign: str, words: Words) -> bool:
        """Whether a word that was typed would become another that one may mean as well."""
        start, end = self._token(place)
        token = self._text[start:end]
        meant = token[: place - start] + sign + token[place - start + 1 :]
        return len(token) > 1 and words.knows(token) and words.knows(meant)

    def _token(self, place: int) -> tuple[int, int]:
        nth = bisect_right(self._edges, place)
        return self._edges[nth - 1], self._edges[nth]
