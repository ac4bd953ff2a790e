"""Waking other processes: LISTEN and NOTIFY on PostgreSQL. On SQLite they find out by polling."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from storage.database import Database
from storage.straight import Statement, on_postgresql

log = logging.getLogger("koe.wakeup")

INBOX_CHANNEL = "koe_inbox"
LIBRARY_CHANNEL = "koe_library"
_RECONNECT_SECONDS = 2.0
# How soon a listener sees that it is to stop.
_LOOKS_SECONDS = 0.3
_NOTIFY = Statement("SELECT pg_notify(:channel, '')")


def notify(session: Session, channel: str = INBOX_CHANNEL) -> None:
    """Tell the other processes, once this transaction is kept, that there is something in the inbox or the library."""
    if on_postgresql(session):
        _NOTIFY.run(session, {"channel": channel})


def listen(database: Database, wakes: Mapping[str, Callable[[], None]], stop: threading.Event) -> None:
    """Call what ``wakes`` holds for a channel whenever another process notifies it, until ``stop``; returns at once on
    SQLite.

    A lost connection is opened again; what was missed meanwhile is found by polling.
    """
    if database.is_sqlite:
        return
    import psycopg  # loaded only where it is used

    address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while not stop.is_set():
        try:
            with psycopg.connect(address, autocommit=True, connect_timeout=2) as connection:
                connection.execute(";".join(f"LISTEN {channel}" for channel in wakes))
                for wake in wakes.values():
                    wake()
                while not stop.is_set():
                    for heard in connection.notifies(timeout=_LOOKS_SECONDS, stop_after=1):
                        wakes[heard.channel]()
        except psycopg.Error as problem:
            log.warning("not listening: %s", type(problem).__name__)
            stop.wait(_RECONNECT_SECONDS)
