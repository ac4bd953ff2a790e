"""A part of the strategy is known by the words that the sheets put in quotation marks, whether or not it is asked as such."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("来てよしプロジェクトの事業は？", "移住推進事業費", "クアオルト"),
        ("働いてよしプロジェクトって何", "上山型温泉クアオルト事業費", "移住推進事業費"),
        ("産んでよし育ててよしプロジェクトとは", "人権啓発活動事業費", "移住推進事業費"),
        ("「産んでよし・育ててよし」に入ってる事業ってどれ？", "人権啓発活動事業費", "総務一般管理費"),
        ("来てよしに入ってる事業は？", "移住推進事業費", "クアオルト"),
        ("「来てよし」の事業費はいくら", "7,734千円", "クアオルト"),
    ],
)
def test_what_belongs_to_it_is_listed(knowledge: Knowledge, question: str, told: str, other: str):
    text = answer(knowledge, question, None).text
    assert told in text
    assert other not in text


def test_its_money_is_that_of_its_projects(knowledge: Knowledge):
    assert "2つの事業を合わせて、予算9,418千円" in answer(knowledge, "来てよしプロジェクトの予算の合計", None).text


def test_it_counts_nobody(knowledge: Knowledge):
    assert answer(knowledge, "働いてよしプロジェクトは何人来た？", None).outcome == "unknown"
