"""The things and statements of the documents by their words. A scope (``knowledge.finding.entries``) tells which count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice
from math import fsum

from knowledge.finding.entries import Entries, Postings, Scope
from knowledge.finding.groups import Group, literally
from knowledge.finding.names_said import NamesSaid, asked_by
from knowledge.finding.posting import places_of
from knowledge.finding.rarity import Rarity
from knowledge.language.numerals import IN_DIGITS, in_digits
from knowledge.language.spellings import Written
from knowledge.language.wordbook import WordBook, plain
from knowledge.language.words import Words
from knowledge.ledger.lexicon import Lexicon, cut_of
from knowledge.ledger.printed_units import NOTE
from knowledge.ledger.subjects import Passage, Subject
from writing.signs import in_hiragana

_MANY_NAMES = 4
_KANJI_NAME = re.compile("[一-龠々]{2,}")
_NUMBER = re.compile(rf"(?<![\d.,]){IN_DIGITS}(?!\d|[.,]\d)")


class Index:
    """Entries (subjects, then passages) by their words."""

    def __init__(self, words: Words, book: WordBook, lexicon: Lexicon, entries: Entries, weighed: Scope) -> None:
        """``weighed`` are the entries by which it is told how rare a word is."""
        self._words, self.entries = words, entries
        self.subjects, self.passages = entries.subjects, entries.passages
        self._passage_numbers = {passage: number for number, passage in enumerate(self.passages)}
        self.named_cuts = [[lexicon.cut(name) for name in subject.names] for subject in self.subjects]
        self.told_cuts = [lexicon.cut(passage.prose.text) for passage in self.passages]
        named = [cut for cuts_of_one in self.named_cuts for cut in cuts_of_one]
        cuts = [*named, *self.told_cuts]
        # Names and statements need no dictionary when they are asked for their words: they have been cut.
        texts = (
            *(name for subject in self.subjects for name in subject.names),
            *(passage.prose.text for passage in self.passages),
        )
        self._cuts = dict(zip(texts, cuts, strict=True))
        tokens = {id(cut): cut.tokens for cut in named}
        # What has the same names in the sheets of several years has them once.
        several: dict[tuple[frozenset[str], ...], tuple[frozenset[str], ...]] = {}
        own = (tuple(tokens[id(cut)] for cut in cuts_of_one) for cuts_of_one in self.named_cuts)
        self.names = [several.setdefault(each, each) for each in own]
        # What a note in a name says (令和5年度より廃止) nobody has to say who means the row.
        self._without_note = {
            number: lexicon.cut(NOTE.sub("", subject.name)).tokens
            for number, subject in enumerate(self.subjects)
            if NOTE.search(subject.name)
        }
        self.places = places_of(entries, self.names, self.told_cuts, lexicon, book.ignored)
        self.rarities = Rarity(
            chain(
                (frozenset().union(*self.names[number]) for number in weighed.subjects),
                (self.told_cuts[number].tokens for number in weighed.passages),
            ),
            book.ignored,
        )
        self.said = NamesSaid(self.names, self.places.asked, self.rarities)
        self.by_reading: dict[str, str] = {}
        for cut in cuts:
            for reading, word in cut.heard:
                self.by_reading.setdefault(reading, word)
        towns = {town for cut in cuts for town in cut.towns}
        # What 名取市 is called for short, by its reading.
        self.towns_by_reading = {words.reading(town): town for town in sorted(towns) if _KANJI_NAME.fullmatch(town)}
        told = [plain(passage.prose.text) for passage in self.passages]
        self.written = Written((*(plain(name) for subject in self.subjects for name in subject.names), *told))
        self.named_words = frozenset(self.places.names)
        self.named_compounds = frozenset(pair for cut in named for pair in cut.pairs)
        self._numbers = Postings()
        for number, text in enumerate(told):
            self._numbers.put(dict.fromkeys(map(in_digits, _NUMBER.findall(text))), number)
        # Sentences and titles come up again and again, within one question most of all.
        self._tokens = lru_cache(maxsize=4096)(self._cut_tokens)
        self._tokens_about = lru_cache(maxsize=4096)(self._all_tokens_about)
        self._rows_named = lru_cache(maxsize=4096)(self._some_rows_named)

    def knows(self, word: str) -> bool:
        """Whether any document has this word."""
        return word in self.places.sheets

    def rarity(self, word: str) -> float:
        """How much a word tells, 0..1: high for one that few entries have, highest for one that none has."""
        return self.rarities.of(word)

    def weight(self, words: Iterable[str]) -> float:
        """How much several words tell together, in whatever order a set hands them out."""
        return fsum(map(self.rarity, words))

    def words_by_reading(self, least: int) -> dict[str, str]:
        """The words in kanji of all names and texts by their readings in hiragana of at least so many signs."""
        return {
            in_hiragana(reading): word
            for reading, word in self.by_reading.items()
            if len(reading) >= least and any("一" <= sign <= "龠" for sign in word)
        }

    def in_order(self, about: Iterable[Subject]) -> list[Subject]:
        """Subjects in the order of the documents."""
        return sorted(about, key=self.number_of)

    def number_of(self, subject: Subject) -> int:
        """The number of a subject."""
        return self.entries.numbers[subject.key]

    def names_of(self, subject: Subject) -> tuple[frozenset[str], ...]:
        """The words of each of a subject's names, the printed one first."""
        return self.names[self.number_of(subject)]

    def passages_of(self, subject: Subject) -> tuple[Passage, ...]:
        """The statements about a subject itself."""
        return tuple(self.entries.passages_of(self.number_of(subject)))

    def passages_on_sheet_of(self, subject: Subject) -> tuple[Passage, ...]:
        """The statements of the sheet on which a subject stands."""
        home = self.entries.home_of[self.number_of(subject)]
        return tuple(self.passages[number] for number in self.entries.passages_at(home))

    def passages_printing(self, number: str, scope: Scope) -> list[Passage]:
        """The statements of a scope that print a number ("40.9"), however it is written."""
        places = self._numbers.of(in_digits(number))
        return [self.passages[one] for one in places if scope.counts[self.entries.subject_of[one]]]

    def statements_with(self, word: str) -> Sequence[int]:
        """The numbers of all statements that have a word, or stand under a heading that has it."""
        return self.places.texts.of(word)

    def statement_has(self, number: int, words: Iterable[str]) -> bool:
        """Whether a statement, or the heading it stands under, has all of these words."""
        return all(self.places.texts.has(word, number) for word in words)

    def counts_in(self, number: int, scope: Scope) -> bool:
        """Whether a statement belongs to a scope."""
        return bool(scope.counts[self.entries.subject_of[number]]) and number not in self.entries.told_again

    def subjects_on_sheet_of(self, subject: Subject) -> tuple[Subject, ...]:
        """All that stands on the same sheet, and the sheet itself."""
        home = self.entries.home_of[self.number_of(subject)]
        return tuple(self.subjects[number] for number in self.entries.subjects_at(home))

    def sheet_knows(self, subject: Subject, group: Group) -> bool:
        """Whether the sheet of a subject speaks of this."""
        return self.sheet_of_knows(self.number_of(subject), group)

    def sheet_of_knows(self, number: int, group: Group) -> bool:
        """The same, for the number of a subject."""
        home = self.entries.home_of[number]
        sheets, beside = self.places.sheets, self.places.beside
        return any(
            all(sheets.has(token, home) and home not in beside.get(token, ()) for token in option)
            for option in group.options
        )

    def may_be_asked_by(self, groups: Iterable[Group]) -> bool:
        """Whether anything is asked for by words that stand nowhere in it, among what was said."""
        return bool(self.places.asked.spoken(literally(groups)))

    def asked_of(self, passage: Passage, groups: Iterable[Group]) -> frozenset[str]:
        """The words by which a statement is asked for among what was said."""
        return self.places.asked.said_of(len(self.subjects) + self._passage_numbers[passage], literally(groups))

    def calls(self, number: int, group: Group, groups: Iterable[Group]) -> bool:
        """Whether a subject has this in its names, or is asked for by it among what was said."""
        if self.names_hold(number, group):
            return True
        asked = self.places.asked.said_of(number, literally(groups))
        return asked_by(group, asked) is not None

    def names_hold(self, number: int, group: Group) -> bool:
        """Whether the names of a subject, not only its sheet, have a word for this."""
        first, *others = self.names[number]
        names = first.union(*others) if others else first
        return any(map(names.issuperset, group.options))

    def names_something(self, group: Group) -> bool:
        """Whether any name has a word for this."""
        return any(self.named_words.issuperset(option) for option in group.options)

    def is_common(self, group: Group, scope: Scope) -> bool:
        """Whether a word stands in the names of so many figures that it names none of them (参加)."""
        return self.rows_holding(group, scope) >= _MANY_NAMES

    def rows_holding(self, group: Group, scope: Scope) -> int:
        """How many figures have a word for this in their names; more than a few are not counted further."""
        rows = frozenset().union(*(self._rows_named(option, scope) for option in group.options))
        return min(len(rows), _MANY_NAMES)

    def _some_rows_named(self, option: tuple[str, ...], scope: Scope) -> frozenset[int]:
        """The figures of a scope that have all of these words in their names, or as many as are enough to be many."""
        first, *others = sorted(option, key=lambda token: len(self.places.names.of(token)))
        rows = (
            number
            for number in self.places.names.of(first)
            if scope.counts[number]
            and self.subjects[number].is_figure
            and all(self.places.names.has(token, number) for token in others)
        )
        return frozenset(islice(rows, _MANY_NAMES))

    def printed_share(self, number: int, groups: Iterable[Group]) -> float:
        """The share of a subject's printed name that was said, leaving its other names aside."""
        name = self._without_note.get(number) or self.names[number][0]
        return self.said.share_printed(name, groups)

    def named(self, number: int, groups: Iterable[Group]) -> float:
        """The share of a subject's name that was said, whichever of its names that is."""
        return self.said.share(number, self.said.telling(groups))

    def tokens(self, text: str) -> frozenset[str]:
        """The words of a text; of 山形市 also 山形, which many leave it at."""
        return self._tokens(text)

    def tokens_of(self, texts: Iterable[str]) -> frozenset[str]:
        """The words of several texts."""
        return frozenset().union(*map(self.tokens, texts))

    def tokens_about(self, passage: Passage) -> frozenset[str]:
        """The words of a statement, of its heading and of the name it stands under."""
        return self._tokens_about(passage)

    def _all_tokens_about(self, passage: Passage) -> frozenset[str]:
        return self.tokens_of(filter(None, (passage.prose.text, passage.heading, passage.subject.name)))

    def _cut_tokens(self, text: str) -> frozenset[str]:
        known = self._cuts.get(text)
        return (cut_of(self._words.terms(plain(text))) if known is None else known).tokens
