"""Statements that run with every message, straight on the driver.

SQLAlchemy's way around a statement costs the processor ten times what the database needs for it, and an event takes a dozen
of them. What runs rarely is written with SQLAlchemy as usual; both work in one transaction.

A statement is spelt once, as PostgreSQL takes it, with ``:name`` for what is given. For SQLite a list (``= ANY(:ids)``) is
unfolded from JSON, and row locks are left out: it has one writer anyway. Moments and lists may be given as they are; rows
come back as the driver's plain tuples, moments as milliseconds (see ``moment``).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from storage.models.base import milliseconds

Given = Mapping[str, object]

_NAME = re.compile(r"(?<!:):([a-z_]+)")
_LIST = re.compile(r"= ANY\(:([a-z_]+)\)")
_LOCK = re.compile(r"FOR UPDATE(?: OF [a-z_]+)?(?: SKIP LOCKED)?")


def on_postgresql(session: Session) -> bool:
    """Whether the session talks to PostgreSQL (else to SQLite)."""
    return not isinstance(_driver(session), sqlite3.Connection)


class Statement:
    """One statement, ready for both databases."""

    def __init__(self, sql: str) -> None:
        self._postgresql = _NAME.sub(r"%(\1)s", sql)
        self._sqlite = _LOCK.sub("", _LIST.sub(r"IN (SELECT value FROM json_each(:\1))", sql))

    def run(self, session: Session, given: Given) -> None:
        """For what it does."""
        self._execute(session, given)

    def rows(self, session: Session, given: Given) -> list[Any]:
        """For what it returns: every row a tuple."""
        found: list[Any] = self._execute(session, given).fetchall()
        return found

    def run_each(self, session: Session, given: Sequence[Given]) -> None:
        """Once for each, in their order."""
        if len(given) == 1:  # nearly always; the drivers' ways for many cost more
            self.run(session, given[0])
        else:
            self._execute_each(session, given)

    def row_of_each(self, session: Session, given: Sequence[Given]) -> list[Any]:
        """Once for each, in their order: the row that each returns."""
        driver = _driver(session)
        if isinstance(driver, sqlite3.Connection):
            return [driver.execute(self._sqlite, _for_sqlite(one)).fetchone() for one in given]
        cursor = driver.cursor()
        cursor.executemany(self._postgresql, [_for_postgresql(one) for one in given], returning=True)
        return [result.fetchone() for result in cursor.results()]

    def _execute(self, session: Session, given: Given) -> Any:
        driver = _driver(session)
        if isinstance(driver, sqlite3.Connection):
            return driver.execute(self._sqlite, _for_sqlite(given))
        return driver.execute(self._postgresql, _for_postgresql(given))

    def _execute_each(self, session: Session, given: Sequence[Given]) -> None:
        driver = _driver(session)
        if isinstance(driver, sqlite3.Connection):
            driver.executemany(self._sqlite, [_for_sqlite(one) for one in given])
        else:
            driver.cursor().executemany(self._postgresql, [_for_postgresql(one) for one in given])


def _driver(session: Session) -> Any:
    """The driver's own connection, in whose transaction the session is."""
    return session.info.get("driver") or session.connection().connection.driver_connection


def _for_sqlite(given: Given) -> dict[str, object]:
    return {
        name: milliseconds(value)
        if isinstance(value, datetime)
        else json.dumps(value)
        if isinstance(value, list)
        else value
        for name, value in given.items()
    }


def _for_postgresql(given: Given) -> dict[str, object]:
    return {name: milliseconds(value) if isinstance(value, datetime) else value for name, value in given.items()}
