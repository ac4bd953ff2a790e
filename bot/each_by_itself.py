"""Many things that are due, each done by itself: one that breaks off keeps none of the others waiting, and staff hear of it."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from storage import signs
from storage.database import Database, DatabaseAway

log = logging.getLogger("koe.chores")

# What broke off is tried again after so long: by then somebody may have put it right.
_REST = timedelta(hours=1)
# The sign by which ``bot.alarms`` knows of it.
BROKE_OFF = "broke_off"

Due = TypeVar("Due")
# The number or receipt by which a due thing is known, in the log too: never anything a resident wrote.
Key = int | str


class EachByItself:
    """``what`` the things are is said in the log only. What broke off is remembered by this process alone: another one, or
    the next start, tries it at once."""

    def __init__(self, database: Database, what: str, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._what = what
        self._clock = clock
        self._until: dict[Key, datetime] = {}

    def resting(self) -> Collection[Key]:
        """What broke off lately and is not to be taken up now."""
        now = self._clock()
        self._until = {key: until for key, until in self._until.items() if now < until}
        return self._until.keys()

    def do(self, due: Iterable[Due], key: Callable[[Due], Key], work: Callable[[Due], object]) -> int:
        """Do the work for each; how many were done. Raises DatabaseAway, which no single thing is to blame for."""
        done = 0
        for one in due:
            try:
                work(one)
            except DatabaseAway:
                raise
            except Exception as problem:  # noqa: BLE001 - told in _put_off, and tried again
                self._put_off(key(one), problem)
            else:
                done += 1
        return done

    def _put_off(self, key: Key, problem: Exception) -> None:
        # The text of an error may hold what a resident wrote; where it was raised does not.
        where = traceback.extract_tb(problem.__traceback__)[-1]
        log.error("%s %s: broke off (%s, %s:%s)", self._what, key, type(problem).__name__, where.name, where.lineno)
        now = self._clock()
        self._until[key] = now + _REST
        with self._database.writing(durable=False) as session:
            signs.add(session, BROKE_OFF, 1, now)
