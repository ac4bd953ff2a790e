"""Which of two things that are named: what reached its target, came nearer to it, cost or needed more."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "女性委員の割合と移住件数とでは、目標を達成したのはどちらですか？",
            "目標を達成したのは、移住相談からの移住件数です。",
        ),
        (
            "海の子山の子の人数と移住の件数、目標に届いたのはどっち？",
            "目標を達成したのは、移住相談からの移住件数です。",
        ),
        ("NPO法人数と地域間交流地区数、目標に届かなかったのはどっち？", "目標に届かなかったのは、NPO法人数です。"),
        ("NPO法人数と女性委員の割合、目標を達成したのはどっち", "どちらも目標に届きませんでした。"),
        (
            "NPO法人数と地域間交流地区数、目標をうんと超えたのはどっち？",
            "目標に対する実績の割合が高いのは、地域間交流地区数です。",
        ),
        ("NPO法人数と女性委員の割合、目標に近かったのはどっち？", "目標に一番近かったのは、NPO法人数です。"),
        (
            "海の子山の子交歓会と国際交流推進費ではどっちが予算が多い？",
            "予算が多いのは、海の子山の子交歓会事業費です。",
        ),
        (
            "移住推進事業費と国際交流推進費、職員の手がかかってるのはどっち？",
            "従事人工が多いのは、移住推進事業費です。",
        ),
        ("移住推進事業費と国際交流推進費、安く済んだのはどっち？", "事業費（実績）が少ないのは、国際交流推進費です。"),
        (
            "人権啓発活動事業費と国際交流推進費とでは、使い残しが大きいのはどちらですか",
            "使い残しが多いのは、国際交流推進費です。",
        ),
        (
            "海の子山の子交歓会事業費と移住推進事業費、使い残しの割合が大きいのはどっち？",
            "予算に対する使い残しの割合が大きいのは、海の子山の子交歓会事業費です。",
        ),
        (
            "人権啓発活動事業費と海の子山の子交歓会事業費、執行率が高いのはどっち？",
            "予算に対して使った割合が高いのは、人権啓発活動事業費です。",
        ),
        (
            "NPO法人数と女性委員の割合、目標に近くなかったのはどっち？",
            "目標から一番離れていたのは、市の審議機関等における女性委員の割合です。",
        ),
        (
            "国際交流推進費と人権啓発活動事業費、予算が余らなかったのはどっち？",
            "使い残しが少ないのは、人権啓発活動事業費です。",
        ),
    ],
)
def test_the_one_that_is_asked_for_is_said_first(knowledge: Knowledge, question: str, told: str):
    assert answer(knowledge, question, None).text.splitlines()[0] == told


def test_two_rows_of_one_thing_that_is_named_once_are_two():
    text = answer(town("bay"), "空き家バンクの新しい登録と契約、目標に届かなかったのはどっち？", None).text
    assert text.splitlines()[0] == "目標に届かなかったのは、空き家バンクの成約件数です。"


def test_a_thing_nobody_counts_is_compared_with_nothing(knowledge: Knowledge):
    assert answer(knowledge, "空き家の数とNPO法人数、目標を達成したのはどっち？", None).outcome == "unknown"
    one_sided = answer(knowledge, "NPO法人数とボランティア団体数、目標に届いたのはどっち？", None)
    assert "「ボランティア団体数」" in one_sided.text.splitlines()[0]
    assert one_sided.outcome == "unknown"


def test_numbers_of_different_units_are_not_compared(knowledge: Knowledge):
    text = answer(knowledge, "NPO法人数と移住件数、多いのはどっち？", None).text
    assert "多いのは、" not in text


def test_of_two_projects_each_is_found_by_itself(knowledge: Knowledge):
    told = answer(knowledge, "海の子山の子と国際交流、どっちがお金かかった？", None).text
    assert told.startswith("使った額が多いのは、海の子山の子交歓会事業費です。")
    assert "国際交流推進費は、予算432千円" in told


def test_dear_and_cheap_are_of_money_where_two_projects_are_named(knowledge: Knowledge):
    assert answer(knowledge, "移住とクアオルト、どっちが安い？", None).text.startswith(
        "事業費（実績）が少ないのは、移住推進"
    )


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("人権と移住、どっちが金食い虫？", "移住推進事業費です。"),
        ("協力隊と国際交流だと、どっちのほうが安上がり？", "地域おこし協力隊推進事業費です。"),
    ],
)
def test_dear_and_cheap_are_said_in_other_words(knowledge: Knowledge, question: str, told: str):
    assert answer(knowledge, question, None).text.split("\n")[0].endswith(told)


@pytest.mark.parametrize(
    "question",
    [
        "訪問団の目標と大会の目標、どっちが多い？",
        "学生訪問団の派遣人数と大会の市民参加者数、目標って大きいのどっち",
        "学生訪問団派遣人数と大会市民参加者数、計画値の高いほうは？",
    ],
)
def test_what_was_aimed_at_is_compared_where_only_that_is_named(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).text.startswith(
        "目標が多いのは、日本クアオルト協議会大会市民参加者数です。"
    )


def test_what_came_of_it_is_compared_where_that_is_named_too(knowledge: Knowledge):
    told = answer(knowledge, "学生訪問団派遣人数と大会市民参加者数、目標に対して実績が多いのはどっち？", None).text
    assert "目標が多いのは" not in told
