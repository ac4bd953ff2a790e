"""The log of answers: what staff learn from it, and what nobody can learn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.model import Source
from knowledge.reply import Reply, Topic
from storage import answers, pseudonyms
from storage.database import Database
from storage.models import Answer
from storage.sealing import Seal

NOON = datetime(2026, 11, 20, 3, 20, tzinfo=UTC)
LONG_AGO = NOON - timedelta(days=400)
SEAL = Seal("a key that is long enough")
ROW = Source("令和5年度 主要施策の成果説明書", "施策5-1-1", 1, 51)
OTHER_ROW = Source("令和5年度 主要施策の成果説明書", "施策5-1-1", 1, 49)
OTHER_SHEET = Source("令和5年度 主要施策の成果説明書", "施策5-1-10", 1, 51)


@pytest.fixture
def log(database):
    return Log(database)


class Log:
    """The log of a hall, told answer by answer."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def answers(self, question: str, outcome="answered", *sources: Source, now=NOON, chat="hana", edition=1, **more):
        """Note one answer; its id."""
        with self.database.writing() as session:
            names = pseudonyms.naming(session, pseudonyms.day_of(now), SEAL)
            words = more.pop("words", [])
            reply = Reply(outcome, "…", {"words": words}, tuple(sources), topic=Topic(("indicator:x",), "figure"))
            noted = answers.noted(
                question, reply, door=more.pop("door", None), message_id=more.pop("message_id", ""), chat=chat,
                naming=names, edition=edition, ledger="v", seal=SEAL, now=now,
            )  # fmt: skip
            answers.keep(session, [noted])
        return noted.id

    def read(self, question, *more):
        with self.database.reading() as session:
            return question(session, *more)


def test_every_outcome_is_counted(log):
    log.answers("NPO法人数は？")
    log.answers("NPO法人数の目標は？")
    log.answers("人口は？", "unknown")
    log.answers("昔の問い", now=LONG_AGO)
    assert log.read(answers.outcomes, NOON) == {"answered": 2, "unknown": 1}


def test_unanswered_questions_of_one_kind_stand_together_the_most_frequent_first(log):
    log.answers("プールは何時まで？", "out_of_scope", words=["プール"])
    for question in ("人口は何人", "人口は？", "人口は？"):
        log.answers(question, "unknown", words=["人口"])
    log.answers("ゴミ？", "unknown", door="ごみの収集")
    log.answers("ｺﾞﾐ!", "unknown", door="ごみの収集")
    log.answers("NPO法人数は？", words=["NPO法人数"])
    first, second, third = log.read(answers.unanswered, SEAL, NOON, 10)
    assert (first.times, first.questions, first.outcome) == (3, ("人口は？", "人口は何人"), "unknown")
    assert (second.times, second.door) == (2, "ごみの収集")
    assert third.questions == ("プールは何時まで？",)
    assert len(log.read(answers.unanswered, SEAL, NOON, 1)) == 1


def test_what_a_resident_doubts_is_listed_with_their_words(log):
    doubted = log.answers("NPO法人数は？")
    log.answers("広報の担当は？")
    with log.database.writing() as session:
        answers.doubt(session, doubted, "figure", "", SEAL, NOON)
        answers.doubt(session, doubted, "other", "去年の数字です", SEAL, NOON)
    (found,) = log.read(answers.doubted, SEAL, NOON, 10)
    assert (found.question, found.doubt, found.doubt_words) == ("NPO法人数は？", "other", "去年の数字です")
    assert log.read(answers.doubts, NOON) == {"other": 1}


def test_the_answers_that_gave_a_fact_are_found_by_its_line(log):
    log.answers("NPO法人数は？", "answered", ROW)
    log.answers("浸透度は？", "answered", OTHER_ROW)
    log.answers("ほかの施策は？", "answered", OTHER_SHEET)
    log.answers("前の月の問い", "answered", ROW, now=NOON - timedelta(days=31))
    log.answers("どれですか", "asked_back", ROW)
    exact, perhaps = log.read(answers.that_gave, SEAL, [ROW], 1, NOON - timedelta(days=30))
    assert [one.question for one in exact] == ["NPO法人数は？"]
    assert perhaps == []


def test_answers_from_another_edition_may_have_given_it_from_another_line(log):
    log.answers("前の版での問い", "answered", OTHER_ROW, edition=0)
    log.answers("前の版での別の紙の問い", "answered", OTHER_SHEET, edition=0)
    exact, perhaps = log.read(answers.that_gave, SEAL, [ROW], 1, NOON)
    assert exact == []
    assert [one.question for one in perhaps] == ["前の版での問い"]


def test_one_person_has_one_name_on_a_day_and_another_one_on_the_next(log):
    tomorrow = NOON + timedelta(days=1)
    for chat, now in (("hana", NOON), ("hana", NOON), ("kenta", NOON), ("hana", tomorrow)):
        log.answers("NPO法人数は？", now=now, chat=chat)
    with log.database.reading() as session:
        rows = session.query(Answer).order_by(Answer.asked_at).all()
    names = [row.person for row in rows]
    assert len(set(names)) == 3
    assert "hana" not in "".join(names)


def test_after_thirty_days_nobody_can_tell_who_asked(log):
    log.answers("NPO法人数は？", now=NOON, message_id="1")
    later = NOON + timedelta(days=31)
    with log.database.writing() as session:
        before = pseudonyms.naming(session, pseudonyms.day_of(NOON), SEAL)
        assert pseudonyms.forget(session, later - pseudonyms.TRACED_FOR) == 1
        assert answers.forget_people(session, later - pseudonyms.TRACED_FOR) == 1
        again = pseudonyms.naming(session, before.day, SEAL)
    assert again.of("hana") != before.of("hana")
    with log.database.reading() as session:
        (row,) = session.query(Answer).all()
    assert (row.person, row.message) == (None, None)


def test_the_day_ends_at_midnight_in_japan():
    assert pseudonyms.day_of(datetime(2026, 11, 20, 14, 59, tzinfo=UTC)) == "2026-11-20"
    assert pseudonyms.day_of(datetime(2026, 11, 20, 15, 0, tzinfo=UTC)) == "2026-11-21"


def test_neither_time_nor_order_joins_an_answer_to_an_event(log):
    ids = [log.answers("NPO法人数は？", now=NOON + timedelta(seconds=second)) for second in range(12)]
    assert ids != sorted(ids)
    with log.database.reading() as session:
        assert {row.asked_at for row in session.query(Answer)} == {NOON.replace(minute=0)}


def test_questions_are_sealed_and_unreadable_ones_hide_nothing_else(log):
    log.answers("NPO法人数は？", "unknown", words=["NPO法人数"])
    with log.database.reading() as session:
        (row,) = session.query(Answer).all()
    assert b"NPO" not in row.body
    with log.database.reading() as session:
        assert answers.unanswered(session, Seal("quite another key"), NOON, 10) == []
        assert answers.outcomes(session, NOON) == {"unknown": 1}


def test_a_question_taken_back_leaves_no_words(log):
    log.answers("取り消す問い", "unknown", message_id="m1")
    log.answers("残る問い", "unknown", message_id="m2")
    with log.database.writing() as session:
        names = pseudonyms.naming(session, pseudonyms.day_of(NOON), SEAL)
        assert answers.take_back(session, "m1", [names]) == 1
    (left,) = log.read(answers.unanswered, SEAL, NOON, 10)
    assert left.questions == ("残る問い",)


def test_old_answers_are_deleted(log):
    log.answers("昔の問い", now=LONG_AGO)
    log.answers("今日の問い")
    with log.database.writing() as session:
        assert answers.forget(session, NOON - timedelta(days=365)) == 1
    assert log.read(answers.outcomes, LONG_AGO) == {"answered": 1}


def test_when_the_secret_key_is_lost_the_day_goes_on_with_new_names(log):
    with log.database.writing() as session:
        first = pseudonyms.naming(session, "2026-11-20", SEAL)
    other = Seal("quite another key")
    with log.database.writing() as session:
        second = pseudonyms.naming(session, "2026-11-20", other)
        assert second == pseudonyms.naming(session, "2026-11-20", other)
    assert second != first
