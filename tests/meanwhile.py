"""What somebody asks for over HTTP while somebody else's transaction is open."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session

from storage.database import Database

Answer = TypeVar("Answer")
_LONGEST_SECONDS = 3.0


def meanwhile(
    database: Database, act: Callable[[Session], object], *asked: Callable[[], Answer], one_by_one: bool = False
) -> list[Answer]:
    """What was answered to whoever asked, in their order, when ``act`` was done in a transaction that was kept only once all of
    them waited for it. ``one_by_one``: each asks when those before wait. For PostgreSQL, which tells who waits."""
    coming: list[Future[Answer]] = []
    with ThreadPoolExecutor(len(asked)) as people:
        with database.writing() as session:
            act(session)
            for ask in asked:
                coming.append(people.submit(ask))
                if one_by_one:
                    _until_waiting(session, coming)
            _until_waiting(session, coming)
        return [one.result() for one in coming]


def _until_waiting(session: Session, coming: list[Future[Answer]]) -> None:
    """Until each waits for a row, or was answered."""
    over = time.monotonic() + _LONGEST_SECONDS
    while time.monotonic() < over:
        session.execute(text("SELECT pg_stat_clear_snapshot()"))  # else it tells the same all through a transaction
        waiting = session.execute(
            text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
        ).scalar_one()
        if waiting >= sum(not one.done() for one in coming):
            return
        time.sleep(0.01)
