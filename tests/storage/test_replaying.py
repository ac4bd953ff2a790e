"""Erased once more: a copy from before an erasure forgets what the database forgot."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from casework.keeping import Rules
from casework.things import things_of
from handlers.city import Intake
from storage import (
    cases,
    copying,
    erasures,
    erasures_file,
    monitors,
    replaying,
    retention,
    snapshot,
    taking_back,
    voice_search,
)
from storage.cases import NewVoice, Part
from storage.database import Database
from storage.sealing import Seal

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
COPIED = NOON + timedelta(minutes=1)
SOON, LATE = NOON + timedelta(minutes=30), NOON + timedelta(days=3)
SEAL, RULES = Seal("a key that is long enough"), Rules()
HANA, KEN = "a" * 32, "b" * 32
# The notes themselves are what differs.
_NOT_COMPARED = {"erasures"}


@pytest.fixture
def other(blank_url):
    place = Database(blank_url)
    yield place
    place.close()


def says(database, chat, *words, photo=None):
    parts = tuple(Part("text", word, f"{chat[0]}{number}") for number, word in enumerate(words))
    new = NewVoice("line", NOON, parts, chat=chat, photos=(photo,) if photo else ())
    with database.writing() as session:
        handed = cases.hand_in(session, new, Intake(), SEAL, NOON)
        voice_search.remember(session, handed.voice_id, new.text, SEAL, things_of())
        session.execute(text("UPDATE attachments SET state = 'ready', file = message_id WHERE file IS NULL"))
    return handed


def copied(database, other):
    with database.one_moment() as source, other.lasting() as target:
        copying.copy(source, target)


def forgets_the_same(database, other):
    """Replay the notes of one database upon the older copy; the photos to be deleted."""
    with database.reading() as session:
        noted = erasures.all_of(session)
    with other.writing() as session:
        _count, files = replaying.replay(session, noted, COPIED, SEAL)
    assert rows_of(other) == rows_of(database)
    with other.writing() as session:
        assert replaying.replay(session, noted, COPIED, SEAL) == (0, ())  # done is done
    return files


def rows_of(database):
    # Sealing draws new bytes each time; that something was taken back is told, no longer by which way.
    left_out = {"body", "what"}
    with database.reading() as session:
        return {
            table.name: [
                {name: value for name, value in row.items() if table.name != "timeline" or name not in left_out}
                for row in snapshot.rows(session, table)
            ]
            for table in snapshot.tables(session)
            if table.name not in _NOT_COMPARED
        }


def test_a_voice_withdrawn_within_the_hour(database, other):
    handed = says(database, HANA, "側溝のふたが割れています", photo="p1")
    says(database, KEN, "除雪をお願いします")
    copied(database, other)
    with database.writing() as session:
        taking_back.withdraw(session, HANA, handed.receipt, RULES, SEAL, SOON)
    assert forgets_the_same(database, other) == ("p1",)


def test_a_voice_withdrawn_too_late_to_be_erased(database, other):
    handed = says(database, HANA, "側溝のふたが割れています")
    copied(database, other)
    with database.writing() as session:
        taking_back.withdraw(session, HANA, handed.receipt, RULES, SEAL, LATE)
    forgets_the_same(database, other)


@pytest.mark.parametrize("when", [SOON, LATE])
def test_a_message_taken_back_in_line(database, other, when):
    says(database, HANA, "側溝のふたが", "割れています", photo="p1")
    copied(database, other)
    with database.writing() as session:
        taking_back.unsend(session, HANA, "a0", RULES, SEAL, when)
    forgets_the_same(database, other)


def test_the_last_message_of_a_voice_taken_back(database, other):
    says(database, HANA, "側溝のふたが割れています")
    copied(database, other)
    with database.writing() as session:
        taking_back.unsend(session, HANA, "a0", RULES, SEAL, SOON)
    forgets_the_same(database, other)


def test_what_was_kept_long_enough(database, other):
    handed = says(database, HANA, "側溝のふたが割れています")
    with database.writing() as session:
        session.execute(text("UPDATE cases SET state = 'CLOSED', ended_at = received_at"))
    copied(database, other)
    with database.writing() as session:
        due = retention.due(session, date(2040, 4, 1), RULES)
        assert [one.receipt for one in due] == [handed.receipt]
        retention.erase(session, due, LATE)
    forgets_the_same(database, other)


def test_somebody_who_left_the_panel(database, other):
    with database.writing() as session:
        for chat in (HANA, KEN):
            monitors.apply(session, chat, "60代", "上山", NOON)
    copied(database, other)
    with database.writing() as session:
        monitors.leave(session, HANA, SEAL, SOON)
    forgets_the_same(database, other)


def test_what_was_erased_before_the_copy_or_never_was_in_it_does_no_harm(database, other):
    copied(database, other)
    handed = says(database, HANA, "側溝のふたが割れています")
    with database.writing() as session:
        taking_back.withdraw(session, HANA, handed.receipt, RULES, SEAL, SOON)
    with database.reading() as session:
        noted = erasures.all_of(session)
    with other.writing() as session:
        assert replaying.replay(session, noted, COPIED, SEAL) == (1, ())
        assert replaying.replay(session, noted, LATE, SEAL) == (0, ())


def test_notes_hold_no_words_and_no_person(database):
    handed = says(database, HANA, "側溝のふたが割れています")
    with database.writing() as session:
        taking_back.withdraw(session, HANA, handed.receipt, RULES, SEAL, SOON)
    with database.reading() as session:
        noted = erasures.all_of(session)
    assert [(one.kind, one.key) for one in noted] == [("case", handed.receipt)]


def test_the_file_keeps_what_it_was_given_even_after_a_line_that_was_cut_off(tmp_path):
    path = tmp_path / "deep" / "erasures.jsonl"
    first = erasures.Erasure("1" * 32, "case", "K-2026-0001-7", SOON)
    second = erasures.Erasure("2" * 32, "voice", "12", LATE)
    assert erasures_file.read(path) == []
    erasures_file.add(path, [first])
    with path.open("ab") as file:
        file.write(b'{"id":"33333')
    erasures_file.add(path, [second])
    assert erasures_file.read(path) == [first, second]
    assert path.stat().st_mode & 0o077 == 0
