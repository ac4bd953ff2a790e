"""Letting the database be away, as it is when its disk or its server is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from storage.database import Database


@contextmanager
def away(database: Database) -> Iterator[None]:
    """No transaction can begin."""
    engines = {database.engine, database._reading_engine}

    def refuse(_connection):
        raise OperationalError("BEGIN", None, ConnectionError("gone"))

    for engine in engines:
        event.listen(engine, "begin", refuse)
    yield
    for engine in engines:
        event.remove(engine, "begin", refuse)


@contextmanager
def commits_fail(database: Database, after: int = 0, times: int = 1) -> Iterator[None]:
    """It goes away at the moment of committing, ``times`` times, when it has committed ``after`` times."""
    fates = [False] * after + [True] * times

    def fail(connection):
        if fates and fates.pop(0):
            connection.connection.dbapi_connection.rollback()
            raise OperationalError("COMMIT", None, ConnectionError("gone"))

    event.listen(database.engine, "commit", fail)
    yield
    event.remove(database.engine, "commit", fail)
