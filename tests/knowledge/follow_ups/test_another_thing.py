"""A bare name after an answer asks of another thing what was asked of the first."""

from __future__ import annotations

import pytest

from knowledge.evaluate import converse
from knowledge.finding.understanding import Knowledge


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("移住の予算は？", "クアオルトは？", "予算10,401千円"),
        ("移住の予算は？", "協力隊は？", "予算1,684千円"),
        ("移住の担当は？", "協力隊は？", "担当は、市政戦略課"),
        ("移住の担当は？", "NPOは？", "担当は、市政戦略課"),
        ("移住が増えた理由は？", "女性委員は？", "推薦割合が減少"),
        ("移住が増えた理由は？", "NPOは？", "理由は、この資料には書かれていません"),
        ("DXの課題は？", "広報は？", "現状と課題"),
        ("DXの目標は？", "市民参画は？", "担い手の確保"),
        ("NPOの目標は？", "移住は？", "目標5件"),
        ("協力隊の予算", "移住と比べると", "予算7,734千円"),
    ],
)
def test_what_was_asked_of_one_is_asked_of_the_other(knowledge: Knowledge, first: str, then: str, told: str):
    assert told in converse(knowledge, [first, then]).text


@pytest.mark.parametrize(
    ("first", "then"), [("移住の予算は？", "プールは？"), ("移住の担当は？", "除雪は？"), ("DXの課題は？", "競輪は？")]
)
def test_what_no_document_knows_is_refused_all_the_same(knowledge: Knowledge, first: str, then: str):
    assert "出典" not in converse(knowledge, [first, then]).text


def test_a_name_that_asks_something_of_its_own_is_told_that(knowledge: Knowledge):
    assert "名取市" in converse(knowledge, ["移住の予算は？", "海の子山の子って何？"]).text


def test_one_department_is_named_once(knowledge: Knowledge):
    told = converse(knowledge, ["国際交流推進費の実績は？", "担当は？"]).text
    assert told.count("の担当は、庶務課です") == 1
