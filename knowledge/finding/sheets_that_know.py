"""The sheets that can know enough of a question, before any of them is looked at more closely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from knowledge.finding.entries import Entries, Scope
from knowledge.finding.sheet_sets import SheetSet
from knowledge.finding.wanted import LITERAL, Places, Wanted
from knowledge.finding.weighing import LEAST_SHARE, Tokens
from knowledge.question.asked_words import Phrase

# What knows less of a question than this is of no use to any answer; of several things named each is told by itself.
_LEAST_COVERED, _LEAST_OF_SEVERAL, _SEVERAL = 0.3, 0.15, 3
# A question that so many sheets know equally well names none of them.
_MOST_HOMES = 24
# The same sum in another order may differ by less than this.
_ROUNDED = 1e-9


def may_know_all(wanted: Sequence[Wanted], entries: Entries, places: Places, scope: Scope, least: float) -> bool:
    """Whether any entry that is ``known`` may have ``least`` of the whole weight and all strong things: a sheet has to
    have them first."""
    tokens = tokens_of(wanted)
    asked = homes_asked(places.asked.standing(tokens, literal_phrases(wanted)), tokens, entries)
    knowing = [(one.weight, _that_know(one, places, asked)) for one in wanted]
    among = places.sets.within(scope)
    for one, (_, sheets) in zip(wanted, knowing, strict=True):
        if one.strong:
            among &= sheets
    enough = least * sum(one.weight for one in wanted) - _ROUNDED
    return any(sheets and share >= enough for share, sheets in _summed(among, knowing).items())


def tokens_of(wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """All words that are looked for, each once; their places tell their bits in ``Tokens``."""
    return tuple(dict.fromkeys(token for one in wanted for option in (*one.options, *one.near) for token, _ in option))


def literal_phrases(wanted: Sequence[Wanted]) -> set[Phrase]:
    """What was said and what each thing means first: by these alone an entry may be asked for."""
    # What somebody asks for is matched with what was said, not with all that the word book says it may mean.
    return {frozenset(token for token, _ in option) for one in wanted for option in one.options[:LITERAL]}


def homes_asked(asked: Mapping[int, Tokens], tokens: Sequence[str], entries: Entries) -> dict[str, set[int]]:
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


def homes_that_know(wanted: Sequence[Wanted], places: Places, scope: Scope, asked: Mapping[str, set[int]]) -> list[int]:
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
            if share >= LEAST_SHARE:
                sheets |= part
    return sheets


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
            if part >= LEAST_SHARE:
                sheets |= places.sets.naming(token, scope)
    return sheets
