"""Why the city does something is told by what it is meant for; why something came to pass is not."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge

_NO_REASON = "理由としては書かれていませんが、"
_LESS_DEBT = "将来の負担を軽くするため"


@pytest.mark.parametrize(
    "question",
    [
        "市債残高を縮減するのはなぜですか",
        "なぜ市の借金を減らすの？",
        "借金減らす理由って何",
        "どうして借金を減らしてるんですか",
    ],
)
def test_what_is_done_is_told_with_what_it_is_for(knowledge: Knowledge, question: str):
    reply = answer(knowledge, question, None)
    assert (reply.outcome, _LESS_DEBT in reply.text) == ("answered", True)


def test_that_something_is_needed_for_a_thing_is_why_it_is_done(knowledge: Knowledge):
    assert "持続可能な発展を続けるには" in answer(knowledge, "市役所がデジタルを進めるのはどうしてですか", None).text


@pytest.mark.parametrize("question", ["なぜ基金が減ったのですか", "基金が減るのはなぜ？", "どうして市債が増えてるの？"])
def test_what_came_to_pass_is_not_explained_by_what_is_meant(knowledge: Knowledge, question: str):
    reply = answer(knowledge, question, None)
    assert reply.outcome == "unknown" or reply.text.startswith(_NO_REASON)


def test_what_is_done_without_a_word_what_for_has_no_reason():
    town = town_of_one_sheet(["移動図書館の車両を小さくします。"])
    assert answer(town, "なぜ移動図書館の車両を小さくするの？", None).text.startswith(_NO_REASON)
