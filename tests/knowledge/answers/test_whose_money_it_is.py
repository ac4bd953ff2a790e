"""Whose money is told: of a department that of all its projects, of a part that of the whole, which is said to be it."""

from __future__ import annotations

from knowledge.answer import answer
from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge


def test_the_money_after_a_department_is_that_of_all_its_projects(knowledge: Knowledge):
    text = converse(knowledge, ["市政戦略課は何してる", "予算は？"]).text
    assert all(amount in text for amount in ("1,684千円", "3,700千円", "10,401千円"))


def test_of_a_part_of_a_project_the_amount_is_that_of_the_whole(knowledge: Knowledge):
    assert "事業全体の金額です" in converse(knowledge, ["お試し居住は何件？", "いくら？"]).text
    assert "事業全体" not in answer(knowledge, "移住推進事業費の予算は？", None).text


def test_the_money_of_a_thing_is_not_that_of_another_with_a_like_name(knowledge: Knowledge):
    assert answer(knowledge, "広域連携の予算", None).outcome == "unknown"
    assert "7,734千円" in answer(knowledge, "移住フェアの予算", None).text


def test_of_what_is_only_mentioned_on_a_sheet_no_amount_is_told(knowledge: Knowledge):
    assert answer(knowledge, "市報のお金は？", None).outcome == "unknown"
