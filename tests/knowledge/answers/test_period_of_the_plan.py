"""From which year to which a plan is, is told of that plan and of no other."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.model import Code, Ledger, PlanSection, Prose, Source

SOURCE = Source("第3次みほん市総合計画", "2-1")
PRINTED = "第3次みほん市総合計画の期間である令和5年度から令和14年度までの10年間で、みんなが長生きすることを目指します。"


@pytest.fixture(scope="module")
def town() -> Knowledge:
    issues = (Prose(PRINTED, SOURCE),)
    section = PlanSection("みほん市", Code("3次", "2-1"), "健康", "第2章 くらし", issues, (), (), SOURCE)
    return Knowledge.build(Ledger("v", sections=(section,)), city="みほん市")


@pytest.mark.parametrize(
    "question",
    [
        "総合計画は何年から？",
        "みほん市総合計画はいつからいつまで？",
        "第3次総合計画はいつまで？",
        "第三次の総合計画は何年から？",
        "第3次の計画期間は？",
        "第3次総合計画の期間は？",
    ],
)
def test_the_years_of_the_plan_held_are_told(town: Knowledge, question: str):
    assert "令和5年度から令和14年度まで" in answer(town, question, None).text


@pytest.mark.parametrize(
    "question",
    [
        "第2次総合計画は何年から？",
        "第二次総合計画はいつまで？",
        "第2次の計画期間は？",
        "第2次総合計画の期間は？",
        "次の総合計画はいつから？",
        "次期総合計画はいつから？",
        "前の計画の期間は？",
    ],
)
def test_the_years_of_another_plan_are_not_those_of_the_plan_held(town: Knowledge, question: str):
    assert answer(town, question, None).tells_nothing


def test_a_plan_that_is_not_held_is_called_as_the_city_calls_its_plans(town: Knowledge):
    assert answer(town, "第2次の計画期間は？", None).text.startswith("第2次総合計画のことは、")


def test_the_former_plan_is_the_one_of_the_number_that_is_said_with_it(knowledge: Knowledge):
    told = answer(knowledge, "前回の第6次の定員適正化計画は、何年度から何年度まででしたか", None).text
    assert "令和2年度から令和5年度まで" in told
