"""How much of a question is known by where its words stand: reckoned once for each such case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import mul

from knowledge.finding.wanted import SAID, Wanted, Way

# Half a word is not the word: 会 of 地区会 is in every 会議.
LEAST_SHARE = 0.4
_LEAST_OF_MEANT = 0.6
# What is known of the wanted things: the share of all that is covered, by weight, 0..1; the places of the strong ones that
# are lacking; whether anything is known. (There are many, and a plain tuple is made fastest; so it is with ``Knows``.)
Case = tuple[float, tuple[int, ...], bool]
# Some of the tokens of a question: bit n stands for the n-th.
Tokens = int
# The tokens that stand in each of several places, which are worth more and more: those of the first place in the lowest
# bits, as many bits to a place as the question has tokens.
Standings = int


class Titles(dict[int, Tokens]):
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
        share = self[case] = best if best >= LEAST_SHARE else 0.0
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
            if share < _LEAST_OF_MEANT and fidelity < SAID:
                continue  # 体育館 may mean 体育施設, but 施設 alone is another thing
            if share * fidelity > best:
                best = share * fidelity
        return best


class Weighing(dict[Standings, Case]):
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

    def __missing__(self, case: Standings) -> Case:
        shares = [of_thing[case & own] for of_thing, own in self._shares]
        covered = sum(map(mul, self._weights, shares)) / self._total
        known = self[case] = covered, tuple([nth for nth in self._strong if not shares[nth]]), any(shares)
        return known
