"""What residents take back: erased within the hour, sealed later."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text, update

from casework.ends import End, ending
from casework.keeping import Rules, Taken
from casework.things import things_of
from handlers.city import City, Intake
from handlers.own_voices import Erasable
from storage import (
    case_drafts,
    case_work,
    cases,
    hearing_back,
    joining,
    own_voices,
    residents,
    taking_back,
    timeline,
    voice_search,
)
from storage.case_sheet import Draft
from storage.cases import NewVoice, Part
from storage.models import Attachment, Base, Case, Letter, Voice, VoicePart, VoiceToken
from storage.sealing import Seal

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=61)
SEAL = Seal("a key that is long enough")
RULES = Rules()
CITY = City("上山市")
HANA = "a" * 32
VOICE = NewVoice(
    "line",
    NOON,
    (Part("text", "側溝のふたが", "m1"), Part("text", "割れています", "m2"), Part("place", "38.1,140.2 駅前", "m3")),
    chat=HANA,
    photos=("m4",),
)


@pytest.fixture
def handed(database):
    with database.writing() as session:
        one = cases.hand_in(session, VOICE, Intake(), SEAL, NOON)
        voice_search.remember(session, one.voice_id, VOICE.text, SEAL, things_of())
        session.execute(text("UPDATE attachments SET state = 'ready', file = 'photo.jpg'"))
        return one


def _count(database, table):
    with database.reading() as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()


def _withdraw(database, receipt, now, rules=RULES):
    with database.writing() as session:
        return taking_back.withdraw(session, HANA, receipt, rules, SEAL, now)


def _unsend(database, message, now):
    with database.writing() as session:
        return taking_back.unsend(session, HANA, message, RULES, SEAL, now)


def test_within_the_hour_nothing_is_left_of_a_withdrawn_voice(database, handed):
    done = _withdraw(database, handed.receipt, NOON + timedelta(minutes=59))
    assert (done.how, done.files) == (Taken.ERASED, ("photo.jpg",))
    left = {table.name for table in Base.metadata.sorted_tables if _count(database, table)}
    assert left <= {"library", "running_numbers", "erasures"}
    with database.writing() as session:
        assert cases.hand_in(session, VOICE, Intake(), SEAL, LATER).receipt != handed.receipt


def test_after_the_hour_a_withdrawn_voice_is_hidden_and_kept_sealed(database, handed):
    assert _withdraw(database, handed.receipt, LATER).how is Taken.SEALED
    with database.reading() as session:
        case = cases.by_receipt(session, handed.receipt)
        assert own_voices.of(session, [HANA], RULES, SEAL, LATER) == {}
        assert voice_search.having(session, "側溝", SEAL) == []
    assert (case.state, case.sealed_at) == ("WITHDRAWN", LATER)
    assert _count(database, VoicePart) == 3
    assert _withdraw(database, handed.receipt, LATER).how == "unknown"


def _decide(session, receipt):
    case_drafts.keep(session, receipt, Draft("取り替えました。", "DONE", "取り替えた", "mayor"), NOON, SEAL, by=1)
    on = date(2026, 11, 20)
    case_drafts.decide(session, receipt, on, "市長", "市政 第12号", "outside", NOON, SEAL, by=1)


def _answer(session, receipt):
    _decide(session, receipt)
    case_drafts.send(session, receipt, CITY, NOON, SEAL, by=1)


def _ask_back(session, receipt):
    case_work.ask_back(session, receipt, "どの角ですか", NOON, SEAL, by=1)


def _close(session, receipt):
    case_work.close(session, receipt, ending(End.NOTED, "参考にするため"), NOON, SEAL, by=1)


def _tell_late(session, receipt):
    case_work.tell_late(session, receipt, "調査", date(2026, 12, 20), NOON, SEAL, by=1)


_SOON = NOON + timedelta(minutes=5)


@pytest.mark.parametrize("acts", [_decide, _answer, _ask_back, _close, _tell_late])
def test_what_the_city_has_decided_or_said_is_kept_sealed_with_the_words_it_is_about(database, handed, acts):
    with database.writing() as session:
        residents.greet(session, HANA, "U-hana", SEAL, NOON)
        acts(session, handed.receipt)
        before = [(entry.what, entry.details) for entry in _entries(session, handed.case_id)]
    with database.reading() as session:
        (own,) = own_voices.of(session, [HANA], RULES, SEAL, _SOON)[HANA]
    assert own.erasable is Erasable.NONE
    assert _withdraw(database, handed.receipt, _SOON).how is Taken.SEALED
    with database.reading() as session:
        case = cases.by_receipt(session, handed.receipt)
        kept = [(entry.what, entry.details) for entry in _entries(session, handed.case_id)]
        (voice,) = cases.voices_of(session, [case.id], SEAL, sealed_too=True)[case.id]
        assert own_voices.of(session, [HANA], RULES, SEAL, _SOON) == {}
    assert (case.state, case.sealed_at) == ("WITHDRAWN", _SOON)
    assert kept == [*before, ("withdrawn", {})]
    assert voice.text == "側溝のふたが\n割れています"


def test_a_message_unsent_after_the_answer_seals_the_case_as_it_does_after_the_hour(database, handed):
    with database.writing() as session:
        _answer(session, handed.receipt)
    assert _unsend(database, "m1", _SOON).how is Taken.SEALED
    assert _count(database, VoicePart) == 3


def test_what_was_asked_back_and_what_was_answered_are_kept_together(database, handed):
    reply = NewVoice("line", NOON + timedelta(minutes=2), (Part("text", "駅の角です", "r1"),), chat=HANA)
    with database.writing() as session:
        _ask_back(session, handed.receipt)
        hearing_back.hear(session, handed.receipt, reply, Intake(), SEAL, reply.said_at)
    assert _withdraw(database, handed.receipt, _SOON).how is Taken.SEALED
    with database.reading() as session:
        kept = cases.voices_of(session, [handed.case_id], SEAL, sealed_too=True)[handed.case_id]
        (asked,) = [entry for entry in _entries(session, handed.case_id) if entry.what == "asked_back"]
    assert [voice.text for voice in kept] == ["側溝のふたが\n割れています", "駅の角です"]
    assert asked.details["question"] == "どの角ですか"


def test_an_answer_to_the_city_can_be_unsent_within_its_own_hour_and_the_question_stays(database, handed):
    reply = NewVoice("line", NOON + timedelta(minutes=2), (Part("text", "駅の角です", "r1"),), chat=HANA)
    with database.writing() as session:
        _ask_back(session, handed.receipt)
        hearing_back.hear(session, handed.receipt, reply, Intake(), SEAL, reply.said_at)
    assert _unsend(database, "r1", _SOON).how is Taken.ERASED
    with database.reading() as session:
        (voice,) = cases.voices_of(session, [handed.case_id], SEAL)[handed.case_id]
        (asked,) = [entry for entry in _entries(session, handed.case_id) if entry.what == "asked_back"]
    assert voice.text == "側溝のふたが\n割れています"
    assert asked.details["question"] == "どの角ですか"


def test_a_city_whose_rules_erase_erases_later_too(database, handed):
    assert _withdraw(database, handed.receipt, LATER, Rules(erases_later=True)).how is Taken.ERASED


def test_what_is_held_is_sealed_and_not_erased(database, handed):
    with database.writing() as session:
        case_work.hold(session, handed.receipt, "係争中", NOON, SEAL, by=1)
    assert _withdraw(database, handed.receipt, NOON).how is Taken.SEALED


def test_nobody_withdraws_what_is_another_persons(database, handed):
    with database.writing() as session:
        assert taking_back.withdraw(session, "b" * 32, handed.receipt, RULES, SEAL, NOON).how == "unknown"
    assert _count(database, Case) == 1


def test_an_unsent_message_loses_its_words_and_what_was_made_of_them(database, handed):
    with database.writing() as session:
        draft = Draft("側溝のふたの件", "DONE", "取り替えた", "mayor")
        case_drafts.keep(session, handed.receipt, draft, NOON, SEAL, by=1)
    assert _unsend(database, "m1", NOON).how is Taken.ERASED
    with database.reading() as session:
        (voice,) = cases.voices_of(session, [handed.case_id], SEAL)[handed.case_id]
        assert "drafted" not in {entry.what for entry in _entries(session, handed.case_id)}
    assert voice.text == "割れています"
    assert _count(database, VoiceToken) == 0
    assert _count(database, Voice) == 1


def test_when_all_messages_are_unsent_the_case_is_gone(database, handed):
    files = [file for message in ("m1", "m2", "m3", "m4") for file in _unsend(database, message, NOON).files]
    assert files == ["photo.jpg"]
    assert _count(database, Case) == _count(database, Attachment) == 0


def test_a_message_unsent_after_the_hour_seals_the_case(database, handed):
    assert _unsend(database, "m1", LATER).how is Taken.SEALED
    assert _count(database, VoicePart) == 3


def test_a_message_unsent_after_the_hour_seals_its_own_voice_only(database, handed):
    _one_more_voice(database, 120)
    late = NOON + timedelta(hours=5)
    assert _unsend(database, "n1", late).how is Taken.SEALED
    with database.reading() as session:
        case = cases.by_receipt(session, handed.receipt)
        (shown,) = cases.voices_of(session, [case.id], SEAL)[case.id]
        kept = cases.voices_of(session, [case.id], SEAL, sealed_too=True)[case.id]
        (own,) = own_voices.of(session, [HANA], RULES, SEAL, late)[HANA]
    assert (case.state, case.sealed_at) == ("RECEIVED", None)
    assert shown.text == own.text == "側溝のふたが\n割れています"
    assert [voice.text for voice in kept][1:] == ["雨で水があふれました"]
    assert _unsend(database, "m1", late).how is Taken.SEALED  # the last one takes the case along
    with database.reading() as session:
        assert cases.by_receipt(session, handed.receipt).sealed_at == late


def test_of_two_peoples_case_a_late_unsent_message_hides_one_voice(database, handed):
    _one_more_voice(database, 10)
    with database.writing() as session:
        session.execute(update(Voice).where(Voice.said_at > NOON).values(chat="b" * 32))
    assert _unsend(database, "m1", LATER).how is Taken.SEALED
    with database.reading() as session:
        case = cases.by_receipt(session, handed.receipt)
        (shown,) = cases.voices_of(session, [case.id], SEAL)[case.id]
    assert shown.text == "雨で水があふれました"
    assert (case.chat, case.sealed_at) == ("b" * 32, None)


def test_a_question_that_cost_a_push_stays_known_when_what_was_said_after_it_is_taken_back(database, handed):
    with database.writing() as session:
        residents.greet(session, HANA, "U-hana", SEAL, NOON)
        case_work.ask_back(session, handed.receipt, "割れたふたはどの角ですか", NOON, SEAL, by=1, how="push")
        case_work.hear_back(session, handed.receipt, "駅の角です", Intake(), NOON, SEAL, by=1)
    _one_more_voice(database, 10)
    assert _unsend(database, "n1", NOON + timedelta(minutes=20)).how is Taken.ERASED
    with database.writing() as session:
        entries = _entries(session, handed.case_id)
        assert [entry.details for entry in entries if entry.what == "asked_back"] == [
            {"question": "割れたふたはどの角ですか", "how": "push"}
        ]
        case_work.tell_late(session, handed.receipt, "調査", date(2026, 12, 20), LATER, SEAL, by=1)
        late = session.execute(select(Letter).where(Letter.purpose == f"case:{handed.case_id}:late")).scalar_one()
    assert (late.route, late.state) == ("reply", "owed")


def test_a_message_that_is_no_voice_changes_nothing(database, handed):
    assert _unsend(database, "m9", NOON).how == "unknown"


def test_one_sees_ones_own_voices_with_date_and_state(database, handed):
    with database.reading() as session:
        (own,) = own_voices.of(session, [HANA, "b" * 32], RULES, SEAL, NOON)[HANA]
    assert (own.receipt, str(own.shown), own.due_on) == (handed.receipt, "受付", date(2026, 12, 7))
    assert own.text == "側溝のふたが\n割れています"
    assert own.erasable is Erasable.ALL


def test_whether_a_summary_may_be_published_is_noted_for_ones_own_voice_and_for_no_other(database, handed):
    with database.writing() as session:
        assert own_voices.answer_publication(session, HANA, handed.receipt, True, SEAL, NOON).receipt == handed.receipt
        assert own_voices.answer_publication(session, "b" * 32, handed.receipt, False, SEAL, NOON) is None
        assert cases.by_receipt(session, handed.receipt).may_publish is True
        noted = own_voices.answer_publication(session, HANA, handed.receipt, False, SEAL, NOON)
        assert noted == own_voices.Noted(handed.receipt, taken_down=False)


def _one_more_voice(database, minutes, *, message="n1", chat=HANA):
    """A voice that joins the case of the first one later that day."""
    more = NewVoice(
        "line", NOON + timedelta(minutes=minutes), (Part("text", "雨で水があふれました", message),), chat=chat
    )
    with database.writing() as session:
        handed = cases.hand_in(session, more, Intake(per_day=1), SEAL, more.said_at)
    assert handed.outcome == "joined"
    return handed


def test_a_voice_that_joined_later_can_be_unsent_for_an_hour_of_its_own(database, handed):
    _one_more_voice(database, 120)
    assert _unsend(database, "n1", NOON + timedelta(minutes=150)).how is Taken.ERASED
    with database.reading() as session:
        (voice,) = cases.voices_of(session, [handed.case_id], SEAL)[handed.case_id]
        case = cases.by_receipt(session, handed.receipt)
    assert voice.text == "側溝のふたが\n割れています"
    assert (case.state, case.sealed_at) == ("RECEIVED", None)
    assert _count(database, Voice) == 1


def test_the_first_voice_has_no_second_hour_because_another_joined_it(database, handed):
    _one_more_voice(database, 50)
    assert _unsend(database, "m1", NOON + timedelta(minutes=70)).how is Taken.SEALED


def test_withdrawing_erases_the_fresh_voice_and_seals_the_case_of_the_older(database, handed):
    _one_more_voice(database, 120)
    then = NOON + timedelta(minutes=150)
    with database.reading() as session:
        (own,) = own_voices.of(session, [HANA], RULES, SEAL, then)[HANA]
    assert own.erasable is Erasable.SOME
    assert _withdraw(database, handed.receipt, then).how is Taken.SEALED
    with database.reading() as session:
        (voice,) = cases.voices_of(session, [handed.case_id], SEAL)[handed.case_id]
        assert cases.by_receipt(session, handed.receipt).sealed_at == then
    assert voice.text == "側溝のふたが\n割れています"


def test_withdrawing_leaves_the_voices_of_others_in_the_case(database, handed):
    _one_more_voice(database, 10)
    with database.writing() as session:
        session.execute(update(Voice).where(Voice.said_at > NOON).values(chat="b" * 32))
    done = _withdraw(database, handed.receipt, NOON + timedelta(minutes=30))
    assert (done.how, done.files) == (Taken.ERASED, ("photo.jpg",))
    with database.reading() as session:
        (voice,) = cases.voices_of(session, [handed.case_id], SEAL)[handed.case_id]
        case = cases.by_receipt(session, handed.receipt)
    assert voice.text == "雨で水があふれました"
    assert (case.state, case.chat, case.sealed_at) == ("RECEIVED", "b" * 32, None)


@pytest.mark.parametrize("now", [NOON, LATER])
def test_a_case_that_was_joined_into_a_withdrawn_one_comes_back_to_the_desk(database, handed, now):
    other = NewVoice("line", NOON, (Part("text", "側溝が危ない", "k1"),), chat="b" * 32)
    with database.writing() as session:
        theirs = cases.hand_in(session, other, Intake(), SEAL, NOON)
        joining.join(session, theirs.receipt, handed.receipt, NOON, SEAL, by=1)
    _withdraw(database, handed.receipt, now)
    with database.reading() as session:
        case = cases.by_receipt(session, theirs.receipt)
        assert cases.is_open(case)
        assert cases.voices_of(session, [case.id], SEAL)[case.id][0].text == "側溝が危ない"


def _entries(session, case_id):

    return timeline.of(session, case_id, SEAL)
