"""A long run, not part of the suite (``make kill``): the bot is killed again and again while people talk to it."""

from __future__ import annotations

import os
import random
import threading
import time

import pytest
from line_side import wait_until
from passing_time import rows
from running import bot, free_port, simulator

pytestmark = pytest.mark.crash

AGAIN = "（再掲）"
MESSAGES = int(os.environ.get("KOE_KILL_MESSAGES", "120"))
SEED = int(os.environ.get("KOE_KILL_SEED", "20261120"))
# How long the bot lives from its readiness on; long enough to get something done, short enough to be caught at it.
LIVES_SECONDS = (0.05, 0.6)
QUESTION = "NPO法人数の目標は？"


def test_whenever_the_bot_is_killed_everybody_is_answered_once(empty_database, tmp_path):
    chance = random.Random(SEED)
    port = free_port()
    with simulator(tmp_path) as line:
        line.switch(
            webhook_url=f"http://127.0.0.1:{port}/callback",
            redelivery=True,
            redelivery_after_ms=300,
            redelivery_times=12,
            reply={"latency_ms": 100, "jitter_ms": 200},
        )
        people = [line.newcomer() for _ in range(8)]
        all_said = threading.Event()

        def talk() -> None:
            for number in range(MESSAGES):
                people[number % len(people)].says(QUESTION)
                time.sleep(chance.uniform(0.05, 0.5))
            all_said.set()

        talking = threading.Thread(target=talk)
        talking.start()
        kills = 0
        while not all_said.is_set():
            with bot(line, empty_database, tmp_path, port=port) as victim:
                all_said.wait(chance.uniform(*LIVES_SECONDS))
                victim.process.kill()
                kills += 1
        talking.join()
        with bot(line, empty_database, tmp_path, port=port) as last:
            wait_until("LINE has delivered everything", lambda: _kept(empty_database) == MESSAGES, seconds=120)
            last.settled()
            asked_more = 0
            while "owed" in _letters(empty_database):  # what is owed comes along, a few letters at a time
                for person in people:
                    person.says("使い方")
                asked_more += len(people)
                assert asked_more < MESSAGES * len(people), "what is owed never comes"
                wait_until("the last events are in", lambda least=MESSAGES + asked_more: _kept(empty_database) == least)
                last.settled()
        states = dict(rows(empty_database, "SELECT state, count(*) FROM events GROUP BY state"))
        print(f"{kills} kills, {MESSAGES} messages, events {states}, letters", _letters(empty_database))
        assert states.get("new", 0) == 0
        assert not {"due", "sending"} & set(_letters(empty_database))
        for number, person in enumerate(people):
            asked = len(range(number, MESSAGES, len(people)))
            texts = [message["text"] for message in person.said_to() if "18団体" in message.get("text", "")]
            plain = [text for text in texts if not text.startswith(AGAIN)]
            assert len(plain) <= asked
            assert len(texts) + states.get("dead", 0) >= asked
        assert line.rules_broken() == []


def _kept(database_url: str) -> int:
    return int(str(rows(database_url, "SELECT count(*) FROM events")[0][0]))


def _letters(database_url: str) -> dict[object, object]:
    return dict(rows(database_url, "SELECT state, count(*) FROM letters GROUP BY state"))
