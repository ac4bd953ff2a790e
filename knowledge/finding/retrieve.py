"""Which thing of the ledger a question speaks of, and which statement tells it: weighted overlap of words.

No number and no year is ever guessed here: they are slots (``slots``), and typing errors are forgiven in names only.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from rapidfuzz import fuzz, process

from knowledge.finding.entries import Entries, Postings, Scope
from knowledge.finding.matching import LITERAL, Places, Wanted, known, may_know_all
from knowledge.finding.sheet_sets import SheetSets
from knowledge.language.spellings import Spellings, Written
from knowledge.language.wordbook import Found, WordBook, plain
from knowledge.language.words import Term, Words, in_hiragana, stem
from knowledge.ledger.lexicon import Lexicon, cut_of
from knowledge.ledger.subjects import Passage, Subject
from knowledge.question.asked_words import AskedWords, Phrase

# A word of no meaning of its own still breaks a tie (人数 or 回数).
WEAK = 0.06
_COMMON = 0.15
_NOUN = 0.5
_MANY_NAMES = 4
# What a word that only asks for an entry weighs: it leads there, and takes little from what the others know.
_ASKED_ONLY = 0.5
# A word by which a thing is asked for stands for a word of its name, hardly less well.
_FOR_NAME = 0.8
# A thing that does not know all that was said is near it only if so much of its own name was.
_LEAST_NAMED = 0.25
# 消防団員数（機能別団員を含む）counts no 機能別団員.
NOTE = re.compile(r"[（(][^（）()]*(?:含む|除く|廃止|より|現在)[^（）()]*[）)]")
_KANJI_NAME = re.compile("[一-龠々]{2,}")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)*(?![\d.])")
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
# A noun in kana of so many signs names a thing that the documents may lack.
_MIN_KANA = 3
_MIN_TYPO_CHARS, _MIN_TYPO_SCORE = 5, 84.0
# So many of what knows some of a question are looked at; the right one is seldom further down.
_LOOKED_AT = 60
_QUESTIONS_KEPT = 16


@dataclass(frozen=True)
class Group:
    """One thing said in the question. ``options``: the words it may stand for, any one is enough. ``near``: words by
    which a statement may tell of it, though nothing is called by them.

    ``strong``: it names a thing, so an answer that does not know it answers another question. ``place``: it is a town.
    ``doing``: it is what is done with a thing (参加する); a statement may say it in another way. ``verbal``: する can
    follow it.
    """

    said: str
    options: tuple[tuple[str, ...], ...]
    weight: float
    strong: bool
    place: bool = False
    doing: bool = False
    verbal: bool = False
    near: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def literally(self) -> tuple[Phrase, ...]:
        """What was said and what it means first, without all that may stand for it."""
        return tuple(frozenset(option) for option in self.options[:LITERAL])

    def is_named_in(self, tokens: frozenset[str]) -> bool:
        """Whether these words have all of any way to say it."""
        return any(map(tokens.issuperset, self.options))

    def is_told_in(self, tokens: frozenset[str]) -> bool:
        """Whether a statement with these words tells of it."""
        return any(map(tokens.issuperset, self.options)) or any(map(tokens.issuperset, self.near))


class Hit(NamedTuple):
    """How well an entry fits: ``covered`` is the share of the question it knows, ``named`` the share of its name that
    was said, ``together`` the share of the question's compounds (移住フェア) that stand in it as such, all 0..1;
    ``missing`` what it does not know at all. ``called`` is ``named`` where words by which it is asked for stand for those
    of its name. ``only_asked``: a statement is asked for by words that were said, and has none of these itself."""

    number: int
    score: float
    covered: float
    named: float
    together: float
    missing: tuple[Group, ...]
    called: float = 0.0
    only_asked: bool = False


class Index:
    """Entries (subjects, then passages) by their words. A scope (``knowledge.finding.entries``) tells which of them count."""

    def __init__(self, words: Words, book: WordBook, lexicon: Lexicon, entries: Entries, weighed: Scope) -> None:
        """``weighed`` are the entries by which it is told how rare a word is."""
        self._words, self._book, self._entries = words, book, entries
        self.subjects, self.passages = entries.subjects, entries.passages
        self._passage_numbers = {passage: number for number, passage in enumerate(self.passages)}
        named = [[lexicon.cut(name) for name in subject.names] for subject in self.subjects]
        self._named_cuts = named
        self._told_cuts = [lexicon.cut(passage.prose.text) for passage in self.passages]
        # Names and statements need no dictionary when they are asked for their words: they have been cut.
        self._cuts = {
            **{passage.prose.text: cut for passage, cut in zip(self.passages, self._told_cuts, strict=True)},
            **{
                name: cut
                for one, cuts in zip(self.subjects, named, strict=True)
                for name, cut in zip(one.names, cuts, strict=True)
            },
        }
        names = {id(cut): cut.tokens for cuts in named for cut in cuts}
        # What has the same names in the sheets of several years has them once, and ``_called_by`` tells which they are.
        several: dict[tuple[frozenset[str], ...], tuple[frozenset[str], ...]] = {}
        numbers: dict[tuple[frozenset[str], ...], int] = {}
        own = (tuple(names[id(cut)] for cut in cuts) for cuts in named)
        self.names = [several.setdefault(each, each) for each in own]
        self._called_by = array("I", (numbers.setdefault(each, len(numbers)) for each in self.names))
        # What a note in a name says (令和5年度より廃止) nobody has to say who means the row.
        self._without_note = {
            number: lexicon.cut(NOTE.sub("", subject.name)).tokens
            for number, subject in enumerate(self.subjects)
            if NOTE.search(subject.name)
        }
        self._places = self._posted(lexicon)
        self._rarity = self._rarities(weighed)
        self._by_reading: dict[str, str] = {}
        for cut in (*(cut for cuts in named for cut in cuts), *self._told_cuts):
            for reading, word in cut.heard:
                self._by_reading.setdefault(reading, word)
        towns = {town for cut in (*(cut for cuts in named for cut in cuts), *self._told_cuts) for town in cut.towns}
        # What 名取市 is called for short, by its reading.
        self.towns_by_reading = {words.reading(town): town for town in sorted(towns) if _KANJI_NAME.fullmatch(town)}
        said = [plain(passage.prose.text) for passage in self.passages]
        self.written = Written((*(plain(name) for subject in self.subjects for name in subject.names), *said))
        self.named_words = frozenset(self._places.names)
        self.named_compounds = frozenset(pair for cuts in named for cut in cuts for pair in cut.pairs)
        self._long_words = [token for token in self._places.sheets if len(token) >= _MIN_SLIP_CHARS]
        self._by_sound = {sound: token for token in self._long_words if (sound := _sound(token))}
        self._spellings = Spellings(
            (number, name)
            for number, subject in enumerate(self.subjects)
            for name in map(_spelling, subject.names)
            if len(name) >= _MIN_TYPO_CHARS
        )
        self._numbers = Postings()
        for number, text in enumerate(said):
            self._numbers.put(dict.fromkeys(_NUMBER.findall(text)), number)
        self._wholes: dict[frozenset[str], float] = {}
        # Sentences and titles come up again and again, within one question most of all.
        self._tokens = lru_cache(maxsize=4096)(self._cut_tokens)
        self._tokens_about = lru_cache(maxsize=4096)(self._all_tokens_about)
        self._rows_named = lru_cache(maxsize=4096)(self._some_rows_named)
        # So do the entries of the word book, and what they mean.
        self._spelt = lru_cache(maxsize=4096)(self._cut_words)
        # One question is looked at in several ways, one after the other.
        self._knowing_some = lru_cache(maxsize=_QUESTIONS_KEPT)(self._loosely)
        self._done = lru_cache(maxsize=4096)(self._is_done)
        self._beside_each_other = lru_cache(maxsize=8192)(self._on_one_sheet)

    def _posted(self, lexicon: Lexicon) -> Places:
        names, texts, titles, on_sheets = Postings(), Postings(), Postings(), Postings()
        beside: defaultdict[str, set[int]] = defaultdict(set)
        numbers: dict[tuple[str, ...], int] = {}
        words_of: list[frozenset[str]] = []
        titles_of = array("I")
        for home in range(len(self._entries.homes)):
            own: set[str] = set()
            others: set[str] = set()
            for number in self._entries.subjects_at(home):
                called = frozenset().union(*self.names[number])
                names.put(called, number)
                own |= called
                around = self.subjects[number].around
                nth = numbers.get(around)
                if nth is None:
                    nth = numbers[around] = len(numbers)
                    words_of.append(frozenset().union(*(lexicon.cut(title).tokens for title in around)))
                    titles.put(words_of[nth], nth)
                others |= words_of[nth]
                titles_of.append(nth)
            for number in self._entries.passages_at(home):
                passage, told = self.passages[number], self._told_cuts[number].tokens
                own |= told
                more = lexicon.cut(passage.heading).tokens if passage.heading else frozenset()
                others |= more
                texts.put(told | more, number)
            on_sheets.put(own | others, home)
            for token in others - own:
                beside[token].add(home)
        frozen = {token: frozenset(homes) for token, homes in beside.items()}
        sets = SheetSets(self._entries, on_sheets, names)
        return Places(names, texts, titles, on_sheets, sets, frozen, titles_of, self._asked_words(lexicon))

    def _asked_words(self, lexicon: Lexicon) -> AskedWords:
        asked = AskedWords()
        size, ignored = len(self.subjects), self._book.ignored

        def phrases(texts: Iterable[str]) -> Iterator[Phrase]:
            for text in texts:
                cut = lexicon.cut(text)
                # 若い人 is 若い, yet 説明会 is no 会.
                joined = {word for pair in cut.pairs for word in pair}
                yield frozenset(word for word in cut.tokens if word in joined or word not in ignored) or cut.tokens

        for number, subject in enumerate(self.subjects):
            asked.put(phrases(subject.asked), number)
        for number, passage in enumerate(self.passages):
            asked.put(phrases(passage.prose.asked), size + number)
        return asked

    def _rarities(self, weighed: Scope) -> dict[str, float]:
        """Rarity of each word 0..1, and under "" that of a word nobody has."""
        counts: Counter[str] = Counter()
        for number in weighed.subjects:
            counts.update(frozenset().union(*self.names[number]))
        for number in weighed.passages:
            counts.update(self._told_cuts[number].tokens)
        size = len(weighed.subjects) + len(weighed.passages)
        most = math.log(1 + size) or 1.0
        rarity = {token: math.log(1 + size / count) / most for token, count in counts.items()}
        rarity[""] = 1.0
        return rarity

    def knows(self, word: str) -> bool:
        """Whether any document has this word."""
        return word in self._places.sheets

    def tells(self, found: Found) -> bool:
        """Whether what the word book says of a word is of use here: 売る is 払い下げ only where some document has that.

        Elsewhere the word stands for itself, a verb as a verb, a number as a number.
        """
        return found.soft or any(
            map(self._beside_each_other, map(self._spelt, (found.said, *found.means, *found.near)))
        )

    def rarity(self, word: str) -> float:
        """How much a word tells: high for one that few entries have, highest for one that none has."""
        return self._rarity.get(word, self._rarity[""])

    def groups(
        self, explained: Iterable[Found], terms: Iterable[Term], own_places: frozenset[str]
    ) -> tuple[Group, ...]:
        """The things a question names: what the word book explains, and the words left after its slots were read."""
        groups = []
        for found in explained:
            said = self._spelt(found.said)
            # What no document has cannot be found, nor can half of it stand for the whole (文化活動, 文化).
            means = filter(self._knows_all, filter(None, map(self._spelt, found.means)))
            options = tuple(dict.fromkeys((said, *means) if said else means))
            near = tuple(dict.fromkeys(filter(self._knows_all, filter(None, map(self._spelt, found.near)))))
            weight = max(map(self._mean_rarity, filter(self._knows_all, (*options, *near))), default=0.0)
            if found.soft:
                weight = weight or WEAK
            doing, strong = self._done(found.said), not found.soft
            groups.append(Group(found.said, options, weight or self.rarity(""), strong, doing=doing, near=near))
        for term in terms:
            if term.word in own_places or term.surface in own_places:
                continue
            ignored = term.word in self._book.ignored or term.surface in self._book.ignored
            if ignored and term.surface.isascii():
                continue  # an English sentence is full of them: together they would outweigh its one thing
            options = ((term.word,),) if ignored or self.knows(term.word) else ((term.word,), *self._slips(term))
            if (
                not ignored
                and (verb := stem(term.surface)) != term.word
                and not self.knows(term.word)
                and self.knows(verb)
            ):
                options = (*options, (verb,))  # 呼びかけ is 呼びかける, whatever its second half is written with
            if any(option[0] in self._book.ignored for option in options[1:]):
                ignored, options = True, ((term.word,),)  # ねんど is 年度, which names nothing either
            hiragana = all("ぁ" <= sign <= "ん" or sign == "ー" for sign in term.surface)
            known = any(self.knows(option[0]) for option in options)
            # A suffix no document has (料, 代) makes another thing of the word before it.
            thing = term.weight >= 1.0 or (term.suffix and not known)
            soft = term.word in self._book.soft or term.surface in self._book.soft
            # What is in kana and stands nowhere is a turn of speech, unless the dictionary has it for a thing (はたけ).
            speech = hiragana and not known and not (term.known and term.common and len(term.surface) >= _MIN_KANA)
            strong = not ignored and not soft and thing and not speech
            asked = not known and not soft and term.word in self._places.asked
            slight = ignored or ((soft or hiragana) and not known and not strong and not asked)
            weight = term.weight * self.rarity(term.word) * (1.0 if strong or known else _ASKED_ONLY if asked else 0.3)
            weight = WEAK if slight else weight
            groups.append(Group(term.surface, options, weight, strong, term.place, term.doing, term.verbal))
        return tuple(groups)

    def hits(
        self, groups: Iterable[Group], scope: Scope, compounds: frozenset[tuple[str, str]] = frozenset()
    ) -> list[Hit]:
        """The entries of a scope that know a telling part of the question, the best first."""
        groups = tuple(groups)
        total = sum(group.weight for group in groups)
        if not total:
            return []
        literally = _literally(groups)
        telling = {token: self._tells(token) for token in _said(groups)}
        ranks, size = self._entries.ranks, len(self.subjects)
        hits: list[tuple[float, int, Hit]] = []
        # Most entries lack the same things, and the rows of all years have the same few names.
        lacking: dict[tuple[int, ...], tuple[Group, ...]] = {}
        shares: dict[int, float] = {}
        for number, (covered, places, _), is_named, is_asked in known(
            self._wanted(groups), self._entries, self._places, scope
        ):
            named = 0.0
            if is_named:
                called_by = self._called_by[number]
                share = shares.get(called_by)
                named = shares[called_by] = self._named(number, telling) if share is None else share
            called = self._called(number, telling, groups, literally, named) if is_asked and named else named
            if places and is_named and called < _LEAST_NAMED:
                continue
            missing = lacking.get(places)
            if missing is None:
                missing = lacking[places] = tuple([groups[place] for place in places])
            together = self.together(number, compounds) if compounds else 0.0
            score = 0.75 * covered + 0.25 * named
            only_asked = is_asked and number >= size
            hits.append(
                (-score, ranks[number], Hit(number, score, covered, named, together, missing, called, only_asked))
            )
        hits.sort()  # no two have one rank
        return [hit for _, _, hit in hits]

    def knowing_some(self, groups: tuple[Group, ...], scope: Scope) -> Sequence[Hit]:
        """What in a scope knows most of a question, whatever it lacks; no more than anybody looks at."""
        return self._knowing_some(groups, scope)

    def _loosely(self, groups: tuple[Group, ...], scope: Scope) -> tuple[Hit, ...]:
        # Nearly everything knows something: held whole for a dozen questions it would be many megabytes.
        return tuple(self.hits((replace(group, strong=False) for group in groups), scope)[:_LOOKED_AT])

    def may_know_all(self, groups: Sequence[Group], scope: Scope, least: float) -> bool:
        """Whether ``hits`` may find an entry of a scope that covers ``least`` of a question and lacks nothing strong."""
        return may_know_all(self._wanted(groups), self._entries, self._places, scope, least)

    def _wanted(self, groups: Sequence[Group]) -> list[Wanted]:
        return [
            Wanted(
                group.weight,
                group.strong,
                tuple(map(self._parts, group.options)),
                tuple(map(self._parts, group.near)),
            )
            for group in groups
        ]

    def _parts(self, option: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
        whole = sum(self.rarity(token) for token in option)
        return tuple((token, self.rarity(token) / whole) for token in option)

    def together(self, number: int, compounds: frozenset[tuple[str, str]]) -> float:
        """The share of some compounds that stand in an entry as such, 0..1."""
        place = number - len(self.subjects)
        cuts = (self._told_cuts[place],) if place >= 0 else self._named_cuts[number]
        found = 0
        for one, other in compounds:
            for cut in cuts:
                if cut.has_pair(one, other):
                    found += 1
                    break
        return found / len(compounds)

    def misspelt(self, rest: str, groups: Sequence[Group], scope: Scope) -> list[tuple[int, float]]:
        """Subjects whose name stands in the question with a slip or two, the likeliest first, with 0..1.

        Whatever the subject's sheet does not know has to lie within the name: what stands beside it is no slip but
        another thing.
        """
        said = _spelling(rest)
        if len(said) < _MIN_TYPO_CHARS:
            return []
        best: dict[int, float] = {}
        for numbers, score, window in self._spellings.within(said, _MIN_TYPO_SCORE):
            for number in numbers:
                if not scope.counts[number]:
                    continue
                slips = [group.said for group in groups if group.strong and not self._knows(number, group)]
                name = self.subjects[number].name
                if slips and all(slip in window and _may_be_meant(slip, name) for slip in slips):
                    best[number] = max(best.get(number, 0.0), score / 100)
        return sorted(best.items(), key=lambda pair: (-pair[1], self._entries.ranks[pair[0]]))

    def words_by_reading(self, least: int) -> dict[str, str]:
        """The words in kanji of all names and texts by their readings in hiragana of at least so many signs."""
        return {
            in_hiragana(reading): word
            for reading, word in self._by_reading.items()
            if len(reading) >= least and any("一" <= sign <= "龠" for sign in word)
        }

    def in_order(self, about: Iterable[Subject]) -> list[Subject]:
        """Subjects in the order of the documents."""
        return sorted(about, key=self.number_of)

    def number_of(self, subject: Subject) -> int:
        """The number of a subject."""
        return self._entries.numbers[subject.key]

    def names_of(self, subject: Subject) -> tuple[frozenset[str], ...]:
        """The words of each of a subject's names, the printed one first."""
        return self.names[self.number_of(subject)]

    def passages_of(self, subject: Subject) -> tuple[Passage, ...]:
        """The statements about a subject itself."""
        return tuple(self._entries.passages_of(self.number_of(subject)))

    def passages_on_sheet_of(self, subject: Subject) -> tuple[Passage, ...]:
        """The statements of the sheet on which a subject stands."""
        home = self._entries.home_of[self.number_of(subject)]
        return tuple(self.passages[number] for number in self._entries.passages_at(home))

    def passages_printing(self, number: str, scope: Scope) -> list[Passage]:
        """The statements of a scope that print a number, as written ("40.9")."""
        places = self._numbers.of(number)
        return [self.passages[one] for one in places if scope.counts[self._entries.subject_of[one]]]

    def statements_with(self, word: str) -> Sequence[int]:
        """The numbers of all statements that have a word, or stand under a heading that has it."""
        return self._places.texts.of(word)

    def statement_has(self, number: int, words: Iterable[str]) -> bool:
        """Whether a statement, or the heading it stands under, has all of these words."""
        return all(self._places.texts.has(word, number) for word in words)

    def counts_in(self, number: int, scope: Scope) -> bool:
        """Whether a statement belongs to a scope."""
        return bool(scope.counts[self._entries.subject_of[number]])

    def subjects_on_sheet_of(self, subject: Subject) -> tuple[Subject, ...]:
        """All that stands on the same sheet, and the sheet itself."""
        home = self._entries.home_of[self.number_of(subject)]
        return tuple(self.subjects[number] for number in self._entries.subjects_at(home))

    def sheet_knows(self, subject: Subject, group: Group) -> bool:
        """Whether the sheet of a subject speaks of this."""
        return self._knows(self.number_of(subject), group)

    def _knows(self, number: int, group: Group) -> bool:
        home = self._entries.home_of[number]
        sheets, beside = self._places.sheets, self._places.beside
        return any(
            all(sheets.has(token, home) and home not in beside.get(token, ()) for token in option)
            for option in group.options
        )

    def _slips(self, term: Term) -> tuple[tuple[str, ...], ...]:
        """Words of the documents that an unknown word may be a slip for: read alike, or long and nearly the same."""
        if alike := self._by_reading.get(term.reading) or self._by_sound.get(_sound(term.surface)):
            return ((alike,),)
        if len(term.surface) < _MIN_SLIP_CHARS:
            return ()
        found = process.extractOne(term.word, self._long_words, scorer=fuzz.ratio, score_cutoff=_MIN_SLIP_SCORE)
        # フルマラソン is no slip of マラソン but one kind of it.
        return ((found[0],),) if found and found[0] not in term.word else ()

    def may_be_asked_by(self, groups: Iterable[Group]) -> bool:
        """Whether anything is asked for by words that stand nowhere in it, among what was said."""
        return bool(self._places.asked.spoken(_literally(groups)))

    def asked_of(self, passage: Passage, groups: Iterable[Group]) -> frozenset[str]:
        """The words by which a statement is asked for among what was said."""
        return self._places.asked.said_of(len(self.subjects) + self._passage_numbers[passage], _literally(groups))

    def calls(self, number: int, group: Group, groups: Iterable[Group]) -> bool:
        """Whether a subject has this in its names, or is asked for by it among what was said."""
        if self.names_hold(number, group):
            return True
        asked = self._places.asked.said_of(number, _literally(groups))
        return _asked_by(group, asked) is not None

    def names_hold(self, number: int, group: Group) -> bool:
        """Whether the names of a subject, not only its sheet, have a word for this."""
        first, *others = self.names[number]
        names = first.union(*others) if others else first
        return any(map(names.issuperset, group.options))

    def names_say(self, number: int, found: Found) -> bool:
        """Whether the names of a subject have what the word book found, or anything that it means."""
        first, *others = self.names[number]
        names = first.union(*others) if others else first
        return any(option and names.issuperset(option) for option in map(self._spelt, (found.said, *found.means)))

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
        first, *others = sorted(option, key=lambda token: len(self._places.names.of(token)))
        rows = (
            number
            for number in self._places.names.of(first)
            if scope.counts[number]
            and self.subjects[number].is_figure
            and all(self._places.names.has(token, number) for token in others)
        )
        return frozenset(islice(rows, _MANY_NAMES))

    def printed_share(self, number: int, groups: Iterable[Group]) -> float:
        """The share of a subject's printed name that was said, leaving its other names aside."""
        name = self._without_note.get(number) or self.names[number][0]
        # 地区 is no half of 地区会: what is said has to stand there whole.
        options = (option for group in groups for option in group.options)
        said = {token for option in options if name.issuperset(option) for token in option}
        return self._share_said(name, {token: self._tells(token) for token in said})

    def named(self, number: int, groups: Iterable[Group]) -> float:
        """The share of a subject's name that was said, whichever of its names that is."""
        return self._named(number, {token: self._tells(token) for token in _said(groups)})

    def _named(self, number: int, telling: Mapping[str, float]) -> float:
        if number >= len(self.names):
            return 0.0
        return max([self._share_said(name, telling) for name in self.names[number]], default=0.0)

    def _called(
        self,
        number: int,
        telling: Mapping[str, float],
        groups: Sequence[Group],
        literally: set[Phrase],
        named: float,
    ) -> float:
        asked = self._places.asked.said_of(number, literally)
        if not asked:
            return named
        return max([named, *(self._share_asked(name, telling, asked, groups) for name in self.names[number])])

    def _share_asked(
        self, name: frozenset[str], telling: Mapping[str, float], asked: frozenset[str], by: Sequence[Group]
    ) -> float:
        """The share of a name that was said, where words that ask for it stand for some that were not; 0 where none was
        said."""
        share = self._share_said(name, telling)
        if not share:
            return 0.0
        whole = self._whole(name)
        instead = sum(
            self._mean_tells(option)
            for group in by
            if (option := _asked_by(group, asked)) and not any(name.intersection(one) for one in group.options)
        )
        return min(share + _FOR_NAME * instead / whole, 1.0)

    def _mean_tells(self, option: tuple[str, ...]) -> float:
        return sum(map(self._tells, option)) / len(option)

    def _share_said(self, name: frozenset[str], telling: Mapping[str, float]) -> float:
        """The share of a name that was said; ``telling`` are the words said, each with how much it tells."""
        if name.isdisjoint(telling):
            return 0.0
        whole = self._whole(name)
        return sum([telling[token] for token in name if token in telling]) / whole if whole else 0.0

    def _whole(self, name: frozenset[str]) -> float:
        whole = self._wholes.get(name)
        if whole is None:
            whole = self._wholes[name] = sum(map(self._tells, name))
        return whole

    def _tells(self, token: str) -> float:
        # 回数 and 件数 are in every other name: whoever leaves them out has still said the name.
        return self.rarity(token) * (_COMMON if token in self._book.ignored else 1.0)

    def tokens(self, text: str) -> frozenset[str]:
        """The words of a text; of 山形市 also 山形, which many leave it at."""
        return self._tokens(text)

    def tokens_about(self, passage: Passage) -> frozenset[str]:
        """The words of a statement, of its heading and of the name it stands under."""
        return self._tokens_about(passage)

    def _all_tokens_about(self, passage: Passage) -> frozenset[str]:
        texts = filter(None, (passage.prose.text, passage.heading, passage.subject.name))
        return frozenset().union(*map(self.tokens, texts))

    def _is_done(self, said: str) -> bool:
        """Whether nothing but what is done is said (集まって, 育てる): a statement may say it in another way."""
        terms = self._words.terms(said)
        return bool(terms) and "ぁ" <= said[-1] <= "ん" and all(term.weight < _NOUN for term in terms)

    def _cut_tokens(self, text: str) -> frozenset[str]:
        known = self._cuts.get(text)
        return (cut_of(self._words.terms(plain(text))) if known is None else known).tokens

    def _cut_words(self, text: str) -> tuple[str, ...]:
        return tuple(term.word for term in self._words.terms(plain(text)))

    def _mean_rarity(self, option: tuple[str, ...]) -> float:
        return sum(map(self.rarity, option)) / len(option)

    def _knows_all(self, option: tuple[str, ...]) -> bool:
        return all(map(self.knows, option))

    def _on_one_sheet(self, option: tuple[str, ...]) -> bool:
        """Whether some sheet has all words of an option: of 移住支援金 移住 may stand on one, 金 on another."""
        if not option:
            return True
        sets = self._places.sets
        sheets = sets.knowing(option[0])
        for token in option[1:]:
            sheets &= sets.knowing(token)
        return bool(sheets)


def compounds(terms: Sequence[Term]) -> frozenset[tuple[str, str]]:
    """Words that stand side by side with nothing between them."""
    pairs = pairwise(terms)
    return frozenset((one.word, other.word) for one, other in pairs if one.end == other.start)


def _sound(word: str) -> str:
    """A word in katakana as it is said by whoever does not mind its signs: ミーチング for ミーティング; "" for others."""
    if len(word) < _MIN_SLIP_CHARS or not all("ァ" <= sign <= "ー" for sign in word):
        return ""
    for written, heard in _ALIKE_SOUNDS:
        word = word.replace(written, heard)
    return word


def _literally(groups: Iterable[Group]) -> set[Phrase]:
    """What was said and what each thing means first, without all that may stand for it."""
    return {phrase for group in groups for phrase in group.literally}


def _asked_by(group: Group, asked: frozenset[str]) -> tuple[str, ...] | None:
    """The way of saying a thing that stands among the words by which an entry is asked for."""
    return next((option for option in group.options[:LITERAL] if asked.issuperset(option)), None)


def _said(groups: Iterable[Group]) -> set[str]:
    return {token for group in groups for option in group.options for token in option}


def _may_be_meant(slip: str, name: str) -> bool:
    """Whether a word may be a slip of a part of a name: 肺がん, which has no sign of 大腸がん but the kana, is none."""
    signs = [sign for sign in slip if not "ぁ" <= sign <= "ん"]
    return not signs or any(sign in name for sign in signs)


def _spelling(name: str) -> str:
    # Digits are taken out: a slip in a number is another number.
    return "".join(
        sign for sign in plain(name) if not sign.isdigit() and not sign.isspace() and sign not in "・、。（）()?？"
    )
