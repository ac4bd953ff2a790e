"""Cases that go on as part of another: they end with it, and everybody reads their own number."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from at_once import at_once
from sqlalchemy import select, text, update

import storage
from casework.ends import End, ending
from casework.keeping import Retention, Rules
from casework.states import NotFromHere, Shown
from handlers.city import City, Intake
from storage import (
    case_clock,
    case_sheet,
    case_work,
    cases,
    joining,
    own_voices,
    residents,
    retention,
    taking_back,
    timeline,
)
from storage.cases import NewVoice, Part
from storage.joining import CannotJoin
from storage.models import Case, Letter
from storage.sealing import Seal

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SEAL = Seal("a key that is long enough")
TOWN = City(name="見本市")
INTAKE = Intake()
DONE = ending(End.DONE, "取りかえた")
HANA, KENTA, YUI, SORA = "a" * 32, "b" * 32, "c" * 32, "d" * 32


def _heard(database, chat: str, *, days: int = 0, wants_reply: bool = True) -> str:
    at = NOON + timedelta(days=days)
    new = NewVoice("line", at, (Part("text", f"{chat[0]}：街灯が暗い"),), chat=chat, wants_reply=wants_reply)
    with database.writing() as session:
        residents.greet(session, chat, f"U-{chat[0]}", SEAL, at)
        return cases.open_case(session, new, INTAKE, SEAL, at).receipt


@pytest.fixture
def hears(database):
    return partial(_heard, database)


@pytest.fixture
def own(database):
    def look(chat: str):
        with database.reading() as session:
            (one,) = own_voices.of(session, [chat], Rules(), SEAL, NOON)[chat]
        return one

    return look


def _case(database, receipt):
    with database.reading() as session:
        return cases.by_receipt(session, receipt)


def _told(database, receipt):
    with database.reading() as session:
        return [entry.what for entry in timeline.of(session, cases.by_receipt(session, receipt).id, SEAL)]


def _letters(database, state: str = "due") -> dict[str, str]:
    """What waits to be said, by who it is for."""
    with database.reading() as session:
        rows = session.execute(select(Letter).where(Letter.state == state)).scalars()
        return {row.chat: json.dumps(json.loads(SEAL.open(row.body)), ensure_ascii=False) for row in rows}


def _joins(does, case: str, into: str, at: datetime = NOON) -> None:
    does(joining.join, case, into, at, SEAL, by=1)


def _answers(does, receipt: str, at: datetime = NOON, **more) -> int:
    return does(case_work.answer, receipt, DONE, "直しました。", TOWN, at, SEAL, by=1, **more)


# --- ending together -----------------------------------------------------------------------------------------------


def test_a_joined_case_ends_with_the_other_and_its_people_read_the_answer_under_their_own_number(
    database, hears, does, own
):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    assert _answers(does, hana) == 2
    case = _case(database, kenta)
    assert (case.state, case.end, case.ended_at) == ("ANSWERED", "DONE", NOON)
    assert (own(KENTA).shown, own(KENTA).answer) == (Shown.ANSWERED, "直しました。")
    letters = _letters(database)
    assert (kenta in letters[KENTA], hana in letters[KENTA], hana in letters[HANA]) == (True, False, True)


def test_a_case_closed_without_an_answer_takes_the_joined_ones_along(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    does(case_work.close, hana, DONE, NOON, SEAL, by=1)
    assert _case(database, kenta).state == "CLOSED"
    assert _told(database, kenta)[-1] == "closed"


def test_while_it_goes_on_its_people_see_how_far_the_other_is(database, hears, does, own):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    does(case_work.ask_section, hana, "建設課", "どうですか", None, NOON, SEAL, by=1)
    assert own(KENTA).shown is Shown.CHECKING
    does(case_work.tell_late, hana, "現地の確認", date(2026, 12, 18), NOON, SEAL, by=1)
    assert own(KENTA).due_on == date(2026, 12, 18)
    assert kenta in _letters(database)[KENTA]


def test_the_earlier_of_two_promises_holds_for_both(database, hears, does, own):
    kenta, hana = hears(KENTA), hears(HANA, days=5)
    _joins(does, kenta, hana)
    assert own(HANA).due_on == own(KENTA).due_on == date(2026, 12, 7)


def test_whoever_joined_is_told_in_time_also_where_the_other_wished_no_answer(database, hears, does):
    hana, kenta = hears(HANA, wants_reply=False), hears(KENTA)
    _joins(does, kenta, hana)
    with database.reading() as session:
        assert case_clock.about_to_be_late(session, date(2026, 12, 7), 9) == [hana]


def test_a_joined_case_is_erased_when_its_time_is_over(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    _answers(does, hana)
    with database.reading() as session:
        due = retention.due(session, date(2031, 1, 1), Rules(years=dict.fromkeys(Retention, 1)))
    assert {one.receipt for one in due} == {hana, kenta}


def test_both_are_looked_at_again_together_and_both_hear_the_new_answer(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    _answers(does, hana)
    does(case_work.reopen, hana, INTAKE, NOON, SEAL, by=1)
    assert (_case(database, kenta).state, _case(database, kenta).end) == ("RECEIVED", None)
    assert _letters(database) == {}
    assert _answers(does, hana) == 2


# --- how it is now -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["own number", "the other's, from an older letter"])
def test_still_in_trouble_of_somebody_who_joined_reaches_the_desk(database, hears, does, button):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    _answers(does, hana)
    later = NOON + timedelta(days=30)
    does(case_clock.ask_after, hana, SEAL, later)
    assert any(kenta in words for chat, words in _letters(database).items() if chat == KENTA)
    pressed = kenta if button == "own number" else hana
    assert does(own_voices.note_after, KENTA, pressed, False, SEAL, later)
    assert not does(own_voices.note_after, KENTA, pressed, False, SEAL, later)
    assert _case(database, hana).still_open
    assert _told(database, hana)[-1] == "joined_still_open"
    assert does(own_voices.note_after, HANA, hana, True, SEAL, later)


def test_nobody_answers_for_a_case_that_is_not_theirs(hears, does):
    hana = hears(HANA)
    hears(YUI)
    _answers(does, hana)
    does(case_clock.ask_after, hana, SEAL, NOON)
    assert not does(own_voices.note_after, YUI, hana, False, SEAL, NOON)


# --- what may be joined --------------------------------------------------------------------------------------------


def test_what_was_joined_before_goes_along_when_its_case_is_joined_on(database, hears, does):
    hana, kenta, yui = hears(HANA), hears(KENTA), hears(YUI)
    _joins(does, hana, kenta)
    _joins(does, kenta, yui)
    assert _answers(does, yui) == 3
    assert {_case(database, one).state for one in (hana, kenta, yui)} == {"ANSWERED"}


def test_nothing_is_joined_into_a_case_that_is_over_and_staff_read_what_to_do_instead(hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _answers(does, hana)
    with pytest.raises(CannotJoin, match="回答済みと同じ趣旨"):
        _joins(does, kenta, hana)


def test_a_case_whose_resident_was_asked_something_waits_for_the_answer_first(hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    does(case_work.ask_back, kenta, "どの角ですか", NOON, SEAL, by=1)
    with pytest.raises(CannotJoin, match="返事を受け取ってから"):
        _joins(does, kenta, hana)


def test_a_case_joins_neither_itself_nor_one_that_is_part_of_another(hears, does):
    hana, kenta, yui = hears(HANA), hears(KENTA), hears(YUI)
    _joins(does, kenta, hana)
    for case, into in ((hana, hana), (yui, kenta)):
        with pytest.raises(CannotJoin):
            _joins(does, case, into)


def test_a_joined_case_is_worked_on_where_it_went(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    with pytest.raises(NotFromHere, match="まとめた先"):
        _answers(does, kenta)
    _answers(does, hana)
    with pytest.raises(NotFromHere, match="まとめた先"):
        does(case_work.reopen, kenta, INTAKE, NOON, SEAL, by=1)


def test_two_people_who_join_two_cases_crosswise_do_not_wait_for_each_other(postgresql):
    """One of them joins, the other reads that it was done already; and nobody is the victim of a deadlock."""
    hana, kenta = _heard(postgresql, HANA), _heard(postgresql, KENTA)
    crosswise = [
        partial(joining.join, receipt=case, into=into, now=NOON, seal=SEAL, by=1)
        for case, into in ((hana, kenta), (kenta, hana))
    ]
    done = at_once(postgresql, select(Case.id), *crosswise)
    assert sorted(type(one).__name__ for one in done) == ["CannotJoin", "NoneType"]


@pytest.mark.parametrize("first", [HANA, KENTA])
def test_a_join_is_undone_and_the_main_case_answered_in_the_same_moment(postgresql, first):
    """Whichever of the two came first; nobody is the victim of a deadlock."""
    receipts = {chat: _heard(postgresql, chat) for chat in sorted((HANA, KENTA), key=lambda chat: chat != first)}
    hana, kenta = receipts[HANA], receipts[KENTA]
    with postgresql.writing() as session:
        joining.join(session, kenta, hana, NOON, SEAL, by=1)
    parts = partial(joining.separate, receipt=kenta, main=hana, calendar=INTAKE.calendar, now=NOON, seal=SEAL, by=1)
    answers = partial(
        case_work.answer, receipt=hana, ending=DONE, text="直しました。", city=TOWN, now=NOON, seal=SEAL, by=1
    )
    parted, people = at_once(postgresql, select(Case.id), parts, answers)
    assert (type(parted).__name__, people) in {("date", 1), ("CannotJoin", 2)}


# --- while the other waits for its resident ------------------------------------------------------------------------


def _asks_back(does, receipt: str, at: datetime) -> None:
    does(case_work.ask_back, receipt, "どの角ですか", at, SEAL, by=1)


def test_who_joined_keeps_their_date_while_the_other_waits_for_an_answer(hears, does, own):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    promised = own(KENTA).due_on
    _asks_back(does, hana, NOON + timedelta(days=1))
    assert own(KENTA).due_on == promised
    assert own(HANA).due_on is None


@pytest.mark.parametrize("when", ["before it was asked", "while it waits"])
def test_the_days_of_waiting_put_off_nobody_elses_date(hears, does, own, when):
    hana, kenta = hears(HANA), hears(KENTA)
    promised = own(KENTA).due_on
    if when == "before it was asked":
        _joins(does, kenta, hana)
    _asks_back(does, hana, NOON + timedelta(days=3))
    if when == "while it waits":
        _joins(does, kenta, hana)
    does(case_work.hear_back, hana, "北の角です", INTAKE, NOON + timedelta(days=10), SEAL, by=1)
    assert own(KENTA).due_on == own(HANA).due_on == promised


def test_who_joined_is_told_when_their_date_passes_while_the_other_waits_and_nobody_else_is(database, hears, does, own):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    _asks_back(does, hana, NOON)
    day, later = date(2026, 12, 7), date(2026, 12, 21)
    with database.reading() as session:
        assert case_clock.about_to_be_late(session, day - timedelta(days=1), 9) == []
        assert case_clock.about_to_be_late(session, day, 9) == [hana]
    does(case_work.tell_late, hana, "確認", later, NOON, SEAL, by=None)
    assert (set(_letters(database)), own(KENTA).due_on, own(HANA).due_on) == ({KENTA}, later, None)
    with database.reading() as session:
        assert case_clock.about_to_be_late(session, day, 9) == []


def test_two_clocks_that_go_off_at_once_tell_who_joined_of_the_delay_once(postgresql):
    hana, kenta = _heard(postgresql, HANA), _heard(postgresql, KENTA)
    with postgresql.writing() as session:
        joining.join(session, kenta, hana, NOON, SEAL, by=1)
        case_work.ask_back(session, hana, "どの角ですか", NOON, SEAL, by=1)

    def goes_off(session):
        late = case_clock.is_about_to_be_late(session, hana, date(2026, 12, 7))
        return late and case_work.tell_late(session, hana, "確認", date(2026, 12, 21), NOON, SEAL, by=None).people

    assert sorted(at_once(postgresql, select(Case.id), goes_off, goes_off)) == [0, 1]


# --- saying more ---------------------------------------------------------------------------------------------------


def test_what_somebody_adds_to_a_joined_case_reaches_the_desk_where_it_is_worked_on(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    before = _case(database, hana).version
    more = NewVoice("line", NOON, (Part("text", "きのう、転んだ人がいます"),), chat=KENTA, urgent=True, abusive=True)
    assert does(cases.hand_in, more, Intake(per_day=1), SEAL, NOON).receipt == kenta
    main = _case(database, hana)
    assert (main.heard_back, main.urgent, main.abusive, main.version) == (True, True, False, before + 1)
    assert _told(database, hana)[-1] == "joined_said_more"


def test_the_same_words_once_more_trouble_nobody_at_the_main_case(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    for _ in range(2):
        more = NewVoice("line", NOON, (Part("text", "きのう、転んだ人がいます"),), chat=KENTA)
        does(cases.hand_in, more, Intake(per_day=1), SEAL, NOON)
    assert _told(database, hana).count("joined_said_more") == 1


@pytest.mark.parametrize("done", ["joined", "parted"])
def test_what_is_said_while_staff_join_or_part_the_case_reaches_the_desk_that_has_it_then(postgresql, done):
    hana, kenta = _heard(postgresql, HANA), _heard(postgresql, KENTA)
    if done == "parted":
        with postgresql.writing() as session:
            joining.join(session, kenta, hana, NOON, SEAL, by=1)
    begun = threading.Event()

    def says_more():
        more = NewVoice("line", NOON, (Part("text", "きのう、転んだ人がいます"),), chat=KENTA, urgent=True)
        begun.set()
        with postgresql.writing() as session:
            return cases.hand_in(session, more, Intake(per_day=1), SEAL, NOON)

    with ThreadPoolExecutor(1) as person:
        with postgresql.writing() as session:
            if done == "joined":
                joining.join(session, kenta, hana, NOON, SEAL, by=1)
            else:
                joining.separate(session, kenta, hana, INTAKE.calendar, NOON, SEAL, by=1)
            said = person.submit(says_more)
            begun.wait()
            time.sleep(0.3)  # nobody tells when somebody else waits for a row
        assert said.result().receipt == kenta
    main = _case(postgresql, hana)
    assert (main.urgent, main.heard_back) == ((True, True) if done == "joined" else (False, False))
    assert ("joined_said_more" in _told(postgresql, hana)) == (done == "joined")
    assert _case(postgresql, kenta).urgent


# --- a join undone -------------------------------------------------------------------------------------------------


def _separates(does, case: str, main: str, at: datetime = NOON):
    return does(joining.separate, case, main, INTAKE.calendar, at, SEAL, by=1)


def test_a_wrong_join_is_undone_and_each_is_answered_by_itself(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    assert _separates(does, kenta, hana) == date(2026, 12, 7)
    assert (_told(database, kenta)[-1], _told(database, hana)[-1]) == ("separated", "let_out")
    assert _answers(does, hana) == 1
    assert _case(database, kenta).state == "RECEIVED"
    assert _answers(does, kenta) == 1


def test_a_case_that_stands_by_itself_again_is_due_tomorrow_at_the_earliest(hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    assert _separates(does, kenta, hana, NOON + timedelta(days=30)) == date(2026, 12, 21)


def test_what_has_ended_together_is_parted_only_once_it_is_looked_at_again(hears, does):
    hana, kenta, yui = hears(HANA), hears(KENTA), hears(YUI)
    _joins(does, kenta, hana)
    with pytest.raises(CannotJoin, match="まとめられていません"):
        _separates(does, kenta, yui)
    _answers(does, hana)
    with pytest.raises(CannotJoin, match="対応を再開する"):
        _separates(does, kenta, hana)


def test_what_came_along_with_a_case_goes_out_with_it(database, hears, does):
    """Of Yui and Sora staff said that they are the same as Kenta, and of nobody but Kenta that he is the same as Hana."""
    hana, kenta, yui, sora = hears(HANA), hears(KENTA), hears(YUI), hears(SORA)
    _joins(does, sora, yui)
    _joins(does, yui, kenta)
    _joins(does, kenta, hana)
    _separates(does, kenta, hana)
    assert _answers(does, hana) == 1
    assert {_case(database, one).state for one in (kenta, yui, sora)} == {"RECEIVED"}
    assert _answers(does, kenta) == 3


def test_what_was_joined_directly_stays_where_it_is_when_another_goes_out(database, hears, does):
    hana, kenta, yui = hears(HANA), hears(KENTA), hears(YUI)
    _joins(does, yui, kenta)
    _joins(does, kenta, hana)
    _separates(does, yui, hana)
    _joins(does, yui, hana)
    _separates(does, kenta, hana)
    assert (_answers(does, hana), _answers(does, kenta)) == (2, 1)


# --- letters on the way while cases are joined and parted ------------------------------------------------------------


def _tells_late(does, receipt: str, day: int) -> None:
    does(case_work.tell_late, receipt, "確認", date(2026, 12, day), NOON, SEAL, by=1)


def test_who_joined_reads_one_notice_of_delay_and_only_the_newest(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    for day in (22, 24):
        _tells_late(does, kenta, day)
    _joins(does, kenta, hana)
    _tells_late(does, hana, 28)
    with database.reading() as session:
        waiting = select(Letter.chat).where(Letter.state == "owed")
        assert session.execute(waiting).scalars().all() == [KENTA]
    assert "12月28日" in _letters(database, "owed")[KENTA]


def test_after_a_join_is_undone_each_reads_the_notice_of_their_own_case_alone(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    for day in (22, 24):
        _tells_late(does, hana, day)
    _separates(does, kenta, hana)
    _tells_late(does, kenta, 28)
    with database.reading() as session:
        waiting = select(Letter.chat).where(Letter.state == "owed").order_by(Letter.chat)
        assert session.execute(waiting).scalars().all() == [HANA, KENTA]
    letters = _letters(database, "owed")
    assert ("12月24日" in letters[HANA], "12月28日" in letters[KENTA]) == (True, True)
    _answers(does, kenta)
    assert set(_letters(database, "owed")) == {HANA}


def test_nothing_more_is_said_of_a_withdrawn_case_that_had_been_parted(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    _tells_late(does, hana, 25)
    _separates(does, kenta, hana)
    does(taking_back.withdraw, KENTA, kenta, Rules(), SEAL, NOON + timedelta(minutes=5))
    assert set(_letters(database)) == {HANA}


def test_who_goes_on_alone_because_the_first_withdrew_and_withdraws_too_hears_nothing_more(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    _tells_late(does, hana, 25)
    for chat, receipt in ((HANA, hana), (KENTA, kenta)):
        does(taking_back.withdraw, chat, receipt, Rules(), SEAL, NOON + timedelta(minutes=5))
    assert _letters(database) == {}


@pytest.mark.parametrize("parted", [False, True])
def test_a_letter_that_did_not_arrive_is_looked_for_at_the_case_that_is_its_persons_now(database, hears, does, parted):
    hana, kenta = hears(HANA), hears(KENTA)
    if parted:
        _joins(does, kenta, hana)
    _tells_late(does, hana if parted else kenta, 25)
    with database.writing() as session:
        session.execute(update(Letter).where(Letter.chat == KENTA).values(state="dead"))
    if parted:
        _separates(does, kenta, hana)
    else:
        _joins(does, kenta, hana)
    for receipt in (hana, kenta):
        with database.reading() as session:
            posted = case_sheet.sheet(session, receipt, SEAL).letters
        assert ("dead" in [one.state for one in posted]) == (receipt == (kenta if parted else hana))


# --- taking back ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("withdrawn", ["the main one", "the joined one"])
def test_who_withdraws_one_of_two_joined_cases_still_gets_the_answer_to_the_other(database, hears, does, withdrawn):
    main, joined = hears(HANA), hears(HANA)
    _joins(does, joined, main)
    _answers(does, main, how="wait")
    one = main if withdrawn == "the main one" else joined
    does(taking_back.withdraw, HANA, one, Rules(), SEAL, NOON + timedelta(hours=2))
    assert set(_letters(database, "owed")) == {HANA}


def test_a_question_about_a_withdrawn_case_is_not_put_any_more_though_another_was_joined(database, hears, does):
    main, joined = hears(HANA), hears(HANA)
    _joins(does, joined, main)
    does(case_work.ask_back, main, "どの角ですか", NOON, SEAL, by=1, how="wait")
    does(taking_back.withdraw, HANA, main, Rules(), SEAL, NOON + timedelta(hours=2))
    assert _letters(database, "owed") == {}


def test_who_joined_and_withdrew_hears_nothing_more_and_the_other_does(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    _answers(does, hana, how="wait")
    later = NOON + timedelta(hours=2)
    does(taking_back.withdraw, KENTA, kenta, Rules(), SEAL, later)
    assert set(_letters(database, "owed")) == {HANA}
    does(case_work.reopen, hana, INTAKE, later, SEAL, by=1)
    assert _answers(does, hana, later) == 1


def test_what_others_are_owed_they_get_though_the_first_withdraws(database, hears, does):
    hana, kenta = hears(HANA), hears(KENTA)
    _joins(does, kenta, hana)
    _answers(does, hana, how="wait")
    does(taking_back.withdraw, HANA, hana, Rules(), SEAL, NOON + timedelta(minutes=5))
    assert set(_letters(database, "owed")) == {KENTA}


# --- cases from before they ended together -------------------------------------------------------------------------


def test_cases_joined_under_an_older_release_are_put_right_when_it_starts(database, hears, does):
    """The main one ended, the joined one stayed open; a chain; and one that was joined when all was over."""
    main, early, late, chained, waits, end = (hears(chat * 32) for chat in "defghi")
    for case, into in ((early, main), (late, main), (waits, end)):
        _joins(does, case, into)
    numbers = {receipt: _case(database, receipt).id for receipt in (main, early, late, chained, waits, end)}
    _answers(does, main)
    with database.writing() as session:
        undo = text("UPDATE cases SET state = 'RECEIVED', ended_at = NULL, joined_into_id = :into WHERE id = :id")
        for receipt, into in ((early, main), (late, main), (chained, waits)):
            session.execute(undo, {"into": numbers[into], "id": numbers[receipt]})
        session.execute(text("DELETE FROM timeline WHERE what = 'answered' AND case_id <> :id"), {"id": numbers[main]})
        timeline.add(session, numbers[late], "joined_into", NOON + timedelta(days=3), SEAL, into=main)
    config = Config()
    config.set_main_option("script_location", str(Path(storage.__file__).parent / "migrations"))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0024")
        command.upgrade(config, "head")
    assert _case(database, early).state == "ANSWERED"
    assert _told(database, early)[-1] == "answered"
    assert (_case(database, late).state, _case(database, late).joined_into_id) == ("RECEIVED", None)
    assert _case(database, chained).joined_into_id == numbers[end]
