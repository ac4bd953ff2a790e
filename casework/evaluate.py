"""Scoring of a set of voices: are kind of field, measures, personal data, abuse and near-duplicates proposed rightly?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from casework.likeness import Alike, Rarity, Tokens, alike, rarity_among, same_matters
from casework.proposals import Proposal, Proposer

FIVE = 5


@dataclass(frozen=True)
class Share:
    """How many of how many were right."""

    right: int
    of: int

    @property
    def share(self) -> float:
        """0..1; 1 where nothing was asked."""
        return self.right / self.of if self.of else 1.0


@dataclass(frozen=True)
class Slip:
    """A voice for which a proposal was not right: what was expected, what was proposed, and by which words."""

    id: str
    about: str
    expected: str
    proposed: str
    why: str


@dataclass(frozen=True)
class VoiceScores:
    """The outcome of a whole set. ``joined``: pairs proposed as one matter (precision); ``found``: of the true pairs
    (recall); ``partner``: the other voice of a pair stands among the five likest.
    """

    shares: Mapping[str, Share]
    slips: tuple[Slip, ...]


def voice_scores(proposer: Proposer, rows: Sequence[Mapping[str, Any]]) -> VoiceScores:
    """Propose for every voice of a set (one mapping per line of its file) and compare."""
    proposals = {row["id"]: proposer.propose(row["text"]) for row in rows}
    slips: list[Slip] = []
    shares = {
        "category": _category(rows, proposals, slips),
        "category among three": _among_three(rows, proposals),
        "measure among three": _measure(rows, proposals, slips),
        "personal data": _personal_data(rows, proposals, slips),
        "abusive": _abusive(rows, proposals, slips),
        **_pairs(proposer, rows, slips),
    }
    return VoiceScores(shares, tuple(slips))


Rows = Sequence[Mapping[str, Any]]
Proposals = Mapping[str, Proposal]


def _category(rows: Rows, proposals: Proposals, slips: list[Slip]) -> Share:
    wrong = [row for row in rows if proposals[row["id"]].category != row["category"]]
    for row in wrong:
        first = proposals[row["id"]].fields
        proposed = "、".join(one.name for one in first)
        slips.append(Slip(row["id"], "category", row["category"], proposed, "、".join(first[0].why)))
    return Share(len(rows) - len(wrong), len(rows))


def _among_three(rows: Rows, proposals: Proposals) -> Share:
    right = sum(row["category"] in {one.name for one in proposals[row["id"]].fields} for row in rows)
    return Share(right, len(rows))


def _measure(rows: Rows, proposals: Proposals, slips: list[Slip]) -> Share:
    related = [row for row in rows if row["related_measures"]]
    right = 0
    for row in related:
        found = [one.code for one in proposals[row["id"]].measures]
        if set(found) & set(row["related_measures"]):
            right += 1
        else:
            slips.append(Slip(row["id"], "measure", "、".join(row["related_measures"]), "、".join(found), ""))
    return Share(right, len(related))


def _personal_data(rows: Rows, proposals: Proposals, slips: list[Slip]) -> Share:
    right = 0
    for row in rows:
        expected, found = (
            set(row["contains_personal_data"]),
            {one.kind.value for one in proposals[row["id"]].personal_data},
        )
        right += expected == found
        if expected != found:
            slips.append(Slip(row["id"], "personal data", "、".join(sorted(expected)), "、".join(sorted(found)), ""))
    return Share(right, len(rows))


def _abusive(rows: Rows, proposals: Proposals, slips: list[Slip]) -> Share:
    right = 0
    for row in rows:
        found = proposals[row["id"]].abuse
        right += bool(found) == row["abusive"]
        if bool(found) != row["abusive"]:
            why = "、".join(one.name for one in found)
            slips.append(Slip(row["id"], "abusive", str(row["abusive"]), str(bool(found)), why))
    return Share(right, len(rows))


def _pairs(proposer: Proposer, rows: Rows, slips: list[Slip]) -> dict[str, Share]:
    tokens = {row["id"]: proposer.tokens(row["text"]) for row in rows}
    rare = rarity_among(tokens.values())
    true = {frozenset((row["id"], row["duplicate_of"])) for row in rows if row["duplicate_of"]}
    compared = {
        frozenset((one, other)): alike(tokens[one], tokens[other], rare) for one, other in combinations(tokens, 2)
    }
    joined = {pair: compared[pair] for pair in same_matters(compared)}
    slips.extend(_wrongly_joined(joined, true))
    right = len(joined.keys() & true)
    near = sum(
        other in _likest(one, tokens, rare) for pair in true for one, other in (sorted(pair), sorted(pair)[::-1])
    )
    return {
        "joined": Share(right, len(joined)),
        "found": Share(right, len(true)),
        "partner": Share(near, 2 * len(true)),
    }


def _wrongly_joined(joined: Mapping[frozenset[str], Alike], true: set[frozenset[str]]) -> list[Slip]:
    return [
        Slip(sorted(pair)[1], "joined", "-", sorted(pair)[0], "、".join(found.words))
        for pair, found in joined.items()
        if pair not in true
    ]


def _likest(one: str, tokens: Mapping[str, Tokens], rare: Rarity) -> list[str]:
    others = [other for other in tokens if other != one]
    return sorted(others, key=lambda other: -alike(tokens[one], tokens[other], rare).score)[:FIVE]
