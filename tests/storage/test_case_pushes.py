"""Two pushes about a case for each of its people, however many cases were joined: the answer is one of them."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import delete, insert, select, update

import storage
from casework.ends import End, ending
from handlers.city import City, Intake
from storage import case_clock, case_outbox, case_pushes, case_work, cases, joining, residents
from storage.case_outbox import To
from storage.cases import NewVoice, Part
from storage.models import Case, CasePause, Letter
from storage.sealing import Seal

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LATER, MUCH_LATER = date(2026, 12, 18), date(2027, 1, 15)
SEAL = Seal("a key that is long enough")
INTAKE = Intake()
TOWN = City(name="見本市")
DONE = ending(End.DONE, "取りかえた")
HANA, KENTA = "a" * 32, "b" * 32


@pytest.fixture
def hears(database):
    def hear(chat: str | None) -> str:
        new = NewVoice("line" if chat else "phone", NOON, (Part("text", "街灯が暗い"),), chat=chat)
        with database.writing() as session:
            if chat:
                residents.greet(session, chat, f"U-{chat[0]}", SEAL, NOON)
            return cases.open_case(session, new, INTAKE, SEAL, NOON).receipt

    return hear


def _joins(does, case: str, into: str) -> None:
    does(joining.join, case, into, NOON, SEAL, by=1)


def _late(does, receipt: str, until: date = LATER) -> To:
    return does(case_work.tell_late, receipt, "現地の確認", until, NOON, SEAL, by=1)


def _answers(does, receipt: str) -> int:
    return does(case_work.answer, receipt, DONE, "直しました。", TOWN, NOON, SEAL, by=1)


def _asks_after(does, receipt: str) -> None:
    assert does(case_clock.ask_after, receipt, SEAL, NOON + timedelta(days=28))


def _pushes(database) -> Counter[str]:
    with database.reading() as session:
        return Counter(session.execute(select(Letter.chat).where(Letter.route == "push")).scalars())


def _waiting(database) -> list[tuple[str, str]]:
    with database.reading() as session:
        rows = session.execute(select(Letter).where(Letter.state == "owed").order_by(Letter.id)).scalars()
        return [(row.chat, json.dumps(json.loads(SEAL.open(row.body)), ensure_ascii=False)) for row in rows]


def test_who_was_told_of_a_delay_before_their_case_was_joined_gets_no_third_push(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _late(does, kenta)
    _joins(does, kenta, hana)
    assert _late(does, hana, MUCH_LATER) == To(pushed=1, waiting=1)
    assert [chat for chat, _ in _waiting(database)] == [KENTA]
    assert _answers(does, hana) == 2
    assert _pushes(database) == {HANA: 2, KENTA: 2}
    assert _waiting(database) == []


def test_nobody_reads_of_a_delay_after_the_answer(database, hears, does):
    hana = hears(HANA)
    _late(does, hana)
    assert _late(does, hana, MUCH_LATER) == To(waiting=1)
    _answers(does, hana)
    assert _waiting(database) == []


def test_a_question_to_one_takes_the_push_for_a_delay_from_nobody_else(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    does(case_work.ask_back, hana, "どの角ですか", NOON, SEAL, by=1, how="push")
    does(case_work.hear_back, hana, "北の角です", INTAKE, NOON, SEAL, by=1)
    assert _late(does, hana) == To(pushed=1, waiting=1)
    assert _pushes(database) == {HANA: 1, KENTA: 1}


def test_a_second_notice_of_delay_is_read_with_the_next_reply_and_only_the_newest_date(database, hears, does):
    hana = hears(HANA)
    _late(does, hana)
    assert _late(does, hana, date(2027, 1, 8)) == _late(does, hana, MUCH_LATER) == To(waiting=1)
    ((chat, words),) = _waiting(database)
    assert (chat, "1月15日" in words) == (HANA, True)
    assert _pushes(database) == {HANA: 1}


def test_how_it_is_now_is_asked_of_those_who_have_a_push_left(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _late(does, hana)
    _joins(does, kenta, hana)
    _answers(does, hana)
    _asks_after(does, hana)
    assert _pushes(database) == {HANA: 2, KENTA: 2}


def test_who_joined_a_case_that_came_by_telephone_is_asked_how_it_is_now(database, hears, does):
    phone, kenta = hears(None), hears(KENTA)
    _joins(does, kenta, phone)
    _answers(does, phone)
    _asks_after(does, phone)
    assert _pushes(database) == {KENTA: 2}


def test_of_a_case_that_came_by_telephone_alone_nobody_is_asked_how_it_is_now(database, hears, does):
    phone = hears(None)
    _answers(does, phone)
    with database.reading() as session:
        assert cases.by_receipt(session, phone).ask_after_on is None


def test_a_case_that_is_looked_at_again_may_tell_of_a_delay_and_of_an_answer_again(database, hears, does):
    hana = hears(HANA)
    _late(does, hana)
    _answers(does, hana)
    does(case_work.reopen, hana, INTAKE, NOON, SEAL, by=1)
    assert _late(does, hana, MUCH_LATER) == To(pushed=1)


def test_what_was_pushed_is_known_after_letters_are_forgotten(database, hears, does):
    hana = hears(HANA)
    _late(does, hana)
    _answers(does, hana)
    with database.writing() as session:
        session.execute(delete(Letter))
    _asks_after(does, hana)
    assert _pushes(database) == {}


def test_the_page_says_beforehand_what_the_letter_will_cost(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _late(does, kenta)
    _joins(does, kenta, hana)
    with database.reading() as session:
        case_id = cases.by_receipt(session, hana).id
        said = case_outbox.would_go_to(session, case_id, "late", only_if_wished=True)
    assert said == _late(does, hana, MUCH_LATER)


# --- cases from before each person's pushes were counted -----------------------------------------------------------


def _counted_anew(database):
    config = Config()
    config.set_main_option("script_location", str(Path(storage.__file__).parent / "migrations"))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0026")
        command.upgrade(config, "head")


def _had(database, receipt: str) -> dict[str, int]:
    with database.reading() as session:
        return dict(case_pushes.had(session, cases.by_receipt(session, receipt).id))


def test_in_an_older_database_a_letter_that_speaks_of_two_joined_cases_is_counted_once(database, hears, does):
    both, joined = hears(HANA), hears(HANA)
    alone = hears(KENTA)
    for one in (joined, alone):
        _joins(does, one, both)
    _late(does, both)
    assert _had(database, both) == {HANA: 1, KENTA: 1}
    _counted_anew(database)
    assert _had(database, both) == {HANA: 1, KENTA: 1}


def test_in_an_older_database_a_notice_without_its_letter_is_counted_once_for_two_joined_cases(database, hears, does):
    both, joined = hears(HANA), hears(HANA)
    _joins(does, joined, both)
    _late(does, both)
    with database.writing() as session:
        session.execute(delete(Letter))
        session.execute(update(Case).values(late_told_at=NOON))
    _counted_anew(database)
    assert _had(database, both) == {HANA: 1}


def test_in_an_older_database_counts_what_was_said_before_it_was_said_anew_or_joined_but_not_before_it_was_looked_at_again(
    database, hears, does
):
    again, main, opened = hears(HANA), hears(KENTA), hears("c" * 32)
    _late(does, again)
    _late(does, again, MUCH_LATER)  # sets the first one aside, and only waits
    _late(does, opened)
    _answers(does, opened)
    does(case_work.reopen, opened, INTAKE, NOON + timedelta(days=1), SEAL, by=1)
    _joins(does, again, main)
    before = _had(database, main), _had(database, opened)
    _counted_anew(database)
    assert before == (_had(database, main), _had(database, opened)) == ({HANA: 1}, {})


def test_an_older_database_is_counted_and_its_clocks_go_on(database, hears, does):
    """What was pushed is known by the letters, or by the notice alone; only a case that waits has an open pause."""
    hana, kenta, waits = hears(HANA), hears(KENTA), hears("c" * 32)
    _late(does, hana)
    _late(does, kenta)
    with database.writing() as session:
        session.execute(update(Letter).values(state="sent"))
    does(case_work.ask_back, waits, "どの角ですか", NOON, SEAL, by=1)
    _answers(does, hana)
    with database.writing() as session:
        session.execute(delete(Letter).where(Letter.chat == KENTA))
        ended = cases.by_receipt(session, hana)
        session.execute(insert(CasePause).values(case_id=ended.id, since=date(2026, 11, 10)))
        at = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # the 1st in Japan
        session.execute(update(Case).where(Case.id == ended.id).values(ended_at=at))
    _counted_anew(database)
    with database.reading() as session:
        numbers = {one.chat: one.id for one in session.execute(select(Case)).scalars()}
        assert [case_pushes.had(session, numbers[chat])[chat] for chat in (HANA, KENTA, "c" * 32)] == [2, 1, 0]
        untils = {one.case_id: one.until for one in session.execute(select(CasePause)).scalars()}
    assert untils == {numbers[HANA]: date(2026, 12, 1), numbers["c" * 32]: None}
