"""What is offered to whom the city has answered, or asked."""

from __future__ import annotations

import pytest
from town_chat import NINE, TOWN, hall

from handlers.flow import Scene, problems
from handlers.flows.answering import ANSWERING
from handlers.flows.replying import REPLYING, speaks_of_what_was_done
from handlers.model import Facts, Standing, Told


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
