"""How much of a question each entry knows. Only sheets that can know enough of it are looked at more closely."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import mul

from knowledge.finding.entries import Entries, Postings, Scope
from knowledge.finding.sheet_sets import SheetSet, SheetSets
from knowledge.question.asked_words import AskedWords, Phrase

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
# The same sum in another order may differ by less than this.
_ROUNDED = 1e-9


Way = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Wanted:
    """One thing said: its ``weight``, whether it names a thing, and the ways to say it, each with its tokens and what
    part of it each one is (sum 1). ``near`` are ways that count where a statement tells it."""

    weight: float
    strong: bool
    options: tuple[Way, ...]
    near: tuple[Way, ...] = ()

    def ways(self, *, told: bool) -> Iterator[tuple[float, Way]]:
        """Each way to say it with what it is worth; ``told``: by a statement."""
        yield from ((_worth(nth), one) for nth, one in enumerate(self.options))
        if told:
            yield from ((_NEAR, one) for one in self.near)


@dataclass(frozen=True)
class Places:
    """Where the words stand: subjects by their names, passages by their texts, ``titles`` (numbers of the titles a
    subject stands under), sheets by all of their words, ``sets`` of them too; ``beside`` are those sheets that have a
    word in titles only. ``asked`` are words that stand nowhere in an entry and yet ask for it."""

    names: Postings
    texts: Postings
    titles: Postings
    sheets: Postings
    sets: SheetSets
    beside: dict[str, frozenset[int]]
    titles_of: Sequence[int]
    asked: AskedWords


# What is known of the wanted things: the share of all that is covered, by weight, 0..1; the places of the strong ones that
# are lacking; whether anything is known. (There are many, and a plain tuple is made fastest; so it is with ``Knows``.)
Case = tuple[float, tuple[int, ...], bool]
# An entry (a passage's number counts behind the subjects), what it knows, whether some of it by its very name, and whether
# some by words that ask for it only (of a statement: whether it has no strong thing otherwise).
Knows = tuple[int, Case, bool, bool]


# Some of the tokens of a question: bit n stands for the n-th.
Tokens = int
# The tokens that stand in each of several places, which are worth more and more: those of the first place in the lowest
# bits, as many bits to a place as the question has tokens.
Standings = int


class _Titles(dict[int, Tokens]):
    """The tokens in each title, found out when it is first asked for."""

    def __init__(self, standing: Iterable[tuple[Tokens, frozenset[int]]]) -> None:
        self._standing = [(token, titles) for token, titles in standing if titles]

    def __missing__(self, title: int) -> Tokens:
        found = self[title] = sum([token for token, titles in self._standing if title in titles])
        return found


class _Shares(dict[Standings, float]):
    """What share of one thing is known, by where its own tokens stand. Few ways of that are met, again and again."""

    def __init__(
        self, ways: Iterable[tuple[float, Way]], place: Mapping[str, int], standing: Tokens, worth: tuple[float, ...]
    ) -> None:
        """``place``: the places of the tokens in the question."""
        self[0] = 0.0
        self._size = size = len(place)
        # What a thing is known by where one bit is set: nearly all ways have but one token.
        self._alone: dict[Standings, float] = {}
        self._weights: dict[Standings, tuple[int, float]] = {}
        self._phrases = []
        for fidelity, way in ways:
            if len(way) == 1:
                at = place[way[0][0]]
                if standing >> at & 1:
                    for nth, weight in enumerate(worth):
                        bit = 1 << at + nth * size
                        self._alone[bit] = max(weight * fidelity, self._alone.get(bit, 0.0))
                continue
            parts = [(place[token], part) for token, part in way]
            if any(standing >> at & 1 for at, _ in parts):
                self._phrases.append((fidelity, parts))
                for at, _ in parts:
                    for nth, weight in enumerate(worth):
                        self._weights[1 << at + nth * size] = at, weight
        self.own = sum(self._alone.keys() | self._weights.keys())

    def __missing__(self, case: Standings) -> float:
        best, alone, left = 0.0, self._alone, case
        while left:
            lowest = left & -left
            left ^= lowest
            share = alone.get(lowest, 0.0)
            if share > best:
                best = share
        if self._phrases:
            best = max(best, self._of_phrases(case))
        share = self[case] = best if best >= _LEAST_SHARE else 0.0
        return share

    def _of_phrases(self, case: Standings) -> float:
        weights = [0.0] * self._size
        while case:
            lowest = case & -case  # the places that are worth most come last
            case ^= lowest
            if of_token := self._weights.get(lowest):
                weights[of_token[0]] = of_token[1]
        best = 0.0
        for fidelity, option in self._phrases:
            share = 0.0
            for place, part in option:
                share += part * weights[place]
            if share < _LEAST_OF_MEANT and fidelity < _SAID:
                continue  # 体育館 may mean 体育施設, but 施設 alone is another thing
            if share * fidelity > best:
                best = share * fidelity
        return best


class _Weighing(dict[Standings, Case]):
    """What is known of the wanted things by where their tokens stand.

    Most entries of a sheet have the same tokens in the same places, so each case is reckoned once.
    """

    def __init__(
        self, wanted: Sequence[Wanted], tokens: Sequence[str], standing: Tokens, worth: tuple[float, ...], *, told: bool
    ) -> None:
        """``standing`` are the tokens that stand anywhere at all: the others make no difference."""
        place = {token: nth for nth, token in enumerate(tokens)}
        self._weights = [one.weight for one in wanted]
        self._total = sum(self._weights)
        self._strong = [nth for nth, one in enumerate(wanted) if one.strong]
        shares = [_Shares(one.ways(told=told), place, standing, worth) for one in wanted]
        self._shares = [(one, one.own) for one in shares]

    def tells(self, case: Standings) -> bool:
        """Whether any strong thing is known in such a case; where there is none, whether anything is."""
        _, lacking, anything = self[case]
        return anything and (not self._strong or len(lacking) < len(self._strong))

    def __missing__(self, case: Standings) -> Case:
        shares = [of_thing[case & own] for of_thing, own in self._shares]
        covered = sum(map(mul, self._weights, shares)) / self._total
        known = self[case] = covered, tuple([nth for nth in self._strong if not shares[nth]]), any(shares)
        return known


def known(wanted: Sequence[Wanted], entries: Entries, places: Places, scope: Scope) -> list[Knows]:
    """Entries that know enough to be of use.

    Left out are statements that lack more than one of the ``strong`` things, and subjects that lack one and are not
    called by any word said.
    """
    tokens = _tokens(wanted)
    asked = places.asked.standing(tokens, _literally(wanted))
    homes = _homes(wanted, places, scope, _homes_asked(asked, tokens, entries))
    found: list[Knows] = []
    if not homes:
        return found
    standing = _standing(places, tokens, homes)
    named = _gathered(places.names, standing, entries.subjects_at)
    told = _gathered(places.texts, standing, entries.passages_at)
    sheets = _sheets(places, standing, homes)
    titles = _Titles((1 << nth, frozenset(places.titles.of(token))) for nth, token, _ in standing)
    anywhere = sum(1 << nth for nth, _, _ in standing)
    for wished in asked.values():
        anywhere |= wished
    of_subject = _Weighing(wanted, tokens, anywhere, (IN_SHEET, AROUND, ASKED, IN_NAME), told=False)
    worth = (AROUND_TEXT, ASKED_ABOVE, NAMED_ABOVE_TEXT, ASKED, IN_TEXT)
    of_passage = _Weighing(wanted, tokens, anywhere, worth, told=True)
    titles_of, counts, subject_of, size = places.titles_of, scope.counts, entries.subject_of, len(entries.subjects)
    # How far the tokens of a place lie above those of the first.
    one, two, three, four = (nth * len(tokens) for nth in range(1, 5))
    for home in homes:
        sheet = sheets[home]
        # What is known of a statement by its subject alone; None where the subject does not count.
        above: dict[int, Standings | None] = {}
        for number in entries.subjects_at(home):
            if not counts[number]:
                above[number] = None
                continue
            called, around = named.get(number, 0), titles[titles_of[number]]
            wished = asked.get(number, 0) if asked else 0
            above[number] = around | wished << one | called << two
            case = of_subject[sheet | around << one | wished << two | called << three]
            if called or (case[2] and not case[1]):
                found.append((number, case, bool(called), bool(wished)))
        for number in entries.passages_at(home):
            subject = above[subject_of[number]]
            if subject is None:
                continue
            own, wished = told.get(number, 0), asked.get(size + number, 0) if asked else 0
            standings = subject | wished << three | own << four
            if not standings:
                continue
            case = of_passage[standings]
            if case[2] and len(case[1]) <= 1:
                # Without the words by which the subject or the statement is asked for.
                only_asked = bool(wished) and not of_passage.tells(
                    titles[titles_of[subject_of[number]]] | named.get(subject_of[number], 0) << two | own << four
                )
                found.append((size + number, case, False, only_asked))
    return found


# The place of a token among those of the question, the token, and those of the sheets on which it stands.
Standing = tuple[int, str, Sequence[int]]


def _standing(places: Places, tokens: Sequence[str], homes: Sequence[int]) -> list[Standing]:
    """The tokens that stand on any of these sheets."""
    among, knowing = places.sets.of(homes), places.sets.knowing
    has = ((nth, token, knowing(token) & among) for nth, token in enumerate(tokens))
    return [(nth, token, list(places.sets.homes(sheets))) for nth, token, sheets in has if sheets]


def may_know_all(wanted: Sequence[Wanted], entries: Entries, places: Places, scope: Scope, least: float) -> bool:
    """Whether any entry that is ``known`` may have ``least`` of the whole weight and all strong things: a sheet has to
    have them first."""
    tokens = _tokens(wanted)
    asked = _homes_asked(places.asked.standing(tokens, _literally(wanted)), tokens, entries)
    knowing = [(one.weight, _that_know(one, places, asked)) for one in wanted]
    among = places.sets.within(scope)
    for one, (_, sheets) in zip(wanted, knowing, strict=True):
        if one.strong:
            among &= sheets
    enough = least * sum(one.weight for one in wanted) - _ROUNDED
    return any(sheets and share >= enough for share, sheets in _summed(among, knowing).items())


def _tokens(wanted: Sequence[Wanted]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token for one in wanted for option in (*one.options, *one.near) for token, _ in option))


def _literally(wanted: Sequence[Wanted]) -> set[Phrase]:
    # What somebody asks for is matched with what was said, not with all that the word book says it may mean.
    return {frozenset(token for token, _ in option) for one in wanted for option in one.options[:LITERAL]}


def _gathered(postings: Postings, standing: Sequence[Standing], at: Callable[[int], range]) -> dict[int, Tokens]:
    """The tokens at each place of the sheets on which they stand (more places may be told, never fewer)."""
    found: dict[int, Tokens] = {}
    for nth, token, homes in standing:
        everywhere = postings.of(token)
        few = len(everywhere) <= _CHEAPER_THAN_LOOKING_UP * len(homes)
        for numbers in [everywhere] if few else [postings.within(token, at(home)) for home in homes]:
            for number in numbers:
                found[number] = found.get(number, 0) | 1 << nth
    return found


def _sheets(places: Places, standing: Sequence[Standing], homes: Sequence[int]) -> dict[int, Tokens]:
    """The tokens that stand on each sheet itself."""
    found: dict[int, Tokens] = dict.fromkeys(homes, 0)
    for nth, token, has in standing:
        beside = places.beside.get(token, _NONE)
        for home in has:
            if home not in beside:
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


def _homes(wanted: Sequence[Wanted], places: Places, scope: Scope, asked: Mapping[str, set[int]]) -> list[int]:
    """The sheets that know enough, taken together."""
    sets = places.sets
    total = sum(one.weight for one in wanted)
    knowing = [(one.weight, _that_know(one, places, asked)) for one in wanted]
    knowing.sort(key=lambda pair: -pair[0])
    least = (_LEAST_COVERED if len(wanted) < _SEVERAL else _LEAST_OF_SEVERAL) * total
    candidates = 0
    left = total
    for weight, sheets in knowing:
        if left < least:
            break  # what is left cannot suffice alone
        candidates |= sheets
        left -= weight
    known = _summed(candidates & sets.within(scope), knowing)
    covered = {share: sheets for share, sheets in known.items() if share >= least}
    if sum(sheets.bit_count() for sheets in covered.values()) <= _MOST_HOMES:
        return [home for sheets in covered.values() for home in sets.homes(sheets)]
    return list(islice(_best(covered, wanted, places, scope), _MOST_HOMES))


def _summed(among: SheetSet, weighed: Iterable[tuple[float, SheetSet]]) -> dict[float, SheetSet]:
    """The sheets of a set by the weight of all that they have."""
    parts = {0.0: among}
    for weight, sheets in weighed:
        split: dict[float, SheetSet] = {}
        for share, part in parts.items():
            if having := part & sheets:
                split[share + weight] = split.get(share + weight, 0) | having
            if lacking := part ^ having:
                split[share] = split.get(share, 0) | lacking
        parts = split
    return parts


def _best(covered: Mapping[float, SheetSet], wanted: Sequence[Wanted], places: Places, scope: Scope) -> Iterator[int]:
    """Of too many sheets those first that know most, and have most of it in their names."""
    naming = [(one.weight, _that_name(one, places, scope)) for one in wanted]
    ranked: dict[float, SheetSet] = {}
    for share, sheets in covered.items():
        for named, part in _summed(sheets, naming).items():
            ranked[-share - named] = ranked.get(-share - named, 0) | part
    for rank in sorted(ranked):
        yield from places.sets.homes(ranked[rank])


def _that_name(one: Wanted, places: Places, scope: Scope) -> SheetSet:
    sheets = 0
    for option in one.options:
        for token, part in option:
            if part >= _LEAST_SHARE:
                sheets |= places.sets.naming(token, scope)
    return sheets


def _worth(nth: int) -> float:
    return _SAID if nth == 0 else _FIRST if nth == 1 else _FURTHER


def _that_know(one: Wanted, places: Places, asked: Mapping[str, set[int]]) -> SheetSet:
    knowing = places.sets.knowing
    sheets = 0
    for option in (*one.options, *one.near):
        of_tokens = [
            (part, knowing(token) | places.sets.of(asked[token]) if token in asked else knowing(token))
            for token, part in option
        ]
        if len(option) == 1:
            sheets |= of_tokens[0][1]
            continue
        among = 0
        for _, of_token in of_tokens:
            among |= of_token
        for share, part in _summed(among, of_tokens).items():
            if share >= _LEAST_SHARE:
                sheets |= part
    return sheets
