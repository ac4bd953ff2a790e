"""A count is no answer to where something is, to what somebody would like to do, or to how many there are of another thing."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    "question", ["DVの相談はどこ", "相談はどこですか", "市長さ話してえ", "人権相談したい", "国際交流に参加したい"]
)
def test_where_and_wishes_are_told_in_words_or_not_at_all(knowledge: Knowledge, question: str):
    assert "実績" not in answer(knowledge, question, None).text.splitlines()[0]


def test_who_would_like_to_know_a_number_is_told_it(knowledge: Knowledge):
    assert "17団体" in answer(knowledge, "NPO法人数を知りたい", None).text


def test_how_many_after_a_statement_is_asked_of_its_thing(knowledge: Knowledge):
    reply = converse(knowledge, ["姉妹都市は？", "いくつ？"])
    assert reply.outcome == "unknown"
    assert "「姉妹都市」の数字" in reply.text


@pytest.mark.parametrize(
    "question", ["いじめの相談は何件？", "差別の相談は何回？", "ドイツの学生は何人来る予定だった？"]
)
def test_another_matters_number_is_not_told(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).outcome == "unknown"


@pytest.mark.parametrize("question", ["振興計画って何年から", "総合計画はいつまで？"])
def test_the_years_of_the_citys_plan_are_not_those_of_another(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).text.startswith("計画の期間は、手元の資料では分かりませんでした。")
