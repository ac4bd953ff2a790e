"""What is typed where a question to the documents was expected, and asks nothing: its place is 市民の声, not a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from casework.categories import OTHER, Categories
from casework.detectors import Detector, Spotted, read_table, spot, table
from casework.kinds import INQUIRY, KindFound, kind_of
from casework.plain import plain

# More is no slip of the tongue; nobody asks the documents at such length.
_MAX_CHARS = 2_000


# Something of the town that every detector of a state knows.
_A_THING = "バス"


def complaint_in(text: str, things: Iterable[str] = ()) -> Spotted | None:
    """What makes a text a complaint or a wish to the hall; None when it is a question, or neither.

    ``things``: what else is something of this town, in the residents' own words.
    """
    text = _with_known_things(text, things)
    return None if _asks_the_bot(text) else next(iter(spot(complaint_detectors(), text)), None)


def kind_of_matter(text: str, things: Iterable[str] = ()) -> KindFound | None:
    """What kind of voice a text would be, in whatever words; None when it asks, or is about no field of the city's work."""
    text = _with_known_things(text, things)
    kind = kind_of(text)
    if kind.name == INQUIRY or _asks_the_bot(text) or _fields().ranked(text)[0].name == OTHER:
        return None
    return kind


def _with_known_things(text: str, things: Iterable[str]) -> str:
    for thing in sorted(things, key=len, reverse=True):
        text = text.replace(thing, _A_THING)
    return text[:_MAX_CHARS]


def _asks_the_bot(text: str) -> bool:
    return _asks().search(plain(text).text) is not None


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
def _fields() -> Categories:
    """The general ones: that something is the city's work is all that is asked, not whose."""
    return Categories()


@lru_cache(maxsize=1)
def _asks() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in table("complaints.toml")["ask"]))
