"""Statements that run with every message, straight on the driver.

SQLAlchemy's way around a statement costs the processor ten times what the database needs for it, and an event takes a dozen
of them. What runs rarely is written with SQLAlchemy as usual; both work in one transaction.

A statement is spelt once, as PostgreSQL takes it, with ``:name`` for what is given. For SQLite a list (``= ANY(:ids)``) is
unfolded from JSON, and row locks are left out: it has one writer anyway. Moments and lists may be given as they are; rows
come back as plain tuples, moments as milliseconds (see ``moment``).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from storage.models.base import milliseconds
from storage.wire import Wire

Given = Mapping[str, object]

_NAME = re.compile(r"(?<!:):([a-z_]+)")
_LIST = re.compile(r"= ANY\(:([a-z_]+)\)")
_LOCK = re.compile(r"FOR UPDATE(?: OF [a-z_]+)?(?: SKIP LOCKED)?")


def on_postgresql(session: Session) -> bool:
    """Whether the session talks to PostgreSQL (else to SQLite)."""
    return isinstance(_driver(session), Wire)


class Statement:
    """One statement, ready for both databases."""

    def __init__(self, sql: str) -> None:
        self._names = list(dict.fromkeys(_NAME.findall(sql)))
        self._postgresql = _NAME.sub(lambda found: f"${self._names.index(found[1]) + 1}", sql).encode()
        self._sqlite = _LOCK.sub("", _LIST.sub(r"IN (SELECT value FROM json_each(:\1))", sql))

    def run(self, session: Session, given: Given) -> None:
        """For what it does. On PostgreSQL it may be put off until the next statement; its error then comes with that one."""
        driver = _driver(session)
        if isinstance(driver, Wire):
            driver.put_off(self._postgresql, self._for_postgresql(given))
        else:
            driver.execute(self._sqlite, _for_sqlite(given))

    def rows(self, session: Session, given: Given) -> list[Any]:
        """For what it returns: every row a tuple."""
        driver = _driver(session)
        if isinstance(driver, Wire):
            return driver.ask(self._postgresql, [self._for_postgresql(given)])[0]
        return driver.execute(self._sqlite, _for_sqlite(given)).fetchall()

    def foresee(self, session: Session, given: Given) -> None:
        """``rows`` will be asked the same soon, and nothing that is done before that changes the answer. On PostgreSQL it goes
        along with the next question, for each of them alone is one way there and back; SQLite has no way to go."""
        driver = _driver(session)
        if isinstance(driver, Wire):
            driver.foresee(self._postgresql, self._for_postgresql(given))

    def run_each(self, session: Session, given: Sequence[Given]) -> None:
        """Once for each, in their order; else like ``run``."""
        driver = _driver(session)
        if isinstance(driver, Wire):
            for one in given:
                driver.put_off(self._postgresql, self._for_postgresql(one))
        elif len(given) == 1:  # nearly always; the driver's way for many costs more
            driver.execute(self._sqlite, _for_sqlite(given[0]))
        else:
            driver.executemany(self._sqlite, [_for_sqlite(one) for one in given])

    def row_of_each(self, session: Session, given: Sequence[Given]) -> list[Any]:
        """Once for each, in their order: the row that each returns."""
        driver = _driver(session)
        if isinstance(driver, Wire):
            return [row for (row,) in driver.ask(self._postgresql, [self._for_postgresql(one) for one in given])]
        return [driver.execute(self._sqlite, _for_sqlite(one)).fetchone() for one in given]

    def _for_postgresql(self, given: Given) -> list[object]:
        values = (given[name] for name in self._names)
        return [milliseconds(value) if isinstance(value, datetime) else value for value in values]


def _driver(session: Session) -> Wire | sqlite3.Connection:
    """The connection beneath SQLAlchemy's, in whose transaction the session is."""
    driver: Wire | sqlite3.Connection = session.info.get("driver") or beneath(session.connection())
    return driver


def beneath(connection: Connection) -> Wire | sqlite3.Connection:
    """The wire of a PostgreSQL connection (``storage.database`` keeps it with it), the driver's connection on SQLite."""
    wire: Wire | None = connection.info.get("koe_wire")
    driver: Any = wire or connection.connection.driver_connection
    assert isinstance(driver, Wire | sqlite3.Connection)
    return driver


def _for_sqlite(given: Given) -> dict[str, object]:
    return {
        name: milliseconds(value)
        if isinstance(value, datetime)
        else json.dumps(value)
        if isinstance(value, list)
        else value
        for name, value in given.items()
    }
