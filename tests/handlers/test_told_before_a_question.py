"""Somebody tells of a trouble, and asks something before sending it: what was told is not lost."""

from __future__ import annotations

import pytest
from town_chat import NPO, Chat

from handlers.flows.voice import AS_VOICE, THIS_QUESTION, HandIn

TROUBLE = "公園のトイレが汚い"
CAN_STILL_BE_SENT = "先に書かれたことは、「市民の声として送る」で市に送れます"
UNKNOWN, OTHER = "修理の順番はどう決めるの？", "回数の決まりは？"


def _sends(chat: Chat) -> str:
    """All that the city gets with 送る."""
    chat.says("送る").says("送る（返事がほしい）")
    (handed,) = (effect for effect in chat.effects if isinstance(effect, HandIn))
    return "\n".join(told.text for told in handed.texts)


def test_below_the_answer_to_a_question_in_between_it_can_be_sent():
    chat = Chat().says(TROUBLE).says("NPO法人数は？")
    assert CAN_STILL_BE_SENT in chat.text
    assert AS_VOICE in chat.labels
    assert _sends(chat) == TROUBLE


def test_that_it_can_be_sent_is_said_once():
    chat = Chat().says(TROUBLE).says("NPO法人数は？").says("理由は？")
    assert CAN_STILL_BE_SENT not in chat.text
    assert AS_VOICE in chat.labels
    assert _sends(chat) == TROUBLE


def test_it_goes_along_with_every_question_nobody_could_answer():
    chat = Chat().says(TROUBLE).says(UNKNOWN)
    assert AS_VOICE in chat.labels
    assert THIS_QUESTION not in chat.labels
    assert _sends(chat.says(OTHER)) == f"{TROUBLE}\n{UNKNOWN}\n{OTHER}"


@pytest.mark.parametrize("between", [("NPO法人数は？", UNKNOWN), (UNKNOWN, "NPO法人数は？")])
def test_answers_and_refusals_in_between_leave_it_open(between: tuple[str, str]):
    assert _sends(Chat().says(TROUBLE).says(between[0]).says(between[1])) == f"{TROUBLE}\n{UNKNOWN}"


@pytest.mark.parametrize("asked", ["送ったら誰が読むんですか？", "名前は市にわかりますか？"])
def test_who_asks_first_who_reads_it_can_send_it_then(asked: str):
    chat = Chat().says(TROUBLE).says(asked)
    assert CAN_STILL_BE_SENT in chat.text
    assert _sends(chat) == TROUBLE


@pytest.mark.parametrize("word", ["メニュー", "電話", "受付状況", "使い方", "質問の例"])
def test_who_looks_elsewhere_first_can_send_it_then(word: str):
    assert _sends(Chat().says(TROUBLE).says(word)) == TROUBLE


def test_numbers_of_the_menu_choose_from_the_menu():
    assert "電話" in Chat().says(TROUBLE).says("メニュー").says("6").text


def test_whoever_presses_the_tile_of_voices_need_not_write_it_again():
    chat = Chat().says(TROUBLE).says("市民の声")
    assert f"「{TROUBLE}」" in chat.text
    chat.says("送る（返事がほしい）")
    (handed,) = (effect for effect in chat.effects if isinstance(effect, HandIn))
    assert [told.text for told in handed.texts] == [TROUBLE]


def test_who_stops_does_not_send_it():
    assert not any(isinstance(one, HandIn) for one in Chat().says(TROUBLE).says("やめる").says("送る").effects)


def test_numbers_mean_what_was_told_last():
    chat = Chat().says(TROUBLE).says("移住について")
    assert chat.says("2").heard[-1] == ("移住の費用は？", None)
    assert Chat().says(TROUBLE).says("NPO法人数は？").says("1").heard[-1] == ("理由は？", NPO)


def test_two_questions_nobody_could_answer_are_two_questions():
    assert _sends(Chat().says(UNKNOWN).says(OTHER)) == OTHER


def test_what_is_asked_in_between_makes_it_no_longer_than_a_voice_may_be():
    long = f"{UNKNOWN[:-1]}、{'くわしく' * 65}教えて"
    chat = Chat().says(TROUBLE)
    for _ in range(7):
        chat = chat.says(long)
        assert "今の文は入れていません" not in chat.text
    for _ in range(3):
        chat = chat.says(long)
        assert "市に送るものは、あわせて2,000字までです" in chat.text
        assert "今の文は入れていません" in chat.text
        assert AS_VOICE in chat.labels
    assert _sends(chat) == "\n".join([TROUBLE, *[long] * 7])


def test_after_ten_minutes_it_is_over():
    chat = Chat().says(TROUBLE).waits(11).says("NPO法人数は？")
    assert CAN_STILL_BE_SENT not in chat.text
    assert AS_VOICE not in chat.labels


def test_who_does_not_want_to_send_it_says_so():
    chat = Chat().says(TROUBLE).says("NPO法人数は？").says("送らない")
    assert "送っていません" in chat.text
    assert AS_VOICE not in chat.says("NPO法人数は？").labels
