"""The desk's record of what leaves by a command."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from storage import audit
from storage.database import Database


def noted(database: Database, act: str, subject: str, at: datetime, **detail: Any) -> None:
    """A line in the record before anything leaves: an export that then fails is noted too, never the other way round."""
    with database.writing() as session:
        audit.record(session, act, subject, at, by="koe export", **detail)
