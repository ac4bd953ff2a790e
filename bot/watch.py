"""Whether anybody works: seen by the web process, which is there when no worker is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.alarms import SILENT_FOR, tell
from bot.mailing import Mailing
from handlers import machine_mails
from handlers.city import City
from storage import signs
from storage.database import Database, DatabaseAway

log = logging.getLogger("koe.watch")

# Six signs in a row were missed: not ready any more. Staff are told later, for a restart takes longer than that.
_NOT_READY_AFTER = timedelta(seconds=30)
_LOOK_EVERY_SECONDS = 10


class Watch:
    """Counts from its own start, so that a worker has time to come up."""

    def __init__(self, database: Database, city: City, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._city = city
        self._clock = clock
        self._begun_at = clock()

    def misses_a_worker(self) -> bool:
        """Whether no worker has shown itself for half a minute. Raises DatabaseAway."""
        return self._silent_since() < self._clock() - _NOT_READY_AFTER

    def look(self, mailing: Mailing) -> None:
        """Tell staff when nobody works. No worker is there to send that mail, so it is sent from here. Raises DatabaseAway."""
        now = self._clock()
        silent = self._silent_since() <= now - SILENT_FOR
        with self._database.writing() as session:
            minutes = int(SILENT_FOR.total_seconds() // 60)
            found = {"worker": machine_mails.nobody_works(self._city, now, minutes)} if silent else {}
            told = tell(session, found, now, among=("worker",))
        if told or silent:
            mailing.send_due()

    def keep_looking(self, mailing: Mailing) -> None:
        """Look every few seconds, in a thread that ends with the process."""
        threading.Thread(target=self._loop, args=(mailing,), name="watch", daemon=True).start()

    def _loop(self, mailing: Mailing) -> None:
        pause = threading.Event()
        while not pause.wait(_LOOK_EVERY_SECONDS):
            try:
                self.look(mailing)
            except DatabaseAway as problem:
                log.warning("nobody can be seen: database away (%s)", problem)
            except Exception:
                log.exception("watch: broke off")

    def _silent_since(self) -> datetime:
        with self._database.reading() as session:
            return signs.last_shown(session, self._begun_at)
