"""What the bot remembers of a chat, and for how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from handlers.model import Asked, Progress, Standing, Taken, Told
from knowledge.reply import Choice, Order, Topic
from storage import conversations
from storage.conversations import Memory, Remembered
from storage.models import Conversation
from storage.sealing import Seal

NOW = datetime(2026, 11, 20, tzinfo=UTC)
SEAL = Seal("a key that is long enough")
LATER = NOW + timedelta(minutes=10)
TOMORROW = NOW + timedelta(days=1)
WRITING = Progress(
    standing=Standing("voice", "check", (Told("text", "側溝のふた", "m1"), Told("text", "です", "m2")), TOMORROW)
)


@pytest.mark.parametrize(
    "progress",
    [
        Progress(),
        Progress(until=LATER),
        Progress(
            Topic(("project:上山市:2023:庶務課:クアオルト費",), "budget"), (Choice("理由は？", "理由は？"),), LATER
        ),
        Progress(Topic(("results:上山市:2023:庶務課:7次:5-2-1",), "overview", "b2ea1f2adc58", "みちレポ"), until=LATER),
        Progress(
            Topic(("project:上山市:2023:庶務課:国際費",), "left", order=Order("left", True, 2, "庶務課で")), until=LATER
        ),
        Progress(Topic(("project:上山市:2023:庶務課:国際費",), listed=("project:a", "project:b")), until=LATER),
        Progress(Topic((), None), (Choice("\ud83d", "\0"),), LATER),
        WRITING,
        Progress(standing=Standing("voice", "text", (Told("text", "くわしく", "m1", chosen=True),), TOMORROW)),
        replace(WRITING, topic=Topic(("人口",)), until=LATER, ended="survey:7"),
        Progress(ended="voice"),
        Progress(until=LATER, asked=Asked("理由は？", Topic(("人口",), "result"), "m1")),
        Progress(taken=Taken(("1", "送る"), NOW)),
    ],
)
def test_what_is_remembered_is_recalled_as_it_was(database, progress):
    with database.writing() as session:
        conversations.keep(session, [Remembered("chat", 1, NOW, "event", progress)], SEAL)
    with database.reading() as session:
        found = conversations.recall(session, ["chat", "stranger"], SEAL, NOW)
    assert found == {"chat": Memory(1, NOW, "event", progress)}


def test_what_has_faded_is_not_recalled_and_later_erased_while_the_order_stays(database):
    progress = Progress(Topic(("人口",)), until=LATER)
    with database.writing() as session:
        conversations.keep(session, [Remembered("chat", 3, NOW, "event", progress)], SEAL)
        assert conversations.forget_faded(session, NOW) == 0
    with database.writing() as session:
        assert conversations.recall(session, ["chat"], SEAL, LATER) == {"chat": Memory(3, NOW, "event")}
        assert conversations.forget_faded(session, LATER) == 1
        assert conversations.forget_faded(session, LATER) == 0
    with database.reading() as session:
        assert conversations.recall(session, ["chat"], SEAL, NOW) == {"chat": Memory(3, NOW, "event")}


def test_a_chat_never_met_can_be_held_all_the_same(database):
    with database.writing() as session:
        assert conversations.versions(session, ["one", "two"]) == {"one": 0, "two": 0}
        assert conversations.versions(session, ["two"]) == {"two": 0}


def test_a_forgotten_chat_is_gone(database):
    with database.writing() as session:
        conversations.keep(session, [Remembered("chat", 1, NOW, "event", Progress(until=LATER))], SEAL)
        conversations.forget(session, "chat")
        assert conversations.recall(session, ["chat"], SEAL, NOW) == {}


def _kept(database, progress):
    with database.writing() as session:
        conversations.keep(session, [Remembered("chat", 1, NOW, "event", progress)], SEAL)


def _recalled(database, now=NOW):
    with database.reading() as session:
        return conversations.recall(session, ["chat"], SEAL, now)["chat"]


def test_after_a_day_only_the_name_of_the_flow_is_left_to_be_told(database):
    _kept(database, replace(WRITING, topic=Topic(("人口",)), until=LATER))
    assert _recalled(database, LATER).progress.standing == WRITING.standing
    with database.writing() as session:
        assert conversations.forget_faded(session, LATER) == 0
        assert conversations.forget_faded(session, TOMORROW) == 1
    assert _recalled(database, TOMORROW).progress == Progress(ended="voice")


def test_what_was_taken_back_is_gone_and_a_turn_under_way_is_overtaken(database):
    _kept(database, WRITING)
    with database.writing() as session:
        conversations.take_back(session, "chat", "m1", SEAL)
        conversations.take_back(session, "stranger", "m1", SEAL)
    found = _recalled(database)
    assert found.progress.standing.said == (Told("text", "です", "m2"),)
    assert found.version == 2


def test_a_question_taken_back_is_not_shown_again_nor_what_was_offered_beside_it(database):
    offer = Standing("voice", "heard", (Told("text", "側溝", "m1"), Told("text", "です", "m2")), TOMORROW, loose=True)
    progress = Progress(until=LATER, asked=Asked("側溝", None, "m1"), aside=offer, standing=WRITING.standing)
    with database.writing() as session:
        conversations.keep(session, [Remembered("chat", 1, NOW, "event", progress)], SEAL)
        conversations.take_back(session, "chat", "m1", SEAL)
    with database.reading() as session:
        kept = conversations.recall(session, ["chat"], SEAL, NOW)["chat"].progress
    assert kept.asked is None
    assert [told.text for told in kept.aside.said] == ["です"]


def test_what_was_kept_before_there_were_flows_can_still_be_read(database):
    old = '{"topic":null,"choices":[{"label":"a","says":"b"}],"until":"2026-11-20T00:10:00+00:00"}'
    _kept(database, Progress(until=LATER))
    with database.writing() as session:
        session.execute(update(Conversation).values(progress=SEAL.seal(old)))
    assert _recalled(database).progress == Progress(choices=(Choice("a", "b"),), until=LATER)
