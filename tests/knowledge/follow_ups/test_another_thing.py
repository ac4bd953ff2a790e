"""A bare name after an answer asks of another thing what was asked of the first."""

from __future__ import annotations

import pytest

from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge


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


@pytest.mark.parametrize(
    ("first", "then"),
    [("移住件数は？", "女性は？"), ("移住件数は？", "高校生だけだと？"), ("クアオルトの参加者は何人？", "外国人は？")],
)
def test_some_of_those_who_are_counted_have_no_number_of_another_row(knowledge: Knowledge, first: str, then: str):
    reply = converse(knowledge, [first, then])
    assert reply.outcome == "unknown"
    assert "出典" not in reply.text
    assert "近いこと" not in reply.text


def test_a_project_that_is_named_to_compare_with_is_told_beside_the_first(knowledge: Knowledge):
    text = converse(knowledge, ["移住の予算は？", "協力隊と比べると"]).text
    assert all(one in text for one in ("予算7,734千円", "予算1,684千円"))


def test_a_row_is_set_beside_the_first_too(knowledge: Knowledge):
    text = converse(knowledge, ["移住件数は？", "フェアと比べると？"]).text
    assert all(one in text for one in ("実績18件", "実績4回"))


@pytest.mark.parametrize("other", ["NPO", "ホームページ"])
def test_that_there_is_no_such_amount_to_compare_with_is_said(knowledge: Knowledge, other: str):
    reply = converse(knowledge, ["移住の予算は？", f"{other}と比べると？"])
    assert reply.outcome == "unknown"
    assert reply.text.startswith(f"「{other}」の予算は、")


def test_another_thing_is_not_told_by_what_the_first_is_for(knowledge: Knowledge):
    reply = converse(knowledge, ["移住の予算は？", "子育ては？"])
    assert "出典" not in reply.text
    assert "「子育て」の金額" in reply.text


def test_a_thing_that_can_be_told_alone_can_be_told_after_another(knowledge: Knowledge):
    assert "実績4回" in converse(knowledge, ["移住の件数を知りたい", "それじゃあフェアは？"]).text
