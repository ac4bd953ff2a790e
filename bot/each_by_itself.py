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

    def do(
        self,
        due: Iterable[Due],
        key: Callable[[Due], Key],
        work: Callable[[Due], object],
        put_off: Callable[[Due, Exception], object] | None = None,
    ) -> int:
        """Do the work for each; how many were done. ``put_off`` writes down when one that broke off is due again, where a row
        says so, and then nothing is remembered here. Raises DatabaseAway, which no single thing is to blame for."""
        done = 0
        for one in due:
            try:
                work(one)
            except DatabaseAway:
                raise
            except Exception as problem:  # noqa: BLE001 - told, and tried again
                note_broken_off(self._database, self._what, key(one), problem, self._clock())
                self._let_rest(one, key, problem, put_off)
            else:
                done += 1
        return done

    def _let_rest(
        self,
        one: Due,
        key: Callable[[Due], Key],
        problem: Exception,
        put_off: Callable[[Due, Exception], object] | None,
    ) -> None:
        if put_off is None:
            self._until[key(one)] = self._clock() + _REST
            return
        try:
            put_off(one, problem)
        except DatabaseAway:
            raise
        except Exception as another:  # noqa: BLE001 - told; the others are not to wait for it
            note_broken_off(self._database, self._what, key(one), another, self._clock())


def note_broken_off(database: Database, what: str, key: Key, problem: Exception, now: datetime) -> None:
    """Into the log, and to the alarm of staff. Raises DatabaseAway."""
    # The text of an error may hold what a resident wrote; where it was raised does not.
    raised = traceback.extract_tb(problem.__traceback__)
    where = f", {raised[-1].name}:{raised[-1].lineno}" if raised else ""
    log.error("%s %s: broke off (%s%s)", what, key, type(problem).__name__, where)
    with database.writing(durable=False) as session:
        signs.add(session, BROKE_OFF, 1, now)
