"""Which entries know a telling part of a question, and how well each fits: weighted overlap of words.

No number and no year is ever guessed here: they are slots (``knowledge.question``), and typing errors are forgiven in
names only.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache

from knowledge.finding.entries import Scope
from knowledge.finding.groups import Group, Hit, literally
from knowledge.finding.index import Index
from knowledge.finding.matching import Knows, known
from knowledge.finding.misspelt import Misspelt, may_be_meant
from knowledge.finding.sheets_that_know import may_know_all
from knowledge.finding.wanted import Wanted

# A thing that does not know all that was said is near it only if so much of its own name was.
_LEAST_NAMED = 0.25
# So many of what knows some of a question are looked at; the right one is seldom further down.
_LOOKED_AT = 60
_QUESTIONS_KEPT = 16


class Search:
    """Looks the entries of an index through for what questions name."""

    def __init__(self, index: Index, misspelt: Misspelt) -> None:
        self._index, self._misspelt = index, misspelt
        # What has the same names in the sheets of several years is reckoned once, and this tells which they are.
        numbers: dict[tuple[frozenset[str], ...], int] = {}
        self._called_by = array("I", (numbers.setdefault(each, len(numbers)) for each in index.names))
        # One question is looked at in several ways, one after the other.
        self._known = lru_cache(maxsize=_QUESTIONS_KEPT)(self._look_through)
        self._knowing_some = lru_cache(maxsize=_QUESTIONS_KEPT)(self._loosely)

    def hits(
        self, groups: Iterable[Group], scope: Scope, compounds: frozenset[tuple[str, str]] = frozenset()
    ) -> list[Hit]:
        """The entries of a scope that know a telling part of the question, the best first.

        Left out are statements that lack more than one of the strong things, and subjects that lack one and are not called
        by any word said.
        """
        return self._ranked(tuple(groups), scope, compounds, whatever_lacks=False)

    def _ranked(
        self, groups: tuple[Group, ...], scope: Scope, compounds: frozenset[tuple[str, str]], *, whatever_lacks: bool
    ) -> list[Hit]:
        index, said_literally = self._index, literally(groups)
        said, telling = index.said, index.said.telling(groups)
        ranks, size = index.entries.ranks, len(index.subjects)
        strong = 0 if whatever_lacks else sum(group.strong for group in groups)
        hits: list[tuple[float, int, Hit]] = []
        # Most entries lack the same things, and the rows of all years have the same few names.
        lacking: dict[tuple[int, ...], tuple[Group, ...]] = {}
        shares: dict[int, float] = {}
        for number, (covered, places, _), is_named, is_asked, alone in self._known(groups, scope):
            is_told = number >= size
            if whatever_lacks:
                places = ()
            elif not is_named and len(places) > is_told:
                continue
            named = 0.0
            if is_named:
                called_by = self._called_by[number]
                share = shares.get(called_by)
                named = shares[called_by] = said.share(number, telling) if share is None else share
            called = said.share_called(number, telling, groups, said_literally, named) if is_asked and named else named
            if places and is_named and called < _LEAST_NAMED:
                continue
            missing = lacking.get(places)
            if missing is None:
                missing = lacking[places] = tuple([groups[place] for place in places])
            together = self.together(number, compounds) if compounds else 0.0
            score = 0.75 * covered + 0.25 * named
            # A statement that has no strong thing itself; where none was said, nothing at all.
            only_asked = is_told and is_asked and not (alone[2] and (not strong or len(alone[1]) < strong))
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
        return tuple(self._ranked(groups, scope, frozenset(), whatever_lacks=True)[:_LOOKED_AT])

    def _look_through(self, groups: tuple[Group, ...], scope: Scope) -> Sequence[Knows]:
        if not any(group.weight for group in groups):
            return ()
        return known(self._wanted(groups), self._index.entries, self._index.places, scope)

    def may_know_all(self, groups: Sequence[Group], scope: Scope, least: float) -> bool:
        """Whether ``hits`` may find an entry of a scope that covers ``least`` of a question and lacks nothing strong."""
        return may_know_all(self._wanted(groups), self._index.entries, self._index.places, scope, least)

    def together(self, number: int, compounds: frozenset[tuple[str, str]]) -> float:
        """The share of some compounds that stand in an entry as such, 0..1."""
        place = number - len(self._index.subjects)
        cuts = (self._index.told_cuts[place],) if place >= 0 else self._index.named_cuts[number]
        found = 0
        for one, other in compounds:
            for cut in cuts:
                if one in cut.words and cut.has_pair(one, other):  # most have not even the first of the two
                    found += 1
                    break
        return found / len(compounds)

    def misspelt(self, rest: str, groups: Sequence[Group], scope: Scope) -> list[tuple[int, float]]:
        """Subjects whose name stands in the question with a slip or two, the likeliest first, with 0..1.

        Whatever the subject's sheet does not know has to lie within the name: what stands beside it is no slip but
        another thing.
        """
        index = self._index
        best: dict[int, float] = {}
        for number, alike, window in self._misspelt.names_within(rest):
            if not scope.counts[number]:
                continue
            slips = [group.said for group in groups if group.strong and not index.sheet_of_knows(number, group)]
            name = index.subjects[number].name
            if slips and all(slip in window and may_be_meant(slip, name) for slip in slips):
                best[number] = max(best.get(number, 0.0), alike)
        return sorted(best.items(), key=lambda pair: (-pair[1], index.entries.ranks[pair[0]]))

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
        rarity = self._index.rarity
        whole = sum(rarity(token) for token in option)
        return tuple((token, rarity(token) / whole) for token in option)
