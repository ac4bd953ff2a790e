"""What stands near what is asked and is another thing: prices, machines and their trips, who came and who was sent."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites, converse
from knowledge.finding.knowledge import Knowledge


def _told(question: str) -> str:
    return converse(town("bells"), [question]).text


@pytest.mark.parametrize(
    "question",
    [
        "保育料は月いくらですか",
        "保育園の保育料は？",
        "通いの場の利用料は？",
        "こもれびの利用料",
        "給食は1食何円？",
        "介護保険料は月いくら？",
    ],
)
def test_the_price_of_another_service_is_no_answer(question: str):
    assert not cites(_told(question))


@pytest.mark.parametrize("question", ["配食の利用料はいくら？", "配食サービスの自己負担は何円？"])
def test_a_price_on_the_sheet_of_the_project_that_is_named_is_told(question: str):
    assert "1食400円" in _told(question)


@pytest.mark.parametrize("question", ["配食は何食でしたか", "配食って年間で何食？"])
def test_so_much_for_one_is_no_number_of_them(question: str):
    assert "実績8,742食" in _told(question)


def test_how_many_machines_there_are_is_not_told_by_how_often_they_were_out():
    assert "67台" in _told("市の除雪車は何台？")
    assert "4,120台" in _told("除雪車は延べ何台出た？")
    assert "4,120台" in _told("除雪車の出動台数は？")


@pytest.mark.parametrize(
    "question", ["ドイツの学生が来られなかった理由は？", "ドイツから学生が来れなくなったのはなぜ？"]
)
def test_why_nobody_came_is_not_told_by_those_who_were_to_be_sent(knowledge: Knowledge, question: str):
    text = answer(knowledge, question, None).text
    assert "派遣" not in text
    assert "原油高騰" in text


def test_why_nobody_was_sent_is_told_by_that_row(knowledge: Knowledge):
    assert "学生訪問団派遣人数" in answer(knowledge, "ドイツに学生を派遣できなかったのはどうして？", None).text


def test_of_two_plans_of_one_name_the_new_one_is_that_to_come(knowledge: Knowledge):
    text = answer(knowledge, "職員数の新しい計画は何年度から何年度まで？", None).text
    assert "令和6年度から令和9年度" in text
    assert "令和2年度" not in text


@pytest.mark.parametrize(
    "question", ["電子申請を始めた手続の分野を示されたい。", "電子申請を始めた手続について回答願います。"]
)
def test_as_an_office_asks_another_it_is_told_and_taken_for_no_wish(knowledge: Knowledge, question: str):
    reply = answer(knowledge, question, None)
    assert reply.tells
    assert "消防" in reply.text


@pytest.mark.parametrize(
    ("question", "aimed"),
    [
        ("国保の一人当たり医療費は目標内に収まった？", "届きませんでした"),
        ("遊休農地は目標の中におさまった？", "達成しました"),
    ],
)
def test_whether_it_stayed_within_its_target_is_said(question: str, aimed: str):
    assert aimed in _told(question)


def test_money_that_is_asked_of_a_year_that_is_not_in_is_said_to_be_of_no_such_year():
    text = _told("令和3年度の雪下ろし中の事故は何件？")
    assert text.startswith("令和3年度の雪下ろし中の事故件数は、手元の資料では分かりませんでした。")
    assert "資料がある年度：令和5年度、令和6年度" in text
