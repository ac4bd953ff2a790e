"""Noting what became of an attempt to send: LINE is not asked again, so a database that is away is waited for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from storage.database import DatabaseAway

log = logging.getLogger("koe.recording")

# How long an outcome is kept trying to be noted, before the lease is left to run out.
_TRIES = 8
RECORD_PAUSE_SECONDS = 0.25


def recorded_patiently(
    what: str, record: Callable[[], object], stop: threading.Event, pause_seconds: float = RECORD_PAUSE_SECONDS
) -> bool:
    """Whether it was noted: not when the database stays away, nor when we are to stop meanwhile. ``what`` is for the log."""
    for _ in range(_TRIES):
        try:
            record()
        except DatabaseAway:
            if stop.wait(pause_seconds):
                return False
        else:
            return True
    log.error("%s: database away, outcome not noted", what)
    return False
