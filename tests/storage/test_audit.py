"""The record of what was done: nothing added in between, nothing changed, nothing lost unseen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from storage import audit
from storage.database import Database

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def _written(database: Database, count: int) -> None:
    for number in range(count):
        with database.writing() as session:
            audit.record(session, "case.open", f"case:{number}", NOW + timedelta(minutes=number), kind="苦情")


def _broken(database: Database) -> int | None:
    with database.reading() as session:
        return audit.first_broken(session)


def _change(database: Database, statement: str) -> None:
    with database.writing() as session:
        session.execute(text(statement))


def test_an_untouched_record_is_whole(database):
    assert _broken(database) is None
    _written(database, 3)
    assert _broken(database) is None


def test_a_changed_line_shows(database):
    _written(database, 3)
    _change(database, "update audit set subject = 'case:9' where number = 2")
    assert _broken(database) == 2


def test_a_missing_line_shows(database):
    _written(database, 3)
    _change(database, "delete from audit where number = 2")
    assert _broken(database) == 2


def test_missing_last_lines_show(database):
    _written(database, 3)
    _change(database, "delete from audit where number = 3")
    assert _broken(database) == 3


def test_a_line_goes_with_what_it_records(database):
    try:
        with database.writing() as session:
            audit.record(session, "case.open", "case:1", NOW)
            raise LookupError
    except LookupError:
        pass
    with database.reading() as session:
        assert audit.lines(session) == []


def test_those_who_write_at_once_write_one_chain(database):
    def write(number: int) -> None:
        with database.writing() as session:
            audit.record(session, "case.open", f"case:{number}", NOW)

    with ThreadPoolExecutor(4) as several:
        list(several.map(write, range(20)))
    assert _broken(database) is None
    with database.reading() as session:
        assert len(audit.lines(session)) == 20


def test_the_record_is_searched_by_act_subject_and_time(database):
    _written(database, 3)
    with database.reading() as session:
        assert [line.subject for line in audit.lines(session, act="case.")] == ["case:2", "case:1", "case:0"]
        assert [line.number for line in audit.lines(session, subjects=["case:1"])] == [2]
        assert [line.number for line in audit.lines(session, since=NOW + timedelta(minutes=1))] == [3, 2]
        assert [line.number for line in audit.lines(session, before=2)] == [1]
        assert audit.lines(session, act="%") == []
