"""What is offered to whom the city has answered, or asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from town_chat import MAY_STATE, NINE, NPO, TOWN, Chat, hall

from casework.states import Shown
from handlers.flow import Scene, problems
from handlers.flows.answering import ANSWERING
from handlers.flows.replying import REPLYING, speaks_of_what_was_done
from handlers.model import Facts, Progress, Standing, Told
from handlers.own_voices import OwnVoice


@pytest.mark.parametrize("steps", [ANSWERING, REPLYING])
def test_no_offer_leaves_a_resident_standing(steps):
    at = Standing(f"{steps.name}:K-2026-0001-7", "heard", (Told("question", "どこですか"), Told("text", "橋の横です")))
    assert problems(steps, Scene(at, Facts(NINE, TOWN, hall))) == []


@pytest.mark.parametrize(
    "text",
    [
        "まだ直ってない",
        "解決した",
        "直りました。",
        "よくなりました",
        "まだ困っている",
        "まだ直らないのですか",
        "前と変わっていません",
    ],
)
def test_how_something_is_that_was_to_be_put_right_is_known(text):
    assert speaks_of_what_was_done(text)


@pytest.mark.parametrize(
    "text", ["公園のトイレが汚い", "人口はどう変わりましたか", "地域の課題", "直接行けますか", "治水の予算"]
)
def test_other_words_tell_nothing_of_it(text):
    assert not speaks_of_what_was_done(text)


def _own(**asked: object) -> OwnVoice:
    return OwnVoice("K-2026-0001-7", date(2026, 10, 1), next(iter(Shown)), "ベンチが壊れています", **asked)


@pytest.mark.parametrize("words", MAY_STATE)
def test_what_may_be_courtesy_is_taken_for_the_answer_to_what_the_city_asks(words):
    asked = Chat(own_voices=(_own(question="その道は使っていますか。"),)).says(words)
    assert "おたずねの答えにする" in asked.labels
    how_it_is = Chat(own_voices=(_own(asked_after=True, answer="直します。", answered_on=date(2026, 10, 22)),)).says(
        words
    )
    assert {"よくなった", "まだ困っている"} <= set(how_it_is.labels)


@pytest.mark.parametrize("words", MAY_STATE)
def test_courtesy_is_courtesy_where_nothing_was_asked(words):
    assert Chat(own_voices=(_own(),)).says(words).text == "こんにちは。"
    answered = _own(answer="直します。", answered_on=date(2026, 11, 18))
    assert Chat(own_voices=(answered,)).says(words).text == "こんにちは。"


STILL_TOLD = "K-2026-0001-7"


def test_what_is_told_after_not_yet_belongs_to_the_voice_it_was_said_of():
    """Another of theirs was answered lately, or waits for the same word, and was handed in later."""
    told = _own(asked_after=True, said_after=True, answered_on=date(2026, 10, 22), open_since=date(2026, 11, 20))
    for later in (
        _own(answered_on=date(2026, 11, 12)),
        _own(asked_after=True, answered_on=date(2026, 10, 22), open_since=date(2026, 11, 20)),
    ):
        chat = Chat(own_voices=(replace(later, receipt="K-2026-0002-5"), told))
        for words in ("金具が浮いて音がします", "まだ直っていなくて、金具が浮いています"):
            assert f"{STILL_TOLD} の、市からのお返事について" in chat.says(words).text


def test_of_two_that_were_answered_the_later_answer_is_meant():
    older = _own(answered_on=date(2026, 11, 18))
    newer = replace(_own(answered_on=date(2026, 11, 10)), receipt="K-2026-0002-5")
    assert STILL_TOLD in Chat(own_voices=(newer, older)).says("金具が浮いて音がします").text


def test_courtesy_between_two_questions_answers_nothing_of_the_citys():
    between = Chat(
        progress=Progress(topic=NPO, until=NINE.replace(hour=1)), own_voices=(_own(question="どこですか。"),)
    )
    assert between.says("はい").text == "こんにちは。"
