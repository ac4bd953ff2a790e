"""What goes straight to PostgreSQL keeps its order, comes whole or not at all, and is not waited for for ever."""

from __future__ import annotations

from contextlib import suppress

import psycopg
import pytest
from proxy import proxy_to
from sqlalchemy import text
from sqlalchemy.exc import DataError, IntegrityError

from storage.database import Database, DatabaseAway
from storage.straight import Statement

BEGIN = Statement("INSERT INTO conversations (chat, version) VALUES (:chat, :version)")
COUNT = Statement("SELECT count(*) FROM conversations")
GROW = Statement("UPDATE conversations SET version = version + 1 WHERE chat = ANY(:chats) RETURNING version")
TWICE = Statement("INSERT INTO conversations (chat, version) VALUES (:chat, 1) RETURNING chat")
FLOW = Statement("UPDATE conversations SET flow = :flow WHERE chat = :chat RETURNING flow")


def begun(database, *chats):
    with database.writing() as session:
        BEGIN.run_each(session, [{"chat": chat, "version": 1} for chat in chats])


def count(database):
    with database.reading() as session:
        return COUNT.rows(session, {})[0][0]


def test_what_was_put_off_is_there_before_anything_is_asked_in_either_way(postgresql):
    with postgresql.writing() as session:
        BEGIN.run(session, {"chat": "hana", "version": 1})
        assert session.execute(text("SELECT count(*) FROM conversations")).scalar_one() == 1
        BEGIN.run(session, {"chat": "ken", "version": 1})
        assert COUNT.rows(session, {}) == [(2,)]
    assert count(postgresql) == 2


def test_what_fails_at_the_end_undoes_all_of_it_and_the_connection_is_as_good_as_before(postgresql):
    begun(postgresql, "hana")
    for _ in range(2):
        with pytest.raises(IntegrityError):
            begun(postgresql, "ken", "hana")
    assert count(postgresql) == 1
    begun(postgresql, "ken")
    assert count(postgresql) == 2


def test_what_was_put_off_before_a_failure_of_ours_is_forgotten(postgresql):
    with suppress(RuntimeError), postgresql.writing() as session:
        BEGIN.run(session, {"chat": "hana", "version": 1})
        raise RuntimeError
    begun(postgresql, "ken")
    assert count(postgresql) == 1


def test_what_was_foreseen_is_answered_with_the_next_question_once_and_not_beyond_its_transaction(postgresql):
    with postgresql.writing() as session:
        COUNT.foresee(session, {})
        assert GROW.rows(session, {"chats": ["hana"]}) == []
        BEGIN.run(session, {"chat": "hana", "version": 1})
        assert COUNT.rows(session, {}) == [(0,)]  # as it was when the next question was asked
        assert COUNT.rows(session, {}) == [(1,)]
        COUNT.foresee(session, {})
        assert GROW.rows(session, {"chats": ["hana"]}) == [(2,)]
        BEGIN.run(session, {"chat": "ken", "version": 1})
    with postgresql.writing() as session:
        assert COUNT.rows(session, {}) == [(2,)]
        COUNT.foresee(session, {})
    assert count(postgresql) == 2


def test_an_error_of_what_was_foreseen_undoes_its_transaction(postgresql):
    begun(postgresql, "hana")

    def begins_twice():
        with postgresql.writing() as session:
            BEGIN.run(session, {"chat": "ken", "version": 1})
            TWICE.foresee(session, {"chat": "hana"})
            COUNT.rows(session, {})

    with pytest.raises(psycopg.errors.UniqueViolation):
        begins_twice()
    assert count(postgresql) == 1


def test_an_error_that_is_passed_over_is_not_taken_for_success(postgresql):
    begun(postgresql, "hana")

    def pass_over():
        with postgresql.writing() as session:
            BEGIN.run(session, {"chat": "hana", "version": 1})
            with suppress(psycopg.errors.UniqueViolation):  # as nobody should
                COUNT.rows(session, {})

    with pytest.raises(DatabaseAway):
        pass_over()


def test_a_statement_that_could_not_be_prepared_is_prepared_the_next_time(postgresql):
    later = Statement("SELECT number FROM not_there_yet")
    with pytest.raises(psycopg.errors.UndefinedTable), postgresql.reading() as session:
        later.rows(session, {})
    with postgresql.writing() as session:
        session.execute(text("CREATE TEMPORARY TABLE not_there_yet (number integer) ON COMMIT DROP"))
        assert later.rows(session, {}) == []


@pytest.mark.parametrize("odd", ['say "yes"', "back\\slash", "{a,b}", "NULL", "", "声のまど", None])
def test_texts_come_back_as_they_went(postgresql, odd):
    begun(postgresql, odd or "hana")
    with postgresql.writing() as session:
        assert GROW.rows(session, {"chats": [odd or "hana"]}) == [(2,)]
        assert FLOW.rows(session, {"chat": odd or "hana", "flow": odd}) == [(odd,)]


def test_a_text_no_database_can_hold_is_refused_and_not_cut_off(postgresql):
    with pytest.raises(DataError):
        begun(postgresql, "ha\0na")
    assert count(postgresql) == 0


def test_a_server_that_falls_silent_is_given_up_and_works_again_when_it_speaks(postgresql):
    url = postgresql.url
    with proxy_to(url.host or "127.0.0.1", url.port or 5432) as proxy:
        far = Database(url.set(host="127.0.0.1", port=proxy.port), patience_seconds=2)
        begun(far, "hana")
        proxy.frozen = True
        with pytest.raises(DatabaseAway):  # or this would wait for ever
            begun(far, "ken")
        proxy.mend()
        begun(far, "rie")
        assert count(far) in (2, 3)  # whether ken was kept nobody here can know
        far.close()


def test_a_wire_that_is_cut_in_the_middle_keeps_nothing_half(postgresql):
    url = postgresql.url
    with proxy_to(url.host or "127.0.0.1", url.port or 5432) as proxy:
        far = Database(url.set(host="127.0.0.1", port=proxy.port))

        def write_and_lose_the_wire():
            with far.writing() as session:
                BEGIN.run(session, {"chat": "hana", "version": 1})
                assert COUNT.rows(session, {}) == [(1,)]
                proxy.cut()

        with pytest.raises(DatabaseAway):
            write_and_lose_the_wire()
        proxy.mend()
        assert count(far) == 0
        begun(far, "hana")
        far.close()
