"""Who asks for all there were up to now is told the number of a year as no more than that."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_that_counts

from knowledge.answer import answer

_NOTE = "※1年度の数です"


def test_a_number_of_one_year_is_said_to_be_no_more():
    reply = answer(town_that_counts("出前講座の開催回数"), "出前講座はこれまでに何回開いた？", None)
    assert reply.text.startswith(_NOTE)
    assert "320回" in reply.text
    assert reply.outcome == "partly"


@pytest.mark.parametrize("row", ["防災士の資格取得者数（累計）", "防災士の登録者数"])
def test_a_number_that_counts_on_is_told_as_it_is(row: str):
    assert _NOTE not in answer(town_that_counts(row, unit="人"), "防災士はこれまでに何人？", None).text


def test_who_asks_for_the_year_is_told_it():
    assert _NOTE not in answer(town_that_counts("出前講座の開催回数"), "出前講座は何回開いた？", None).text
