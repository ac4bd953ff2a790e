"""A process shows itself to the others: that it is there, and under which key it seals."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from datetime import datetime

from storage import signs
from storage.database import Database, DatabaseAway

log = logging.getLogger("koe.presence")

# Whoever waits for workers takes one for silent that misses six of these (bot.watch).
SIGN_SECONDS = 5


class Presence:
    """The sign of life of one process: of a worker (``signs.WORKER``), or of a web process without one (``signs.WEB``)."""

    def __init__(
        self, database: Database, kind: str, clock: Callable[[], datetime], *, key_number: int | None = None
    ) -> None:
        """``key_number``: see ``Seal.key_number``."""
        self._database = database
        self._name = kind + uuid.uuid4().hex
        self._clock = clock
        self._key_number = key_number
        self._showing = threading.Lock()
        self._left = threading.Event()

    def show(self) -> None:
        with self._showing:
            if self._left.is_set():  # whoever has taken its leave would seem to be there again
                return
            try:
                with self._database.writing(durable=False) as session:
                    signs.note(session, self._name, self._key_number, self._clock())
            except DatabaseAway as problem:
                log.warning("no sign of life given: database away (%s)", problem)
            except Exception:  # its thread goes on: unseen, this process would be left out when the key is turned over
                log.exception("presence: broke off")

    def leave(self) -> None:
        """Whoever ends in good order is missed by nobody. Harmless when called again."""
        self._left.set()
        with self._showing:
            try:
                with self._database.writing(durable=False) as session:
                    signs.leave(session, self._name, self._clock())
            except DatabaseAway as problem:
                log.warning("left without a word: database away (%s)", problem)

    def keep_showing(self) -> None:
        """Every few seconds until ``leave``, in a thread that ends with the process."""
        threading.Thread(target=self._loop, name="presence", daemon=True).start()

    def _loop(self) -> None:
        self.show()
        while not self._left.wait(SIGN_SECONDS):
            self.show()
