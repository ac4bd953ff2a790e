"""INSERT … ON CONFLICT for both databases: SQLAlchemy spells it per dialect."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert_unless_there(session: Session, table: Table, key: str) -> Any:
    """An INSERT that passes over rows whose ``key`` is there already."""
    return _unless_there(session.get_bind().dialect.name, table, key)


def insert_or_change(session: Session, table: Table, key: str, changed: tuple[str, ...]) -> Any:
    """An INSERT that takes over the ``changed`` columns where ``key`` is there already."""
    return _or_change(session.get_bind().dialect.name, table, key, changed)


# Built once each: putting a statement together takes longer than running it.
@cache
def _unless_there(dialect: str, table: Table, key: str) -> Any:
    return _insert(dialect, table).on_conflict_do_nothing(index_elements=[key])


@cache
def _or_change(dialect: str, table: Table, key: str, changed: tuple[str, ...]) -> Any:
    statement = _insert(dialect, table)
    return statement.on_conflict_do_update(
        index_elements=[key], set_={column: statement.excluded[column] for column in changed}
    )


def _insert(dialect: str, table: Table) -> Any:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
