"""Choosing monitors among applicants: one quota per age group, per district or per gender, never a grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

By = Literal["age_group", "district", "gender"]


@dataclass(frozen=True)
class Applicant:
    """Somebody who waits; ``id`` grows with the time of applying. ``gender`` None: not asked, or not told."""

    id: int
    age_group: str
    district: str
    verified: bool = False
    gender: str | None = None


@dataclass(frozen=True)
class Selection:
    """Who is registered and who waits, both in order of applying."""

    chosen: tuple[int, ...]
    waiting: tuple[int, ...]


def select(
    applicants: Sequence[Applicant],
    present: Sequence[Applicant],
    *,
    by: By,
    quotas: Mapping[str, int],
    capacity: int,
) -> Selection:
    """Register by one-way quotas until ``capacity`` is reached; a group without a quota has no limit of its own.

    ``present`` are registered already and count. Whoever was drawn and confirmed by a code comes before others, then whoever
    applied first.
    """
    taken = Counter(group_of(one, by) for one in present)
    room = max(0, capacity - len(present))
    chosen: list[int] = []
    for one in sorted(applicants, key=lambda one: (not one.verified, one.id)):
        group = group_of(one, by)
        limit = quotas.get(group)
        if len(chosen) < room and (limit is None or taken[group] < limit):
            taken[group] += 1
            chosen.append(one.id)
    picked = set(chosen)
    return Selection(tuple(sorted(picked)), tuple(sorted(one.id for one in applicants if one.id not in picked)))


def group_of(one: Applicant, by: By) -> str:
    """The group whose quota counts for somebody; "" for whoever told no gender."""
    match by:
        case "age_group":
            return one.age_group
        case "district":
            return one.district
        case "gender":
            return one.gender or ""
