"""What nobody needs any more is forgotten by itself; cases and receipts are not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hourly import forget
from sqlalchemy import select, update

from casework.keeping import Rules
from handlers.city import Intake
from storage import cases, monitors, own_voices, residents
from storage.cases import NewVoice, Part
from storage.models import Monitor, Resident
from storage.sealing import Seal

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
A_YEAR = timedelta(days=365)
SEAL = Seal("a key that is long enough")
HANA, KENTA = "a" * 32, "b" * 32


@pytest.fixture
def town(database):
    """Hana and Kenta have added the account, and Hana has handed a voice in."""
    with database.writing() as session:
        for chat in (HANA, KENTA):
            residents.greet(session, chat, f"U-{chat[0]}", SEAL, NOON)
        new = NewVoice("line", NOON, (Part("text", "街灯が暗い"),), chat=HANA)
        cases.open_case(session, new, Intake(), SEAL, NOON)
    return database


def _there(database) -> list[str]:
    with database.reading() as session:
        return list(session.execute(select(Resident.chat).order_by(Resident.chat)).scalars())


def test_who_blocked_the_account_a_year_ago_is_forgotten_and_finds_their_case_when_they_come_back(town):
    with town.writing() as session:
        residents.note_leaving(session, HANA, NOON)
    forget(town, NOON + A_YEAR - timedelta(days=1))
    assert _there(town) == [HANA, KENTA]
    forget(town, NOON + A_YEAR + timedelta(days=1))
    assert _there(town) == [KENTA]
    with town.writing() as session:
        residents.greet(session, HANA, "U-a", SEAL, NOON + A_YEAR)
        (own,) = own_voices.of(session, [HANA], Rules(), SEAL, NOON + A_YEAR)[HANA]
    assert own.text == "街灯が暗い"


def test_a_monitor_who_blocked_the_account_is_forgotten_after_their_term_only(town):
    with town.writing() as session:
        monitors.apply(session, HANA, "30代", "北", NOON)
        monitors.register(session, quotas={}, capacity=1, now=NOON)
        residents.note_leaving(session, HANA, NOON)
    forget(town, NOON + 2 * A_YEAR)
    assert _there(town) == [HANA, KENTA]


def test_a_monitor_is_forgotten_a_year_after_their_term_and_nobody_else(town):
    with town.writing() as session:
        for chat in (HANA, KENTA):
            monitors.apply(session, chat, "30代", "北", NOON)
        ended = update(Monitor).where(Monitor.chat == HANA).values(state="ended", term_until="2026-03-31")
        session.execute(ended)
    forget(town, datetime(2027, 3, 31, 3, tzinfo=UTC))
    with town.reading() as session:
        assert set(monitors.members(session, [HANA, KENTA])) == {HANA, KENTA}
    forget(town, datetime(2027, 4, 2, 3, tzinfo=UTC))
    with town.reading() as session:
        assert set(monitors.members(session, [HANA, KENTA])) == {KENTA}
    assert _there(town) == [HANA, KENTA]


@pytest.mark.parametrize("state", ["applied", "waiting"])
def test_who_applied_and_was_not_chosen_within_a_year_is_forgotten(town, state):
    with town.writing() as session:
        monitors.apply(session, HANA, "30代", "北", NOON)
        session.execute(update(Monitor).values(state=state))
        monitors.apply(session, KENTA, "30代", "北", NOON + timedelta(days=30))
    forget(town, NOON + A_YEAR - timedelta(days=1))
    with town.reading() as session:
        assert set(monitors.members(session, [HANA, KENTA])) == {HANA, KENTA}
    forget(town, NOON + A_YEAR + timedelta(days=1))
    with town.reading() as session:
        assert set(monitors.members(session, [HANA, KENTA])) == {KENTA}


def test_what_is_much_is_forgotten_in_steps(town):
    with town.writing() as session:
        for number in range(5):
            residents.greet(session, f"{number}" * 32, f"U-{number}", SEAL, NOON)
            monitors.apply(session, f"{number}" * 32, "30代", "北", NOON)
        session.execute(update(Monitor).values(state="ended", term_until="2020-03-31"))
        session.execute(update(Resident).values(left_at=NOON))
    with town.writing() as session:
        assert [monitors.forget_over(session, datetime(2026, 1, 1, tzinfo=UTC), at_once=3) for _ in range(3)] == [
            3,
            2,
            0,
        ]
        later = NOON + timedelta(seconds=1)
        assert [residents.forget_left(session, later, at_once=4) for _ in range(3)] == [4, 3, 0]
