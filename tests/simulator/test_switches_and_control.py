"""What can be made to go wrong, and how tests and the page watch."""

from __future__ import annotations

import http.client
import json

import pytest

from simulator.app import create_app
from simulator.platform import Platform

HELLO = {"type": "text", "text": "こんにちは"}


def test_the_chats_bear_the_name_of_the_citys_account():
    page = create_app(
        Platform(bot_url="http://127.0.0.1:9/", secret="s", token="t", bot_name="みなとの声")
    ).test_client()
    assert "みなとの声" in page.get("/").text
    assert page.get("/simulator/state").json["bot"]["name"] == "みなとの声"


@pytest.mark.parametrize(
    ("failure", "status", "message"),
    [
        ("500", 500, "Internal Server Error"),
        ("429_rate", 429, "The API rate limit has been exceeded. Try again later."),
        ("429_quota", 429, "You have reached your monthly limit."),
        ("401", 401, "Authentication failed due to the following reason: invalid token"),
    ],
)
def test_a_failure_sends_nothing_and_leaves_other_calls_alone(town, failure, status, message):
    town.control("switches", {"reply": {"fail": failure, "times": 1}})
    token = town.does(town.hana, "text", text="やあ")["event"]["replyToken"]
    assert town.push(town.hana, HELLO).status_code == 200
    failed = town.reply(token, HELLO)
    assert (failed.status_code, failed.json) == (status, {"message": message})
    assert town.reply(token, HELLO).status_code == 200
    assert len(town.said_to(town.hana)) == 2


def test_a_dropped_answer_leaves_the_bot_in_doubt_though_the_message_arrived(town, line_address):
    town.control("switches", {"reply": {"fail": "drop_after_accept", "times": 1}})
    token = town.does(town.hana, "text", text="やあ")["event"]["replyToken"]
    connection = http.client.HTTPConnection(line_address.removeprefix("http://"), timeout=30)
    headers = {"Authorization": "Bearer a token", "Content-Type": "application/json"}
    connection.request("POST", "/v2/bot/message/reply", json.dumps({"replyToken": token, "messages": [HELLO]}), headers)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        connection.getresponse()
    connection.close()
    assert len(town.said_to(town.hana)) == 1
    assert town.reply(token, HELLO).status_code == 400


def test_while_line_is_down_no_call_is_answered_and_nothing_is_done(town, line_address):
    token = town.does(town.hana, "text", text="やあ")["event"]["replyToken"]
    town.control("switches", {"down": True})
    connection = http.client.HTTPConnection(line_address.removeprefix("http://"), timeout=30)
    headers = {"Authorization": "Bearer a token", "Content-Type": "application/json"}
    connection.request("POST", "/v2/bot/message/reply", json.dumps({"replyToken": token, "messages": [HELLO]}), headers)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        connection.getresponse()
    connection.close()
    town.control("switches", {"down": False})
    assert town.said_to(town.hana) == []
    assert town.reply(token, HELLO).status_code == 200


def test_a_webhook_can_go_out_twice(town, bot):
    town.control("switches", {"deliver_twice": True})
    town.does(town.hana, "text", text="やあ")
    first, second = (event for event in bot.events if event["type"] == "message")
    assert first == second


def test_a_webhook_can_be_overtaken_by_the_next_one_and_waits_no_longer_than_the_switch_is_on(town, bot):
    town.control("switches", {"out_of_order": True})
    assert town.does(town.hana, "text", text="一")["exchange"]["outcome"] == "held_back"
    town.does(town.hana, "text", text="二")
    town.does(town.hana, "text", text="三")
    assert [event["message"]["text"] for event in bot.events] == ["二", "一"]
    town.control("switches", {"out_of_order": False})
    assert [event["message"]["text"] for event in bot.events] == ["二", "一", "三"]


def test_a_hanging_call_does_nothing(town):
    town.control("switches", {"push": {"fail": "hang"}, "hang_ms": 1})
    town.does(town.hana, "text", text="やあ")
    assert town.push(town.hana, HELLO).status_code == 500
    assert town.said_to(town.hana) == []


def test_a_failure_for_a_number_of_calls_ends_by_itself(town):
    town.control("switches", {"push": {"fail": "500", "times": 2}})
    assert [town.push(town.hana, HELLO).status_code for _ in range(3)] == [500, 500, 200]
    assert town.client.get("/simulator/switches").json["push"]["fail"] == "none"


def test_a_slow_call_is_carried_out_all_the_same(town):
    town.control("switches", {"push": {"latency_ms": 1, "jitter_ms": 1}})
    town.does(town.hana, "text", text="やあ")
    assert town.push(town.hana, HELLO).status_code == 200
    assert len(town.said_to(town.hana)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"speed": 1},
        {"reply": {"fail": "maybe"}},
        {"reply": 5},
        {"reply": {"latency_ms": -1}},
        {"redelivery": "yes"},
        {"quota": -1},
        {"push": {"latency_ms": 7}, "speed": 1},
    ],
)
def test_a_wrong_switch_changes_nothing(town, wrong):
    before = town.client.get("/simulator/switches").json
    assert town.client.post("/simulator/switches", json=wrong).status_code == 400
    assert town.client.get("/simulator/switches").json == before


def test_the_clock_can_be_moved(town):
    token = town.does(town.hana, "text", text="やあ")["event"]["replyToken"]
    town.control("switches", {"clock_offset_s": 61})
    assert town.reply(token, HELLO).status_code == 400


def test_a_watcher_hears_what_is_new_and_no_more(town):
    state = town.client.get("/simulator/state").json
    town.does(town.hana, "text", text="やあ")
    news = town.client.get(f"/simulator/updates?since={state['number']}").json
    assert [update["content"]["message"]["text"] for update in news["updates"] if update["kind"] == "bubble"][
        -1
    ] == "やあ"
    assert town.client.get(f"/simulator/updates?since={news['number']}").json["updates"] == []


def test_a_watcher_from_another_run_starts_anew(town):
    assert town.client.get("/simulator/updates?since=99999").json["lost"] is True


def test_a_transcript_shows_both_sides_with_their_raw_json(town, bot):
    bot.on_event = lambda event: town.reply(event["replyToken"], HELLO)
    town.does(town.hana, "text", text="やあ")
    bubbles = town.client.get(f"/simulator/chats/{town.hana}").json["bubbles"]
    asked, answered = bubbles
    assert (asked["side"], asked["state"], asked["is_read"]) == ("resident", "sent", True)
    assert asked["exchange"]["request"]["events"][0]["message"]["text"] == "やあ"
    assert answered["side"] == "bot"
    assert answered["exchange"]["request"]["messages"] == [HELLO]
    assert answered["exchange"]["answer"]["sentMessages"][0]["id"] == answered["id"]


def test_new_residents_and_groups_can_be_invented(town, bot):
    ken = town.control("residents", {"name": "田中", "about": "52歳", "friend": True})
    assert ken["standing"] == "friend"
    group = town.control("groups", {"name": "班長会", "members": [ken["userId"], town.hana]})
    assert "not in this group" in town.does(ken["userId"], "text", text="やあ", chat=group["groupId"])["error"]
    assert bot.bodies == []


def test_no_token_or_secret_is_shown(town):
    town.does(town.hana, "follow")
    town.push(town.hana, HELLO)
    shown = town.client.get("/simulator/state").get_data(as_text=True)
    assert "a secret" not in shown
    assert "a token" not in shown
