"""The same words once more: what is new in them is kept, and another place is another matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from casework.ends import End, ending
from casework.keeping import Rules
from handlers.city import City, Intake
from storage import case_work, cases, contacts, residents, taking_back
from storage.cases import NewVoice, Part
from storage.models import Voice
from storage.sealing import Seal

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SEAL = Seal("a key that is long enough")
HANA = "a" * 32
INTAKE = Intake()
STATION, SCHOOL = "駅前（38.15000,140.27000）", "小学校（38.16000,140.27000）"
NUMBER = "お名前：佐藤 花\n連絡先：090-1234-5678"


def lamp(*places: str, days: int = 0, **more) -> NewVoice:
    parts = (Part("text", "街灯が切れています"), *(Part("place", place) for place in places))
    return NewVoice("line", NOON + timedelta(days=days), parts, chat=HANA, **more)


@pytest.fixture
def hand_in(database):
    def handed(new: NewVoice, intake: Intake = INTAKE):
        with database.writing() as session:
            return cases.hand_in(session, new, intake, SEAL, new.said_at)

    return handed


def _voices(database, receipt):
    with database.reading() as session:
        case = cases.by_receipt(session, receipt)
        return cases.voices_of(session, [case.id], SEAL)[case.id]


def _case(database, receipt):
    with database.reading() as session:
        return cases.by_receipt(session, receipt)


def _contact(database, receipt):
    with database.reading() as session:
        return contacts.of(session, cases.by_receipt(session, receipt), SEAL)


# --- places --------------------------------------------------------------------------------------------------------


def test_a_lamp_at_another_place_is_a_case_of_its_own(hand_in):
    first, second = hand_in(lamp(STATION)), hand_in(lamp(SCHOOL, days=7))
    assert (second.outcome, second.receipt != first.receipt) == ("new", True)
    assert hand_in(lamp(SCHOOL, days=8)).receipt == second.receipt
    assert hand_in(lamp(STATION, days=9)).receipt == first.receipt


def test_the_lamp_at_the_same_place_again_is_folded_and_counted(database, hand_in):
    first = hand_in(lamp(STATION))
    assert hand_in(lamp("38.15010,140.27010", days=3)).outcome == "repeated"
    (voice,) = _voices(database, first.receipt)
    assert voice.times == 2


def test_a_place_that_is_told_later_is_kept_with_the_case(database, hand_in):
    first = hand_in(lamp())
    assert hand_in(lamp(STATION, days=1)).receipt == first.receipt
    assert [voice.places for voice in _voices(database, first.receipt)] == [(), (STATION,)]
    assert hand_in(lamp(SCHOOL, days=2)).outcome == "new"


def test_a_second_place_told_with_the_same_words_is_kept_beside_the_first(database, hand_in):
    first = hand_in(lamp(STATION))
    assert hand_in(lamp(STATION, SCHOOL, days=1)).receipt == first.receipt
    assert [voice.places for voice in _voices(database, first.receipt)] == [(STATION,), (STATION, SCHOOL)]
    assert hand_in(lamp(SCHOOL, STATION, days=2)).receipt == first.receipt
    assert [voice.times for voice in _voices(database, first.receipt)] == [1, 2]


def test_a_photo_that_comes_with_the_same_words_stands_in_a_voice_of_its_own_day(database, hand_in):
    first = hand_in(lamp(photos=("m1",)))
    assert hand_in(lamp(days=2, photos=("m2",))).outcome == "repeated"
    assert [len(voice.photos) for voice in _voices(database, first.receipt)] == [1, 1]


# --- what else comes along -----------------------------------------------------------------------------------------


def test_a_number_left_with_the_same_words_reaches_the_desk(database, hand_in):
    first = hand_in(lamp(wants_reply=False))
    hand_in(replace(lamp(days=1, contact=NUMBER), channel="form"))
    assert _contact(database, first.receipt) == f"（11月21日に届いた声から）\n{NUMBER}"
    assert _case(database, first.receipt).wants_reply


def test_a_number_left_with_the_fourth_voice_of_a_day_reaches_the_desk_beside_the_first_one(database, hand_in):
    first = hand_in(lamp(contact="お名前：佐藤"))
    other = NewVoice("form", NOON, (Part("text", "道が暗い"),), chat=HANA, contact=NUMBER)
    assert hand_in(other, Intake(per_day=1)).outcome == "joined"
    assert _contact(database, first.receipt) == f"お名前：佐藤\n\n（11月20日に届いた声から）\n{NUMBER}"


def test_a_number_is_taken_back_with_the_voice_it_came_with(database, hand_in):
    first = hand_in(lamp())
    late = NOON + timedelta(days=1)
    hand_in(lamp(days=1, contact=NUMBER))
    with database.writing() as session:
        taking_back.withdraw(session, HANA, first.receipt, Rules(), SEAL, late + timedelta(minutes=5))
    with database.reading() as session:
        (left,) = session.execute(select(Voice)).scalars()
    assert left.contact is None


def test_flags_and_the_measure_that_come_with_the_same_words_stay_with_the_case(database, hand_in):
    first = hand_in(lamp())
    hand_in(lamp(days=1, abusive=True, personal=True, urgent=True, sensitive=True, measure="8次 6-2-1"))
    case = _case(database, first.receipt)
    assert (case.abusive, case.personal, case.urgent, case.sensitive) == (True,) * 4
    assert case.measure == "8次 6-2-1"


def test_who_wishes_an_answer_only_the_second_time_gets_the_letter(database, hand_in):
    with database.writing() as session:
        residents.greet(session, HANA, "U-hana", SEAL, NOON)
    first = hand_in(lamp(wants_reply=False))
    again = hand_in(lamp(days=1, wants_reply=True))
    assert (again.outcome, again.wants_reply) == ("repeated", True)
    done = ending(End.DONE, "取りかえた")
    with database.writing() as session:
        later = NOON + timedelta(days=2)
        city = City(name="見本市")
        assert case_work.answer(session, first.receipt, done, "直しました。", city, later, SEAL, by=1) == 1


def test_who_wished_an_answer_the_first_time_keeps_the_wish(database, hand_in):
    hand_in(lamp(wants_reply=True))
    hand_in(lamp(days=1, wants_reply=False))
    with database.reading() as session:
        assert session.execute(select(func.count()).where(Voice.wants_reply)).scalar_one() == 1
