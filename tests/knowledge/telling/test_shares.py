"""A share that is computed says 約 only where it was rounded."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge


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
