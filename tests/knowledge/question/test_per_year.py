"""Whether a number is one of a year."""

from __future__ import annotations

import pytest

from knowledge.question.per_year import asks_of_a_year, tells_of_a_year


@pytest.mark.parametrize(
    ("sentence", "yearly"),
    [("昭和50年に開きました", False), ("令和元年に始め", False), ("年に40回開きました", True), ("年間利用者数", True)],
)
def test_a_date_is_no_number_of_a_year(sentence: str, yearly: bool):
    assert tells_of_a_year(sentence) is yearly


def test_how_many_within_some_years_is_not_asked_of_one():
    assert not asks_of_a_year("5年間で何人増えた?")
    assert asks_of_a_year("年に何人乗る?")
