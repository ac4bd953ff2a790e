"""How much of a question each entry knows. Only sheets that can know enough of it are looked at more closely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nsmallest
from typing import NamedTuple

from knowledge.asked_words import AskedWords
from knowledge.entries import Entries, Postings, Scope

# How much a word counts by where it stands.
IN_NAME, IN_TEXT, AROUND, IN_SHEET = 1.0, 1.0, 0.7, 0.45
NAMED_ABOVE_TEXT, AROUND_TEXT = 0.8, 0.49
# A word by which an entry is asked for is nearly as good as one of its own; that of its sheet is worth less.
ASKED, ASKED_ABOVE = 0.9, 0.6
# Half a word is not the word: 会 of 地区会 is in every 会議.
_LEAST_SHARE = 0.4
_LEAST_OF_MEANT = 0.6
# What knows less of a question than this is of no use to any answer; of several things named each is told by itself.
_LEAST_COVERED, _LEAST_OF_SEVERAL, _SEVERAL = 0.3, 0.15, 3
# The word itself is better than one that stands for it, the first of these hardly worse.
_SAID, _FIRST, _FURTHER = 1.0, 0.9999, 0.92
# What only goes with it is enough for a statement where nothing better is found.
_NEAR = 0.85
# The options of which a word by which something is asked for may be: the word itself, and what it means first.
LITERAL = 2
# A question that so many sheets know equally well names none of them.
_MOST_HOMES = 24
# So many places are run through in the time in which one range of them is looked up.
_CHEAPER_THAN_LOOKING_UP = 8
_NONE: frozenset[int] = frozenset()
# More than any question has.
_NOTHING_KNOWN = 1000


@dataclass(frozen=True)
class Wanted:
    """One thing said: its ``weight``, whether it names a thing, and the ways to say it, each with its tokens and what
    part of it each one is (sum 1). ``near`` are ways that count where it is
    ``told`` by a statement."""

    weight: float
    strong: bool
    options: tuple[tuple[tuple[str, float], ...], ...]
    near: tuple[tuple[tuple[str, float], ...], ...] = ()

    told: bool = False

    @cached_property
    def words(self) -> tuple[tuple[float, str], ...]:
        """The options of one token, each with what it is worth."""
        return tuple((worth, one[0][0]) for worth, one in self._worths() if len(one) == 1)

    @cached_property
    def phrases(self) -> tuple[tuple[float, tuple[tuple[str, float], ...]], ...]:
        """The options of several tokens, each with what it is worth."""
        return tuple((worth, one) for worth, one in self._worths() if len(one) > 1)

    @property
    def as_told(self) -> Wanted:
        """The same as a statement may tell it."""
        return replace(self, told=True) if self.near else self

    def _worths(self) -> Iterator[tuple[float, tuple[tuple[str, float], ...]]]:
        yield from ((_worth(nth), one) for nth, one in enumerate(self.options))
        if self.told:
            yield from ((_NEAR, one) for one in self.near)


@dataclass(frozen=True)
class Places:
    """Where the words stand: subjects by their names, passages by their texts, ``titles`` (numbers of the titles a
    subject stands under), sheets by all of their words; ``beside`` are those sheets that have a word in titles only.
    ``asked`` are words that stand nowhere in an entry and yet ask for it."""

    names: Postings
    texts: Postings
    titles: Postings
    sheets: Postings
    beside: dict[str, frozenset[int]]
    titles_of: Sequence[int]
    asked: AskedWords


class Knows(NamedTuple):
    """An entry (a passage's number counts behind the subjects), and what share of each wanted thing it knows, 0..1;
    ``named``: some of it by its very name, ``asked``: some by words that ask for it only."""

    number: int
    shares: tuple[float, ...]
    named: bool
    asked: bool


# Some of the tokens of a question: bit n stands for the n-th.
Tokens = int


class _Titles(dict[int, Tokens]):
    """The tokens in each title, found out when it is first asked for."""

    def __init__(self, standing: Iterable[tuple[Tokens, frozenset[int]]]) -> None:
        self._standing = [(token, titles) for token, titles in standing if titles]

    def __missing__(self, title: int) -> Tokens:
        found = self[title] = sum(token for token, titles in self._standing if title in titles)
        return found


class _Weighing:
    """What is known of the wanted things where tokens stand in one of several places, which are worth more and more.

    Most entries of a sheet have the same tokens in the same places, so each case is reckoned once.
    """

    def __init__(
        self, wanted: Sequence[Wanted], tokens: Sequence[str], strong: Sequence[int], worth: tuple[float, ...]
    ) -> None:
        self._wanted, self._tokens, self._strong, self._worth = wanted, tokens, strong, worth
        self._known: dict[tuple[Tokens, ...], tuple[tuple[float, ...], int]] = {}

    def __call__(self, *case: Tokens) -> tuple[tuple[float, ...], int]:
        """The share of each wanted thing, and how many of the strong ones are lacking; all of them where nothing is known."""
        known = self._known.get(case)
        if known is None:
            weights: dict[str, float] = {}
            for standing, worth in zip(case, self._worth, strict=True):
                while standing:
                    lowest = standing & -standing
                    weights[self._tokens[lowest.bit_length() - 1]] = worth
                    standing ^= lowest
            shares = _shares(self._wanted, weights)
            lacking = [shares[nth] for nth in self._strong].count(0.0) if any(shares) else _NOTHING_KNOWN
            known = self._known[case] = (shares, lacking)
        return known


def known(wanted: Sequence[Wanted], entries: Entries, places: Places, scope: Scope) -> Iterator[Knows]:
    """Entries that know enough to be of use.

    Left out are statements that lack more than one of the ``strong`` things, and subjects that lack one and are not
    called by any word said.
    """
    tokens = tuple(
        dict.fromkeys(token for one in wanted for option in (*one.options, *one.near) for token, _ in option)
    )
    strong = tuple(nth for nth, one in enumerate(wanted) if one.strong)
    # What somebody asks for is matched with what was said, not with all that the word book says it may mean.
    literally = {frozenset(token for token, _ in option) for one in wanted for option in one.options[:LITERAL]}
    asked = places.asked.standing(tokens, literally)
    homes = _homes(wanted, entries, places, scope, _homes_asked(asked, tokens, entries))
    named = _gathered(places.names, tokens, [entries.subjects_at(home) for home in homes])
    told = _gathered(places.texts, tokens, [entries.passages_at(home) for home in homes])
    sheets = _sheets(places, tokens, homes)
    titles = _Titles((1 << nth, frozenset(places.titles.of(token))) for nth, token in enumerate(tokens))
    of_subject = _Weighing(wanted, tokens, strong, (IN_SHEET, AROUND, ASKED, IN_NAME))
    as_told = [one.as_told for one in wanted]
    of_passage = _Weighing(as_told, tokens, strong, (AROUND_TEXT, ASKED_ABOVE, NAMED_ABOVE_TEXT, ASKED, IN_TEXT))
    titles_of, counts, subject_of, size = places.titles_of, scope.counts, entries.subject_of, len(entries.subjects)
    for home in homes:
        sheet = sheets[home]
        for number in entries.subjects_at(home):
            if not counts[number]:
                continue
            called = named.get(number, 0)
            wished = asked.get(number, 0)
            shares, lacking = of_subject(sheet, titles[titles_of[number]], wished, called)
            if called or not lacking:
                yield Knows(number, shares, bool(called), bool(wished))
        for number in entries.passages_at(home):
            subject = subject_of[number]
            around, above, own = titles[titles_of[subject]], named.get(subject, 0), told.get(number, 0)
            wished, of_sheet = asked.get(size + number, 0), asked.get(subject, 0)
            if not (own or above or around or wished or of_sheet) or not counts[subject]:
                continue
            shares, lacking = of_passage(around, of_sheet, above, wished, own)
            if lacking <= 1:
                yield Knows(size + number, shares, False, bool(wished))


def _gathered(postings: Postings, tokens: Sequence[str], ranges: Sequence[range]) -> dict[int, Tokens]:
    """The tokens at each place that lies in one of the ranges (more places may be told, never fewer)."""
    found: dict[int, Tokens] = {}
    for nth, token in enumerate(tokens):
        everywhere = postings.of(token)
        few = len(everywhere) <= _CHEAPER_THAN_LOOKING_UP * len(ranges)
        for numbers in [everywhere] if few else [postings.within(token, one) for one in ranges]:
            for number in numbers:
                found[number] = found.get(number, 0) | 1 << nth
    return found


def _sheets(places: Places, tokens: Sequence[str], homes: Sequence[int]) -> dict[int, Tokens]:
    """The tokens that stand on each sheet itself."""
    found: dict[int, Tokens] = dict.fromkeys(homes, 0)
    for nth, token in enumerate(tokens):
        for home in (found.keys() & places.sheets.of(token)) - places.beside.get(token, _NONE):
            found[home] |= 1 << nth
    return found


def _homes_asked(asked: Mapping[int, Tokens], tokens: Sequence[str], entries: Entries) -> dict[str, set[int]]:
    """The sheets on which something is asked for by each token."""
    found: dict[str, set[int]] = {}
    size = len(entries.subjects)
    for number, said in asked.items():
        home = entries.home_of[number if number < size else entries.subject_of[number - size]]
        while said:
            lowest = said & -said
            found.setdefault(tokens[lowest.bit_length() - 1], set()).add(home)
            said ^= lowest
    return found


def _homes(
    wanted: Sequence[Wanted], entries: Entries, places: Places, scope: Scope, asked: Mapping[str, set[int]]
) -> list[int]:
    """The sheets that know enough, taken together."""
    total = sum(one.weight for one in wanted)
    knowing = [(one.weight, _homes_that_know(one, places, asked)) for one in wanted]
    knowing.sort(key=lambda pair: -pair[0])
    least = (_LEAST_COVERED if len(wanted) < _SEVERAL else _LEAST_OF_SEVERAL) * total
    candidates: set[int] = set()
    left = total
    for weight, homes in knowing:
        if left < least:
            break  # what is left cannot suffice alone
        candidates |= homes
        left -= weight
    candidates &= scope.homes
    known = dict.fromkeys(candidates, 0.0)
    for weight, homes in knowing:
        for home in homes & candidates:
            known[home] += weight
    covered = {home: share for home, share in known.items() if share >= least}
    if len(covered) <= _MOST_HOMES:
        return sorted(covered)
    return sorted(_best(covered, wanted, entries, places, scope))


def _best(
    covered: dict[int, float], wanted: Sequence[Wanted], entries: Entries, places: Places, scope: Scope
) -> list[int]:
    """Of too many sheets those that know most, and have most of it in their names."""
    named: dict[int, float] = dict.fromkeys(covered, 0.0)
    for one in wanted:
        here = {
            entries.home_of[number]
            for option in one.options
            for token, part in option
            if part >= _LEAST_SHARE
            for number in places.names.of(token)
            if scope.counts[number]
        }
        for home in here & covered.keys():
            named[home] += one.weight
    return nsmallest(_MOST_HOMES, covered, key=lambda home: (-covered[home] - named[home], entries.home_ranks[home]))


def _worth(nth: int) -> float:
    return _SAID if nth == 0 else _FIRST if nth == 1 else _FURTHER


def _homes_that_know(one: Wanted, places: Places, asked: Mapping[str, set[int]]) -> set[int]:
    homes: set[int] = set()
    for option in (*one.options, *one.near):
        if len(option) == 1:
            token = option[0][0]
            homes.update(places.sheets.of(token), asked.get(token, ()))
            continue
        shares: dict[int, float] = {}
        for token, part in option:
            of_token = places.sheets.of(token)
            for home in {*of_token, *asked[token]} if token in asked else of_token:
                shares[home] = shares.get(home, 0.0) + part
        homes.update(home for home, share in shares.items() if share >= _LEAST_SHARE)
    return homes


def _shares(wanted: Sequence[Wanted], weights: dict[str, float]) -> tuple[float, ...]:
    shares = []
    weight_of = weights.get
    for one in wanted:
        best = 0.0
        for fidelity, token in one.words:
            share = weight_of(token)
            if share is not None and share * fidelity > best:
                best = share * fidelity
        for fidelity, option in one.phrases:
            share = 0.0
            for token, part in option:
                share += part * weight_of(token, 0.0)
            if share < _LEAST_OF_MEANT and fidelity < _SAID:
                continue  # 体育館 may mean 体育施設, but 施設 alone is another thing
            if share * fidelity > best:
                best = share * fidelity
        shares.append(best if best >= _LEAST_SHARE else 0.0)
    return tuple(shares)
