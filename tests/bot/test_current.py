"""Answers come from the newest edition of the library, in every process."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime

import pytest
from invented_town import results
from office import HANA, Office
from sqlalchemy import text
from storage_trouble import away

from bot.current import Current
from bot.worker import Worker
from handlers.city import City, Door, Word
from knowledge.documents.document import Document
from knowledge.ledger.identity import identified, sheets_in
from knowledge.ledger.withdrawal import facts_of
from storage import amendments, library, wakeup
from storage.database import Database, DatabaseAway
from storage.library import Parcel
from storage.sealing import Seal

NOW = datetime(2026, 11, 20, tzinfo=UTC)
TOWN = City(name="みほん市", phone="000-000-0000")
QUESTION = "令和6年度の貸出冊数の実績は？"


@pytest.fixture
def elsewhere(database) -> Database:
    """The same database, opened by another machine."""
    other = Database(database.url)
    yield other
    other.close()


def _import(database: Database, document: Document) -> None:
    with database.writing() as session:
        library.keep(session, [Parcel.of("成果.txt", "0" * 64, sheets_in(document))], NOW)


def _restore(database: Database, edition: int) -> None:
    with database.writing() as session:
        library.restore(session, edition, NOW)


def _withdraw_books(database: Database) -> None:
    ((identity, sheet),) = identified(sheets_in(results("11,480")))
    lent = next(fact for fact in facts_of(identity, sheet) if fact.name.endswith("／貸出冊数"))
    with database.writing() as session:
        library.withdraw(session, lent, NOW)


def test_every_process_answers_from_what_another_imported_restored_and_withdrew(database, elsewhere):
    here, there = Current.open(database, TOWN), Current.open(elsewhere, TOWN)
    assert "11,480" not in here(QUESTION, None).text

    def both_follow() -> list[str]:
        assert [here.follow(database), there.follow(elsewhere)] == [True, True]
        assert here.version == there.version
        return [current(QUESTION, None).text for current in (here, there)]

    _import(database, results("11,480"))
    assert all("11,480" in said and "出典：令和6年度" in said for said in both_follow())
    _import(elsewhere, results("11,840"))
    assert all("11,840" in said and "11,480" not in said for said in both_follow())
    _restore(database, 1)
    assert all("11,480" in said and "11,840" not in said for said in both_follow())
    _withdraw_books(elsewhere)
    assert all("11,480" not in said for said in both_follow())


def test_what_staff_put_right_is_answered_by_in_every_process_and_a_door_is_shown(database, elsewhere):
    _import(database, results("11,480"))
    here, there = Current.open(database, TOWN), Current.open(elsewhere, TOWN)
    for what in (Word("リブロ", "貸出冊数"), Door(("温水プール",), "生涯学習課")):
        with elsewhere.writing() as session:
            amendments.add(session, what, (), Seal("a key that is long enough"), NOW)
    assert [here.follow(database), there.follow(elsewhere)] == [True, True]
    assert all("11,480" in current("令和6年度のリブロは？", None).text for current in (here, there))
    assert here.present().doors[0].words == ("温水プール",)
    _restore(database, 1)
    assert here.follow(database)
    assert here.present().doors == ()
    assert "11,480" not in here("令和6年度のリブロは？", None).text


def test_while_nothing_changes_nothing_is_prepared_again(database):
    current = Current.open(database, TOWN)
    _import(database, results())
    assert [current.follow(database), current.follow(database)] == [True, False]


def test_a_process_that_starts_later_answers_like_the_others(database):
    current = Current.open(database, TOWN)
    _import(database, results())
    current.follow(database)
    newcomer = Current.open(database, TOWN)
    assert (newcomer.version, newcomer.edition) == (current.version, 1)
    assert newcomer(QUESTION, None) == current(QUESTION, None)


def test_an_edition_that_cannot_be_prepared_leaves_the_former_one_answering(database, caplog):
    _import(database, results("11,480"))
    current = Current.open(database, TOWN)
    _import(database, results("11,840"))
    with database.writing() as session:
        session.execute(text("""UPDATE sheets SET body = '{"later": 1}' WHERE id = 2"""))
    with caplog.at_level(logging.ERROR):
        assert [current.follow(database), current.follow(database)] == [False, False]
    assert [record.args for record in caplog.records] == [(2, 1)]  # said once, not every two seconds
    assert "11,480" in current(QUESTION, None).text
    _restore(database, 1)
    assert current.follow(database) is True
    assert current.edition == 3


def test_while_the_database_is_away_the_former_edition_answers(database):
    _import(database, results("11,480"))
    current = Current.open(database, TOWN)
    _import(database, results("11,840"))
    with away(database), pytest.raises(DatabaseAway):
        current.follow(database)
    assert "11,480" in current(QUESTION, None).text
    assert current.follow(database) is True


def test_a_running_worker_follows_what_another_machine_imports(database, elsewhere):
    current = Current.open(database, TOWN)
    office = Office(database)
    followed = threading.Semaphore(0)

    def follow() -> None:
        if current.follow(database):
            followed.release()

    worker = Worker(database, office.turns, office.sender, threading.Event(), office.clock, follow)
    worker.start()
    try:
        for books in ("11,480", "11,840"):
            _import(elsewhere, results(books))
            assert followed.acquire(timeout=60)
            assert books in current(QUESTION, None).text
    finally:
        worker.stop()
        office.closes()


def test_on_a_server_an_import_wakes_those_who_follow(postgresql):
    woken, stop = threading.Semaphore(0), threading.Event()
    elsewhere = Database(postgresql.url)
    listening = threading.Thread(
        target=wakeup.listen,
        args=(elsewhere, {wakeup.INBOX_CHANNEL: lambda: None, wakeup.LIBRARY_CHANNEL: woken.release}, stop),
    )
    listening.start()
    assert woken.acquire(timeout=60)  # it listens now, and looks once for what it missed
    office = Office(postgresql)
    office.delivers(office.said(HANA, "質問は？"))
    assert not woken.acquire(timeout=0.2)  # a message is no import
    _import(postgresql, results())
    assert woken.acquire(timeout=60)
    stop.set()
    listening.join()
    office.closes()
    elsewhere.close()
