"""What a button says is never taken for somebody's own words, in whatever conversation it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from town_chat import NINE, TOWN, Chat

from casework.states import Shown
from handlers.flows.answering import AnswerCity
from handlers.flows.voice import HandIn, OpenForm
from handlers.model import Doubted, Pressed, Sent
from handlers.own_voices import OwnVoice
from handlers.panel_rules import PanelRules, Recruiting

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


@pytest.mark.parametrize("word", ["送る", "完了", "送信", "はい", "直す", "送る（返事がほしい）"])
def test_another_word_for_sending_is_no_voice_where_nothing_is_written_yet(word):
    chat = Chat().says("市民の声").says("あ" * 2040).says(word)
    assert "ご意見を書いて送ってください" in chat.text
    chat = chat.waits(minutes=1).says(word)
    assert "ご意見を書いて送ってください" in chat.text
    assert _handed(chat) == []
    assert _handed(chat.says(GUTTER).says("送る")) == [GUTTER]


def _asked(question: str) -> Chat:
    own = OwnVoice("K-2026-0001-7", date(2026, 11, 20), Shown.CHECKING, GUTTER, question=question)
    return Chat(own_voices=(own,)).says("答える")


def _told(chat: Chat) -> list[str]:
    return [told.text for effect in chat.effects if isinstance(effect, AnswerCity) for told in effect.texts]


@pytest.mark.parametrize("word", ["はい", "いいえ", "直す", "3"])
def test_yes_and_a_number_may_be_what_the_city_asked_for(word):
    assert _told(_asked("まだ暗いですか。いくつありますか").says(word).waits(minutes=1).says("送る")) == [word]


@pytest.mark.parametrize("word", ["送る", "完了", "送信"])
def test_sending_answers_nothing_the_city_asked(word):
    chat = _asked("どの街灯ですか").says(word)
    assert "お答えを書いて送ってください" in chat.text
    assert _told(chat.says("入口の街灯").says(word)) == ["入口の街灯"]


@pytest.mark.parametrize("beyond", ["5", "９", "12番", "0"])
def test_a_number_beyond_those_listed_adds_nothing_to_a_voice(beyond):
    named = "山田太郎です。公園の街灯が暗いです。電話は090-1234-5678です"
    chat = Chat().says("市民の声").says(named).says(beyond)
    assert "次からお選びください" in chat.text
    chat.says("連絡先も伝える").says(beyond)
    assert "次からお選びください。\n1 このまま続ける\n2 やめる" in chat.text
    chat.says("このまま続ける").says("かくして送る")
    assert beyond not in chat.text
    chat.says(beyond)
    assert "次からお選びください" in chat.text
    assert len(_handed(chat.says("送る"))) == 1


@pytest.mark.parametrize("again", [[], [GUTTER, "書き直す"], ["くわしく"]])
@pytest.mark.parametrize("number", ["1", "１２", "②"])
def test_a_number_alone_on_an_empty_page_is_no_voice(again, number):
    chat = Chat().says("市民の声")
    for said in again:
        chat.says(said)
    chat = chat.waits(minutes=1).says(number)
    assert "ご意見を書いて送ってください" in chat.text
    assert _handed(chat.says(GUTTER).says("送る")) == [GUTTER]


def test_a_number_beyond_those_listed_adds_nothing_to_an_answer():
    chat = _asked("どの街灯ですか").says("入口の街灯").says("4")
    assert "次からお選びください" in chat.text
    assert _told(chat.says("送る")) == ["入口の街灯"]


PANEL = replace(TOWN, panel=PanelRules(quiet=None, recruiting=Recruiting(capacity=100)))
TOILET = "公園のトイレを直してほしい"


@pytest.mark.parametrize("leaves", ["sticker", "a day", "やめる"])
@pytest.mark.parametrize(
    ("button", "begins"),
    [
        ("市民の声として送る", "「市民の声」と送って"),
        ("送る（返事がほしい）", "「市民の声」と送って"),
        ("かくして送る", "「市民の声」か「受付状況」と送って"),
        ("書き直す", "「市民の声」か「受付状況」か「モニター」と送って"),
        ("応募しない", "「モニター」と送って"),
        ("送る", "「市民の声」か「受付状況」と送って"),
        ("はい、取り下げる", "「受付状況」と送って"),
    ],
)
def test_a_button_of_what_is_over_asks_nothing_of_the_documents(leaves, button, begins):
    chat = Chat(town=PANEL).says(TOILET)
    chat.heard.clear()
    if leaves == "sticker":
        chat.does(Sent(NINE, kind="sticker", message_id="s1"))
    elif leaves == "a day":
        chat = chat.waits(minutes=25 * 60)
    else:
        chat.says("やめる")
    chat.says(button)
    assert chat.heard == []
    assert begins in chat.text
    assert chat.labels[-1] == "メニュー"
    assert chat.answered is None


@pytest.mark.parametrize(
    "word", ["くわしく", "30代", "はい", "いいえ", "戻る", "書き直すには？", "市民の声として送ると？"]
)
def test_everyday_words_are_no_buttons_of_what_is_over(word):
    assert "もう終わっています" not in Chat(town=PANEL).says(word).text
