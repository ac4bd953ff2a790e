"""What the bot remembers of a chat, and for how long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.model import Progress
from knowledge.reply import Choice, Topic
from storage import conversations
from storage.conversations import Memory, Remembered
from storage.sealing import Seal

NOW = datetime(2026, 11, 20, tzinfo=UTC)
SEAL = Seal("a key that is long enough")
LATER = NOW + timedelta(minutes=10)


@pytest.mark.parametrize(
    "progress",
    [
        Progress(),
        Progress(until=LATER),
        Progress(Topic(("indicator:2023:7次:5-1-1:NPO法人数",), "result"), (Choice("理由は？", "理由は？"),), LATER),
        Progress(Topic((), None), (Choice("\ud83d", "\0"),), LATER),
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
