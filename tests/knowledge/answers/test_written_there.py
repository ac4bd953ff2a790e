"""Whether anything is written about a thing is told where the word stands, even in passing."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet

from knowledge.answer import answer
from knowledge.evaluate import cites

_TOLD = [
    "近年は高潮や大雪が各地で相次いでおり、災害への備えが大切になっています。",
    "避難所に毛布を配りました。",
    "消防ポンプ車を更新しました。",
]


@pytest.mark.parametrize(
    "asked", ["大雪について何か書いてありますか", "大雪のことって載ってる？", "大雪の記載はありますか？"]
)
def test_a_word_that_stands_in_passing_is_written_there(asked: str):
    assert "高潮や大雪が各地で" in answer(town_of_one_sheet(_TOLD), asked, None).text


def test_what_stands_nowhere_is_not_written_there():
    assert not cites(answer(town_of_one_sheet(_TOLD), "津波について何か書いてありますか", None).text)
