"""What can be found: things and statements by number, sheet by sheet, and the scope within which a question is answered."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from knowledge.ledger.subjects import Passage, Subject
from knowledge.model import Results, Source


@dataclass(frozen=True, eq=False)  # each is made once, and what is worked out for it is kept under it
class Scope:
    """A part of the entries: ``subjects`` by number in ascending order, ``passages`` about them, and the ``homes``
    (sheets) on which they stand; ``counts[number]`` tells whether a subject belongs to it."""

    subjects: tuple[int, ...]
    passages: tuple[int, ...]
    homes: frozenset[int]
    counts: bytes


class Entries:
    """Subjects, passages and the sheets they stand on, each numbered from 0. What stands on one sheet is numbered in
    one run, so that a range tells it."""

    def __init__(self, subjects: Sequence[Subject], passages: Sequence[Passage]) -> None:
        self.subjects, self.passages = tuple(subjects), tuple(passages)
        numbers = {subject.key: number for number, subject in enumerate(self.subjects)}
        self.numbers = numbers
        homes: dict[str, int] = {}
        self.home_of = array("I", (homes.setdefault(subject.home, len(homes)) for subject in self.subjects))
        self.subject_of = array("I", (numbers[passage.subject.key] for passage in self.passages))
        self.homes = tuple(homes)
        self._subjects_from = _starts(self.home_of, len(homes))
        self._passages_from = _starts([self.home_of[subject] for subject in self.subject_of], len(homes))
        # A sheet of two measures is kept once for each; its rows and statements are told once.
        self.rows_again = _again((one, _row_printed(one)) for one in self.subjects)
        self.told_again = _again((one.subject, _printed(one.prose.source, one.prose.text)) for one in self.passages)
        years = [subject.year or 0 for subject in self.subjects]
        of_entries = chain(years, (years[subject] for subject in self.subject_of))
        size = len(self.subjects) + len(self.passages)
        # Of entries (subjects, then passages) that fit equally well the newest comes first, then the first printed.
        self.ranks = array("q", (number - year * size for number, year in enumerate(of_entries)))
        self.home_ranks = array("q", (self.ranks[self.subjects_at(home).start] for home in range(len(self.homes))))

    def subjects_at(self, home: int) -> range:
        """The subjects of a sheet."""
        return range(self._subjects_from[home], self._subjects_from[home + 1])

    def passages_at(self, home: int) -> range:
        """The statements of a sheet."""
        return range(self._passages_from[home], self._passages_from[home + 1])

    def passages_of(self, subject: int) -> Iterator[Passage]:
        """The statements about a subject."""
        for number in self.passages_at(self.home_of[subject]):
            if self.subject_of[number] == subject:
                yield self.passages[number]

    def scope(self, subjects: Iterable[int]) -> Scope:
        """The scope of some subjects and all statements about them, but for what is printed once and kept again."""
        chosen = tuple(sorted(number for number in subjects if number not in self.rows_again))
        counts = bytearray(len(self.subjects))
        for number in chosen:
            counts[number] = 1
        passages = tuple(
            number
            for number, subject in enumerate(self.subject_of)
            if counts[subject] and number not in self.told_again
        )
        return Scope(chosen, passages, frozenset(self.home_of[number] for number in chosen), bytes(counts))


class Postings:
    """Where each word stands: numbers in ascending order."""

    def __init__(self) -> None:
        self._places: dict[str, array[int]] = {}

    def __contains__(self, token: object) -> bool:
        return token in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def put(self, tokens: Iterable[str], number: int) -> None:
        """Note that these words stand at ``number``, which is higher than all before."""
        for token in tokens:
            places = self._places.get(token)
            if places is None:
                places = self._places[token] = array("I")
            places.append(number)

    def of(self, token: str) -> Sequence[int]:
        """All places of a word."""
        return self._places.get(token, _NOWHERE)

    def within(self, token: str, among: range) -> Sequence[int]:
        """The places of a word that lie in a range."""
        places = self._places.get(token)
        if places is None:
            return _NOWHERE
        start = bisect_left(places, among.start)
        if start == len(places) or places[start] >= among.stop:
            return _NOWHERE
        return places[start : bisect_left(places, among.stop, start)]

    def has(self, token: str, number: int) -> bool:
        """Whether a word stands at a place."""
        places = self._places.get(token)
        if places is None:
            return False
        at = bisect_left(places, number)
        return at < len(places) and places[at] == number


_NOWHERE = array("I")


def _printed(source: Source, *text: str | None) -> Hashable:
    """Where something is printed, and what; None where that is not known."""
    return None if source.line is None else (source.document, source.page, source.line, text)


def _row_printed(subject: Subject) -> Hashable:
    row = subject.row
    return _printed(row.source, row.name, row.target.printed, row.result.printed) if row is not None else None


def _again(printed: Iterable[tuple[Subject, Hashable]]) -> frozenset[int]:
    """The numbers of those that are printed where one of another sheet before them is. Lines are counted in each file: the
    sheets of two departments may have the same."""
    homes: dict[Hashable, str] = {}
    again = []
    for number, (subject, place) in enumerate(printed):
        if place is not None and isinstance(subject.sheet, Results):
            key = (subject.city, subject.year, subject.sheet.department, place)
            if homes.setdefault(key, subject.home) != subject.home:
                again.append(number)
    return frozenset(again)


def _starts(home_of: Sequence[int], homes: int) -> array[int]:
    """Where the run of each home begins; one more than there are homes. Raises ValueError where runs are mixed."""
    if any(one > other for one, other in pairwise(home_of)):
        raise ValueError("the entries of a sheet have to stand together")
    return array("I", (bisect_left(home_of, home) for home in range(homes + 1)))
