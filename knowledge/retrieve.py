"""Which thing of the ledger a question speaks of, and which statement tells it: weighted overlap of words.

No number and no year is ever guessed here: they are slots (``slots``), and typing errors are forgiven in names only.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process

from knowledge.kana import large
from knowledge.subjects import Passage, Subject
from knowledge.wordbook import Found, WordBook, plain
from knowledge.words import Term, Words

# How much a word counts by where it stands.
_IN_NAME, _IN_TEXT, _AROUND, _IN_SHEET = 1.0, 1.0, 0.7, 0.45
_NAMED_ABOVE_TEXT = 0.8
# A word of no meaning of its own still breaks a tie (人数 or 回数).
_WEAK = 0.06
_COMMON = 0.15
_MANY_NAMES = 4
_MIN_SLIP_CHARS, _MIN_SLIP_SCORE = 4, 74.0
_MIN_TYPO_CHARS, _MIN_TYPO_SCORE = 5, 84.0


@dataclass(frozen=True)
class Group:
    """One thing said in the question. ``options``: the words it may stand for, any one is enough.

    ``strong``: it names a thing, so an answer that does not know it answers another question. ``place``: it is a town.
    ``doing``: it is what is done with a thing (参加する); a statement may say it in another way.
    """

    said: str
    options: tuple[tuple[str, ...], ...]
    weight: float
    strong: bool
    place: bool = False
    doing: bool = False


@dataclass(frozen=True)
class Hit:
    """How well an entry fits: ``covered`` is the share of the question it knows, ``named`` the share of its name that
    was said, ``together`` the share of the question's compounds (移住フェア) that stand in it as such, all 0..1;
    ``missing`` what it does not know at all."""

    number: int
    score: float
    covered: float
    named: float
    together: float
    missing: tuple[Group, ...]


class Index:
    """Entries (subjects, then passages) by their words."""

    def __init__(self, words: Words, book: WordBook, subjects: Sequence[Subject], passages: Sequence[Passage]) -> None:
        self._words, self._book = words, book
        readings: dict[str, str] = {}
        self.subjects, self.passages = tuple(subjects), tuple(passages)
        sheets: defaultdict[str, set[str]] = defaultdict(set)
        named = [[self.tokens(name) for name in subject.names] for subject in subjects]
        texts = [self.tokens(passage.prose.text) for passage in passages]
        for text in (*(name for subject in subjects for name in subject.names), *(one.prose.text for one in passages)):
            self._note_readings(text, readings)
        for passage, tokens in zip(passages, texts, strict=True):
            sheets[passage.subject.home] |= tokens
        for subject, names in zip(subjects, named, strict=True):
            sheets[subject.home] |= set().union(*names)
        self.sheets = {home: frozenset(tokens) for home, tokens in sheets.items()}
        self._rarity = _rarity([*(set().union(*names) for names in named), *texts])
        self.names = [tuple(names) for names in named]
        entries = [self._weights_of_subject(*pair) for pair in zip(subjects, named, strict=True)]
        by_key = {subject.key: names for subject, names in zip(subjects, named, strict=True)}
        entries += [
            self._weights_of_passage(passage, tokens, set().union(*by_key[passage.subject.key]))
            for passage, tokens in zip(passages, texts, strict=True)
        ]
        self._size = len(entries)
        self._compounds = [
            frozenset().union(*(compounds(words.terms(plain(name))) for name in subject.names)) for subject in subjects
        ]
        self._compounds += [compounds(words.terms(plain(passage.prose.text))) for passage in passages]
        postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, weights in enumerate(entries):
            for token, weight in weights.items():
                postings[token].append((number, weight))
        self._postings = dict(postings)
        self._by_reading = readings
        self.written = "\n".join(
            plain(text)
            for text in (*(name for one in subjects for name in one.names), *(one.prose.text for one in passages))
        )
        self.katakana = {large(word): word for word in re.findall("[ァ-ヶー]{2,}", self.written)}
        self.named_words = frozenset(token for names in named for name in names for token in name)
        self.named_compounds = frozenset().union(*self._compounds[: len(named)])
        self._long_words = [token for token in postings if len(token) >= _MIN_SLIP_CHARS]
        self._spellings = [
            (number, name)
            for number, subject in enumerate(self.subjects)
            for name in map(_spelling, subject.names)
            if len(name) >= _MIN_TYPO_CHARS
        ]

    def knows(self, word: str) -> bool:
        """Whether any document has this word."""
        return word in self._postings

    def rarity(self, word: str) -> float:
        """How much a word tells: high for one that few entries have, highest for one that none has."""
        return self._rarity.get(word, self._rarity[""])

    def groups(
        self, explained: Iterable[Found], terms: Iterable[Term], own_places: frozenset[str]
    ) -> tuple[Group, ...]:
        """The things a question names: what the word book explains, and the words left after its slots were read."""
        groups = []
        for found in explained:
            options = tuple(tuple(term.word for term in self._words.terms(plain(means))) for means in found.means)
            said = tuple(term.word for term in self._words.terms(found.said))
            options = tuple(dict.fromkeys(option for option in (said, *options) if option))
            weight = max((self._mean_rarity(option) for option in options if self._knows_all(option)), default=0.0)
            groups.append(Group(found.said, options, weight or self.rarity(""), strong=True))
        for term in terms:
            if term.word in own_places or term.surface in own_places:
                continue
            ignored = term.word in self._book.ignored or term.surface in self._book.ignored
            if ignored and term.surface.isascii():
                continue  # an English sentence is full of them: together they would outweigh its one thing
            options = ((term.word,),) if ignored or self.knows(term.word) else ((term.word,), *self._slips(term))
            if any(option[0] in self._book.ignored for option in options[1:]):
                ignored, options = True, ((term.word,),)  # ねんど is 年度, which names nothing either
            hiragana = all("ぁ" <= sign <= "ん" or sign == "ー" for sign in term.surface)
            known = any(self.knows(option[0]) for option in options)
            # A suffix no document has (料, 代) makes another thing of the word before it.
            thing = term.weight >= 1.0 or (term.suffix and not known)
            strong = not ignored and thing and (not hiragana or known)
            weight = _WEAK if ignored else term.weight * self.rarity(term.word) * (1.0 if strong or known else 0.3)
            groups.append(Group(term.surface, options, weight, strong, term.place, term.doing))
        return tuple(groups)

    def hits(self, groups: Iterable[Group], compounds: frozenset[tuple[str, str]] = frozenset()) -> list[Hit]:
        """Every entry that knows a part of the question, the best first."""
        groups = tuple(groups)
        total = sum(group.weight for group in groups)
        if not total:
            return []
        known = [0.0] * self._size
        seen: defaultdict[int, set[int]] = defaultdict(set)
        for nth, group in enumerate(groups):
            for number, share in self._shares(group).items():
                known[number] += group.weight * share
                seen[number].add(nth)
        said = _said(groups)
        hits = []
        for number, numbers in seen.items():
            missing = tuple(group for nth, group in enumerate(groups) if group.strong and nth not in numbers)
            covered = known[number] / total
            named = self._named(number, said)
            together = len(compounds & self._compounds[number]) / len(compounds) if compounds else 0.0
            hits.append(Hit(number, 0.75 * covered + 0.25 * named, covered, named, together, missing))
        hits.sort(key=lambda hit: -hit.score)
        return hits

    def misspelt(self, rest: str, groups: Sequence[Group]) -> list[tuple[int, float]]:
        """Subjects whose name stands in the question with a slip or two, the likeliest first, with 0..1.

        Whatever the subject's sheet does not know has to lie within the name: what stands beside it is no slip but
        another thing.
        """
        said = _spelling(rest)
        if len(said) < _MIN_TYPO_CHARS:
            return []
        best: dict[int, float] = {}
        for number, name in self._spellings:
            # A name must not be found in a shorter text: 交流 is no slip of 国際交流推進費.
            if len(said) < len(name):
                continue
            found = fuzz.partial_ratio_alignment(name, said, score_cutoff=_MIN_TYPO_SCORE)
            if found is None or found.score == 100:
                continue
            window = said[found.dest_start : found.dest_end]
            home = self.subjects[number].home
            slips = [group.said for group in groups if group.strong and not self.sheet_knows(home, group)]
            if slips and all(slip in window for slip in slips):
                best[number] = max(best.get(number, 0.0), found.score / 100)
        return sorted(best.items(), key=lambda pair: -pair[1])

    def sheet_knows(self, home: str, group: Group) -> bool:
        """Whether the sheet ``home`` speaks of this."""
        sheet = self.sheets.get(home, frozenset())
        return any(all(token in sheet for token in option) for option in group.options)

    def _slips(self, term: Term) -> tuple[tuple[str, ...], ...]:
        """Words of the documents that an unknown word may be a slip for: read alike, or long and nearly the same."""
        if alike := self._by_reading.get(term.reading):
            return ((alike,),)
        if len(term.surface) < _MIN_SLIP_CHARS:
            return ()
        found = process.extractOne(term.word, self._long_words, scorer=fuzz.ratio, score_cutoff=_MIN_SLIP_SCORE)
        return ((found[0],),) if found else ()

    def names_hold(self, number: int, group: Group) -> bool:
        """Whether the names of a subject, not only its sheet, have a word for this."""
        names = frozenset().union(*self.names[number])
        return any(set(option) <= names for option in group.options)

    def is_common(self, group: Group) -> bool:
        """Whether a word stands in the names of so many figures that it names none of them (参加)."""
        rows = (number for number, subject in enumerate(self.subjects) if subject.is_figure)
        return sum(self.names_hold(number, group) for number in rows) >= _MANY_NAMES

    def printed_share(self, number: int, groups: Iterable[Group]) -> float:
        """The share of a subject's printed name that was said, leaving its other names aside."""
        name = self.names[number][0]
        # 地区 is no half of 地区会: what is said has to stand there whole.
        options = (option for group in groups for option in group.options)
        return self._share_said(name, {token for option in options if set(option) <= name for token in option})

    def _shares(self, group: Group) -> dict[int, float]:
        best: dict[int, float] = {}
        for nth, option in enumerate(group.options):
            # The word itself is better than one that stands for it.
            fidelity = 1.0 if nth < 2 else 0.92
            shares: defaultdict[int, float] = defaultdict(float)
            whole = sum(self.rarity(token) for token in option)
            for token in option:
                part = self.rarity(token) / whole
                for number, weight in self._postings.get(token, ()):
                    shares[number] += weight * part
            for number, share in shares.items():
                share *= fidelity
                if share > best.get(number, 0.0):
                    best[number] = share
        # Half a word is not the word: 会 of 地区会 is in every 会議.
        return {number: share for number, share in best.items() if share >= 0.4}

    def _named(self, number: int, said: set[str]) -> float:
        if number >= len(self.names):
            return 0.0
        return max((self._share_said(name, said) for name in self.names[number]), default=0.0)

    def _share_said(self, name: frozenset[str], said: set[str]) -> float:
        whole = sum(map(self._tells, name))
        return sum(self._tells(token) for token in name if token in said) / whole if whole else 0.0

    def _tells(self, token: str) -> float:
        # 回数 and 件数 are in every other name: whoever leaves them out has still said the name.
        return self.rarity(token) * (_COMMON if token in self._book.ignored else 1.0)

    def tokens(self, text: str) -> frozenset[str]:
        """The words of a text; of 山形市 also 山形, which many leave it at."""
        terms = self._words.terms(plain(text))
        towns = {term.word[:-1] for term in terms if term.place and len(term.word) > 2}
        return frozenset({term.word for term in terms} | towns)

    def _note_readings(self, text: str, readings: dict[str, str]) -> None:
        for term in self._words.terms(plain(text)):
            if len(term.surface) > 1 and len(term.reading) > 2 and term.weight >= 1.0:
                readings.setdefault(term.reading, term.word)

    def _weights_of_subject(self, subject: Subject, names: Sequence[frozenset[str]]) -> dict[str, float]:
        weights = dict.fromkeys(self.sheets[subject.home], _IN_SHEET)
        for title in subject.around:
            weights.update(dict.fromkeys(self.tokens(title), _AROUND))
        weights.update(dict.fromkeys(set().union(*names), _IN_NAME))
        return weights

    def _weights_of_passage(self, passage: Passage, tokens: frozenset[str], named: set[str]) -> dict[str, float]:
        weights = dict.fromkeys(set().union(*map(self.tokens, passage.subject.around)), _AROUND * 0.7)
        weights.update(dict.fromkeys(named, _NAMED_ABOVE_TEXT))
        for heading in (passage.heading or "", *passage.also):
            weights.update(dict.fromkeys(self.tokens(heading), _IN_TEXT))
        weights.update(dict.fromkeys(tokens, _IN_TEXT))
        return weights

    def _mean_rarity(self, option: tuple[str, ...]) -> float:
        return sum(map(self.rarity, option)) / len(option)

    def _knows_all(self, option: tuple[str, ...]) -> bool:
        return all(map(self.knows, option))


def compounds(terms: Sequence[Term]) -> frozenset[tuple[str, str]]:
    """Words that stand side by side with nothing between them."""
    pairs = pairwise(terms)
    return frozenset((one.word, other.word) for one, other in pairs if one.end == other.start)


def _said(groups: Iterable[Group]) -> set[str]:
    return {token for group in groups for option in group.options for token in option}


def _rarity(entries: Sequence[Iterable[str]]) -> dict[str, float]:
    """Rarity of each word 0..1, and under "" that of a word nobody has."""
    counts = Counter(token for entry in entries for token in set(entry))
    most = math.log(1 + len(entries))
    rarity = {token: math.log(1 + len(entries) / count) / most for token, count in counts.items()}
    rarity[""] = 1.0
    return rarity


def _spelling(name: str) -> str:
    # Digits are taken out: a slip in a number is another number.
    return "".join(
        sign for sign in plain(name) if not sign.isdigit() and not sign.isspace() and sign not in "・、。（）()?？"
    )
