"""What the word book says of a word counts only where some sheet has it: elsewhere the words stand for themselves."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize("asked", ["移住のお金はいくら", "移住のお金は？", "移住のお金なんぼ"])
def test_money_of_a_matter_is_not_that_of_sheets_which_have_half_of_a_meaning_each(knowledge: Knowledge, asked: str):
    # 移住のお金 may mean 移住支援金, where a city pays one: here 移住 stands on one sheet, and 金 on that of another project.
    assert "移住推進事業費は、予算7,734千円" in answer(knowledge, asked, None).text


@pytest.mark.parametrize(
    "asked",
    ["目標に届いてないのはどれ", "届いていない指標ある？", "目標を上回ってないのは", "未達は？", "目標未満のやつ"],
)
def test_what_has_not_reached_its_target_is_not_what_has(knowledge: Knowledge, asked: str):
    text = answer(knowledge, asked, None).text
    assert "目標に届かなかった指標は次の5つ" in text


def test_the_worst_result_is_the_one_farthest_below(knowledge: Knowledge):
    assert "一番下回った" in answer(knowledge, "一番ひどい結果は？", None).text


def test_a_fund_is_no_money_spent(knowledge: Knowledge):
    assert answer(knowledge, "減債基金いくら", None).outcome == "unknown"


@pytest.mark.parametrize("asked", ["予算を全部使っていない事業は？", "予算を全部使ってない事業は？"])
def test_what_was_not_spent_to_the_last_is_not_what_was(knowledge: Knowledge, asked: str):
    text = answer(knowledge, asked, None).text
    assert "予算を下回った事業は、次の7つ" in text


@pytest.mark.parametrize(("asked", "count"), [("100万円を超えた事業は？", 6), ("100万円以下の事業は？", 2)])
def test_an_amount_in_yen_beside_projects_is_their_budget(knowledge: Knowledge, asked: str, count: int):
    assert f"次の{count}つです" in answer(knowledge, asked, None).text
