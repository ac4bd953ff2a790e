"""Sums, differences and shares of projects' money are computed where they are asked for, and said to be computed."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge

COMPUTED = "（資料の数字から計算しました）。"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("事業費の合計", "8つの事業を合わせて、予算63,164千円（6,316万4千円）・実績57,693千円（5,769万3千円）です"),
        (
            "市政戦略課の予算の合計",
            "3つの事業を合わせて、予算15,785千円（1,578万5千円）・実績13,118千円（1,311万8千円）です",
        ),
        (
            "企画費の事業の合計",
            "3つの事業を合わせて、予算13,118千円（1,311万8千円）・実績10,637千円（1,063万7千円）です",
        ),
        (
            "移住とクアオルトの予算の合計",
            "2つの事業を合わせて、予算18,135千円（1,813万5千円）・実績15,913千円（1,591万3千円）です",
        ),
        (
            "移住の予算とクアオルトの予算の差は",
            "2つの事業の差は、予算で2,667千円（266万7千円）、実績で2,481千円（248万1千円）です",
        ),
    ],
)
def test_what_several_cost_together_is_said_before_each(knowledge: Knowledge, question: str, told: str):
    assert answer(knowledge, question, None).text.splitlines()[0] == told + COMPUTED


def test_the_sum_of_a_list_is_that_of_the_list(knowledge: Knowledge):
    assert "合わせて、予算63,164千円" in converse(knowledge, ["事業の一覧", "合計は？"]).text
    assert "合わせて、予算59,464千円" in converse(knowledge, ["予算が余ったのはどれ", "全部でいくら？"]).text


@pytest.mark.parametrize(
    ("turns", "share"),
    [(["協力隊の執行率"], "13%"), (["クアオルトは予算の何％使った"], "88%"), (["移住の予算", "何％使った？"], "87%")],
)
def test_the_share_of_a_budget_that_was_spent_is_told(knowledge: Knowledge, turns: list[str], share: str):
    assert f"予算に対する実績の割合は、約{share}です{COMPUTED}" in converse(knowledge, turns).text


@pytest.mark.parametrize("question", ["市の予算総額は", "上山市の予算の合計", "市全体の予算は合計いくら"])
def test_what_the_city_has_in_all_is_not_the_sum_of_the_sheets(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).outcome == "unknown"


def test_people_and_bodies_are_not_added_up(knowledge: Knowledge):
    assert "合わせて、" not in answer(knowledge, "NPO法人数と移住件数を合わせて何件", None).text
