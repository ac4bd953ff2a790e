"""Alarms to staff by mail about the machine itself: each once when a trouble begins, once a day while it lasts, never a storm.

Several workers look; the row of an alarm in ``storage.signs`` decides which of them tells it. What residents wrote has alarms
of its own, written with the case (``bot.effects.voices``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.orm import Session

from bot import quota
from bot.each_by_itself import BROKE_OFF
from bot.quota import AskedForQuota
from handlers import machine_mails
from handlers.city import City
from handlers.mail import Mail
from storage import inbox, mails, signs, troubles
from storage.database import Database, DatabaseAway
from storage.signs import Seen

log = logging.getLogger("koe.alarms")

LOOK_EVERY = timedelta(minutes=1)
ASK_QUOTA_EVERY = timedelta(minutes=30)
# While it lasts it is told again after a day; after it ended, a new one is told when this much time has gone by.
_AGAIN_WHILE_IT_LASTS = timedelta(hours=24)
_PAUSE_BETWEEN_TWO = timedelta(hours=1)
# What is found of it is never what was told before.
_EACH_TIME_ANEW = ("dead",)
_QUOTA_NEARLY_USED = 0.8
# What broke off is tried again after an hour, as photos are looked through, and then once more tells of itself.
_BREAKS_OFF_AGAIN = timedelta(hours=2)
_WAITS_TOO_LONG = timedelta(minutes=5)
# Nobody has worked for so long: longer than a restart takes.
SILENT_FOR = timedelta(minutes=2)
# What a worker looks for; that nobody works is told by those who wait for one (bot.watch).
_LOOKED_FOR = ("dead", "quota", "token", "waiting", "forwarding", "chores", "photos")


class _Line(AskedForQuota, Protocol):
    """As much of LINE as is asked here."""

    @property
    def refuses_us(self) -> bool | None: ...


class Alarms:
    """One for each worker. ``look`` is called every few seconds and does something once a minute."""

    def __init__(self, database: Database, line: _Line, city: City, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._line = line
        self._city = city
        self._clock = clock
        self._looked_at: datetime | None = None
        self._asked_at: datetime | None = None

    def look(self) -> int:
        """Tell what is new; how many mails were written. Raises DatabaseAway."""
        now = self._clock()
        if self._looked_at is not None and timedelta() <= now - self._looked_at < LOOK_EVERY:
            return 0
        self._looked_at = now
        asked_before, granted = self._asked_at, self._granted(now)
        try:
            return self._noted(now, granted)
        except DatabaseAway:
            self._asked_at = asked_before  # what LINE said is lost
            raise

    def _noted(self, now: datetime, granted: tuple[int | None, int] | None) -> int:
        with self._database.writing() as session:
            if granted is not None:
                signs.note(session, "quota", granted[0], now)
                signs.note(session, "quota_used", granted[1], now)
            # Who has not called LINE yet neither knows that it refuses us nor that it takes us again.
            asked = self._line.refuses_us is not None
            if asked:
                signs.note(session, "line_refuses", int(bool(self._line.refuses_us)), now)
            found = dict(_found(session, now, self._city, refused=bool(self._line.refuses_us)))
            return tell(session, found, now, among=[name for name in _LOOKED_FOR if asked or name != "token"])

    def _granted(self, now: datetime) -> tuple[int | None, int] | None:
        """This month's quota and what was used of it; None when it is not time to ask, or LINE does not say."""
        if self._asked_at is not None and timedelta() <= now - self._asked_at < ASK_QUOTA_EVERY:
            return None
        self._asked_at = now
        return quota.granted(self._line)


def tell(session: Session, found: Mapping[str, Mail], now: datetime, *, among: Sequence[str]) -> int:
    """Write the mails that are to be written for what was ``found``, and note which of the other alarms ``among`` have
    ended; how many mails."""
    told = 0
    for name, mail in found.items():
        former = signs.held(session, f"told:{name}")
        if not _is_to_be_told(name, former, now):
            continue
        signs.note(session, f"told:{name}", 1, now)
        # The hour in it keeps two who look in the same moment for the first time from telling it twice.
        mails.write(session, f"alarm:{name}:{now:%Y%m%d%H}", mail, now)
        log.warning("alarm %s", name)
        told += 1
    for name in sorted(set(among) - set(found)):
        former = signs.held(session, f"told:{name}")
        if former is not None and former.number:
            signs.note(session, f"told:{name}", 0, former.at)
    return told


def _is_to_be_told(name: str, former: Seen | None, now: datetime) -> bool:
    if former is None or now < former.at:
        return True
    lasts = former.number == 1 and name not in _EACH_TIME_ANEW
    return now - former.at >= (_AGAIN_WHILE_IT_LASTS if lasts else _PAUSE_BETWEEN_TWO)


def _found(session: Session, now: datetime, city: City, *, refused: bool) -> Iterator[tuple[str, Mail]]:
    """What is wrong now, each with its mail."""
    known = signs.seen(session)
    told, since = known.get("told:dead"), now - _AGAIN_WHILE_IT_LASTS
    dead = troubles.dead_since(session, max(since, told.at) if told else since)
    if dead.any:
        yield "dead", machine_mails.given_up(city, dead.events, dead.letters, dead.batches)
    limit, used = (known[name].number if name in known else None for name in ("quota", "quota_used"))
    if limit and used is not None and used >= limit * _QUOTA_NEARLY_USED:
        yield "quota", machine_mails.quota_nearly_used(city, limit, used)
    if refused:
        yield "token", machine_mails.token_refused(city)
    count, oldest = inbox.waiting(session)
    if oldest is not None and now - oldest >= _WAITS_TOO_LONG:
        yield "waiting", machine_mails.waits_too_long(city, count, int((now - oldest).total_seconds() // 60))
    lost = known.get("not_forwarded")
    if lost is not None and now - lost.at < _PAUSE_BETWEEN_TWO:
        yield "forwarding", machine_mails.not_passed_on(city)
    broke_off = known.get(BROKE_OFF)
    if broke_off is not None and now - broke_off.at < _BREAKS_OFF_AGAIN:
        yield "chores", machine_mails.broke_off(city)
    unknown = known.get("unknown_photos")
    if unknown is not None and now - unknown.at < _BREAKS_OFF_AGAIN:
        yield "photos", machine_mails.unknown_photos(city, unknown.number or 0)
