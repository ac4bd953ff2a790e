"""Words by which a person is known in a small town even without a name; staff decide whether they may be published."""

from __future__ import annotations

from functools import lru_cache

from casework.detectors import Detector, Spotted, read_table, spot


def identifying(text: str) -> tuple[Spotted, ...]:
    """Words on health, school class, family and the like."""
    return spot(identifying_detectors(), text)


@lru_cache(maxsize=1)
def identifying_detectors() -> tuple[Detector, ...]:
    """The detectors, for staff and for the test that tries their examples."""
    return read_table("identifying.toml", "identifying")
