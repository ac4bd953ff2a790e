"""What the bot is told: signed, in LINE's form, and again when it did not listen."""

from __future__ import annotations

import json
import re
import threading

import pytest
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    FlexContainer,
    FlexMessage,
    MessagingApi,
    MessagingApiBlob,
    PushMessageRequest,
    ReplyMessageRequest,
    ShowLoadingAnimationRequest,
    TextMessage,
)
from linebot.v3.webhook import SignatureValidator, WebhookParser
from linebot.v3.webhooks import FollowEvent, MessageEvent

from simulator.webhook import sign


def test_the_signature_is_the_one_of_lines_own_example():
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert sign("8c570fa6dd201bb328f1c1eac23a96d8", body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_a_text_arrives_signed_and_complete(town, bot):
    town.does(town.hana, "text", text="側溝のふた\n😀")
    assert SignatureValidator("a secret").validate(bot.bodies[0].decode(), bot.signatures[0])
    envelope = json.loads(bot.bodies[0])
    assert envelope["destination"] == town.platform.bot_user_id
    (event,) = envelope["events"]
    assert event["message"]["text"] == "側溝のふた\n😀"
    assert event["source"] == {"type": "user", "userId": town.hana}
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert event["mode"] == "active"
    assert event["timestamp"] == int(town.clock.at.timestamp() * 1000)
    assert re.fullmatch("[0-7][0-9A-HJKMNP-TV-Z]{25}", event["webhookEventId"])
    assert event["replyToken"]
    assert {"id", "quoteToken", "markAsReadToken"} <= event["message"].keys()


KINDS = {
    "text": {"text": "やあ"},
    "sticker": {},
    "image": {},
    "video": {},
    "audio": {},
    "file": {},
    "location": {},
    "follow": {},
    "postback": {"data": "a=1", "params": {"date": "2026-12-01"}},
}


@pytest.mark.parametrize("kind", KINDS)
def test_lines_own_parser_reads_what_a_resident_does(town, bot, kind):
    town.does(town.hana, kind, **KINDS[kind])
    (event,) = WebhookParser("a secret").parse(bot.bodies[0].decode(), bot.signatures[0])
    assert type(event).__name__ == {"follow": "FollowEvent", "postback": "PostbackEvent"}.get(kind, "MessageEvent")
    assert event.reply_token


def test_unfollow_and_unsend_have_no_reply_token(town, bot):
    message = town.does(town.hana, "text", text="やあ")["event"]["message"]
    town.does(town.hana, "unsend", messageId=message["id"])
    town.does(town.hana, "unfollow")
    assert ["replyToken" in event for event in bot.events] == [True, False, False]


def test_in_a_group_the_bot_hears_whether_it_was_meant(town, bot):
    town.does(town.hana, "join", chat=town.neighbours)
    town.does(town.hana, "text", text="雪はいつまで", chat=town.neighbours)
    town.does(town.kenta, "text", text="😀 @声のまど 予算は？", chat=town.neighbours, mention=True)
    join, plain, meant = bot.events
    assert join["source"] == {"type": "group", "groupId": town.neighbours}
    assert plain["source"] == {"type": "group", "groupId": town.neighbours, "userId": town.hana}
    assert "mention" not in plain["message"]
    (mentionee,) = meant["message"]["mention"]["mentionees"]
    assert (mentionee["index"], mentionee["length"], mentionee["isSelf"]) == (3, 5, True)
    town.reply(meant["replyToken"], {"type": "text", "text": "はい"})
    assert [message["text"] for message in town.said_to(town.neighbours)] == ["はい"]
    assert town.said_to(town.kenta) == []


def test_several_people_share_one_webhook(town, bot):
    acts = [{"from": person, "kind": "text", "text": "やあ"} for person in (town.hana, town.kenta)]
    acts.append({"from": town.hana, "kind": "unknown"})
    acts.append({"from": town.hana, "kind": "odd", "text": "だれ"})
    told = town.control("batch", {"acts": acts})
    assert len(told["told"]) == 4
    assert len(bot.bodies) == 1
    assert [event.get("source", {}).get("userId") for event in bot.events] == [town.hana, town.kenta, town.hana, None]


def test_an_earlier_event_comes_again_marked_or_as_a_plain_duplicate(town, bot):
    event = town.does(town.hana, "text", text="やあ")["event"]
    for marked in (True, False):
        town.control("redeliver", {"webhookEventId": event["webhookEventId"], "marked": marked})
    first, again, twice = bot.events
    assert again == {**first, "deliveryContext": {"isRedelivery": True}}
    assert twice == first


def test_what_the_bot_did_not_take_is_sent_again_when_so_switched(town, bot):
    bot.status = 503

    def recover(event):
        if event["deliveryContext"]["isRedelivery"]:
            bot.status = 200

    bot.on_event = recover
    town.control("switches", {"redelivery": True, "redelivery_after_ms": 1})
    done = town.does(town.hana, "text", text="やあ")
    assert done["exchange"]["outcome"] == "error_status_code"
    assert done["bubble"]["state"] == "failed"
    number, message_id = done["exchange"]["number"], done["bubble"]["id"]
    with town.platform.changed:
        assert town.platform.changed.wait_for(
            lambda: getattr(town.platform.journal.traffic.get(number + 1), "outcome", "") == "ok", timeout=30
        )
        assert town.platform.changed.wait_for(
            lambda: town.platform.journal.find(message_id).state == "sent", timeout=30
        )
    assert [event["deliveryContext"]["isRedelivery"] for event in bot.events] == [False, True]


def test_a_bot_that_takes_longer_for_its_answer_than_line_waits_is_named_so(town, bot):
    told = threading.Event()
    bot.on_event = lambda event: told.wait(60)
    town.control("switches", {"webhook_timeout_ms": 50})
    assert town.does(town.hana, "text", text="やあ")["exchange"]["outcome"] == "request_timeout"
    told.set()


def test_a_bot_that_is_away_is_named_so(town):
    town.control("switches", {"webhook_url": "http://127.0.0.1:9/callback"})
    assert town.does(town.hana, "text", text="やあ")["exchange"]["outcome"] == "could_not_connect"


def test_a_raw_webhook_goes_out_as_it_is(town, bot):
    exchange = town.control("raw", {"body": {"destination": "U", "events": []}, "signature": "wrong"})["exchange"]
    assert exchange["status"] == 200
    assert bot.signatures == ["wrong"]
    assert town.control("verify", {})["exchange"]["request"]["events"] == []


def test_patch_and_omit_change_an_event(town, bot):
    town.does(town.hana, "text", text="やあ", patch={"timestamp": 5}, omit=["deliveryContext"])
    assert bot.events[0]["timestamp"] == 5
    assert "deliveryContext" not in bot.events[0]


@pytest.mark.parametrize(
    "act",
    [
        {},
        {"kind": "text"},
        {"kind": "dance"},
        {"kind": "text", "from": "Unobody", "text": "やあ"},
        {"kind": "join"},
        {"kind": "image", "data": "?"},
        {"kind": "unsend", "messageId": "1"},
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_sent(town, bot, act):
    answer = town.client.post("/simulator/events", json={"from": town.hana, **act})
    assert answer.status_code == 400
    assert answer.json["error"]
    assert bot.bodies == []


# --- both directions, with LINE's own client -----------------------------------------------------------------------------


def test_a_bot_on_the_real_sdk_talks_both_ways(town, bot, line_address):
    client = ApiClient(Configuration(host=line_address, access_token="a token"))
    line = MessagingApi(client)

    def echo(raw):
        (event,) = WebhookParser("a secret").parse(bot.bodies[-1].decode(), bot.signatures[-1])
        if isinstance(event, FollowEvent):
            words = f"ようこそ、{line.get_profile(event.source.user_id).display_name}さん"
        elif isinstance(event, MessageEvent):
            line.show_loading_animation(ShowLoadingAnimationRequest(chat_id=event.source.user_id, loading_seconds=5))
            words = f"「{event.message.text}」ですね"
        sent = line.reply_message(
            ReplyMessageRequest(reply_token=event.reply_token, messages=[TextMessage(text=words)])
        )
        assert sent.sent_messages[0].id.isdigit()

    bot.on_event = echo
    assert town.does(town.hana, "follow")["exchange"]["outcome"] == "ok"
    assert town.does(town.hana, "text", text="雪")["exchange"]["outcome"] == "ok"
    assert [message["text"] for message in town.said_to(town.hana)] == ["ようこそ、佐藤 ハナさん", "「雪」ですね"]
    client.close()


def test_the_real_sdk_pushes_once_per_key_and_fetches_photos(town, line_address):
    town.does(town.hana, "follow")
    photo = town.does(town.hana, "image")["event"]["message"]["id"]
    client = ApiClient(Configuration(host=line_address, access_token="a token"))
    line, blob = MessagingApi(client), MessagingApiBlob(client)
    contents = FlexContainer.from_dict(
        {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": []}}
    )
    request = PushMessageRequest(to=town.hana, messages=[FlexMessage(alt_text="カード", contents=contents)])
    key = "123e4567-e89b-12d3-a456-426614174000"
    assert len(line.push_message(request, x_line_retry_key=key).sent_messages) == 1
    with pytest.raises(ApiException) as again:
        line.push_message(request, x_line_retry_key=key)
    assert again.value.status == 409
    assert again.value.headers["x-line-accepted-request-id"]
    assert blob.get_message_content(photo).startswith(b"\x89PNG")
    assert line.get_message_quota().type == "none"
    assert line.get_message_quota_consumption().total_usage == 1
    client.close()
