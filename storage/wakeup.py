"""Waking the workers of other processes: LISTEN and NOTIFY on PostgreSQL. On SQLite they find out by polling."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.orm import Session

from storage.database import Database

log = logging.getLogger("koe.wakeup")

_CHANNEL = "koe_inbox"
_RECONNECT_SECONDS = 2.0


def notify(session: Session) -> None:
    """Tell the other processes, once this transaction is kept, that there is something in the inbox."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"NOTIFY {_CHANNEL}"))


def listen(database: Database, on_wake: Callable[[], None], stop: threading.Event) -> None:
    """Call ``on_wake`` whenever another process notifies, until ``stop``; returns at once on SQLite.

    A lost connection is opened again; what was missed meanwhile is found by polling.
    """
    if database.is_sqlite:
        return
    import psycopg  # loaded only where it is used

    address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while not stop.is_set():
        try:
            with psycopg.connect(address, autocommit=True, connect_timeout=2) as connection:
                connection.execute(f"LISTEN {_CHANNEL}")
                on_wake()
                while not stop.is_set():
                    if any(True for _ in connection.notifies(timeout=1.0, stop_after=1)):
                        on_wake()
        except psycopg.Error as problem:
            log.warning("not listening: %s", type(problem).__name__)
            stop.wait(_RECONNECT_SECONDS)
