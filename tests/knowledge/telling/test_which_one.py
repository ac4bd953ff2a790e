"""Who asks which school or firm it is learns that none is named before he is told of one without its name."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("人権教室やってる一校って、どごの学校だべ？", "どの学校かは"),
        ("人権教室をやっている学校はどこですか", "どの学校かは"),
        ("人権教室の学校名は？", "どの学校かは"),
        ("ワーケーションに来た会社ってどこの会社？", "どの会社かは"),
    ],
)
def test_that_no_name_is_told_comes_first(knowledge: Knowledge, question: str, lacking: str):
    assert answer(knowledge, question, None).text.startswith(f"{lacking}、資料に書かれていません。")


def test_a_sentence_that_is_quoted_names_nobody():
    assert answer(town("bay"), "給食に出したのはどこの農家？", None).text.startswith("どの農家かは")


@pytest.mark.parametrize("question", ["人権の花を育てた学校はどこ？", "人権の花はどこの学校でやってるの"])
def test_a_statement_with_the_names_is_told_as_it_is(knowledge: Knowledge, question: str):
    text = answer(knowledge, question, None).text
    assert "宮川小" in text
    assert "書かれていません" not in text
