"""「なんで？」 after statements is asked of the thing they tell of, and 「実際は？」 after a target of what came of it."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize("why", ["なんで？", "中止の理由は？", "どうして中止？"])
def test_why_after_two_statements_is_told_by_the_one_that_says_so_and_not_by_another_rows_reason(why: str):
    text = converse(town("port"), ("魚まつりはやった？", why)).text
    assert "荒天のため" in text
    assert "イワシ" not in text


def test_what_it_was_in_truth_is_the_figure_that_was_reached(knowledge: Knowledge):
    text = converse(knowledge, ("女性委員の割合の目標って？", "実際は？")).text
    assert "実績21%" in text


def test_what_was_spent_in_truth_is_told_after_a_budget(knowledge: Knowledge):
    assert "実績221千円" in converse(knowledge, ("地域おこし協力隊の予算は？", "実際は？")).text
