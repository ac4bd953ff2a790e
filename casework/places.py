"""Whether two places that residents sent mean one spot: two lamps of a street are two, one lamp sent twice is one."""

from __future__ import annotations

import math
import re

# What a telephone's own position is off by, and less than from one street lamp to the next but one.
_NEAR_METRES = 50
_METRES_A_DEGREE = 111_320
_DEGREES = re.compile(r"(-?\d{1,3}\.\d+),(-?\d{1,3}\.\d+)")


def near(one: str, other: str) -> bool:
    """Whether both lie within fifty metres. Places are told with their degrees, "駅前（38.15000,140.27000）"; where one of
    them has none, only the same words are the same place."""
    here, there = _degrees(one), _degrees(other)
    if here is None or there is None:
        return one.strip() == other.strip()
    north = (here[0] - there[0]) * _METRES_A_DEGREE
    east = (here[1] - there[1]) * _METRES_A_DEGREE * math.cos(math.radians(here[0]))
    return math.hypot(north, east) <= _NEAR_METRES


def _degrees(place: str) -> tuple[float, float] | None:
    found = _DEGREES.search(place)
    return (float(found[1]), float(found[2])) if found else None
