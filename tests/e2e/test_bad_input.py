"""What nobody should send and somebody will: odd texts from residents, odd requests from strangers."""

from __future__ import annotations

import json

import pytest
from line_side import source_lines, status_of

TEXTS = {
    "five thousand emoji": "😀" * 2500,
    "a family of emoji": "👨‍👩‍👧‍👦" * 100,
    "a NUL": "NPO\x00法人数\x00",
    "only NULs": "\x00\x00",
    "control characters": "\x01\x02\x1b[31m\x7f",
    "marks that turn the direction": "\u202e\u202dおしえて\u2066\u200f",
    "only invisible signs": "\u200b\u200d\ufeff\u2060",
    "half a character": "\ud83d",
    "half a character in a question": "NPO法人数\udc00の目標は？",
    "nothing": "",
    "blanks": " 　\n\t ",
    "signs": "？？！……",
    "a thousand accents": "か" + "\u3099" * 1000,
    "a long text": "市報のことですが、" * 500,
    "markup": "<script>alert(1)</script>{{ 7*7 }} %s ${x}",
    "SQL": "'; DROP TABLE events; --",
    "digits": "9" * 300,
}


@pytest.mark.parametrize("name", TEXTS)
def test_an_odd_text_gets_a_sensible_reply_and_no_apology(hana, house, name):
    answer = hana.asks(TEXTS[name])
    assert answer.strip()
    assert "不具合" not in answer
    if "NPO" not in TEXTS[name]:
        assert not source_lines(answer)
    assert house.dead_events() == 0


@pytest.mark.parametrize("signature", [None, "", "bm90IGZyb20gTElORQ==", "ü", "x" * 5000])
def test_a_webhook_without_lines_signature_is_refused(town, signature):
    assert town.raw({"events": []}, signature=signature)["status"] == 400


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", "{}", '{"events": 1}', '{"events": null}', "\ufeff{}", "[" * 9000]
)
def test_a_signed_body_that_is_no_webhook_is_refused(town, body):
    assert town.raw(body)["status"] == 400


def test_a_body_over_one_mebibyte_is_refused_and_one_of_just_that_is_read(town):
    frame = json.dumps({"events": [], "filler": ""})
    exactly = 1024 * 1024 - len(frame)
    fits = frame.replace('""', f'"{"x" * exactly}"')
    assert town.raw(fits)["status"] == 200
    assert town.raw(fits + " ")["status"] == 413


def test_lines_own_check_with_no_events_is_answered(town):
    assert town.control("verify", {})["exchange"]["status"] == 200


def test_the_dummy_events_of_older_consoles_are_never_answered(town, house):
    since = town.now()
    dummies = [
        {"replyToken": token, "type": "message", "message": {"type": "text", "id": "100001", "text": "Hello, world"}}
        for token in ("0" * 32, "f" * 32)
    ]
    source = {"type": "user", "userId": "Udeadbeefdeadbeefdeadbeefdeadbeef"}
    assert town.raw({"events": [{**dummy, "timestamp": 0, "source": source} for dummy in dummies]})["status"] == 200
    house.settled()
    assert town.calls(since) == []


def test_events_nested_deeper_than_python_reads_leave_their_neighbour_unharmed(town, hana, house):
    told = hana.does("text", text="使い方")
    hana.hears()
    event = json.dumps({**told["event"], "webhookEventId": "0" * 26, "replyToken": None})
    body = '{"destination":"x","events":[' + '{"type":' + "[" * 5000 + "]" * 5000 + "}," + event + "]}"
    assert town.raw(body)["status"] == 200
    house.settled()
    assert house.dead_events() == 0


@pytest.mark.parametrize(
    ("method_body", "path", "status"), [(None, "/callback", 405), (b"", "/", 404), (None, "/..", 404)]
)
def test_other_addresses_tell_nothing(house, method_body, path, status):
    assert status_of(house.address + path, method_body)[0] == status


def test_the_bot_says_that_it_lives_and_is_ready(house):
    assert status_of(f"{house.address}/healthz")[0] == 200
    assert json.loads(status_of(f"{house.address}/readyz")[1]) == {"ready": True, "reasons": {}}


def test_figures_are_for_this_machine_alone(house):
    assert status_of(f"{house.address}/metrics")[0] == 200
    assert status_of(f"{house.address}/metrics", headers={"X-Forwarded-For": "203.0.113.7"})[0] == 403
