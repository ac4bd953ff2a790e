"""The share of those who do something is told by what says that they do it, not by any share of the same people."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_that_counts

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


def test_those_who_know_the_plan_are_counted_by_its_row(knowledge: Knowledge):
    text = answer(knowledge, "市民の何割が計画を知ってるの", None).text
    assert "26.8" in text
    assert "40.9" not in text


@pytest.mark.parametrize(
    "question",
    ["情報が得られている市民の割合", "情報が得られていると感じている市民は何％", "市報を読んでいる市民は何割？"],
)
def test_a_share_that_is_not_printed_is_not_that_of_others(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).outcome == "unknown"


@pytest.mark.parametrize("said", ["必要と思っている市民の割合", "必要と答えた市民は何割"])
def test_what_people_say_is_told_in_any_words_for_it(knowledge: Knowledge, said: str):
    assert "40.9" in answer(knowledge, f"分かりやすい情報の提供が{said}", None).text


@pytest.mark.parametrize(
    "question", ["どのくらいの人が夜勤明けに健診を受けた？", "夜勤明けに健診を受けたのはどれくらいの人？"]
)
def test_who_asks_for_no_count_of_people_is_told_their_share(question: str):
    assert "320%" in answer(town_that_counts("夜勤明けに健診を受けた人の割合", unit="%"), question, None).text


def test_who_asks_for_a_count_of_people_is_not_told_their_share():
    town = town_that_counts("夜勤明けに健診を受けた人の割合", unit="%")
    assert "320%" not in answer(town, "夜勤明けに健診を受けた人は何人？", None).text
