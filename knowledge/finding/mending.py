"""A question as it was typed, put into the words of the documents: kana, Latin letters, sounds, slips."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.finding.by_ear import ByEar
from knowledge.finding.index import Index
from knowledge.finding.names_in_quotes import names_in_kana
from knowledge.language import (
    asking_within,
    conversions,
    half_kana,
    heard_in_compounds,
    homophones,
    kana,
    left_in_kana,
    old_spelling,
    slips,
)
from knowledge.language.numerals import with_ordinals_in_digits
from knowledge.language.phrases import Phrases
from knowledge.language.recut import recut
from knowledge.language.slips import Mendable
from knowledge.language.wordbook import WordBook, plain, read_language
from knowledge.language.words import Parsed, Words
from knowledge.ledger.lexicon import Lexicon

# More than this is no question; the beginning tells what it is about.
MAX_CHARS = 300
# Emoji and other pictures say nothing that is asked; the tokenizer takes some of them for nouns.
_PICTURES = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u200d\u20e3\U0001f000-\U0001faff]+"
)
# 「移住の予算ｗ」, 「教えて笑」: who laughs at the end asks nothing by it; 微笑 and お笑い are words.
_LAUGHS = re.compile(r"(?:[（(]笑[)）]?|(?<![一-龠お])笑+|(?<![a-z])w+)(?=[。!！?？\s]*$)")
# サボってた and ググってる are verbs.
_QUOTED = re.compile(
    "([一-龠々]{2,}|[ァ-ヶー]{2,}(?!って(?:た|る|い[るたまなく]|ない))|(?<=[ぁ-ん])[一-龠](?=って、?(?:何[?？]?$|なに|なん[?？だので]|どんな|どういう)))って"
)
# 全部使って is a verb, 排出量って quotes a noun.
_VERBS = frozenset(
    "使持作行知減余残違困送言思取切乗帰売買待打払扱守通戻走返移渡習洗担断立建経追沿伴失伝合当補養図入成願至上回"
)
# タクシ一 with the kanji for one, which looks like the long vowel.
_ONE_FOR_LONG = re.compile("([ァ-ヶ]{2,})一([ァ-ヶー]*)")
_OF = re.compile("([一-龠]{1,4})の([一-龠]{3,8})")
# Signs of no language stand for names in kana while the rest is put right.
_KEPT = 0xE000


@dataclass(frozen=True)
class Mending:
    """What a question is put right with. ``by_ear``: words by their readings; ``lookalikes``: kanji as written by mistake
    -> those that may be meant, in one string; ``names_in_kana``: names that the documents quote, or that residents have for
    what stands in them, by the ways to type them, which ``typed_names`` finds."""

    words: Words
    book: WordBook
    index: Index
    by_ear: ByEar
    mendable: Mendable
    lookalikes: Mapping[str, str]
    names_in_kana: Mapping[str, str]
    typed_names: Phrases

    @classmethod
    def build(
        cls,
        index: Index,
        lexicon: Lexicon,
        words: Words,
        book: WordBook,
        city: str,
        own: frozenset[str],
        called: Mapping[str, str],
    ) -> Mending:
        """Prepare for the documents of an index. ``own`` are the ways to name the ``city`` itself, ``called`` what residents
        call things in kana, with their printed names."""
        names = {**names_in_kana(index.passages), **called}
        return cls(
            words,
            book,
            index,
            ByEar.build(index, lexicon, words, book, city, own),
            Mendable(index.named_words | frozenset(read_language("words")["kana"])),
            _lookalikes(),
            names,
            Phrases(names),
        )

    def in_kanji(self, typed: str) -> str:
        """A question as typed, folded, its kana and Latin letters as the words of the documents that they are read as."""
        by_ear, written = self.by_ear, self.index.written
        text = with_ordinals_in_digits(_LAUGHS.sub("", plain(_PICTURES.sub(" ", typed)))[:MAX_CHARS])
        text = old_spelling.as_written_now(self._with_long_vowels(text))
        in_kana = kana.mostly_kana(text)
        # Names that the documents quote in kana (もりのひろば) stay as they are.
        names = list(self.typed_names.found_in(text))
        for nth, (start, name) in reversed(list(enumerate(names))):
            text = f"{text[:start]}{chr(_KEPT + nth)}{text[start + len(name) :]}"
        if in_kana:
            text = kana.with_kanji(text, by_ear.spoken, by_ear.alone)
        else:
            text = kana.partly_with_kanji(text, by_ear.readings, by_ear.asking)
            text = half_kana.made_whole(text, by_ear.halves, written)
            text = half_kana.between_kanji(text, written, self.words.reading)
            text = half_kana.with_neighbours(text, by_ear.sounding, written)
            text = old_spelling.as_written_now(text)  # 実せきわ: behind a kanji at last
        text = left_in_kana.with_words(text, by_ear.kana_words, by_ear.asking, self.words, written)
        text = kana.with_small_signs(text, written.katakana, written.katakana_unvoiced)
        for nth, (_, name) in enumerate(names):
            text = text.replace(chr(_KEPT + nth), self.names_in_kana[name])
        text = homophones.from_latin(text, by_ear.spoken, by_ear.heard_short, self.book, written)
        return self._as_said_elsewhere(text)

    def _as_said_elsewhere(self, text: str) -> str:
        """A text in the words of all Japan: turns of speech in the standard way, voiced signs as they are written.

        どだな is a word of the north and no とたな, 出でんの is one of all Japan with other sounds: what is likelier in the end
        tells which is to be looked for first.
        """
        first = self.book.standard(text)
        unvoiced = recut(first, self.words)
        way = first if unvoiced == first else self.book.standard(unvoiced)
        if first == text or (voiceless := recut(text, self.words)) == text:
            return way
        return min(way, self.book.standard(voiceless), key=self.words.cost)

    def parsed(self, text: str) -> Parsed:
        """Such a text cut into its words, slips and wrong kanji put right."""
        written = self.index.written
        text = self._joined_as_written(text)
        text = slips.without_lookalikes(text, self.lookalikes, self.mendable, written, self.words)
        parsed = self.words.parse(self._with_nouns_apart(text))
        converted = conversions.put_right(
            parsed, self.words, self.mendable, written, self.by_ear.asked_by_ear, self.book.explained
        )
        if converted != parsed.text:
            # 濃産物直倍所: one sign put right may show which is the next that is wrong.
            again = self.words.parse(converted)
            converted = conversions.put_right(
                again, self.words, self.mendable, written, self.by_ear.asked_by_ear, self.book.explained
            )
            parsed = self.words.parse(self._with_nouns_apart(converted))
        if (compound := heard_in_compounds.put_right(parsed, self.by_ear.sounding, written)) != parsed.text:
            parsed = self.words.parse(compound)
        if (heard := homophones.put_right(parsed, self.by_ear.heard, self.mendable)) != parsed.text:
            parsed = self.words.parse(heard)
        mended = slips.mended(parsed, self.words, self.mendable, self.index.named_compounds, written, self.lookalikes)
        parsed = parsed if mended == parsed.text else self.words.parse(mended)
        return asking_within.in_katakana(parsed, self.words, self.index.knows)

    def _joined_as_written(self, text: str) -> str:
        """胃の内視鏡検診 as 胃内視鏡検診, where the documents write it so and have no such word as it is cut without."""

        def joined(found: re.Match[str]) -> str:
            whole = found[1] + found[2]
            if whole not in self.index.written or found[0] in self.index.written:
                return found[0]
            cut = [term.word for half in found.groups() for term in self.words.terms(half)]
            return found[0] if all(map(self.index.knows, cut)) else whole

        return _OF.sub(joined, text)

    def _with_long_vowels(self, text: str) -> str:
        """フロア一 as フロアー, where the documents write it so."""

        def lengthened(found: re.Match[str]) -> str:
            whole = f"{found[1]}ー{found[2]}"
            return whole if whole in self.index.written else found[0]

        return _ONE_FOR_LONG.sub(lengthened, text) if "一" in text else text

    def _with_nouns_apart(self, text: str) -> str:
        """派遣って is cut as a verb unless the noun is set apart."""

        def apart(found: re.Match[str]) -> str:
            quotes = found[1][-1] not in _VERBS or found[1][-2:] in self.mendable
            return f"{found[1]} って" if quotes else found[0]

        return _QUOTED.sub(apart, text)


def _lookalikes() -> dict[str, str]:
    """Kanji as written by mistake -> those that may be meant, in one string."""
    meant: dict[str, str] = {}
    for wrong, right in read_language("words")["lookalikes"]:
        meant[wrong] = meant.get(wrong, "") + right
    return meant
