"""From text to the words that carry its meaning, with SudachiPy; everything else of a sentence is left out."""

from __future__ import annotations

import threading
from dataclasses import dataclass

# The wheel brings no type information.
from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer  # type: ignore[import-untyped]

# How much a word of each kind tells about what is spoken of: things most, doings and manners little.
_WEIGHTS = {"名詞": 1.0, "形状詞": 0.5, "動詞": 0.45, "形容詞": 0.4}
_SUFFIX_WEIGHT = 0.5
# Verbs and nouns that Sudachi itself marks as helpers (する, いる, こと …) carry nothing of their own.
_HELPERS = {"非自立可能", "助動詞語幹", "数詞", "助数詞可能"}
_KEPT_HELPERS = {"普通名詞"}


@dataclass(frozen=True)
class Term:
    """A word in its normal form. ``weight`` 0..1: how much it tells; ``start`` and ``end`` are its place in the text.

    ``place``: a place or country name; ``known``: the dictionary has it.
    """

    word: str
    surface: str
    weight: float
    start: int
    end: int
    place: bool = False
    known: bool = True


class Words:
    """The dictionary, loaded once; each thread has its own tokenizer, because one takes one text at a time."""

    def __init__(self) -> None:
        self._dictionary = Dictionary(dict="small")
        self._mine = threading.local()

    def terms(self, text: str) -> tuple[Term, ...]:
        """The words of a folded text that tell something, in order."""
        found = (_term(morpheme) for morpheme in self._tokenizer().tokenize(text))
        return tuple(term for term in found if term is not None)

    def reading(self, text: str) -> str:
        """How a text is read, in hiragana: 市民 is しみん."""
        katakana = "".join(morpheme.reading_form() for morpheme in self._tokenizer().tokenize(text))
        return "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in katakana)

    def knows(self, surface: str) -> bool:
        """Whether the dictionary has this very word."""
        return bool(self._dictionary.lookup(surface))

    def _tokenizer(self) -> Tokenizer:
        tokenizer: Tokenizer | None = getattr(self._mine, "tokenizer", None)
        if tokenizer is None:
            tokenizer = self._mine.tokenizer = self._dictionary.tokenizer(mode=SplitMode.A)
        return tokenizer


def _term(morpheme: Morpheme) -> Term | None:
    kind, second, third, *_ = morpheme.part_of_speech()
    weight = _WEIGHTS.get(kind, 0.0)
    if kind == "接尾辞" and second == "名詞的":
        weight = _SUFFIX_WEIGHT
    if not weight or second in _HELPERS:
        return None
    surface = morpheme.surface()
    word = morpheme.normalized_form().lower()
    if kind == "名詞" and len(surface) == 1 and "ぁ" <= surface <= "ん":
        return None  # a lone kana is a slip of the reading, never a thing
    return Term(
        word=word,
        surface=surface,
        weight=weight,
        start=morpheme.begin(),
        end=morpheme.end(),
        place=third == "地名",
        known=not morpheme.is_oov(),
    )
