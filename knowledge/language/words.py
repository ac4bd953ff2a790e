"""From text to the words that carry its meaning, with SudachiPy; everything else of a sentence is left out."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

# The wheel brings no type information.
from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer  # type: ignore[import-untyped]

from knowledge.language.text import is_kanji
from writing.signs import in_hiragana

# How much a word of each kind tells about what is spoken of: things most, doings and manners little.
_WEIGHTS = {"名詞": 1.0, "形状詞": 0.5, "動詞": 0.45, "形容詞": 0.4}
_SUFFIX_WEIGHT = 0.5
_MIN_STEMMED = 3
_KATAKANA = re.compile("[ァ-ヶー]+")
_TEXTS_KEPT = 128
# 受け入れる loses れる, 見直す only す.
_BEFORE_RU = frozenset("いきしちにひみりぎじびえけせてねへめれげぜでべ")
# 呼びかける and 心がける are written with a sign as often; the dictionary keeps both.
_SET_ON = re.compile("(?<=[一-龠][きびげちいり])か(?=け)|(?<=心)が(?=け)")
# One kanji with きしち… behind it, or a verb that has others do it: 待ち, 待たす. Adjectives end in い and adverbs in に, most
# verbs in らす are verbs of their own (暮らす), and 作り of まちづくり is no making.
_SHORT_DOING = re.compile("(?!作)([一-龠])([きぎしちびみり])|([待持立]た|[歩書行働]か|[読休飲]ま|走ら|[通習払]わ)す")
_ENDS_IN_U = str.maketrans("きぎしちびみりたかまらわ", "くぐすつぶむるつくむるう")
# Verbs that have no kana before another: 見直す, 出向く.
_WHOLE_STEMS = frozenset("見出寝着煮得似経居射鋳干診観視")
_ENDS_IN_I = str.maketrans("うくぐすつぬぶむる", "いきぎしちにびみり")
_TOWNS = {"市", "町", "村", "県"}
# What makes another thing of the word behind it, and does not only say which: 不登校, 非課税, 準要保護.
_TURNING = frozenset("不未非無殺準要反")
_SPOKEN_OF = {"の", "は", "が", "を", "も", "って"}
# Verbs and nouns that Sudachi itself marks as helpers (する, いる, こと …) carry nothing of their own.
_HELPERS = {"非自立可能", "助動詞語幹", "数詞", "助数詞可能"}
# Marked so as well, and yet what is told: that something came late.
_TELLING_HELPERS = {"遅れる"}
# Living things that the dictionary has twice, by their kanji and in katakana, or in either kana as it happens, where most
# others (鹿, シカ) have one normal form.
_ONE_FORM = {
    "熊": "クマ", "くま": "クマ", "猿": "さる", "犬": "イヌ", "鮎": "アユ", "鮭": "サケ", "鱒": "マス", "鯉": "コイ",
    "鮒": "フナ", "鯖": "サバ", "栗": "クリ", "稲": "イネ", "菊": "キク", "薔薇": "バラ", "西瓜": "スイカ",
}  # fmt: skip
_CITY, _WITHIN = "市", "内"
# How many there are of what has its own name: the dictionary cuts 参加校数 so, and 参加店数 not.
_NUMBER_OF_HOUSES = frozenset({"店数", "園数", "社数", "駅数", "室数", "棟数"})


class Term(NamedTuple):
    """A word in its normal form. ``weight`` 0..1: how much it tells; ``start`` and ``end`` are its place in the text.

    ``place``: a place or country name; ``common``: a kind of thing of which something is said (はたけの, not すすめに);
    ``known``: the dictionary has it; ``doing``: する follows and the sentence ends with it (参加するの？); ``verbal``: する can
    follow it; ``name``: a proper noun.
    """

    word: str
    surface: str
    weight: float
    start: int
    end: int
    reading: str = ""
    suffix: bool = False
    place: bool = False
    known: bool = True
    doing: bool = False
    verbal: bool = False
    common: bool = False
    name: bool = False


class Piece(NamedTuple):
    """A word as the dictionary cuts and knows it: ``kind`` is its part of speech, ``form`` its inflection ("*" where it has
    none), ``base`` the form under which it is listed."""

    surface: str
    kind: str
    form: str
    base: str
    known: bool
    start: int
    end: int


@dataclass(frozen=True)
class Parsed:
    """A text cut into words. ``edges`` are the places where one ends and the next begins."""

    text: str
    terms: tuple[Term, ...]
    edges: frozenset[int]

    def whole(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` cuts through no compound: 人数 is no part of NPO法人数, がん検診 none of 肺がん検診."""
        return self._is_edge(start) and self._is_edge(end) and not self._begins_within(start)

    def _begins_within(self, place: int) -> bool:
        before = self.text[place - 1 : place]
        return bool(before) and (is_kanji(before) or "ァ" <= before <= "ー") and place not in self.edges

    def _is_edge(self, place: int) -> bool:
        inside = 0 < place < len(self.text) and is_kanji(self.text[place - 1]) and is_kanji(self.text[place])
        return not inside or place in self.edges


class Words:
    """The dictionary, loaded once; each thread has its own tokenizer, because one takes one text at a time."""

    def __init__(self) -> None:
        self._dictionary = Dictionary(dict="small")
        self._mine = threading.local()
        # A text is asked for its kinds of words far more often than there are kinds.
        self._kinds: dict[int, tuple[str, ...]] = {}
        # The same few signs and words are compared by their sound again and again.
        self._readings = lru_cache(maxsize=8192)(self._read)
        self._known = lru_cache(maxsize=8192)(self._look_up)
        self._commonly = lru_cache(maxsize=8192)(self._as_common_noun)
        self._meanings = lru_cache(maxsize=8192)(self._meanings_of)
        # One question is cut again and again: whole, and held against one row after the other.
        self._parsed = lru_cache(maxsize=_TEXTS_KEPT)(self._parse)

    def parse(self, text: str) -> Parsed:
        """Cut a folded text into words."""
        return self._parsed(text)

    def _parse(self, text: str) -> Parsed:
        morphemes = list(self._tokenizer().tokenize(text))
        kinds = [self._kind(morpheme) for morpheme in morphemes]
        followed = zip_longest(morphemes, kinds, morphemes[1:])
        terms = [term for each in followed if (term := _term(*each)) is not None]
        terms = [self._no_person(term) if term.name and not term.place else term for term in terms]
        # 「移住したら」 and 「移住した人」 are about 移住.
        terms = [term._replace(doing=False) if term.doing and term is not terms[-1] else term for term in terms]
        edges = [morpheme.begin() for morpheme in morphemes]
        if any(term.surface in _NUMBER_OF_HOUSES for term in terms):
            edges += [term.start + 1 for term in terms if term.surface in _NUMBER_OF_HOUSES]
            terms = [part for term in terms for part in _cut_before_number(term)]
        if any(kind[0] == "接頭辞" for kind in kinds):
            terms = _turned(terms, morphemes, kinds)
        if verbs := _compound_verbs(morphemes, kinds):
            alone = (term for term in terms if not any(verb.start <= term.start < verb.end for verb in verbs))
            terms = sorted((*alone, *verbs), key=lambda term: term.start)
        return Parsed(text, tuple(_put_together(terms)), frozenset(edges))

    def _no_person(self, term: Term) -> Term:
        """An animal that was taken for somebody called so: クマ is a name to the dictionary, and くま the bear."""
        if not _KATAKANA.fullmatch(term.surface):
            return term
        word = self._commonly(term.surface)
        return term._replace(word=_ONE_FORM.get(word, word), name=False) if word else term

    def _as_common_noun(self, surface: str) -> str | None:
        """The normal form of a word as a common noun; None where the dictionary has it as a name alone."""
        entries = self._dictionary.lookup(surface)
        kinds = ((entry, entry.part_of_speech()) for entry in entries)
        return next((entry.normalized_form() for entry, kind in kinds if kind[1] == "普通名詞"), None)

    def terms(self, text: str) -> tuple[Term, ...]:
        """The words of a folded text that tell something, in order."""
        return self.parse(text).terms

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """All words of a folded text, those too that tell nothing."""
        cut = []
        for morpheme in self._tokenizer().tokenize(text):
            kind = self._kind(morpheme)
            base = morpheme.dictionary_form()
            cut.append(
                Piece(
                    morpheme.surface(), kind[0], kind[5], base, not morpheme.is_oov(), morpheme.begin(), morpheme.end()
                )
            )
        return tuple(cut)

    def cost(self, text: str) -> int:
        """How unlikely a folded text is by its words and by what follows what; only texts of one length are to be compared."""
        # A word that is split after it was found has no cost of its own.
        cost: int = self._tokenizer().tokenize(text, mode=SplitMode.C).get_internal_cost()
        return cost

    def reading(self, text: str) -> str:
        """How a text is read, in hiragana: 市民 is しみん."""
        return self._readings(text)

    def _read(self, text: str) -> str:
        katakana = "".join(morpheme.reading_form() for morpheme in self._tokenizer().tokenize(text))
        return in_hiragana(katakana)

    def knows(self, surface: str) -> bool:
        """Whether the dictionary has this very word."""
        return self._known(surface)

    def _look_up(self, surface: str) -> bool:
        return bool(self._dictionary.lookup(surface))

    def meanings(self, word: str) -> tuple[int, ...]:
        """The numbers under which the dictionary puts words of one meaning together (便所 and トイレ); none for most."""
        return self._meanings(word)

    def _meanings_of(self, word: str) -> tuple[int, ...]:
        cut = list(self._tokenizer().tokenize(word))
        return tuple(cut[0].synonym_group_ids()) if len(cut) == 1 else ()

    def _kind(self, morpheme: Morpheme) -> tuple[str, ...]:
        number = morpheme.part_of_speech_id()
        kind = self._kinds.get(number)
        if kind is None:
            kind = self._kinds[number] = tuple(morpheme.part_of_speech())
        return kind

    def _tokenizer(self) -> Tokenizer:
        tokenizer: Tokenizer | None = getattr(self._mine, "tokenizer", None)
        if tokenizer is None:
            tokenizer = self._mine.tokenizer = self._dictionary.tokenizer(mode=SplitMode.A)
        return tokenizer


def stem(word: str) -> str:
    """What 見直し and 見直す, 受け入れ and 受け入れる, 待ち, 待つ and 待たす have in common: a doing is named by a noun as
    often as by its verb, and what is done to somebody by what he does."""
    if (short := _SHORT_DOING.fullmatch(word)) is not None:
        return (short[3] or short[0]).translate(_ENDS_IN_U)
    word = _SET_ON.sub("掛", word)
    if len(word) < _MIN_STEMMED or not any(map(is_kanji, word)) or not "ぁ" <= word[-1] <= "ん":
        return word
    shorter = word[:-1]
    if word[-1] == "る" and len(shorter) >= _MIN_STEMMED and shorter[-1] in _BEFORE_RU:
        shorter = shorter[:-1]
    return shorter


def _turned(terms: Sequence[Term], morphemes: Sequence[Morpheme], kinds: Sequence[tuple[str, ...]]) -> list[Term]:
    """Words with what stands before them and turns them into another thing: 不 and 登校 become 不登校."""
    before: dict[int, tuple[str, str]] = {}
    for morpheme, kind in zip(morphemes, kinds, strict=True):
        if kind[0] == "接頭辞" and (surface := morpheme.surface()) in _TURNING:
            written, sounding = before.get(morpheme.begin(), ("", ""))
            before[morpheme.end()] = written + surface, sounding + morpheme.reading_form()
    return [
        term._replace(
            word=turning[0] + term.word,
            surface=turning[0] + term.surface,
            start=term.start - len(turning[0]),
            reading=turning[1] + term.reading,
            verbal=False,
            doing=False,
        )
        if (turning := before.get(term.start))
        else term
        for term in terms
    ]


def _cut_before_number(term: Term) -> tuple[Term, ...]:
    """店 and 数 of 店数; any other word as it is."""
    if term.surface not in _NUMBER_OF_HOUSES:
        return (term,)
    house, number = term.surface[0], term.surface[1]
    middle = term.start + 1
    return (
        term._replace(word=house, surface=house, end=middle, weight=_SUFFIX_WEIGHT, reading="", suffix=True),
        term._replace(word=number, surface=number, start=middle, reading="スウ"),
    )


def _compound_verbs(morphemes: Sequence[Morpheme], kinds: Sequence[tuple[str, ...]]) -> list[Term]:
    """受け and 入れる become 受け入れる, 見 and 直す 見直す: the second half alone means another thing."""
    return [
        Term(
            word=stem(_joining(one) + other.normalized_form().lower()),
            surface=one.surface() + other.surface(),
            weight=_WEIGHTS["動詞"],
            start=one.begin(),
            end=other.end(),
        )
        for (one, kind), (other, next_kind) in pairwise(zip(morphemes, kinds, strict=True))
        if kind[0] == next_kind[0] == "動詞" and is_kanji(one.surface()[0])
    ]


def _joining(verb: Morpheme) -> str:
    """A verb as it stands before another, with the kana that 受入れ and 申込み leave out."""
    surface: str = verb.surface()
    whole: str = verb.normalized_form()
    if not all(map(is_kanji, surface)) or not whole.startswith(surface) or surface in _WHOLE_STEMS:
        return surface
    if whole[-1] == "る" and whole[-2] in _BEFORE_RU:
        return whole[:-1]
    return whole[:-1] + whole[-1].translate(_ENDS_IN_I)


def _put_together(terms: list[Term]) -> Iterator[Term]:
    """山形 and 市 become 山形市: a town and a prefecture of one name are two places. So do 美咲 and 野市, of which the
    dictionary knows only the parts, and 市 and 内, which it cuts in 市内の店 and not in 市内就職."""
    after = iter([*terms[1:], None])
    joined = False
    for term in terms:
        rest = next(after)
        if joined:
            joined = False
        elif rest is not None and rest.start == term.end and _is_one_word(term, rest):
            joined = True
            name = term.surface + rest.surface
            within = rest.surface == _WITHIN
            yield term._replace(
                word=name,
                surface=name,
                end=rest.end,
                reading=term.reading + rest.reading,
                place=not within,
                name=not within,
            )
        else:
            yield term


def _is_one_word(term: Term, rest: Term) -> bool:
    """Whether two words, as the dictionary cuts them, are the name of a town, or 市内."""
    if rest.surface == _WITHIN:
        return term.surface == _CITY
    if rest.surface in _TOWNS:
        return term.place
    return term.name and rest.place and rest.surface[-1] in _TOWNS


def _term(morpheme: Morpheme, kinds: tuple[str, ...], after: Morpheme | None) -> Term | None:
    kind, second, third, *_ = kinds
    weight = _WEIGHTS.get(kind, 0.0)
    if kind == "接尾辞" and second == "名詞的":
        weight = _SUFFIX_WEIGHT
    if not weight or (second in _HELPERS and morpheme.normalized_form() not in _TELLING_HELPERS):
        return None
    surface = morpheme.surface()
    if not any(map(str.isalnum, surface)):
        return None
    word = stem(morpheme.normalized_form().lower()) if kind in {"名詞", "動詞"} else morpheme.normalized_form().lower()
    if kind == "名詞" and len(surface) == 1 and "ぁ" <= surface <= "ん":
        return None  # a lone kana is a slip of the reading, never a thing
    return Term(
        word=_ONE_FORM.get(word, word),
        surface=surface,
        weight=weight,
        start=morpheme.begin(),
        end=morpheme.end(),
        reading=morpheme.reading_form(),
        suffix=kind == "接尾辞",
        place=third == "地名",
        known=not morpheme.is_oov(),
        doing=third == "サ変可能" and after is not None and after.normalized_form() == "為る",
        verbal=third == "サ変可能",
        name=second == "固有名詞",
        common=second == "普通名詞" and third == "一般" and after is not None and after.surface() in _SPOKEN_OF,
    )
