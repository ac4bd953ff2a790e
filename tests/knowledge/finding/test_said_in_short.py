"""What is typed in a hurry on a telephone: a laugh at the end, and the number of a thing as one word."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize("laugh", ["ｗ", "ww", "笑", "（笑）", "笑笑。"])
def test_a_laugh_at_the_end_asks_nothing(knowledge: Knowledge, laugh: str):
    plain = answer(knowledge, "移住の予算教えて", None).text
    assert answer(knowledge, f"移住の予算教えて{laugh}", None).text == plain


def test_a_word_that_ends_like_a_laugh_stays(knowledge: Knowledge):
    assert answer(knowledge, "市民の微笑", None).text.startswith("「市民の微笑」")


@pytest.mark.parametrize("said", ["NPO数", "npo数は？", "NPOの数"])
def test_the_number_of_a_thing_is_that_of_its_bodies(knowledge: Knowledge, said: str):
    assert "17団体" in answer(knowledge, said, None).text


def test_the_number_of_what_a_row_only_mentions_is_not_told(knowledge: Knowledge):
    assert "22件" not in answer(knowledge, "企業数は？", None).text
