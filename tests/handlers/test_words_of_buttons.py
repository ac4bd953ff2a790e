"""What a button says is never taken for somebody's own words, in whatever conversation it is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from town_chat import NINE, TOWN, Chat

from handlers.flows.voice import HandIn, OpenForm
from handlers.model import Doubted, Pressed

GUTTER = "公園の街灯が暗いです"
LINKED = replace(TOWN, public_base_url="https://koe.example.jp")


def _handed(chat: Chat) -> list[str]:
    return [told.text for effect in chat.effects if isinstance(effect, HandIn) for told in effect.texts]


def _taken_along(chat: Chat) -> list[str]:
    (opened,) = [effect for effect in chat.effects if isinstance(effect, OpenForm)]
    return [told.text for told in opened.said if told.step == "text" and not told.chosen]


def test_who_looks_at_the_details_first_hands_in_only_what_they_write():
    chat = Chat().says("市民の声").says("くわしく").says(GUTTER)
    assert f"「{GUTTER}」" in chat.text
    assert _handed(chat.says("送る")) == [GUTTER]


def test_who_asks_for_the_form_and_goes_on_here_has_written_nothing_yet():
    chat = Chat().says("市民の声").says("連絡先も伝えたい").says("このまま続ける")
    assert "この内容で送りますか" not in chat.text
    assert _handed(chat.says(GUTTER).says("送る")) == [GUTTER]


def test_the_form_opens_empty_for_whoever_wrote_nothing():
    assert _taken_along(Chat(town=LINKED).says("市民の声").says("連絡先も伝えたい")) == []
    assert _taken_along(Chat(town=LINKED).says("市民の声").says("くわしく").says("連絡先も伝えたい")) == []


@pytest.mark.parametrize(
    "button", ["くわしく", "市民の声として送る", "このまま続ける", "かくして送る", "この質問を市に送る"]
)
def test_a_button_of_before_adds_nothing_to_what_was_written(button):
    chat = Chat().says("市民の声").says(GUTTER).says(button)
    assert "1 送る（返事がほしい）" in chat.text
    assert _handed(chat) == []
    assert _handed(chat.says("送る")) == [GUTTER]


def test_rewriting_twice_is_rewriting_once():
    chat = Chat().says("市民の声").says("街灯").says("書き直す").says("書き直す")
    assert "書いて送ってください" in chat.text
    assert _handed(chat.says(GUTTER).says("送る")) == [GUTTER]


@pytest.mark.parametrize("button", ["そのほか（言葉で）", "ちがう"])
def test_what_is_wrong_with_an_answer_is_not_what_the_button_says(button):
    chat = Chat().says("NPO法人数は？")
    chat.progress = chat.remembering(7)
    chat.does(Pressed(NINE, data="v1:doubt:other:7")).says(button)
    assert not any(isinstance(effect, Doubted) for effect in chat.effects)
    chat.says("単位がちがいます")
    assert [effect.words for effect in chat.effects if isinstance(effect, Doubted)] == ["単位がちがいます"]
