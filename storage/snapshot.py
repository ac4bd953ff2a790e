"""All rows of a database as plain values, and back into another one, of either kind.

The tables are taken as the database has them, not as this program knows them: what an older release kept is put back into the
schema of that release, and brought up to date from there.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Date, LargeBinary, MetaData, Table, func, insert, select, text, update
from sqlalchemy.orm import Session

from storage.straight import on_postgresql

# Alembic's own note of the schema: it is named beside the rows, not among them.
_REVISION = "alembic_version"
_AT_ONCE = 500

Row = dict[str, Any]


def tables(session: Session, *, without: Iterable[str] = ()) -> list[Table]:
    """The tables as they are, those that others point to first."""
    found = MetaData()
    found.reflect(session.connection())
    left_out = {_REVISION, *without}
    return [table for table in found.sorted_tables if table.name not in left_out]


def rows(session: Session, table: Table) -> Iterator[Row]:
    """The rows in the order of their keys, as JSON takes them: bytes in base64, days as ISO, moments as they are held."""
    wanted = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_AT_ONCE)
    with session.execute(wanted) as found:
        for row in found:
            yield {column.name: _plain(value) for column, value in zip(table.columns, row, strict=True)}


def put(session: Session, table: Table, kept: Iterable[Row]) -> int:
    """Insert rows as ``rows`` gave them; how many. Nothing may refer to a row of a later table."""
    within = [key.parent for key in table.foreign_keys if key.column.table is table]
    keys = list(table.primary_key.columns)
    pointing: list[tuple[Row, Row]] = []
    count = 0
    for page in _pages(kept):
        values = [
            {column.name: _typed(column, row[column.name]) for column in table.columns if column.name in row}
            for row in page
        ]
        for row in values:
            # A row may point to one of its own table that comes later.
            later = {column.name: row[column.name] for column in within if row.get(column.name) is not None}
            if later:
                pointing.append(({key.name: row[key.name] for key in keys}, later))
                row.update(dict.fromkeys(later))
        session.execute(insert(table), values)
        count += len(values)
    for key, later in pointing:
        session.execute(update(table).where(*(column == key[column.name] for column in keys)).values(later))
    return count


def is_used(session: Session) -> bool:
    """Whether anybody wrote to the bot, signed in at the desk or kept anything here yet."""
    used = ("residents", "events", "cases", "staff", "surveys", "monitors", "editions")
    return any(
        session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables(session)
        if table.name in used
    )


def revision(session: Session) -> str:
    """The revision of the schema."""
    return str(session.execute(text(f"SELECT version_num FROM {_REVISION}")).scalar_one())  # noqa: S608 - a name of ours


def numbers(session: Session) -> dict[str, int]:
    """The last number each table has given out; tables that give none are missing."""
    if not on_postgresql(session):
        return {name: last for name, last in session.execute(text("SELECT name, seq FROM sqlite_sequence"))}
    given = {}
    for table, column, sequence in _sequences(session):
        last = session.execute(text(f"SELECT last_value FROM {sequence} WHERE is_called")).scalar_one_or_none()  # noqa: S608 - names
        taken = session.execute(text(f"SELECT max({column}) FROM {table}")).scalar_one()  # noqa: S608 - of our own
        if number := max(last or 0, taken or 0):
            given[table] = number
    return given


def go_on_from(session: Session, last: Mapping[str, int]) -> None:
    """Give no number again that was given before, here or in the database that was kept."""
    if on_postgresql(session):
        for table, column, sequence in _sequences(session):
            taken = session.execute(text(f"SELECT max({column}) FROM {table}")).scalar_one()  # noqa: S608 - names of ours
            if number := max(last.get(table, 0), taken or 0):
                session.execute(text("SELECT setval(:sequence, :number)"), {"sequence": sequence, "number": number})
        return
    for table in (
        session.execute(text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")).scalars().all()
    ):
        taken = session.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :table"), {"table": table}).scalar()
        session.execute(text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table})
        if number := max(last.get(table, 0), taken or 0):
            given = {"table": table, "number": number}
            session.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :number)"), given)


def _sequences(session: Session) -> list[tuple[str, str, str]]:
    """Table, column and sequence of every column PostgreSQL numbers by itself."""
    numbered = text(
        """
        WITH ours AS (
            SELECT table_name, column_name, quote_ident(table_schema) || '.' || quote_ident(table_name) AS place
            FROM information_schema.columns WHERE table_schema = current_schema()
        )
        SELECT table_name, column_name, pg_get_serial_sequence(place, column_name) FROM ours
        WHERE pg_get_serial_sequence(place, column_name) IS NOT NULL
        """
    )
    return [(table, column, sequence) for table, column, sequence in session.execute(numbered)]


def _pages(kept: Iterable[Row]) -> Iterator[list[Row]]:
    page: list[Row] = []
    for row in kept:
        page.append(row)
        if len(page) == _AT_ONCE:
            yield page
            page = []
    if page:
        yield page


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    return value.isoformat() if isinstance(value, dt.date) else value


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value)
    return dt.date.fromisoformat(value) if isinstance(column.type, Date) else value
