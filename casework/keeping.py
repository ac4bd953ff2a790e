"""How long a voice is held back, kept and what becomes of it: hold, retention classes, withdrawal, 保存の延長."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from casework.receipts import fiscal_year

HOLD_MINUTES = 60
_FIRST_MONTH = 4


class Retention(StrEnum):
    """The classes of the records rules; how many years each means is the city's (``[retention]``)."""

    VOICE = "voice"
    INQUIRY = "inquiry"
    PETITION = "petition"


# Years after the end of the fiscal year in which a case ended, as long as a city has not set its own.
YEARS: Mapping[Retention, int] = MappingProxyType({Retention.VOICE: 3, Retention.INQUIRY: 1, Retention.PETITION: 5})


class Taken(StrEnum):
    """What withdrawing does: while nobody can have printed it and the city has not acted on it, all is erased; later it is
    sealed until its time ends."""

    ERASED = "erased"
    SEALED = "sealed"


@dataclass(frozen=True)
class Rules:
    """A city's rules. ``erases_later``: its records rules let a withdrawn voice be erased after the hold too."""

    hold_minutes: int = HOLD_MINUTES
    years: Mapping[Retention, int] = field(default_factory=lambda: YEARS, hash=False)
    erases_later: bool = False


def held_until(handed_in: datetime, rules: Rules, *, urgent: bool = False) -> datetime:
    """Until when no print, inquiry or export of a voice is possible; an urgent one is never held back."""
    return handed_in if urgent else handed_in + timedelta(minutes=rules.hold_minutes)


def withdrawal(
    handed_in: datetime, now: datetime, rules: Rules, *, against_retention: bool = False, acted_on: bool = False
) -> Taken:
    """What withdrawing or ``unsend`` does now. ``against_retention``: the case is held (a lawsuit, an audit).

    An urgent voice has no hold before staff act, but within the hour its words can be taken back all the same. ``acted_on``:
    the city has decided, or has said something to the resident. That is a record of the city, and what it answers is part of
    it: the hour is over then, however young the voice is.
    """
    if against_retention:
        return Taken.SEALED
    in_hold = not acted_on and now < handed_in + timedelta(minutes=rules.hold_minutes)
    return Taken.ERASED if rules.erases_later or in_hold else Taken.SEALED


def kept_until(ended: datetime, kind: Retention, rules: Rules) -> date:
    """The last day of keeping: so many years from the 1 April after the fiscal year in which the case ended."""
    return date(fiscal_year(ended) + 1 + rules.years[kind], _FIRST_MONTH, 1) - timedelta(days=1)


def may_be_erased(ended: datetime, kind: Retention, today: date, rules: Rules, *, against_retention: bool) -> bool:
    """Whether an ended case's time is over and nothing holds it."""
    return not against_retention and today > kept_until(ended, kind, rules)
