"""A process that sends waves, as the worker does, with time running fast; it may kill itself at a point (kill -9)."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

from bot.line import Line
from bot.multicasts import Multicasts
from bot.waves import Waves
from handlers.city import City
from handlers.panel_rules import PanelRules
from storage import surveys
from storage.database import Database, DatabaseAway
from storage.sealing import Seal

KEY = "a key that only the tests know"
TOWN = City(name="見本市", panel=PanelRules(quiet=None))
# So many seconds pass in one: leases and pauses keep their proportions, only LINE's own answers take their real time.
_SPEED = 20
_LINE_SECONDS = 0.4  # as 8 seconds would be, which is what the bot waits for LINE
_GIVES_UP_SECONDS = 150


def work(
    database_url: str, line_address: str, survey: int, ahead_seconds: float, point: str | None, visit: int
) -> None:
    """Send until everybody's letter has come to an end. ``point`` and ``visit``: die there, at the so-maniest visit."""
    database = Database(database_url)
    line, seal = Line("access-token-of-the-tests", line_address, read_seconds=_LINE_SECONDS), Seal(KEY)
    began, began_at = time.monotonic(), datetime.now(UTC) + timedelta(seconds=ahead_seconds)
    reach = _dies_at(point, visit)

    def clock() -> datetime:
        return began_at + timedelta(seconds=(time.monotonic() - began) * _SPEED)

    waves = Waves(database, line, seal, TOWN, clock, reach=reach)
    multicasts = Multicasts(database, line, seal, TOWN, clock, reach=reach)

    def over() -> bool:
        with database.reading() as session:
            letters = surveys.letters(session, survey)
            return surveys.get(session, survey).planned and not {"due", "sending"} & set(letters)

    def tick() -> None:
        while not done.is_set():
            try:
                waves.tick()
            except DatabaseAway:
                continue
            done.wait(0.1)

    done = threading.Event()
    ticking = threading.Thread(target=tick)
    ticking.start()
    while time.monotonic() - began < _GIVES_UP_SECONDS:
        try:
            if not multicasts.send_due():
                if over():
                    break
                time.sleep(0.02)
        except DatabaseAway:
            time.sleep(0.02)
    done.set()
    ticking.join()
    database.close()


def _dies_at(point: str | None, visit: int):
    seen = Counter[str]()
    lock = threading.Lock()

    def reach(reached: str) -> None:
        with lock:
            seen[reached] += 1
            now = seen[reached]
        if reached == point and now == visit:
            os.kill(os.getpid(), signal.SIGKILL)

    return reach
