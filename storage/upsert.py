"""INSERT … ON CONFLICT for both databases: SQLAlchemy spells it per dialect."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import Base


def insert_into(session: Session, table: type[Base]) -> Any:
    """An INSERT on which ``on_conflict_do_nothing`` and ``on_conflict_do_update`` can be called."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
