"""Many people at once: everybody gets their own answers, in order, and nobody waits for somebody else's flood."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, permutations

import pytest
from line_side import text_of
from running import ROOT, bot

PER_MINUTE = 40
MARKS = {
    "NPO法人数の目標は？": "NPO法人数",
    "使い方": "話すように書いて",
    "電話": "職員とお話し",
    "メニュー": "何をしますか",
    "受付状況": "まだありません",
}


@pytest.fixture(scope="module")
def house(_line, database_url, folder) -> Iterator:
    """Takes fewer messages a minute for a flood than a city does: so many are handled within the minute by any machine."""
    city = (ROOT / "city.toml").read_text(encoding="utf-8")
    assert "per_minute = 240" in city
    file = folder / "city.toml"
    file.write_text(city.replace("per_minute = 240", f"per_minute = {PER_MINUTE}"), encoding="utf-8")
    with bot(_line, database_url, folder, CITY_FILE=str(file)) as running:
        yield running
        running.settled()


def test_thirty_people_at_once_each_get_their_own_answers_in_order(town):
    people = [town.newcomer() for _ in range(30)]
    talks = list(islice(permutations(MARKS, 4), 0, 120, 4))
    town.switch(reply={"latency_ms": 100, "jitter_ms": 100})

    def talk(person, texts):
        for text in texts:
            person.says(text)

    with ThreadPoolExecutor(len(people)) as crowd:
        list(crowd.map(talk, people, talks))
    for person, texts in zip(people, talks, strict=True):
        least = len(texts) + ("NPO法人数の目標は？" in texts)  # an answer and its card
        answers = [message["text"] for message in person.hears(least) if message["type"] == "text"]
        assert len(answers) == len(texts)
        assert [MARKS[text] in answer for text, answer in zip(texts, answers, strict=True)] == [True] * len(texts)


def test_one_webhook_with_many_people_in_it_answers_them_all(town):
    people = [town.newcomer() for _ in range(40)]
    town.batch(*({"from": person.id, "kind": "text", "text": "メニュー"} for person in people))
    assert all("何をしますか" in text_of(person.hears()) for person in people)


def test_a_flood_of_one_person_holds_up_nobody_else_and_ends_with_one_kind_word(town, hana, house):
    flood = town.newcomer()
    town.batch(*({"from": flood.id, "kind": "text", "text": "使い方"} for _ in range(PER_MINUTE + 20)))
    assert "何をしますか" in hana.asks("メニュー")
    (answer,) = [bubble for bubble in town.bubbles(hana.id) if bubble["side"] == "bot"]
    house.settled()
    flooded = [bubble for bubble in town.bubbles(flood.id) if bubble["side"] == "bot"]
    assert answer["number"] < flooded[-1]["number"]
    texts = [bubble["message"]["text"] for bubble in flooded]
    assert ["1分ほど待って" in text for text in texts] == [False] * PER_MINUTE + [True]
    assert house.dead_events() == 0
