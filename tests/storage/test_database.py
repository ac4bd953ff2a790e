"""The two ways into the database, and what they promise."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from handlers.model import Progress
from storage import conversations, inbox
from storage.conversations import Remembered
from storage.database import Database, DatabaseAway, why_away
from storage.inbox import Delivered
from storage.sealing import Seal

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def _versions(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.execute(text("SELECT chat FROM conversations ORDER BY chat")).scalars())


def _note(database: Database, chat: str) -> None:
    with database.writing() as session:
        session.execute(text("INSERT INTO conversations (chat, version) VALUES (:chat, 1)"), {"chat": chat})


def test_what_was_written_is_kept_and_what_broke_off_is_not(database):
    _note(database, "kept")

    def break_off() -> None:
        with database.writing() as session:
            session.execute(text("INSERT INTO conversations (chat, version) VALUES ('lost', 1)"))
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    assert _versions(database) == ["kept"]


def test_a_lease_is_seen_by_everybody_though_it_may_be_forgotten(database):
    with database.writing(durable=False) as session:
        session.execute(text("INSERT INTO conversations (chat, version) VALUES ('leased', 1)"))
    assert _versions(database) == ["leased"]


def test_whoever_only_reads_cannot_write(sqlite):
    with pytest.raises(DatabaseAway), sqlite.reading() as session:
        session.execute(text("DELETE FROM conversations"))


def test_a_lasting_write_waits_for_the_disk_and_a_lease_does_not(sqlite):
    def asked(**how: bool) -> int:
        with sqlite.writing(**how) as session:
            return session.execute(text("PRAGMA synchronous")).scalar_one()

    full, normal = 2, 1
    assert [asked(), asked(durable=False), asked()] == [full, normal, full]


def test_on_a_server_too_a_lasting_write_waits_for_the_disk_and_a_lease_does_not(postgresql):
    def asked(**how: bool) -> str:
        with postgresql.writing(**how) as session:
            return session.execute(text("SHOW synchronous_commit")).scalar_one()

    assert [asked(), asked(durable=False), asked()] == ["on", "off", "on"]


@pytest.mark.parametrize(
    "code", ["53100", "53200", "53300", "57P01", "57P03", "40P01", "40001", "55P03", "57014", "25006", "08006"]
)
def test_a_server_in_trouble_is_away_and_no_fault_of_the_event(postgresql, code):
    """Disk full, out of memory or connections, going down or starting, deadlock, lock or statement timed out, read-only."""
    trouble = text(f"DO $$ BEGIN RAISE EXCEPTION 'trouble' USING ERRCODE = '{code}'; END $$")
    with pytest.raises(DatabaseAway), postgresql.writing() as session:
        session.execute(trouble)
    postgresql.ask_for_a_sign()


def test_what_was_written_goes_into_the_database_file_while_others_write(sqlite, tmp_path):
    _note(sqlite, "carried")
    with sqlite.writing() as session:
        session.execute(text("INSERT INTO conversations (chat, version) VALUES ('under way', 1)"))
        sqlite.checkpoint()
    without_log = Database(URL.create("sqlite", database=str(shutil.copy(sqlite.url.database, tmp_path / "copy.db"))))
    assert _versions(without_log) == ["carried"]
    without_log.close()


def test_the_log_does_not_grow_with_what_was_ever_written(sqlite):
    def write(chats: range) -> int:
        for number in chats:
            _note(sqlite, f"{number:04}" * 8)
        sqlite.checkpoint()
        return Path(f"{sqlite.url.database}-wal").stat().st_size

    longest = write(range(50))
    assert [write(range(start, start + 25)) for start in range(50, 250, 25)] == [longest] * 8


def test_carrying_the_log_waits_for_nobody_who_reads(sqlite):
    with sqlite.reading() as session:
        session.execute(text("SELECT count(*) FROM conversations")).one()
        _note(sqlite, "later")
        sqlite.checkpoint()
    sqlite.checkpoint()
    assert _versions(sqlite) == ["later"]


def test_erased_words_are_overwritten(sqlite):
    with sqlite.writing() as session:
        assert session.execute(text("PRAGMA secure_delete")).scalar_one() == 1
        assert session.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"


def test_writers_queue_and_all_of_them_get_their_turn(database):
    with ThreadPoolExecutor(12) as people:
        list(people.map(lambda number: _note(database, f"{number:03}"), range(60)))
    assert len(_versions(database)) == 60


def test_a_database_held_by_another_process_is_away_for_now_and_works_again_later(sqlite):
    other = Database(sqlite.url)
    with other.writing() as session:
        session.execute(text("INSERT INTO conversations (chat, version) VALUES ('other', 1)"))
        with pytest.raises(DatabaseAway):
            _note(sqlite, "ours")
    for number in range(10):  # more often than there are connections
        _note(sqlite, f"{number}")
    other.close()
    assert len(_versions(sqlite)) == 11


def test_a_server_that_is_not_there_is_away():
    nobody_listens = Database(URL.create("postgresql+psycopg", host="127.0.0.1", port=1, database="koe"))
    with pytest.raises(DatabaseAway):
        nobody_listens.ask_for_a_sign()


def test_connections_the_server_has_ended_are_not_noticed_by_the_next_webhook(postgresql):
    _note(postgresql, "before")
    with postgresql.reading() as session:
        ours = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
    other = Database(postgresql.url)
    with other.writing() as session:
        session.execute(text("SELECT pg_terminate_backend(:ours, 5000)"), {"ours": ours})
    other.close()
    _note(postgresql, "after")


def test_a_server_that_became_a_read_only_copy_is_away_and_no_fault_of_the_event(postgresql):
    def write() -> None:
        with postgresql.writing() as session:
            session.execute(text("SET TRANSACTION READ ONLY"))
            session.execute(text("DELETE FROM conversations"))

    with pytest.raises(DatabaseAway):
        write()


def test_a_transaction_the_server_ended_because_we_were_frozen_is_no_fault_of_the_event(postgresql):
    other = Database(postgresql.url)

    def freeze() -> None:
        with postgresql.writing() as session:
            ours = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
            session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 1"))
            while _is_served(other, ours):
                pass
            session.execute(text("SELECT 1"))

    with pytest.raises(DatabaseAway):
        freeze()
    other.close()


def _is_served(database: Database, backend: int) -> bool:
    with database.reading() as session:
        found = session.execute(
            text("SELECT count(*) FROM pg_stat_activity WHERE pid = :backend"), {"backend": backend}
        )
        return found.scalar_one() == 1


def test_a_fault_of_ours_is_not_taken_for_an_absent_database(database):
    problem = OperationalError if database.is_sqlite else ProgrammingError
    with pytest.raises((problem, DatabaseAway)) as raised, database.reading() as session:
        session.execute(text("SELECT nothing FROM nowhere"))
    assert database.is_sqlite or not isinstance(raised.value, DatabaseAway)


# --- many machines, one server ---------------------------------------------------------------------------------------


def _delivered(event_id: str) -> Delivered:
    return Delivered(event_id, "chat", "postback", None, NOW, b"sealed")


def test_machines_that_keep_the_same_events_in_different_order_do_not_wait_for_each_other_for_ever(database):
    both = Barrier(2)

    def keep(events: list[Delivered]) -> None:
        both.wait(60)
        with database.writing() as session:
            inbox.keep(session, events, NOW)

    for round_ in range(4):
        events = [_delivered(f"{round_}-{number:03}") for number in range(500)]
        with ThreadPoolExecutor(2) as machines:
            for kept in [machines.submit(keep, events), machines.submit(keep, events[::-1])]:
                kept.result()
    with database.reading() as session:
        assert inbox.waiting(session)[0] == 4 * 500


def test_machines_that_hold_the_same_chats_do_not_wait_for_each_other_for_ever(database):
    chats = [f"{number:03}" for number in range(40)]
    both = Barrier(2)
    seal = Seal("a key that is long enough")

    def hold(mine: list[str], number: int) -> None:
        both.wait(60)
        with database.writing() as session:
            present = conversations.versions(session, mine)
            kept = [Remembered(chat, present[chat] + 1, NOW, f"{number}", Progress()) for chat in mine]
            conversations.keep(session, kept, seal)

    for number in range(8):
        with ThreadPoolExecutor(2) as machines:
            for held in [machines.submit(hold, chats, number), machines.submit(hold, chats[::-1], number)]:
                held.result()
    with database.reading() as session:
        memories = conversations.recall(session, chats, seal, NOW)
    assert {memory.version for memory in memories.values()} == {16}  # every one of them built on the one before


def test_a_file_that_is_no_database_is_away_with_its_reason(tmp_path):
    (tmp_path / "koe.db").write_bytes(b"a letter, not a database. " * 200)
    database = Database(f"sqlite:///{tmp_path / 'koe.db'}")
    with pytest.raises(DatabaseAway) as told:
        database.ask_for_a_sign()
    assert "not a database" in why_away(told.value)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "koe").write_text("a file")
    with pytest.raises(DatabaseAway) as told:
        Database(f"sqlite:///{tmp_path / 'koe' / 'koe.db'}")
    assert str(tmp_path / "koe") in why_away(told.value)


def test_a_server_that_does_not_know_the_database_is_told_apart_from_one_that_is_not_there(postgresql):
    said = []
    for url in (postgresql.url.set(database="none of this name"), postgresql.url.set(port=9)):
        database = Database(url)
        with pytest.raises(DatabaseAway) as told:
            database.ask_for_a_sign()
        said.append(why_away(told.value))
        database.close()
    unknown, nobody = said
    assert "none of this name" in unknown
    assert "refused" in nobody
    assert not any("\n" in words for words in said)
