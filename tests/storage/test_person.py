"""One person's data: all of it is shown to who has to show it, and nothing is left of it when they wish so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from casework.keeping import Rules
from handlers.city import Intake
from knowledge.reply import Reply, Topic
from storage import (
    answers,
    cases,
    copying,
    erasures,
    form_visits,
    monitors,
    outbox,
    person,
    pseudonyms,
    replaying,
    residents,
    survey_answers,
)
from storage.cases import NewVoice, Part
from storage.database import Database
from storage.models import SURVEYS, Answer, Base, Conversation, Invitation, Letter, SurveyAnswer, Trial
from storage.outbox import Draft
from storage.sealing import Seal

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SEAL = Seal("a key that only the tests know")
# Cases and voices stay, sealed, as the city's records rules want it; letters and events stay as records without words.
STAY = {"cases", "voices", "letters", "events"}


def _lives(database, name):
    """Somebody of whom there is a row wherever there can be one; their chat."""
    chat = SEAL.fingerprint(name)[:32]
    with database.writing() as session:
        residents.greet(session, chat, name, SEAL, NOW)
        old = NewVoice(
            "line", NOW - timedelta(days=2), (Part("text", f"{name}の声"),), chat=chat, contact=f"{name} 0000-11-2222"
        )
        receipt = cases.hand_in(session, old, Intake(), SEAL, NOW).receipt
        outbox.write(
            session, [Draft(chat, "case:1:answer", "push", SEAL.seal("[]"), 1, recipient=SEAL.seal(name))], NOW
        )
        monitors.apply(session, chat, "30代", "北", NOW)
        _asked_and_answering(session, chat)
        session.add(Trial(survey=1, chat=chat))
        form_visits.open_visit(session, chat, f"{name}の下書き", SEAL, NOW)
        session.add(Conversation(chat=chat, progress=SEAL.seal("{}"), until=NOW))
        naming = pseudonyms.naming(session, pseudonyms.day_of(NOW), SEAL)
        reply = Reply("answered", "…", {}, (), topic=Topic(("indicator:x",), "figure"))
        noted = answers.noted(
            f"{name}の質問", reply, door=None, message_id="m", chat=chat,
            naming=naming, edition=1, ledger="v", seal=SEAL, now=NOW,
        )  # fmt: skip
        answers.keep(session, [noted])
    return chat, receipt


def _asked_and_answering(session, chat):
    if session.execute(select(func.count()).select_from(SURVEYS)).scalar_one() == 0:
        session.execute(
            SURVEYS.insert().values(
                id=1,
                state="open",
                title="市報",
                definition="{}",
                opens_at=NOW,
                closes_at=NOW + timedelta(days=7),
                created_at=NOW,
            )
        )
        survey_answers.new_key(session, 1, SEAL)
    session.add(Invitation(survey=1, chat=chat, age_band="30代", district="北", finished=True))
    session.flush()
    key = survey_answers.key_of(session, 1, SEAL)
    token = survey_answers.token(key, chat)
    session.add(
        SurveyAnswer(id=survey_answers.by_lot(), survey=1, token=token, question="q1", value="1", day="2026-11-20")
    )


@pytest.fixture
def hana(database):
    return _lives(database, "U-hana")


@pytest.fixture
def taro(database, hana):
    return _lives(database, "U-taro")


def test_all_that_is_kept_of_a_person_is_shown_and_nothing_of_others(database, hana, taro):
    chat, receipt = hana
    with database.reading() as session:
        kept = person.kept(session, chat, SEAL)
    (case,) = kept.cases
    assert (case.receipt, case.contact, case.voices[0].text) == (receipt, "U-hana 0000-11-2222", "U-hanaの声")
    assert (kept.monitor.age_band, kept.monitor.district, kept.applied_at) == ("30代", "北", NOW)
    assert [(one.title, one.finished) for one in kept.surveys] == [("市報", True)]
    assert [one.question for one in kept.questions] == ["U-hanaの質問"]
    assert [(one.kind, one.count) for one in kept.letters] == [("case", 1)]
    assert (kept.talking, kept.form_visits, kept.first_seen_at) == (True, 1, NOW)


def _rows_of(session, chat):
    """In which tables there are rows of that person."""
    tables = [table for table in Base.metadata.sorted_tables if "chat" in table.c]
    return {
        table.name
        for table in tables
        if session.execute(select(func.count()).select_from(table).where(table.c.chat == chat)).scalar_one()
    }


def test_erased_there_is_no_row_of_a_person_but_those_the_records_rules_keep_sealed(database, hana, taro):
    chat, _ = hana
    with database.reading() as session:
        before = _rows_of(session, chat)
    assert before > {"residents", "monitors", "invitations", "conversations", "form_visits", "survey_trials"}
    with database.writing() as session:
        person.erase(session, chat, Rules(), SEAL, NOW)
    with database.reading() as session:
        assert _rows_of(session, chat) <= STAY
        assert _rows_of(session, taro[0]) == before
        letter = session.execute(select(Letter).where(Letter.chat == chat)).scalar_one()
        assert (letter.state, letter.body, letter.recipient) == ("cancelled", None, None)
        assert session.execute(select(func.count()).select_from(SurveyAnswer)).scalar_one() == 1
        assert sorted(one.question for one in answers.page(session, SEAL, None, None, 9)) == ["", "U-taroの質問"]
        assert (
            session.execute(select(func.count()).select_from(Answer).where(Answer.person.is_(None))).scalar_one() == 1
        )


def test_a_question_nobody_can_join_to_the_person_any_more_is_neither_shown_nor_lost(database, hana):
    with database.writing() as session:
        answers.forget_people(session, NOW + timedelta(days=31))
        pseudonyms.forget(session, NOW + timedelta(days=31))
        assert person.kept(session, hana[0], SEAL).questions == ()
        person.erase(session, hana[0], Rules(), SEAL, NOW)
        assert [one.question for one in answers.page(session, SEAL, None, None, 9)] == ["U-hanaの質問"]


def test_a_copy_from_before_forgets_the_questions_and_who_the_person_was(database, blank_url, hana):
    older = Database(blank_url)
    with database.one_moment() as source, older.lasting() as target:
        copying.copy(source, target)
    later = NOW + timedelta(hours=1)
    with database.writing() as session:
        person.erase(session, hana[0], Rules(), SEAL, later)
    with database.reading() as session:
        noted = erasures.all_of(session)
    with older.writing() as session:
        replaying.replay(session, noted, NOW, SEAL)
    with older.reading() as session:
        assert [one.question for one in answers.page(session, SEAL, None, None, 9)] == [""]
        assert {"residents", "monitors"}.isdisjoint(_rows_of(session, hana[0]))
    older.close()
