"""Voices become cases: numbered, dated, folded, joined, worked on, answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from casework.ends import End, ending
from casework.repeats import tally
from casework.states import NotFromHere
from handlers.city import City, Intake
from storage import case_drafts, case_fields, case_work, cases, joining, residents, timeline
from storage.case_drafts import NotDecided
from storage.case_rows import Overtaken
from storage.case_sheet import Draft
from storage.cases import NewVoice, NoSuchCase, Part
from storage.models import Case, Letter, Voice
from storage.sealing import Seal

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SEAL = Seal("a key that is long enough")
INTAKE = Intake()
TOWN = City(name="見本市")
HANA = "a" * 32
OFFICER = 7


def gutter(text: str = "側溝のふたが割れています", **more) -> NewVoice:
    return NewVoice("line", more.pop("said_at", NOON), (Part("text", text, f"m-{text}"),), chat=HANA, **more)


@pytest.fixture
def hand_in(database):
    """Hands a voice in, in a transaction of its own."""

    def handed(new: NewVoice, now: datetime = NOON):
        with database.writing() as session:
            return cases.hand_in(session, new, INTAKE, SEAL, now)

    return handed


@pytest.fixture
def written(database):
    """Does one thing in a transaction."""

    def do(act, *args, **more):
        with database.writing() as session:
            return act(session, *args, **more)

    return do


def _told(database, case_id):
    with database.reading() as session:
        return [entry.what for entry in timeline.of(session, case_id, SEAL)]


def test_a_voice_becomes_a_case_with_a_number_and_a_date(database, hand_in):
    handed = hand_in(gutter())
    assert (handed.receipt, handed.outcome) == ("K-2026-0001-7", "new")
    assert handed.due_on == date(2026, 12, 7)  # 23 November is a holiday
    with database.reading() as session:
        (voice,) = cases.voices_of(session, [handed.case_id], SEAL)[handed.case_id]
    assert voice.text == "側溝のふたが割れています"
    assert hand_in(gutter("街灯が消えています")).receipt.startswith("K-2026-0002-")


def test_a_voice_before_new_year_is_not_due_in_the_holidays(hand_in):
    assert hand_in(gutter(said_at=datetime(2026, 12, 18, 3, 0, tzinfo=UTC))).due_on == date(2027, 1, 7)


def test_the_same_words_again_are_folded_and_counted(database, hand_in):
    first, again = hand_in(gutter()), hand_in(gutter("側溝のふたが、割れています！"))
    assert (again.outcome, again.receipt) == ("repeated", first.receipt)
    with database.reading() as session:
        assert session.execute(select(func.count()).select_from(Voice)).scalar_one() == 1
        counted = tally(case_work.people_and_voices(session, first.case_id))
    assert (counted.voices, counted.people) == (2, 1)
    assert _told(database, first.case_id) == ["received", "repeated"]


def test_the_same_words_of_somebody_else_are_a_voice_of_their_own(hand_in):
    hand_in(gutter())
    assert hand_in(replace(gutter(), chat="b" * 32)).outcome == "new"


def test_after_three_voices_a_day_the_next_joins_the_newest_and_tomorrow_counts_anew(hand_in):
    for text in ("一つ目の話", "二つ目の話"):
        hand_in(gutter(text))
    third, fourth = hand_in(gutter("三つ目の話")), hand_in(gutter("四つ目の話"))
    assert (fourth.outcome, fourth.receipt) == ("joined", third.receipt)
    tomorrow = NOON + timedelta(days=1)
    assert hand_in(gutter("五つ目の話", said_at=tomorrow), tomorrow).outcome == "new"


def test_what_staff_made_several_cases_of_was_said_once(written, hand_in):
    whole = hand_in(gutter("橋と公園と川の話"))
    parts = [replace(gutter(text), by=OFFICER) for text in ("公園の話", "川の話")]
    written(case_work.split, whole.receipt, parts, INTAKE, NOON, SEAL, by=OFFICER)
    assert [hand_in(gutter(text)).outcome for text in ("二つ目の話", "三つ目の話")] == ["new", "new"]


def test_words_are_sealed(database, hand_in):
    hand_in(gutter(contact="090-0000-0000"))
    with database.reading() as session:
        raw = session.connection().exec_driver_sql("SELECT body FROM voice_parts").scalar_one()
        contact = session.connection().exec_driver_sql("SELECT contact FROM cases").scalar_one()
    assert "側溝".encode() not in bytes(raw)
    assert b"090" not in bytes(contact)


@pytest.mark.parametrize(
    "channel", ["form", "phone", "paper", "box", "mail", "counter", "roundtable", "freetalk", "petition"]
)
def test_every_channel_stands_in_one_ledger(hand_in, channel):
    entered = NewVoice(channel, NOON, (Part("text", "公園に水道がほしい"),), by=OFFICER)
    assert hand_in(entered).receipt == "K-2026-0001-7"
    assert hand_in(entered).outcome == "new"  # without a person nobody can say that it is a repetition


def _as_resident(database, chat=HANA):
    with database.writing() as session:
        residents.greet(session, chat, "U" + chat, SEAL, NOON)


def test_a_case_goes_from_the_inbox_to_the_answer_and_all_stands_in_its_record(database, hand_in, written):
    _as_resident(database)
    handed = hand_in(gutter())
    number = handed.receipt
    triaged = {"kind": "要望", "category": "道路", "department": "建設課"}
    assert written(case_fields.set_fields, number, triaged, NOON, SEAL, by=OFFICER)
    written(case_work.ask_section, number, "建設課", "いつ直せますか", date(2026, 11, 27), NOON, SEAL, by=OFFICER)
    written(case_work.note_section_reply, number, "係長", date(2026, 11, 25), "直します", NOON, SEAL, by=OFFICER)
    written(case_work.note_circulated, number, date(2026, 11, 25), "市長", NOON, SEAL, by=OFFICER)
    draft = Draft("ふたを取り替えました。", "DONE", "ふたを取り替えた", "mayor")
    written(case_drafts.keep, number, draft, NOON, SEAL, by=OFFICER)
    agreed = ("課長", "広第12号", "outside", NOON, SEAL)
    with pytest.raises(NotDecided):
        written(case_drafts.decide, number, date(2026, 11, 21), *agreed, by=OFFICER)  # a day to come
    written(case_drafts.decide, number, date(2026, 11, 20), *agreed, by=OFFICER)
    assert written(case_drafts.send, number, TOWN, NOON, SEAL, by=OFFICER) == 1
    assert _told(database, handed.case_id) == [
        "received", "classified", "inquiry", "section_reply", "circulated", "drafted", "decided", "answered",
    ]  # fmt: skip
    with database.reading() as session:
        case = cases.by_receipt(session, number)
        (letter,) = session.execute(select(Letter)).scalars()
    assert (case.state, case.end, case.document_number) == ("ANSWERED", "DONE", "広第12号")
    assert case.ask_after_on == date(2026, 12, 18)
    assert (letter.route, letter.state) == ("push", "due")
    with pytest.raises(NotFromHere):
        written(case_drafts.send, number, TOWN, NOON, SEAL, by=OFFICER)


@pytest.mark.parametrize(
    ("how", "letters"),
    [({"wants_reply": False}, 0), ({"wants_reply": True}, 1)],
)
def test_only_who_wishes_a_reply_gets_one(database, hand_in, written, how, letters):
    _as_resident(database)
    number = hand_in(gutter(**how)).receipt
    noted = ending(End.NOTED, "今後の参考にする")
    assert written(case_work.answer, number, noted, "参考にします。", TOWN, NOON, SEAL, by=OFFICER) == letters


def test_who_blocked_the_account_gets_no_letter_and_the_case_goes_on(database, hand_in, written):
    _as_resident(database)
    number = hand_in(gutter()).receipt
    written(residents.note_leaving, HANA, NOON)
    done = ending(End.DONE, "ふたを取り替えた")
    assert written(case_work.answer, number, done, "直しました。", TOWN, NOON, SEAL, by=OFFICER) == 0


def test_an_answer_reaches_everybody_whose_case_was_joined(database, hand_in, written):
    kenta = "b" * 32
    _as_resident(database)
    _as_resident(database, kenta)
    first, second = hand_in(gutter()).receipt, hand_in(replace(gutter(), chat=kenta)).receipt
    written(joining.join, second, first, NOON, SEAL, by=OFFICER)
    done = ending(End.DONE, "ふたを取り替えた")
    assert written(case_work.answer, first, done, "直しました。", TOWN, NOON, SEAL, by=OFFICER) == 2


def test_while_the_city_asks_back_the_clock_stands(database, hand_in, written):
    number = hand_in(gutter()).receipt
    written(case_work.ask_back, number, "どの角ですか", NOON, SEAL, by=OFFICER)
    with database.reading() as session:
        assert cases.by_receipt(session, number).due_on is None
    written(case_work.hear_back, number, "駅前です", INTAKE, NOON + timedelta(days=5), SEAL, by=OFFICER)
    with database.reading() as session:
        assert cases.by_receipt(session, number).due_on > date(2026, 12, 7)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(hand_in, written):
    number = hand_in(gutter()).receipt
    written(case_fields.set_fields, number, {"kind": "要望"}, NOON, SEAL, by=OFFICER, version=0)
    with pytest.raises(Overtaken):
        written(case_fields.set_fields, number, {"kind": "苦情"}, NOON, SEAL, by=8, version=0)


def test_one_letter_becomes_several_matters(database, hand_in, written):
    letter = NewVoice("paper", NOON, (Part("text", "除雪と図書館のこと"),), by=OFFICER)
    number = hand_in(letter).receipt
    parts = [replace(letter, parts=(Part("text", text),)) for text in ("除雪のこと", "図書館のこと")]
    opened = written(case_work.split, number, parts, INTAKE, NOON, SEAL, by=OFFICER)
    assert len({number, *(one.receipt for one in opened)}) == 3
    with database.reading() as session:
        parents = session.execute(select(Case.parent_id).order_by(Case.id)).scalars().all()
    assert parents == [None, 1, 1]


def test_a_number_nobody_was_given_is_said_to_be_none(database):
    with database.reading() as session, pytest.raises(NoSuchCase):
        cases.by_receipt(session, "K-2026-9999-0")
