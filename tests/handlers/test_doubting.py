"""「ちがう」 under an answer."""

from __future__ import annotations

import pytest
from town_chat import NINE, TOWN, Chat

from handlers import postbacks
from handlers.flow import Scene, problems
from handlers.flows.doubting import DOUBTING
from handlers.model import Doubted, Facts, Pressed, Standing
from knowledge.reply import Reply

ANSWER = 4711


def answered(question: str = "NPO法人数は？") -> Chat:
    """A chat after an answer that stands in the log."""
    chat = Chat(known=True).says(question)
    chat.progress = chat.remembering(ANSWER)
    return chat


def test_the_last_button_under_an_answer_says_that_it_is_wrong():
    assert Chat().says("NPO法人数は？").labels == ["理由は？", "この施策に意見を送る", "ちがう"]
    assert "ちがう" not in Chat().says("移住について").labels
    assert "ちがう" not in Chat().says("ありがとう").labels


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("1", "figure"),
        ("数字がちがう", "figure"),
        ("２", "meaning"),
        ("聞きたいことがちがう", "meaning"),
        ("古い", "outdated"),
    ],
)
def test_what_is_wrong_is_chosen_by_number_or_words(said, about):
    chat = answered().says("違う！")
    assert chat.text.splitlines()[0] == "どこがちがいますか。番号でも選べます。"
    chat.says(said)
    assert chat.effects == [Doubted(ANSWER, about)]
    assert "一覧に入れました" in chat.text


def test_what_is_no_answer_is_doubted_too():
    assert answered().says("答えになってない").text.startswith("どこがちがいますか")


def test_a_tap_says_it_for_the_answer_it_stands_under():
    chat = answered().says("ちがう")
    data = chat.messages[0].buttons[0].data
    chat.does(Pressed(NINE, data=data))
    assert chat.effects == [Doubted(ANSWER, "figure")]


def test_the_resident_says_it_in_words_which_are_masked():
    chat = answered().says("ちがう").says("4").says("去年と同じ数字です。090-1234-5566へどうぞ")
    assert chat.effects == [Doubted(ANSWER, "other", "去年と同じ数字です。●●へどうぞ")]
    assert chat.heard[-1][0] == "NPO法人数は？"
    assert chat.progress.standing is None


def test_who_changes_their_mind_leaves_nothing():
    chat = answered().says("ちがう").says("4").says("やめる")
    assert chat.effects == []
    assert chat.says("NPO法人数は？").text.startswith("実績は")


def test_who_asks_something_else_instead_is_answered():
    chat = answered().says("ちがう").says("NPO法人数の理由は？")
    assert chat.effects == []
    assert chat.heard[-1][0] == "NPO法人数の理由は？"


def test_too_many_words_are_refused_and_lose_nothing():
    chat = answered().says("ちがう").says("4").says("あ" * 301)
    assert "300字以内" in chat.text
    assert chat.says("古い数字です").effects == [Doubted(ANSWER, "other", "古い数字です")]


def test_after_ten_minutes_nobody_knows_which_answer_is_meant():
    chat = answered().waits(minutes=11).says("ちがう")
    assert "どの答えのことか" in chat.text
    assert chat.heard == [("NPO法人数は？", None)]


@pytest.mark.parametrize(
    "parts", [("figure", "1"), ("figure",), ("nonsense", str(ANSWER)), (), ("figure", str(ANSWER), "x")]
)
def test_a_made_up_button_or_one_under_an_older_answer_does_nothing(parts):
    chat = answered().does(Pressed(NINE, data=postbacks.data("doubt", *parts)))
    assert chat.effects == []
    assert "古いボタン" in chat.text


def test_the_conversation_has_no_dead_end():
    at = Standing(f"doubt:{ANSWER}", "words")
    facts = Facts(NINE, TOWN, lambda _question, _topic: Reply("unknown", "…"))
    assert problems(DOUBTING.flow(at, facts), Scene(at, facts)) == []
    assert DOUBTING.flow(Standing("doubt:x", "words"), facts) is None
