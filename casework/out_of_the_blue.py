"""Complaints and wishes typed where a question to the documents was expected: their place is 市民の声, not a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from casework.detectors import Detector, Spotted, read_table, spot, table
from casework.plain import plain

# More is no slip of the tongue; nobody asks the documents at such length.
_MAX_CHARS = 2_000


# Something of the town that every detector of a state knows.
_A_THING = "バス"


def complaint_in(text: str, things: Iterable[str] = ()) -> Spotted | None:
    """What makes a text a complaint or a wish to the hall; None when it is a question, or neither.

    ``things``: what else is something of this town, in the residents' own words.
    """
    for thing in sorted(things, key=len, reverse=True):
        text = text.replace(thing, _A_THING)
    asks = _asks()
    sentences = plain(text[:_MAX_CHARS]).text
    if asks.search(sentences):
        return None
    return next(iter(spot(complaint_detectors(), text[:_MAX_CHARS])), None)


# How something of the town is, said as a statement that ends with it.
STATE = "state"


def states_how_it_is(text: str, things: Iterable[str] = ()) -> bool:
    """Whether a text is a plain statement of how something of the town is (「公園のトイレが汚い」): it asks for nothing."""
    found = complaint_in(text, things)
    return found is not None and found.kind == STATE


@lru_cache(maxsize=1)
def complaint_detectors() -> tuple[Detector, ...]:
    """The detectors, for staff and for the test that tries their examples."""
    return read_table("complaints.toml", "complaint")


@lru_cache(maxsize=1)
def _asks() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in table("complaints.toml")["ask"]))
