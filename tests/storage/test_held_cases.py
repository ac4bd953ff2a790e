"""Which cases may leave the desk, however many are asked about at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from casework.keeping import Rules
from handlers.city import Intake
from storage import cases, leaving
from storage.cases import NewVoice, Part
from storage.sealing import Seal

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SEAL = Seal("a key that only the tests know")


def _handed_in(session, at):
    return cases.hand_in(
        session, NewVoice("line", at, (Part("text", "側溝です"),), chat=str(at)), Intake(), SEAL, at
    ).case_id


def test_among_more_cases_than_a_database_takes_values_in_one_statement_the_fresh_one_is_held(database):
    with database.writing() as session:
        _handed_in(session, NOW - timedelta(minutes=61))
        fresh = _handed_in(session, NOW - timedelta(minutes=59))
        found = leaving.held_cases(session, range(1, 300_001), Rules(), NOW)
    assert found == {fresh: NOW + timedelta(minutes=1)}
