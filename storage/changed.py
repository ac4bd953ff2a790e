"""How many rows an update or a deletion reached."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import CursorResult, Delete, Update
from sqlalchemy.orm import Session


def rows(session: Session, statement: Update | Delete, options: Mapping[str, bool | str] | None = None) -> int:
    """Carry ``statement`` out with SQLAlchemy's execution ``options``; how many rows it changed or deleted."""
    result = session.execute(statement, execution_options=dict(options or {}))
    assert isinstance(result, CursorResult)
    return result.rowcount
