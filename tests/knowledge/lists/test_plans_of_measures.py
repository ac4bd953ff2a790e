"""The individual plans of the measures, either way round, and the goals of a measure beside its figures."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge

MEASURES = ("6-1-1", "6-2-1", "6-3-1", "6-3-2", "6-3-3", "6-4-1", "6-5-1")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("第６章で「まち・ひと・しごと創生総合戦略」が個別計画に挙げられている施策はどれですか？", {"6-1-1", "6-3-3"}),
        ("上山市DX推進計画はどの施策の個別計画？", {"6-5-1"}),
        ("人材育成基本方針はどの施策に入ってる？", {"6-3-2"}),
        ("公共施設等総合管理計画が個別計画になってる施策は", {"6-4-1"}),
        ("個別計画がない施策はどれ？", {"6-2-1", "6-3-1"}),
        ("個別計画が一番多い施策は？", {"6-3-2"}),
    ],
)
def test_only_the_measures_that_bear_a_plan_are_told(knowledge: Knowledge, question: str, told: set[str]):
    text = answer(knowledge, question, None).text
    lines = [line for line in text.splitlines() if not line.startswith("出典")]
    assert {number for number in MEASURES if any(number in line for line in lines)} == told
    assert cites(text)


@pytest.mark.parametrize(
    "question",
    [
        "個別計画に環境基本計画が挙げられている施策はどれ？",
        "第３期まち・ひと・しごと創生総合戦略が個別計画の施策はどれ？",
    ],
)
def test_a_plan_no_measure_bears_is_none_of_them(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).outcome == "unknown"


def test_goals_of_a_measure_are_told_beside_its_figures(knowledge: Knowledge):
    text = answer(knowledge, "市民交流の拡充　目標　項目", None).text
    assert "市民レベルの国際交流の推進" in text
    assert "60人" in text
    assert "市民レベル" not in answer(knowledge, "市民交流の拡充の目標値は？", None).text


def test_all_policies_of_a_section_are_told(knowledge: Knowledge):
    text = answer(knowledge, "行政運営の「方針」には、どんなことが三つ書かれていますか。", None).text
    assert sum(line.startswith("・") for line in text.splitlines()) == 3


def test_a_section_is_called_by_a_part_of_its_title(knowledge: Knowledge):
    text = answer(knowledge, "第５章の「支え尊重し合う地域社会」には、どんな施策が入っていますか。", None).text
    assert "5-3-1" in text
    assert "5-3-2" in text
    assert "5-4-1" not in text


def test_a_word_that_only_a_plan_bears_in_its_name_is_told_by_that_plan():
    lanterns = town("lanterns")
    text = answer(lanterns, "国民健康保険は？", None).text
    assert "データヘルス計画" in text.split("\n")[0]
    assert "4-1-1" in text
    assert answer(lanterns, "国民健康保険に入りたい", None).tells_nothing
