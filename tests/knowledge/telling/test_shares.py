"""A share that is computed says 約 only where it was rounded."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from town_of_one_sheet import town_that_counts

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.model import Figure
from knowledge.telling.wording import share


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("海の子山の子交歓会の参加人数の達成率は？", "は、80%です"),
        ("移住件数は目標の何倍？", "は、360%、3.6倍です"),
        ("NPO法人数の達成率は？", "は、約94%です"),
    ],
)
def test_about_is_said_of_what_was_rounded(knowledge: Knowledge, asked: str, told: str):
    assert told in answer(knowledge, asked, None).text


@pytest.mark.parametrize(
    ("target", "result", "told"),
    [(50_000, 49_800, "約99.6%"), (10_000, 9_999, "約99.9%"), (10_000, 10_004, "約100.1%"), (300, 300, "は、100%です")],
)
def test_what_is_nearly_all_is_not_said_to_be_all(target: int, result: int, told: str):
    town = town_that_counts("渡し船の乗船者数", unit="人")
    row = next(one for one in town.subjects if one.row is not None)
    figures = [Figure(f"{number}", Decimal(number), "人") for number in (target, result)]
    assert told in (share(row, replace(row.row, target=figures[0], result=figures[1])) or "")
