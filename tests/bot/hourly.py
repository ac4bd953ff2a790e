"""The hourly jobs, once, with whatever goes wrong in them."""

from __future__ import annotations

from datetime import datetime

from bot import jobs
from storage.database import Database


def forget(database: Database, now: datetime) -> None:
    """All that erases what has served its purpose."""
    for job in jobs.forgetting(database, lambda: now):
        job.work()
