"""「なんで？」 after a statement is asked of the thing it tells of, and 「実際は？」 after a target of what came of it."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("folder", "turns", "told", "of_another"),
    [
        ("bay", ("魚をさばく教室には何人来た？", "なんで増えたの？"), "社会人向け教室", "養殖生産量"),
        ("bay", ("お試し住宅を使った人は？", "なんで少ないの？"), "4か月間利用を休止", "応援団"),
        ("snowfield", ("除雪車は何回出た？", "なんで多い？"), "記録的な大雪", "消雪パイプ"),
        # Two statements are told first, and one of them says why.
        ("port", ("魚まつりはやった？", "なんで？"), "荒天のため", "イワシ"),
        ("port", ("魚まつりはやった？", "中止の理由は？"), "荒天のため", "イワシ"),
        ("port", ("魚まつりはやった？", "どうして中止？"), "荒天のため", "イワシ"),
    ],
)
def test_of_the_reasons_of_a_sheet_that_of_what_was_told_is_told(
    folder: str, turns: tuple[str, ...], told: str, of_another: str
):
    text = converse(town(folder), turns).text
    assert told in text
    assert of_another not in text


def test_what_it_was_in_truth_is_the_figure_that_was_reached(knowledge: Knowledge):
    text = converse(knowledge, ("女性委員の割合の目標って？", "実際は？")).text
    assert "実績21%" in text


def test_what_was_spent_in_truth_is_told_after_a_budget(knowledge: Knowledge):
    assert "実績221千円" in converse(knowledge, ("地域おこし協力隊の予算は？", "実際は？")).text
