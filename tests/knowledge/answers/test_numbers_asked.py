"""A number that somebody has read is found as it is printed, and no part of a longer one is taken for it."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.language.numerals import in_digits


@pytest.fixture(scope="module")
def town() -> Knowledge:
    return town_of_one_sheet(
        ["朗読会には1,684人が集まりました。", "花火の夜は2万3千人でにぎわいました。"], ["苗の配布件数"]
    )


@pytest.mark.parametrize("question", ["1,684って何の数字？", "1684って何の数字ですか", "1,684という数字は何ですか？"])
def test_a_number_is_found_with_its_comma_or_without(town: Knowledge, question: str):
    assert "朗読会" in answer(town, question, None).text


@pytest.mark.parametrize("question", ["2万3千って何の数字？", "23000って何の数字？", "23,000という数字は何？"])
def test_a_number_in_words_is_that_in_digits(town: Knowledge, question: str):
    assert "花火" in answer(town, question, None).text


@pytest.mark.parametrize("question", ["684って何の数字？", "684という数字は何ですか？", "3千って何の数字？"])
def test_the_end_of_a_number_is_not_that_number(town: Knowledge, question: str):
    text = answer(town, question, None).text
    assert "朗読会" not in text
    assert "花火" not in text


@pytest.mark.parametrize(
    ("numeral", "digits"),
    [("1,684", "1684"), ("40.9", "40.9"), ("2万3千", "23000"), ("007", "007"), ("1億", "100000000")],
)
def test_a_number_has_one_way_of_writing(numeral: str, digits: str):
    assert in_digits(numeral) == digits
