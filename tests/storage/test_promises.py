"""What the city promised stays promised: after a question, after a notice, after a case is looked at again."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from casework.ends import End, ending
from casework.keeping import Rules
from handlers.city import City, Intake
from storage import case_clock, case_work, cases, residents, taking_back
from storage.case_outbox import To
from storage.cases import NewVoice, Part
from storage.models import Letter
from storage.sealing import Seal

SEAL = Seal("a key that is long enough")
TOWN = City(name="見本市")
INTAKE = Intake()
DONE = ending(End.DONE, "取りかえた")
HANA = "a" * 32


def on(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 3, 0, tzinfo=UTC)


@pytest.fixture
def receipt(database):
    """A voice of 2 November, to be answered by 17 November."""
    new = NewVoice("line", on(11, 2), (Part("text", "街灯が暗い"),), chat=HANA)
    with database.writing() as session:
        residents.greet(session, HANA, "U-hana", SEAL, on(11, 2))
        return cases.open_case(session, new, INTAKE, SEAL, on(11, 2)).receipt


def _case(database, receipt):
    with database.reading() as session:
        return cases.by_receipt(session, receipt)


def _letters(database) -> list[tuple[str, str | None]]:
    """State and words of all letters, oldest first."""
    with database.reading() as session:
        rows = session.execute(select(Letter).order_by(Letter.id)).scalars()
        return [
            (row.state, json.dumps(json.loads(SEAL.open(row.body)), ensure_ascii=False) if row.body else None)
            for row in rows
        ]


# --- after a question ----------------------------------------------------------------------------------------------


def test_a_date_that_was_told_later_stays_after_the_resident_answered_a_question(database, receipt, does):
    does(case_work.tell_late, receipt, "現地の確認", date(2026, 12, 1), on(11, 16), SEAL, by=1)
    does(case_work.ask_back, receipt, "どの角ですか", on(11, 20), SEAL, by=1)
    does(case_work.hear_back, receipt, "駅前です", INTAKE, on(11, 24), SEAL, by=1)
    assert _case(database, receipt).due_on == date(2026, 12, 2)  # 1 December, and the one working day of the pause


def test_the_working_days_of_waiting_are_added_to_what_was_promised(database, receipt, does):
    does(case_work.ask_back, receipt, "どの角ですか", on(11, 5), SEAL, by=1)
    does(case_work.hear_back, receipt, "駅前です", INTAKE, on(11, 11), SEAL, by=1)
    assert _case(database, receipt).due_on == date(2026, 11, 24)  # 17 November, and four working days


def test_nobody_is_promised_a_day_that_is_over(database, receipt, does):
    does(case_work.ask_back, receipt, "どの角ですか", on(11, 18), SEAL, by=1)
    does(case_work.hear_back, receipt, "駅前です", INTAKE, on(11, 18), SEAL, by=1)
    assert _case(database, receipt).due_on == date(2026, 11, 19)


# --- looked at again -----------------------------------------------------------------------------------------------


def test_who_holds_an_answer_gets_no_apology_for_being_late_when_the_case_is_looked_at_again(database, receipt, does):
    does(case_work.answer, receipt, DONE, "直しました。", TOWN, on(11, 10), SEAL, by=1)
    does(case_work.reopen, receipt, INTAKE, on(12, 1), SEAL, by=1, why="まだ困っている")
    case = _case(database, receipt)
    assert (case.due_on, case.end, case.ended_at) == (date(2026, 12, 15), None, None)
    with database.reading() as session:
        assert case_clock.about_to_be_late(session, date(2026, 12, 1), 9) == []
        assert case_clock.about_to_be_late(session, date(2026, 12, 15), 9) == [receipt]


def test_a_case_that_was_late_once_can_say_so_again_after_it_was_looked_at_again(database, receipt, does):
    does(case_work.tell_late, receipt, "現地の確認", date(2026, 12, 1), on(11, 17), SEAL, by=1)
    does(case_work.answer, receipt, DONE, "直しました。", TOWN, on(11, 20), SEAL, by=1)
    does(case_work.reopen, receipt, INTAKE, on(12, 1), SEAL, by=1)
    assert does(case_work.tell_late, receipt, "部品待ち", date(2026, 12, 25), on(12, 15), SEAL, by=1) == To(pushed=1)


@pytest.mark.parametrize("how", ["push", "wait"])
def test_a_wrong_answer_that_has_not_gone_out_is_not_said_any_more(database, receipt, does, how):
    does(case_work.answer, receipt, DONE, "まちがい", TOWN, on(11, 10), SEAL, by=1, how=how)
    does(case_work.reopen, receipt, INTAKE, on(11, 11), SEAL, by=1)
    does(case_work.answer, receipt, DONE, "正しい答え", TOWN, on(11, 12), SEAL, by=1, how=how)
    (wrong, gone), (_, words) = _letters(database)
    assert (wrong, gone) == ("cancelled", None)
    assert "正しい答え" in words


def test_an_answer_set_aside_under_an_older_release_is_taken_back_with_the_case(database, receipt, does):
    does(case_work.answer, receipt, DONE, "まちがい", TOWN, on(11, 10), SEAL, by=1, how="wait")
    with database.writing() as session:
        letter = session.execute(select(Letter)).scalar_one()
        letter.purpose = f"{letter.purpose}:{letter.id}"
    does(taking_back.withdraw, HANA, receipt, Rules(), SEAL, on(11, 20))
    assert _letters(database) == [("cancelled", None)]


@pytest.mark.parametrize("what", ["answer", "question"])
def test_nothing_is_said_any_more_of_a_case_that_was_erased(database, receipt, does, what):
    if what == "answer":
        does(case_work.answer, receipt, DONE, "直しました。", TOWN, on(11, 10), SEAL, by=1, how="wait")
    else:
        does(case_work.ask_back, receipt, "どの角ですか", on(11, 10), SEAL, by=1, how="wait")
    does(taking_back.withdraw, HANA, receipt, Rules(erases_later=True), SEAL, on(11, 10) + timedelta(hours=3))
    assert _letters(database) == [("cancelled", None)]
