"""Every kind of event that LINE may send does something sensible, and harms none of its neighbours."""

from __future__ import annotations

import pytest
from line_side import buttons, source_lines, text_of

SENT = [
    ("sticker", "スタンプ"),
    ("image", "写真"),
    ("video", "動画"),
    ("audio", "キーボードのマイク"),
    ("file", "ファイル"),
    ("location", "場所"),
]
# What LINE tells an account besides messages; the ones with a token could be answered, and need not be.
SILENT = {
    "beacon": {"beacon": {"hwid": "d41d8cd98f", "type": "enter"}},
    "videoPlayComplete": {"videoPlayComplete": {"trackingId": "t"}},
    "accountLink": {"link": {"result": "ok", "nonce": "n" * 12}},
    "membership": {"membership": {"type": "joined", "membershipId": 3189}},
    "memberJoined": {"joined": {"members": []}},
    "memberLeft": {"left": {"members": []}},
    "module": {"module": {"type": "attached", "botId": "b", "scopes": []}},
    "activated": {"chatControl": {"expireAt": 1}},
    "botSuspended": {},
    "delivery": {"delivery": {"data": "d"}},
    "somethingOfNextYear": {"somethingOfNextYear": [1, {"deep": []}]},
}


@pytest.mark.parametrize(("kind", "named"), SENT)
def test_what_is_not_text_is_answered_by_what_it_is(hana, kind, named):
    hana.does(kind)
    answer = text_of(hana.hears())
    assert named in answer
    assert not source_lines(answer)


def test_a_sticker_of_a_kind_nobody_has_met_is_a_sticker(hana):
    hana.does("sticker", stickerResourceType="HOLOGRAM", keywords=["a"] * 30)
    assert "スタンプ" in text_of(hana.hears())


@pytest.mark.parametrize("kind", SILENT)
def test_other_kinds_are_taken_and_nothing_is_said(hana, house, kind):
    told = hana.does("unknown", type=kind, patch=SILENT[kind])
    assert told["exchange"]["status"] == 200
    house.settled()
    assert hana.said_to() == []
    assert "何をしますか" in hana.asks("メニュー")


def test_an_unknown_button_leads_back_to_the_menu(hana):
    hana.does("postback", data="wave=7&question=q1&choice=2")
    old, menu = hana.hears(2)
    assert "古いボタン" in old["text"]
    assert buttons(menu)


def test_turning_a_page_of_the_rich_menu_is_not_answered(hana, house):
    hana.does("postback", data="page=2", params={"newRichMenuAliasId": "second", "status": "SUCCESS"})
    house.settled()
    assert hana.said_to() == []


def test_nothing_is_said_while_another_channel_holds_the_chat(hana, house, town):
    since = town.now()
    hana.does("text", text="NPO法人数の目標は？", mode="standby")
    hana.does("follow", mode="standby")
    house.settled()
    assert hana.said_to() == []
    assert town.calls(since) == []


def test_a_group_is_answered_only_when_the_bot_is_called_by_name(hana, house, town):
    neighbours = town.group(hana, town.newcomer())
    house.settled()
    (introduction,) = _said_in(town, neighbours)
    assert "呼ばれたときだけ" in introduction["text"]
    hana.does("text", chat=neighbours, text="来週の集まりは何時からですか")
    hana.does("sticker", chat=neighbours)
    house.settled()
    assert len(_said_in(town, neighbours)) == 1
    hana.does("text", chat=neighbours, text="NPO法人数の目標は？", mention=True)
    house.settled()
    answer = text_of(_said_in(town, neighbours)[1:])
    assert "18団体" in answer
    assert source_lines(answer)
    assert hana.said_to() == []


def test_leaving_a_group_is_taken_in_silence(hana, house, town):
    neighbours = town.group(hana)
    told = hana.does("leave", chat=neighbours)
    assert told["exchange"]["status"] == 200
    house.settled()


ODD = {
    "without a source": {"omit": ["source"]},
    "without an id": {"omit": ["webhookEventId"]},
    "without a time": {"omit": ["timestamp"]},
    "without a message": {"omit": ["message"]},
    "with a list for a message": {"patch": {"message": [1, 2]}},
    "with a number for a text": {"patch": {"message": {"type": "text", "id": "1", "text": 5}}},
    "of no type": {"omit": ["type"]},
    "of a type that is a list": {"patch": {"type": ["message"]}},
    "with a source of a new kind": {"patch": {"source": {"type": "planet", "planetId": "P1"}}},
    "of another century": {"patch": {"timestamp": -(10**15)}},
    "with an id as long as a letter": {"patch": {"webhookEventId": "x" * 5000}},
    "with NULs": {"patch": {"message": {"type": "text", "id": "1\x00", "text": "\x00"}}},
}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_event_harms_neither_its_neighbours_nor_the_next_webhook(hana, town, house, odd):
    kenta, strange = town.newcomer(), town.newcomer()
    town.batch(
        {"from": hana.id, "kind": "text", "text": "使い方"},
        {"from": strange.id, "kind": "text", "text": "こまった出来事", **ODD[odd]},
        {"from": kenta.id, "kind": "text", "text": "メニュー"},
    )
    assert "話すように" in text_of(hana.hears())
    assert "何をしますか" in text_of(kenta.hears())
    house.settled()
    strange.listens()  # some odd events can be answered and others cannot
    assert "何をしますか" in strange.asks("メニュー")


def _said_in(town, chat):
    return [bubble["message"] for bubble in town.bubbles(chat) if bubble["side"] == "bot"]
