"""The words of the documents' texts: cut once, kept with the sheet, so that loading needs no dictionary.

Cutting is what takes long in preparing a ledger. A sheet's ``Cut`` texts can be written as JSON and read back
(``to_json``, ``take``); what is not known yet is cut when it is met.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from sys import intern

from knowledge.language.wordbook import plain
from knowledge.language.words import Term, Words
from knowledge.ledger.identity import Sheet
from knowledge.model import Goal, Indicator, PlanMeasure, PlanSection, Project, Prose, Results

# Goes up whenever the same text is cut in another way, so that what was kept by a former release is not used.
_FORM = 8
_NAME_PARTS = re.compile(r"[のとやはを・、，（）()\s「」『』]|及び|並びに")
_MIN_NAME_PART = 2


@dataclass(frozen=True, slots=True)
class Cut:
    """The words of a text in order.

    ``joined`` are the places of those that stand side by side with their next one; ``towns`` the short names of towns
    that were named in full (山形 of 山形市); ``heard`` readings in katakana of its longer words, with the word.
    """

    words: tuple[str, ...]
    joined: tuple[int, ...] = ()
    towns: tuple[str, ...] = ()
    heard: tuple[tuple[str, str], ...] = ()

    @property
    def tokens(self) -> frozenset[str]:
        """The different words and short names."""
        return frozenset((*self.words, *self.towns))

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The words that stand side by side."""
        return frozenset((self.words[place], self.words[place + 1]) for place in self.joined)

    def has_pair(self, one: str, other: str) -> bool:
        """Whether these two stand side by side."""
        words = self.words
        if one not in words or other not in words:
            return False
        return any(words[place] == one and words[place + 1] == other for place in self.joined)


class Lexicon:
    """Texts and their words. Grows while a ledger is prepared; afterwards it only answers."""

    def __init__(self, dictionary: Words) -> None:
        self.dictionary = dictionary
        self._cut: dict[str, Cut] = {}
        self._spoken: dict[str, tuple[tuple[str, str], ...]] = {}

    def cut(self, text: str) -> Cut:
        """The words of a text as printed."""
        known = self._cut.get(text)
        if known is None:
            known = self._cut[text] = cut_of(self.dictionary.terms(plain(text)))
        return known

    def spoken(self, name: str) -> tuple[tuple[str, str], ...]:
        """A name, then its longer words and parts, each with how it is read in hiragana."""
        known = self._spoken.get(name)
        if known is None:
            folded = plain(name)
            said = [folded, *(term.surface for term in self.dictionary.terms(folded) if len(term.surface) > 1)]
            said += [part for part in _NAME_PARTS.split(folded) if len(part) >= _MIN_NAME_PART]
            known = self._spoken[name] = tuple((one, self.dictionary.reading(one).replace(" ", "")) for one in said)
        return known

    def meet(self, sheet: Sheet) -> None:
        """Find the words of a sheet."""
        for text in _texts(sheet):
            self.cut(text)
        for name in _names(sheet):
            self.spoken(name)

    def beside(self, dictionary: Words) -> Lexicon:
        """Another that knows what this one knows, and learns for itself from then on."""
        other = Lexicon(dictionary)
        other._cut, other._spoken = dict(self._cut), dict(self._spoken)
        return other

    def take(self, sheet: Sheet, kept: str) -> bool:
        """Use the words kept with a sheet; False where they do not fit it, so that they are found anew."""
        try:
            cuts, spoken = json.loads(kept)
            texts, names = _texts(sheet), _names(sheet)
            if len(cuts) != len(texts) or len(spoken) != len(names):
                return False
            for text, (words, joined, towns, heard) in zip(texts, cuts, strict=True):
                if text not in self._cut:
                    self._cut[text] = Cut(
                        tuple(map(intern, words)), tuple(joined), tuple(towns), tuple(map(_pair, heard))
                    )
            for name, said in zip(names, spoken, strict=True):
                if name not in self._spoken:
                    self._spoken[name] = tuple(map(_pair, said))
        except (ValueError, TypeError):
            return False
        return True

    def to_json(self, sheet: Sheet) -> str:
        """The words of a sheet, for keeping them with it."""
        cuts = [(one.words, one.joined, one.towns, one.heard) for one in map(self.cut, _texts(sheet))]
        return json.dumps(
            (cuts, [self.spoken(name) for name in _names(sheet)]), ensure_ascii=False, separators=(",", ":")
        )

    def done(self) -> None:
        """Forget what only preparing needed."""
        self._cut = {}
        self._spoken = {}


def lexicon_version() -> str:
    """Changes with anything on which the words found in a text depend; at most 40 characters."""
    return f"{_FORM} sudachi {version('sudachipy')} {version('sudachidict_small')}"[:40]


def cut_of(terms: Iterable[Term]) -> Cut:
    """Words found in a text, brought into the form that is kept."""
    found = tuple(terms)
    return Cut(
        tuple(intern(term.word) for term in found),
        tuple(place for place, (one, other) in enumerate(pairwise(found)) if one.end == other.start),
        tuple(intern(term.word[:-1]) for term in found if term.place and len(term.word) > 2),
        tuple(
            (term.reading, term.word)
            for term in found
            if len(term.surface) > 1 and len(term.reading) > 2 and term.weight >= 1.0
        ),
    )


def _pair(kept: list[str]) -> tuple[str, str]:
    one, other = kept
    return intern(one), intern(other)


def _texts(sheet: Sheet) -> list[str]:
    """All texts of a sheet by whose words something is found, in an order that never changes."""
    return list(
        dict.fromkeys(text for text in (*_names(sheet), *_titles(sheet), *_statements(sheet), *_asked(sheet)) if text)
    )


def _names(sheet: Sheet) -> list[str]:
    return list(dict.fromkeys(_all_names(sheet)))


def _all_names(sheet: Sheet) -> Iterator[str]:
    match sheet:
        case Results():
            yield from (sheet.title, *sheet.also, *_row_names(sheet.indicators))
        case Project():
            yield from (sheet.name, *sheet.also, *_row_names(sheet.activities))
        case PlanSection():
            yield from (sheet.title, *sheet.also)
            for measure in sheet.measures:
                yield from (measure.title, *measure.also)


def _row_names(rows: Iterable[Indicator]) -> Iterator[str]:
    for row in rows:
        yield from (row.name, *row.also)


def _titles(sheet: Sheet) -> Iterator[str]:
    match sheet:
        case Results():
            yield from (sheet.section, sheet.chapter)
            yield from _headings(sheet.goals)
            yield from (done.heading for done in sheet.achievements)
        case Project():
            yield from (title for _, title in sheet.measures)
        case PlanSection():
            yield sheet.chapter
            for measure in sheet.measures:
                yield from (*measure.plans, *_headings(measure.goals))


def _headings(goals: Iterable[Goal]) -> Iterator[str]:
    return (goal.heading for goal in goals)


def _statements(sheet: Sheet) -> Iterator[str]:
    return (prose.text for prose in _proses(sheet) if prose is not None)


def _asked(sheet: Sheet) -> Iterator[str]:
    yield from sheet.asked
    match sheet:
        case Results():
            rows = sheet.indicators
        case Project():
            rows = sheet.activities
        case PlanSection():
            rows = ()
            for measure in sheet.measures:
                yield from measure.asked
    for row in rows:
        yield from row.asked
    for prose in _proses(sheet):
        yield from prose.asked if prose is not None else ()


def _proses(sheet: Sheet | PlanMeasure) -> Iterator[Prose | None]:
    match sheet:
        case Results():
            yield from sheet.purposes
            yield from (goal.text for goal in sheet.goals)
            yield from (done.text for done in sheet.achievements)
            yield from (row.reason for row in sheet.indicators)
            yield from (sheet.reason, sheet.next_steps, *sheet.more)
        case Project():
            yield from (sheet.overview, sheet.purpose, *sheet.aims)
            yield from (row.reason for row in sheet.activities)
            yield from (sheet.reason, sheet.next_steps, *sheet.more)
        case PlanSection():
            yield from (*sheet.issues, *sheet.policies, *sheet.captions, *sheet.aims, *sheet.more)
            for measure in sheet.measures:
                yield from _proses(measure)
        case PlanMeasure():
            yield from (goal.text for goal in sheet.goals)
            yield from (*sheet.efforts, *sheet.aims, *sheet.more)
