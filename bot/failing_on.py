"""What is tried every few seconds: that it breaks off once is nothing, the next try may do; where it goes on so, staff hear."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.each_by_itself import Key, note_broken_off
from storage.database import Database, DatabaseAway

log = logging.getLogger("koe.chores")

_PATIENCE = timedelta(minutes=1)
# What has not broken off for so long goes well again, though nobody said so.
_FORGOTTEN_AFTER = timedelta(hours=1)
# Within the time in which an alarm counts as still lasting (``bot.alarms``).
_TOLD_AGAIN_AFTER = timedelta(hours=1)


@dataclass
class _Failing:
    since: datetime
    last: datetime
    told_at: datetime | None = None


class FailingOn:
    """``what`` the things are is said in the log only. Each process watches what it tries itself."""

    def __init__(self, database: Database, what: str, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._what = what
        self._clock = clock
        self._failing: dict[Key, _Failing] = {}

    def went_well(self, key: Key) -> None:
        self._failing.pop(key, None)

    def broke_off(self, key: Key, problem: Exception) -> None:
        """Staff are told when it has broken off each time for a minute. With the database away they are told later."""
        now = self._clock()
        one = self._failing.get(key)
        if one is None or not timedelta() <= now - one.last <= _FORGOTTEN_AFTER:  # or the clock was set back
            one = self._failing[key] = _Failing(now, now)
        one.last = now
        if now - one.since < _PATIENCE or (one.told_at is not None and now - one.told_at < _TOLD_AGAIN_AFTER):
            return
        try:
            note_broken_off(self._database, self._what, key, problem, now)
        except DatabaseAway as away:
            log.warning("not told yet: database away (%s)", away)
            return
        one.told_at = now
