"""How much of a name was said: each of its words by how much it tells.

The words of a name are a set, which has another order in every process: a plain sum of theirs may differ in its last bit and
part two names that are alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from knowledge.finding.groups import Group
from knowledge.finding.rarity import Rarity
from knowledge.finding.wanted import LITERAL
from knowledge.question.asked_words import AskedWords, Phrase

# A word by which a thing is asked for stands for a word of its name, hardly less well.
_FOR_NAME = 0.8


class NamesSaid:
    """The shares of the subjects' names that questions say, all 0..1."""

    def __init__(self, names: Sequence[tuple[frozenset[str], ...]], asked: AskedWords, rarity: Rarity) -> None:
        """``names`` are the words of each subject's names; ``asked`` those by which it is asked for besides."""
        self._names, self._asked, self._rarity = names, asked, rarity
        self._wholes: dict[frozenset[str], float] = {}

    def telling(self, groups: Iterable[Group]) -> dict[str, float]:
        """All words that a question may mean, each with how much it tells."""
        return {token: self._rarity.tells(token) for group in groups for option in group.options for token in option}

    def share(self, number: int, telling: Mapping[str, float]) -> float:
        """The share of a subject's name that was said, whichever of its names that is; 0 for a statement."""
        if number >= len(self._names):
            return 0.0
        names = self._names[number]
        if len(names) == 1:  # nearly every subject
            return self._share_said(names[0], telling)
        return max([self._share_said(name, telling) for name in names], default=0.0)

    def share_called(
        self,
        number: int,
        telling: Mapping[str, float],
        groups: Sequence[Group],
        literally: set[Phrase],
        named: float,
    ) -> float:
        """The same, where words by which a subject is asked for stand for those of its name; ``named`` is the share
        without them."""
        asked = self._asked.said_of(number, literally)
        if not asked:
            return named
        return max([named, *(self._share_asked(name, telling, asked, groups) for name in self._names[number])])

    def share_printed(self, name: frozenset[str], groups: Iterable[Group]) -> float:
        """The share of one name that was said; 地区 is no half of 地区会: what is said has to stand there whole."""
        options = (option for group in groups for option in group.options)
        said = {token for option in options if name.issuperset(option) for token in option}
        return self._share_said(name, {token: self._rarity.tells(token) for token in said})

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
            if (option := asked_by(group, asked)) and not any(name.intersection(one) for one in group.options)
        )
        return min(share + _FOR_NAME * instead / whole, 1.0)

    def _mean_tells(self, option: tuple[str, ...]) -> float:
        return sum(map(self._rarity.tells, option)) / len(option)

    def _share_said(self, name: frozenset[str], telling: Mapping[str, float]) -> float:
        """The share of a name that was said; ``telling`` are the words said, each with how much it tells."""
        said = [telling[token] for token in name if token in telling]
        whole = self._whole(name) if said else 0.0
        return fsum(said) / whole if whole else 0.0

    def _whole(self, name: frozenset[str]) -> float:
        whole = self._wholes.get(name)
        if whole is None:
            whole = self._wholes[name] = fsum(map(self._rarity.tells, name))
        return whole


def asked_by(group: Group, asked: frozenset[str]) -> tuple[str, ...] | None:
    """The way of saying a thing that stands among the words by which an entry is asked for."""
    return next((option for option in group.options[:LITERAL] if asked.issuperset(option)), None)
