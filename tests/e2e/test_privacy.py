"""What a resident takes back is gone, and nothing they wrote stands anywhere in the clear."""

from __future__ import annotations

import sys
from pathlib import Path

from line_side import buttons
from passing_time import rows
from running import Process, bot, environment, simulator
from what_is_stored import stored

SECRET_WORDS = "となりの家の木がじゃまです"


def test_a_message_taken_back_before_it_was_handled_leaves_no_words_and_gets_no_answer(own_database, tmp_path):
    with simulator(tmp_path) as line, bot(line, own_database, tmp_path, KOE_ROLE="web") as web:
        hana = line.newcomer()
        told = hana.says(SECRET_WORDS)
        kept = hana.says("メニュー")
        assert [body is None for (body,) in rows(own_database, "SELECT body FROM events ORDER BY id")] == [
            False,
            False,
        ]
        hana.does("unsend", messageId=told["event"]["message"]["id"])
        bodies = dict(rows(own_database, "SELECT webhook_event_id, body FROM events"))
        assert bodies[told["event"]["webhookEventId"]] is None
        assert bodies[kept["event"]["webhookEventId"]] is not None
        env = environment(line, own_database, 0)
        worker = Process([str(Path(sys.executable).parent / "koe"), "worker"], env, tmp_path / "worker.log")
        try:
            (menu,) = hana.hears()
            web.settled()
        finally:
            worker.end()
        assert "何をしますか" in menu["text"]
        assert buttons(menu)
        assert len(hana.said_to()) == 1


def test_an_unsend_that_overtakes_its_message_takes_it_back_all_the_same(hana, house, town, database_url):
    told = hana.does("text", text=SECRET_WORDS, mode="standby")  # gives an event to copy, and no answer
    message_id = "5" * 18
    message = {**told["event"]["message"], "id": message_id}
    event = {**told["event"], "message": message, "webhookEventId": "01OVERTAKEN000000000000000"}
    unsend = {**told["event"], "type": "unsend", "webhookEventId": "01OVERTAKING00000000000000"}
    unsend = {**unsend, "unsend": {"messageId": message_id}}
    unsend.pop("message")
    assert town.raw({"destination": "x", "events": [unsend]})["status"] == 200
    assert (
        town.raw({"destination": "x", "events": [{**event, "mode": "active", "replyToken": "t" * 32}]})["status"] == 200
    )
    house.settled()
    assert hana.said_to() == []


def test_neither_words_nor_ids_stand_in_the_database(hana, house, town, database_url, kind_of_database):
    town.switch(reply={"fail": "429_rate"})  # the answer stays in the outbox, the question in what is spoken of
    hana.says("NPO法人数の目標は？" + SECRET_WORDS)
    if kind_of_database == "sqlite":
        kept = stored(database_url)
    else:
        tables = ("events", "letters", "conversations", "residents")
        found = [row for table in tables for row in rows(database_url, f"SELECT * FROM {table}")]
        kept = b"".join(_bytes(value) for row in found for value in row)
    town.all_is_well()
    assert kept
    for words in (SECRET_WORDS, "NPO", hana.id):
        assert words.encode() not in kept
    house.settled()


def test_handled_events_keep_no_body(hana, house, database_url):
    hana.asks("メニュー")
    house.settled()
    assert rows(database_url, "SELECT count(*) FROM events WHERE body IS NOT NULL") == [(0,)]
    finished = "SELECT count(*) FROM letters WHERE state = 'sent' AND (body IS NOT NULL OR reply_token IS NOT NULL)"
    assert rows(database_url, finished) == [(0,)]


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
