"""The PostgreSQL server the tests use, and databases of their own on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from needs import is_missing
from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

_ADDRESS = os.environ.get("KOE_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")


@contextmanager
def administration() -> Iterator[Connection]:
    """A connection that may create databases; where there is no server the test is skipped by name."""
    engine = create_engine(_ADDRESS, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 2})
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
