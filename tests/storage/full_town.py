"""A database in which every table has rows, with each kind of value it can hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import BigInteger, Boolean, Date, Integer, LargeBinary, String, insert, update

from storage.models import AuditHead, Base
from storage.models.base import Instant

_FIRST = datetime(2026, 11, 1, tzinfo=UTC)


def fill(session, rows=3):
    """Put ``rows`` rows into every table; each points to rows that are there, those of its own table to the next one."""
    given = {}
    for table in Base.metadata.sorted_tables:
        own = [key.parent for key in table.foreign_keys if key.column.table is table]
        made = [
            {column.name: _value(table, column, number, given, own) for column in table.columns}
            for number in range(1, rows + 1)
        ]
        session.execute(insert(table), made)
        given[table.name] = made
    session.execute(update(AuditHead).values(number=rows))  # the record goes on after its last line


def _value(table, column, number, given, own):
    if column in own:
        return None if column.nullable else number
    for key in column.foreign_keys:
        return given[key.column.table.name][number - 1][key.column.name]
    kind = column.type
    if column.nullable and number == 2:
        return None
    if isinstance(kind, Instant):
        return _FIRST + timedelta(milliseconds=number)
    if isinstance(kind, Boolean):
        return number % 2 == 1
    if isinstance(kind, LargeBinary):
        return bytes(range(number, number + 40))
    if isinstance(kind, Date):
        return date(2026, 11, number)
    if isinstance(kind, BigInteger | Integer) or hasattr(kind, "impl"):
        return number
    assert isinstance(kind, String), f"{table.name}.{column.name}: {kind}"
    text = f"{number}髙𠮷'\"\\\n{column.name}"
    return text[: kind.length] if kind.length else text
