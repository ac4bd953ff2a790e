"""Who asks what a sheet says under a heading is told all of it, or how much more there is."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("財政運営の課題", "過疎地域から早期に脱却する"),
        ("市民参画の課題", "外部人材も活用"),
        ("行政運営の課題", "利便性の高い"),
    ],
)
def test_a_list_of_a_field_is_whole(knowledge: Knowledge, question: str, last: str):
    text = answer(knowledge, question, None).text
    assert last in text
    assert text.count("\n・") == 5
    assert "ほかに" not in text


def test_what_is_left_out_of_a_list_is_counted(knowledge: Knowledge):
    text = answer(knowledge, "DXで何した", None).text
    told = text.count("\n・")
    assert told < 6
    assert f"（ほかに{6 - told}つ書かれています）" in text


def test_of_statements_that_were_picked_for_a_word_none_is_missed(knowledge: Knowledge):
    assert "ほかに" not in answer(knowledge, "市債って何", None).text


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("市民モニターって何", "市民モニター制度", "市民の関心事"),
        ("職員の数は減らすの？", "職員数を適正に管理", "採用試験"),
    ],
)
def test_of_a_field_only_what_has_the_words_is_told(knowledge: Knowledge, question: str, told: str, other: str):
    text = answer(knowledge, question, None).text
    assert told in text
    assert other not in text


@pytest.mark.parametrize("question", ["6-4-1", "6-4-1は？"])
def test_a_bare_number_of_the_plan_tells_what_stands_there(knowledge: Knowledge, question: str):
    assert "市債残高を縮減" in answer(knowledge, question, None).text
