"""What is done where something was not: the statement that speaks of those who did not."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet
from towns_of_documents import town

from knowledge.answer import answer

_TOLD = (
    "歯科検診を5月に行いました。受けなかった児童の家には、手紙を送りました。",
    "歯科検診の会場を3か所に増やします。",
)


@pytest.mark.parametrize(
    "question",
    [
        "歯科検診を受けなかったらどうなる？",
        "歯科検診に行けないとどうなりますか",
        "歯科検診を受け忘れたらどうすればいい？",
    ],
)
def test_what_is_done_about_those_who_did_not_is_told(question: str):
    assert "手紙" in answer(town_of_one_sheet(_TOLD), question, None).text


def test_another_thing_that_was_not_done_is_no_answer():
    told = town_of_one_sheet(_TOLD)
    assert "手紙" not in answer(told, "水泳の授業に出なかったらどうなる？", None).text


def test_that_some_did_not_is_no_answer_to_what_the_thing_is():
    assert "会場" in answer(town_of_one_sheet(_TOLD), "歯科検診の会場はどうする？", None).text


def test_those_who_did_not_come_before_what_is_to_be_done_next():
    assert "訪問" in answer(town("wisteria"), "赤ちゃんの健診を忘れたらどうなる？", None).text
