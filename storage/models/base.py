"""What all tables share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, overload

from sqlalchemy import BigInteger, Dialect, Integer, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

# SQLite only numbers rows by itself when the key is its INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")

# Ids that are put in order sort by their characters' codes, as in Python and SQLite; a PostgreSQL server may sort as people do.
OrderedId = String(64).with_variant(String(64, collation="C"), "postgresql")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
        }
    )


class Instant(TypeDecorator[datetime]):
    """A moment: an aware datetime in UTC outside, whole milliseconds since 1970 inside. The same on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else milliseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        held: int | None = value
        return moment(held)


def milliseconds(at: datetime) -> int:
    """A moment as both databases hold it."""
    return (at - _EPOCH) // _MILLISECOND


@overload
def moment(held: int) -> datetime: ...
@overload
def moment(held: int | None) -> datetime | None: ...
def moment(held: int | None) -> datetime | None:
    """A moment again; None where none is held."""
    return None if held is None else _EPOCH + timedelta(milliseconds=held)
