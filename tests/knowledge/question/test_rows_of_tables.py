"""Each row of the tables by which a question is read is found in its example and not in its counter."""

from __future__ import annotations

import re

import pytest

from knowledge.language.wordbook import plain, read_language
from knowledge.question import slots
from knowledge.question.units_asked import unit_said

TABLES = ("limits", "prices", "superlatives", "units", "whereabouts")
ROWS = [row for table in TABLES for rows in read_language(table).values() for row in rows]


@pytest.mark.parametrize("row", ROWS, ids=[row["example"] for row in ROWS])
def test_a_row_is_found_in_its_example_only(row: dict[str, str]):
    assert re.search(row["says"], plain(row["example"]))
    assert not re.search(row["says"], plain(row["counter"]))
    assert row["why"]


def test_a_price_is_no_budget(knowledge):
    def fee(text: str) -> bool:
        return slots.read(knowledge.words.parse(plain(text)), plain(text), knowledge.cues).fee

    assert fee("体育館の使用料は？")
    assert not fee("体育館の予算は？")


def test_what_is_asked_for_before_or_after_so_many_weeks_is_no_span_of_time(knowledge):
    def unit(text: str) -> str | None:
        return unit_said(knowledge.words.parse(plain(text)))

    assert unit("申込みから何週間かかる？") == "期間"
    assert unit("何週間前に申し込む？") != "期間"
