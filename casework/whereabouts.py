"""The places of a city that a text names by their kind (南町, 月見橋): a trouble at one is not that at another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from casework.detectors import table
from casework.plain import plain

# 月見児童公園 and 月見公園 are one: names are alike from their first two signs on.
_TELLING_SIGNS = 2


def named_places(text: str) -> frozenset[str]:
    """The names in front of the kinds of places, without what only says which kind (児童公園 names none)."""
    return frozenset(name for name, _, _ in places_in(plain(text).text))


def places_in(read: str) -> tuple[tuple[str, int, int], ...]:
    """The names in a plain text, each with where it and its kind begin and end."""
    kinds, ordinary = _patterns()
    found = ((ordinary.sub("", match[1]), match.start(), match.end()) for match in kinds.finditer(read))
    return tuple((name, start, end) for name, start, end in found if name)


def apart(here: Iterable[str], there: Iterable[str]) -> bool:
    """Whether both name places and none of them is one of the other's."""
    mine, theirs = {_known_by(one) for one in here}, {_known_by(one) for one in there}
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _known_by(name: str) -> str:
    return name[:_TELLING_SIGNS]


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = table("whereabouts.toml")
    kinds = "|".join(sorted(data["kinds"], key=len, reverse=True))
    ordinary = "|".join(sorted(data["ordinary"], key=len, reverse=True))
    return re.compile(rf"([一-龠々ヶケ]{{1,5}}?)(?:{kinds})(?![一-龠々])"), re.compile(
        rf"^(?:{ordinary})+$|(?:{ordinary})+$"
    )
