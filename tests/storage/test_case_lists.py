"""What the desk's lists show, and to whom."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from handlers.city import Intake
from handlers.model import Message
from storage import case_fields, case_lists, case_outbox, cases, residents
from storage.case_lists import Filter, Sight
from storage.cases import NewVoice, Part
from storage.models import Case, Letter, Voice, VoicePart
from storage.sealing import Seal

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SEAL, OTHER = Seal("a key that is long enough"), Seal("a key that was lost since")
ME = 7
HALL = Sight(ME, None, date(2026, 11, 20), date(2026, 11, 26))
HANA = "a" * 32


@pytest.fixture
def voice(database):
    """Hands a voice in; its receipt. More are columns of the case."""

    def handed(text: str, *, at: datetime = NOON, chat: str | None = None, **columns) -> str:
        with database.writing() as session:
            new = NewVoice("line", at, (Part("text", text),), chat=chat)
            made = cases.hand_in(session, new, Intake(), SEAL, at)
            if columns:
                session.execute(update(Case).where(Case.id == made.case_id).values(**columns))
        return made.receipt

    return handed


def _view(database, view, sight=HALL):
    with database.reading() as session:
        return [row.receipt for row in case_lists.page(session, Filter(view), sight, SEAL).rows]


def test_every_counter_says_how_many_its_view_shows(database, voice):
    voice("側溝のふた")
    voice("街灯", assignee=ME, urgent=True)
    voice("除雪", due_on=date(2026, 11, 24), department="建設課", state="ASKED")
    voice("バス", due_on=date(2026, 11, 19), personal=True, state="DRAFTED")
    voice("公園", state="DRAFTED", decided_on=date(2026, 11, 20), alike=2)
    voice("解決していない", state="ANSWERED", still_open=True)
    voice("取り下げた", sealed_at=NOON)
    voice("課が答えた", state="REPLIED")
    voice("終わった", state="CLOSED")
    with database.reading() as session:
        counted = case_lists.counters(session, HALL)
    assert counted == {view: len(_view(database, view)) for view in case_lists.VIEWS}
    assert counted == {
        "unread": 2,
        "mine": 1,
        "due": 1,
        "overdue": 1,
        "section": 1,
        "replied": 1,
        "decision": 1,
        "to_send": 1,
        "alike": 1,
        "personal": 1,
        "urgent": 1,
        "undelivered": 0,
    }


def test_a_letter_that_did_not_arrive_brings_its_case_back(database, voice):
    receipt = voice("側溝のふた", chat=HANA, state="ANSWERED")
    with database.writing() as session:
        residents.greet(session, HANA, "U1", SEAL, NOON)
        case_id = cases.by_receipt(session, receipt).id
        case_outbox.push(session, case_id, "answer", lambda _: [Message("お返事")], SEAL, NOON, only_if_wished=True)
    assert _view(database, "undelivered") == []
    with database.writing() as session:
        session.execute(update(Letter).values(state="dead"))
    with database.reading() as session:
        assert case_lists.counters(session, HALL)["undelivered"] == 1
    assert _view(database, "undelivered") == [receipt]


def test_a_section_sees_its_own_cases_only(database, voice):
    own = voice("除雪", department="建設課")
    voice("保育園", department="福祉課")
    voice("まだ決まっていない")
    sight = Sight(ME, "建設課", HALL.today, HALL.soon)
    with database.reading() as session:
        page = case_lists.page(session, Filter(), sight, SEAL)
        assert [row.receipt for row in page.rows] == [own]
        assert case_lists.counters(session, sight)["unread"] == 1


def test_pages_follow_each_other_without_gap_or_repetition(database, voice):
    receipts = [voice(f"声その{number}", at=NOON + timedelta(minutes=number)) for number in range(60)]
    with database.reading() as session:
        first = case_lists.page(session, Filter(), HALL, SEAL, 1)
        second = case_lists.page(session, Filter(), HALL, SEAL, 2)
        beyond = case_lists.page(session, Filter(), HALL, SEAL, 99)
    assert (first.total, first.pages) == (60, 2)
    assert [row.receipt for row in (*first.rows, *second.rows)] == receipts[::-1]
    assert beyond.rows == second.rows
    assert (first.before, second.before) == (0, len(first.rows))


def test_a_case_whose_key_is_not_at_hand_keeps_its_line_and_no_other_from_being_read(database, voice):
    lost, read = voice("街灯"), voice("側溝のふた")
    with database.writing() as session:
        of_lost = select(Voice.id).where(Voice.case_id == cases.by_receipt(session, lost).id)
        session.execute(update(VoicePart).where(VoicePart.voice_id.in_(of_lost)).values(body=OTHER.seal("街灯")))
    with database.reading() as session:
        rows = case_lists.rows_of(session, [lost, read], HALL, SEAL)
    assert [row.first_line for row in rows] == [case_lists.UNREADABLE, "側溝のふた"]


def test_a_row_shows_the_beginning_of_the_words_and_what_was_proposed(database, voice):
    receipt = voice("除雪が\n遅い" + "です" * 60, proposed_kind="苦情", proposed_categories='["道路", "防災"]')
    with database.reading() as session:
        (row,) = case_lists.rows_of(session, [receipt], HALL, SEAL)
    assert row.first_line.startswith("除雪が 遅いです")
    assert row.first_line.endswith("…")
    assert (row.kind, row.category, row.proposed) == ("苦情", "道路", True)
    with database.writing() as session:
        wanted = {"kind": "要望", "category": "財政"}
        case_fields.set_fields(session, receipt, wanted, NOON, SEAL, by=ME)
    with database.reading() as session:
        (row,) = case_lists.rows_of(session, [receipt], HALL, SEAL)
    assert (row.kind, row.category, row.proposed) == ("要望", "財政", False)
