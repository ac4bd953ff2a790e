"""Who asks what we answer from is told which documents those are."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    "asked",
    [
        "資料は何がありますか", "この資料はいつのもの？", "どの資料から答えてるの", "最新の資料は何年度？",
        "資料はいくつあるの",
        "どこの資料見てるの", "何の資料見てるの", "どんな資料があるの", "資料なに使ってる", "資料を教えて",
        "出典は", "いつの数字ですか",
    ],
)  # fmt: skip
def test_the_documents_are_named(knowledge: Knowledge, asked: str):
    reply = answer(knowledge, asked, None)
    assert reply.outcome == "small_talk"
    assert "令和5年度 主要施策の成果説明書" in reply.text


def test_after_an_answer_it_is_asked_of_which_paper_that_is(knowledge: Knowledge):
    topic = answer(knowledge, "NPO法人数は？", None).topic
    assert "施策5-1-1" in answer(knowledge, "どの資料？", topic).text
    assert answer(knowledge, "出典は？", topic).outcome == "answered"
    assert answer(knowledge, "いつの数字ですか", topic).outcome == "answered"
    assert answer(knowledge, "資料は何があるの", topic).outcome == "small_talk"
    assert answer(knowledge, "何の資料見てるの？", topic).outcome == "small_talk"


@pytest.mark.parametrize("asked", ["資料のデジタル化は？", "情報を発信する取組は？", "審議会の資料は公開される？"])
def test_papers_of_which_the_plan_speaks_are_another_matter(knowledge: Knowledge, asked: str):
    assert answer(knowledge, asked, None).outcome != "small_talk"
