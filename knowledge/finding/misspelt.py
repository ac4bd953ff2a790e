"""What a word that no document has may be a slip for, and names that stand in a question with a slip or two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process

from knowledge.language.spellings import Spellings
from knowledge.language.wordbook import plain
from knowledge.language.words import Term
from knowledge.ledger.subjects import Subject

_ALIKE_SOUNDS = (
    *(
        ("ティ", "チ"),
        ("ディ", "ジ"),
        ("ヂ", "ジ"),
        ("デュ", "ジュ"),
        ("ヅ", "ズ"),
        ("トゥ", "ツ"),
        ("シェ", "セ"),
        ("ジェ", "ゼ"),
    ),
    *(
        ("ファ", "ハ"),
        ("フィ", "ヒ"),
        ("フェ", "ヘ"),
        ("フォ", "ホ"),
        ("ウィ", "ウイ"),
        ("ウェ", "ウエ"),
        ("ウォ", "ウオ"),
    ),
    *(("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"), ("ッ", ""), ("ー", ""), ("・", "")),
)
_MIN_SLIP_CHARS, _MIN_SLIP_SCORE = 4, 74.0
_MIN_TYPO_CHARS, _MIN_TYPO_SCORE = 5, 84.0


class Misspelt:
    """Words and names of the documents, by how they sound and how they are spelt."""

    def __init__(self, subjects: Sequence[Subject], words: Iterable[str], by_reading: Mapping[str, str]) -> None:
        """``words`` are all words of the documents; ``by_reading`` those of them that may be heard."""
        self._by_reading = by_reading
        # Of two that are as near the first is meant, whatever order the words of a set come in.
        self._long_words = sorted(token for token in words if len(token) >= _MIN_SLIP_CHARS)
        self._by_sound = {sound: token for token in self._long_words if (sound := _sound(token))}
        self._names = Spellings(
            (number, name)
            for number, subject in enumerate(subjects)
            for name in map(_spelling, subject.names)
            if len(name) >= _MIN_TYPO_CHARS
        )

    def meant(self, term: Term) -> str | None:
        """The word of the documents that an unknown word may be a slip for: read alike, or long and nearly the same."""
        if alike := self._by_reading.get(term.reading) or self._by_sound.get(_sound(term.surface)):
            return alike
        if len(term.surface) < _MIN_SLIP_CHARS:
            return None
        found = process.extractOne(term.word, self._long_words, scorer=fuzz.ratio, score_cutoff=_MIN_SLIP_SCORE)
        # フルマラソン is no slip of マラソン but one kind of it.
        return found[0] if found and found[0] not in term.word else None

    def names_within(self, rest: str) -> Iterator[tuple[int, float, str]]:
        """Subjects by number whose name stands in a text with a slip or two, how alike it is (0..1), and where it stands."""
        said = _spelling(rest)
        if len(said) < _MIN_TYPO_CHARS:
            return
        for numbers, score, window in self._names.within(said, _MIN_TYPO_SCORE):
            for number in numbers:
                yield number, score / 100, window


def may_be_meant(slip: str, name: str) -> bool:
    """Whether a word may be a slip of a part of a name: 肺がん, which has no sign of 大腸がん but the kana, is none."""
    signs = [sign for sign in slip if not "ぁ" <= sign <= "ん"]
    return not signs or any(sign in name for sign in signs)


def _sound(word: str) -> str:
    """A word in katakana as it is said by whoever does not mind its signs: ミーチング for ミーティング; "" for others."""
    if len(word) < _MIN_SLIP_CHARS or not all("ァ" <= sign <= "ー" for sign in word):
        return ""
    for written, heard in _ALIKE_SOUNDS:
        word = word.replace(written, heard)
    return word


def _spelling(name: str) -> str:
    # Digits are taken out: a slip in a number is another number.
    return "".join(
        sign for sign in plain(name) if not sign.isdigit() and not sign.isspace() and sign not in "・、。（）()?？"
    )
