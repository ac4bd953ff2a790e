"""All rows of one database in another one, of either kind."""

from __future__ import annotations

import pytest
from full_town import fill
from sqlalchemy import insert, select, text, update

from storage import copying, snapshot
from storage.database import Database
from storage.models import Base, Case, Resident
from storage.schema import bring_up_to_date


@pytest.fixture
def other(blank_url):
    place = Database(blank_url)
    yield place
    place.close()


def everything(database):
    with database.reading() as session:
        return {table.name: list(snapshot.rows(session, table)) for table in snapshot.tables(session)}


def test_every_row_of_every_table_arrives_as_it_was(database, other):
    with database.writing() as session:
        fill(session)
        # Rows that point to rows of their own table, one of them to a later one.
        session.execute(update(Case).where(Case.id == 1).values(joined_into_id=3))
        session.execute(update(Case).where(Case.id == 3).values(parent_id=2))
    with database.one_moment() as source, other.lasting() as target:
        count = copying.copy(source, target)
    assert everything(other) == everything(database)
    assert count == 3 * len(Base.metadata.sorted_tables)
    assert not bring_up_to_date(other)


def test_numbers_go_on_where_they_were_even_after_the_last_row_was_erased(database, other):
    with database.writing() as session:
        fill(session)
        session.execute(insert(Resident).values(id=50, chat="c50", line_user_id=b"x", first_seen_at=text("1")))
        session.execute(text("DELETE FROM residents WHERE id = 50"))
        snapshot.go_on_from(session, {"residents": 50})
    with database.one_moment() as source, other.lasting() as target:
        copying.copy(source, target)
    with other.writing() as session:
        session.execute(insert(Resident).values(chat="next", line_user_id=b"x", first_seen_at=text("1")))
        assert session.execute(select(Resident.id).where(Resident.chat == "next")).scalar_one() == 51


def test_a_copy_that_fails_changes_nothing(database, other):
    with database.writing() as session:
        fill(session)
    bring_up_to_date(other)

    def full(table, count):
        if table == "voices":
            raise OSError("no space left on device")

    with pytest.raises(OSError), database.one_moment() as source, other.lasting() as target:  # noqa: PT011
        copying.copy(source, target, full)
    assert not any(everything(other).values())
    assert not bring_up_to_date(other)


def test_one_moment_is_one_moment(database):
    with database.writing() as session:
        fill(session, rows=1)
    with database.one_moment() as source:
        tables = snapshot.tables(source)
        with database.writing() as session:
            session.execute(insert(Resident).values(id=9, chat="late", line_user_id=b"x", first_seen_at=text("1")))
        residents = next(table for table in tables if table.name == "residents")
        assert len(list(snapshot.rows(source, residents))) == 1
