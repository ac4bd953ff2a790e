"""The PostgreSQL server the tests use, and databases of their own on it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from needs import is_missing
from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

_ADDRESS = os.environ.get("KOE_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
_LARGE_BYTES = 1_000_000


@contextmanager
def administration() -> Iterator[Connection]:
    """A connection that may create databases; where there is no server the test is skipped by name."""
    engine = create_engine(_ADDRESS, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 60})
    try:
        connection = engine.connect()
    except OperationalError:
        is_missing("PostgreSQL (its address: KOE_TEST_POSTGRESQL)", "apt-get install postgresql")
    try:
        yield connection
    finally:
        connection.close()
        engine.dispose()


@contextmanager
def created(server: Connection, name: str, like: str | None = None) -> Iterator[URL]:
    """An empty database, or a copy of the one that is named; dropped at the end with whoever is still connected to it."""
    # A server may sort as people do ("a" before "B"). Where it can, the test database does, for our order must not hang on it.
    sorts = " LOCALE_PROVIDER icu ICU_LOCALE 'ja'" if (server.dialect.server_version_info or (0,)) >= (15,) else ""
    made = f"TEMPLATE {like}" if like else f"TEMPLATE template0 ENCODING 'UTF8'{sorts}"
    server.execute(text(f"CREATE DATABASE {name} {made}"))
    try:
        yield make_url(_ADDRESS).set(database=name)
    finally:
        server.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def empty(connection: Connection, tables: Sequence[str]) -> None:
    """Leave no row in these tables, and let their numbers begin at one again. Whoever is referred to stands before.

    TRUNCATE makes every table and index anew, half a second for fifty of them, of which a test fills five. It is kept for
    what has grown large: rows that were deleted still take room.
    """
    looks = (f"SELECT '{name}', EXISTS (SELECT 1 FROM {name}), pg_relation_size('{name}')" for name in tables)
    found = connection.execute(text(" UNION ALL ".join(looks))).all()
    filled = {name for name, has_rows, _ in found if has_rows}
    if any(size > _LARGE_BYTES for _, _, size in found):
        connection.execute(text(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY"))
        return
    for name in reversed(tables):
        if name in filled:
            connection.execute(text(f"DELETE FROM {name}"))
    begin_at_one = (
        "SELECT setval(format('%I.%I', schemaname, sequencename), 1, false) FROM pg_sequences WHERE last_value > 0"
    )
    connection.execute(text(begin_at_one))
