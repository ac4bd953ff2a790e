"""How many think so: asked for in everyday words and told by the statement that prints the share of them."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer


@pytest.mark.parametrize(
    ("folder", "question", "told"),
    [
        ("orchards", "観光の仕事をしてみたいって思う市民、どのくらい？", "8.3"),
        ("orchards", "市の観光を自慢できるって答えた人はどれくらい？", "72.5"),
        ("snow", "跡継ぎが決まってないと答えた会社はどのくらい？", "61.3"),
        ("sands", "商店街に立ち寄る理由がないって思ってる市民、どれくらい？", "58.2"),
        ("shore", "地域の活動に参加してるって答えた市民はどれくらい？", "28.4"),
        ("meadow", "健康づくりをしてると答えた市民はどのくらいいますか", "58.3"),
    ],
)
def test_how_many_think_so_is_told_by_a_share(folder: str, question: str, told: str):
    assert told in answer(town(folder), question, None).text


@pytest.mark.parametrize("question", ["道路がきれいだと思う市民はどれくらい？", "病院に満足している市民はどのくらい？"])
def test_what_nobody_was_asked_is_told_by_no_other_share(question: str):
    assert "出典" not in answer(town("orchards"), question, None).text
