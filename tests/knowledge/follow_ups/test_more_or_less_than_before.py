"""「増えた？」 after a figure: told by what the documents print of the year before, or that they print nothing of it."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.evaluate import converse


@pytest.mark.parametrize(
    ("folder", "turns", "told"),
    [
        ("bay", ("泊まった人は何人？", "増えた？"), "現状値（令和4年度）が58,000人"),
        ("bay", ("高校生が地元に就職した割合は？", "下がった？"), "43.6%"),
        ("bay", ("観光客は何人来た？", "前の年より増えた？"), "前年の49.7万人を上回り"),
        ("bay", ("イノシシは何頭つかまえた？", "前の年より減った？"), "486万円から減少"),
        ("cedars", ("先生の残業は何時間？", "減った？"), "1.9時間減少"),
        ("cedars", ("学校に行けない子は何人？", "増えたの？"), "2人増加"),
        ("snowfield", ("交通事故は何件？", "減ったんですか？"), "74件"),
    ],
)
def test_what_it_was_before_is_told_where_it_is_printed(folder: str, turns: tuple[str, ...], told: str):
    assert told in converse(town(folder), turns).text


@pytest.mark.parametrize(
    ("folder", "turns"),
    [("snowfield", ("火事は何件？", "増えた？")), ("bay", ("認定農業者は何人？", "減ってる？"))],
)
def test_that_nothing_is_printed_of_the_year_before_is_said(folder: str, turns: tuple[str, ...]):
    reply = converse(town(folder), turns)
    assert reply.outcome == "partly"
    assert "前の年と比べて" in reply.text


def test_a_reason_that_speaks_of_the_year_before_of_another_row_tells_nothing_of_this_one():
    text = converse(town("cedars"), ("先生の残業は何時間？", "減った？")).text
    assert "友人関係" not in text
