"""The keys of an installation, and their turn-over.

What is sealed is sealed under a key made from ``SECRET_KEY``. What is looked up (a resident by the LINE user id, a monitor's
code, a word in the voices) is looked up by a keyed hash, and a hash cannot be turned into that of another key: half of what
was hashed is kept nowhere. So the key of the hashes is made once, kept sealed in the database, and stays when ``SECRET_KEY``
changes. Turning over means sealing every value anew; the bot may run meanwhile, knowing both keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

from sqlalchemy import Column, ColumnElement, LargeBinary, Table, inspect, select, tuple_, update
from sqlalchemy.orm import Session

from storage.database import Database
from storage.models import Base, KeptKey
from storage.sealing import Seal, first_lookup_key
from storage.upsert import insert_unless_there

_LOOKUP = "lookup"
_KEPT_KEYS = cast("Table", KeptKey.__table__)
# Rows in one transaction: short enough that nobody waits for it.
_AT_ONCE = 500


def seal_of(database: Database, secret: str, previous: str | None = None) -> Seal:
    """The seal of this installation; its key for looking up is made and kept at the first call. The schema is up to date.

    A database that was used before there was such a row hashed under the key it was started with: that is ``previous`` while
    keys rotate. Raises DatabaseAway, and Unreadable where neither key opens what is kept.
    """
    with database.reading() as session:
        kept = _kept(session)
    if kept is None:
        made = Seal(secret, previous).seal(first_lookup_key(previous or secret))
        with database.writing() as session:
            session.execute(insert_unless_there(session, _KEPT_KEYS, "name"), {"name": _LOOKUP, "key": made})
            kept = _kept(session)  # another process may have been first
    return _opening(secret, previous, kept)


def seal_as_kept(database: Database, secret: str, previous: str | None = None) -> Seal:
    """The same for a command that only reads, on whatever is there: nothing is written, the tables may be missing."""
    with database.reading() as session:
        return seal_within(session, secret, previous)


def seal_within(session: Session, secret: str, previous: str | None = None) -> Seal:
    """The same as one transaction sees it. Raises Unreadable."""
    there = inspect(session.connection()).has_table(_KEPT_KEYS.name)
    return _opening(secret, previous, _kept(session) if there else None)


def _opening(secret: str, previous: str | None, kept: bytes | None) -> Seal:
    lookup_key = first_lookup_key(previous or secret) if kept is None else Seal(secret, previous).open(kept)
    return Seal(secret, previous, lookup_key=lookup_key)


def _kept(session: Session) -> bytes | None:
    return session.execute(select(KeptKey.key).where(KeptKey.name == _LOOKUP)).scalar_one_or_none()


def sealed_columns() -> list[tuple[Table, list[Column[bytes | None]]]]:
    """Every table with sealed values: all bytes in our tables are sealed. A test holds this against what is stored."""
    found = []
    for table in Base.metadata.sorted_tables:
        if columns := [column for column in table.columns if isinstance(column.type, LargeBinary)]:
            found.append((table, columns))
    return found


def turn_over(
    database: Database, seal: Seal, progress: Callable[[str, int], None] = lambda _table, _count: None
) -> int:
    """Seal anew whatever is under a former key; how many values. Killed, it goes on where it was when run again.

    ``progress`` hears each table's name and how many of its values have been sealed anew so far. A value that changes
    meanwhile is left alone: whoever changed it sealed it under the present key. So is what no key at hand opens: one such
    value must not keep all others under the former key. Raises DatabaseAway.
    """
    done = 0
    for table, columns in sealed_columns():
        count = 0
        for rows in _pages(database, table, columns):
            stale = [
                (key, column, value)
                for key, values in rows
                for column, value in zip(columns, values, strict=True)
                if value is not None and seal.is_stale(value) and seal.opens(value)
            ]
            if stale:
                with database.writing() as session:
                    for key, column, value in stale:
                        session.execute(
                            update(table)
                            .where(_is(table, key), column == value)
                            .values({column: seal.seal(seal.open(value))})
                        )
                count += len(stale)
                progress(table.name, count)
        done += count
    return done


def stale_values(database: Database, seal: Seal) -> tuple[int, int]:
    """How many values are still under the former key, and how many no key at hand opens. Raises DatabaseAway."""
    opened = [
        seal.opens(value)
        for table, columns in sealed_columns()
        for rows in _pages(database, table, columns)
        for _key, values in rows
        for value in values
        if value is not None and seal.is_stale(value)
    ]
    return sum(opened), len(opened) - sum(opened)


_Key = tuple[object, ...]
_Page = list[tuple[_Key, tuple[bytes | None, ...]]]


def _pages(database: Database, table: Table, columns: list[Column[bytes | None]]) -> Iterator[_Page]:
    """The rows by key, some hundreds at a time, each page in a short transaction of its own."""
    keys = list(table.primary_key.columns)
    after: _Key | None = None
    while True:
        wanted = select(*keys, *columns).order_by(*keys).limit(_AT_ONCE)
        if after is not None:
            wanted = wanted.where(tuple_(*keys) > tuple_(*after) if len(keys) > 1 else keys[0] > after[0])
        with database.reading() as session:
            rows = session.execute(wanted).all()
        if not rows:
            return
        page: _Page = [(tuple(row[: len(keys)]), tuple(row[len(keys) :])) for row in rows]
        yield page
        after = page[-1][0]


def _is(table: Table, key: _Key) -> ColumnElement[bool]:
    columns = list(table.primary_key.columns)
    return tuple_(*columns) == tuple_(*key) if len(columns) > 1 else columns[0] == key[0]
