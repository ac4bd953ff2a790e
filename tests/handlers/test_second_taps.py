"""What a button says, said again right after it was taken, does nothing new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from town_chat import NINE, TOWN, Chat

from casework.states import Shown
from handlers.flows.case import SaidAfter
from handlers.flows.monitor import Applied, LeftPanel
from handlers.flows.voice import HandIn, OpenForm
from handlers.model import Said
from handlers.own_voices import OwnVoice
from handlers.panel_facts import Membership, PanelFacts
from handlers.panel_rules import PanelRules, Recruiting

GUTTER = "側溝のふたが割れています"
BENCH = "公園のトイレを直してほしい"
LINKED = replace(TOWN, public_base_url="https://koe.example.jp")
PANEL = replace(TOWN, panel=PanelRules(quiet=None, recruiting=Recruiting(capacity=100)))


def _of(kind: type, chat: Chat) -> list:
    return [effect for effect in chat.effects if isinstance(effect, kind)]


@pytest.mark.parametrize("send", ["送る（返事がほしい）", "送る（返事はいらない）", "送る", "1"])
def test_sending_twice_hands_in_once_and_the_question_about_publication_stays(send):
    chat = Chat().says("市民の声").says(GUTTER).says(send).says(send)
    assert len(_of(HandIn, chat)) == 1
    assert chat.heard == []
    assert (
        "のせてよい" if send == "1" else "受け取っています"
    ) in chat.text  # a number is no consent, and is asked about
    assert chat.labels[:2] == ["要約ならのせてよい", "のせない"]
    assert chat.progress.standing.step == "publish"


@pytest.mark.parametrize("word", ["1", "市民の声として送る"])
def test_accepting_an_offer_twice_sends_nothing_unseen(word):
    chat = Chat().says(BENCH).says(word)
    card = chat.progress.standing
    chat.says(word)
    assert _of(HandIn, chat) == []
    assert "1 送る（返事がほしい）" in chat.text
    assert chat.progress.standing.said == card.said


def test_who_has_read_the_card_chooses_by_the_same_number():
    chat = Chat().says(BENCH).says("1").waits(minutes=0.5).says("1")
    assert len(_of(HandIn, chat)) == 1


def test_a_number_said_three_times_at_once_sends_nothing_either():
    assert _of(HandIn, Chat().says(BENCH).says("1").says("1").says("1")) == []


@pytest.mark.parametrize("word", ["書き直す", "3"])
def test_rewriting_twice_is_an_empty_page(word):
    chat = Chat().says("市民の声").says(GUTTER).says(word).says(word)
    assert "書いて送ってください" in chat.text
    chat.says(BENCH).says("送る")
    assert [told.text for told in _of(HandIn, chat)[0].texts] == [BENCH]


def test_stopping_twice_by_number_asks_nothing_of_the_documents():
    chat = Chat().says("市民の声").says(GUTTER).says("4").says("4")
    assert chat.heard == []
    assert chat.progress.taken is None


def test_the_way_to_the_form_opens_once():
    chat = Chat(town=LINKED).says("市民の声").says("連絡先も伝えたい").says("連絡先も伝えたい")
    assert len(_of(OpenForm, chat)) == 1
    assert chat.heard == []


def test_how_it_is_now_is_told_once():
    asked = OwnVoice("K-2026-0001-7", date(2026, 11, 20), Shown.ANSWERED, GUTTER, asked_after=True)
    chat = Chat(own_voices=(asked,)).says("よくなった")
    chat.own_voices = (replace(asked, said_after=True),)
    chat.says("よくなった")
    assert len(_of(SaidAfter, chat)) == 1
    assert chat.heard == []


def test_whoever_applies_or_leaves_twice_does_so_once():
    chat = Chat(town=PANEL).says("モニター").says("1").says("30代").says("応募する").says("応募する")
    assert len(_of(Applied, chat)) == 1
    assert chat.heard == []
    chat = Chat(town=PANEL, panel=PanelFacts(Membership("registered", "30代", "")))
    chat.says("退会").says("はい、退会します").says("はい、退会します")
    assert len(_of(LeftPanel, chat)) == 1
    assert chat.heard == []


def test_something_else_said_in_between_makes_it_a_word_like_any_other():
    chat = Chat().says("市民の声").says(GUTTER).says("送る").says("NPO法人数は？").says("送る")
    assert "受け取っています" not in chat.text


def test_after_ten_minutes_it_is_a_word_like_any_other():
    chat = Chat().says("市民の声").says(GUTTER).says("送る").waits(minutes=11).says("送る")
    assert "受け取っています" not in chat.text


def test_what_was_sent_in_time_counts_though_the_bot_is_slow():
    chat = Chat().says("市民の声").says(GUTTER).says("送る").waits(minutes=30)
    chat.does(Said(NINE + timedelta(seconds=1), text="送る"))
    assert "受け取っています" in chat.text
