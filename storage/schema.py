"""Bringing the schema up to date at start, safely when several processes start at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, MetaData, inspect, text

from storage.database import Database, DatabaseAway

# The newest migration. A test holds it against the scripts; knowing it here spares every start from loading Alembic.
HEAD = "0031"

_MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do, as long as all processes use the same one.
_ADVISORY_LOCK = 7_305_811
# Each try waits for storage.database.BUSY_TIMEOUT_SECONDS by itself.
_SQLITE_TRIES = 20
_SQLITE_PAUSE_SECONDS = 0.1


class SchemaTooNew(Exception):
    """The database was migrated by a newer release than this one."""


def bring_up_to_date(database: Database, *, pause: Callable[[float], None] = time.sleep) -> bool:
    """Run the missing migrations; True when there were any.

    Only one process migrates: on SQLite the write transaction keeps the others out, on PostgreSQL an advisory lock. The
    others wait for it, longer than anybody waits for a transaction in operation. Raises DatabaseAway and SchemaTooNew.
    """
    for _ in range(_SQLITE_TRIES - 1 if database.is_sqlite else 0):
        try:
            return _bring_up_to_date(database)
        except DatabaseAway:
            pause(_SQLITE_PAUSE_SECONDS)
    return _bring_up_to_date(database)


def revision(database: Database) -> str | None:
    """The revision of the schema, None where there is none; nothing is written. Raises DatabaseAway, SchemaTooNew."""
    with database.reading() as session:
        present = _present(session.connection())
    if present is not None and present > HEAD:
        raise SchemaTooNew(f"{present} > {HEAD}")
    return present


def is_up_to_date(database: Database) -> bool:
    """Whether the schema is there and the one this program uses; nothing is written. Raises DatabaseAway, SchemaTooNew."""
    return revision(database) == HEAD


def _bring_up_to_date(database: Database) -> bool:
    with database.named_errors(), database.engine.begin() as connection:
        if not database.is_sqlite:
            # A table of many rows may take its time, and whoever waits for it as well.
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL lock_timeout = '10min'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        present = _present(connection)
        if present == HEAD:
            return False
        if present is not None and present > HEAD:
            raise SchemaTooNew(f"{present} > {HEAD}")
        _upgrade(connection)
        return True


def _present(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def begin_anew(connection: Connection, revision: str) -> None:
    """Drop every table and make those of ``revision``, empty. In the caller's transaction. Raises SchemaTooNew."""
    if revision > HEAD:
        raise SchemaTooNew(f"{revision} > {HEAD}")
    present = MetaData()
    present.reflect(connection)
    present.drop_all(connection)
    _upgrade(connection, revision)


def finish(connection: Connection) -> None:
    """Bring what is there up to date, in the caller's transaction."""
    if _present(connection) != HEAD:
        _upgrade(connection)


def _upgrade(connection: Connection, revision: str = "head") -> None:
    # Alembic is loaded only when there is something to do: it costs a third of a second and ten megabytes.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
