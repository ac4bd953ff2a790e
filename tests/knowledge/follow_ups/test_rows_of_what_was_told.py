"""A number asked for after a statement: of the row that is called by its thing, or of the statement made of its words."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.evaluate import converse


@pytest.mark.parametrize(
    ("folder", "turns", "told"),
    [
        ("port", ["すなめり号って何？", "何人乗った"], "乗合タクシーの利用者数は、目標9,000人・実績10,264人"),
        ("port", ["生ごみ処理機の補助いくらまで？", "何台分出た？"], "実績74基"),
        ("valley", ["英検の受験料出してくれる？", "何人？"], "中学3年生218人"),
        ("snowfield", ["新婚さんに家のお金出る？", "何世帯"], "実績21世帯"),
        ("meadow", ["緊急ボタン借りられる？", "何台ついてる"], "緊急通報装置の設置台数は、計画120台・実績97台"),
        ("meadow", ["健康ポイントって何", "何人やってる？"], "健康ポイント参加者数は、目標1,200人・実績1,458人"),
        ("mountain", ["古着どこに出せる？", "どんだけ集まった"], "8.6トン"),
    ],
)
def test_a_number_is_told_of_the_thing_by_whatever_name_the_sheets_count_it(folder: str, turns: list[str], told: str):
    assert told in converse(town(folder), turns).text


def test_what_each_child_has_is_no_number_of_children():
    reply = converse(town("valley"), ["英検の受験料出してくれる？", "何人？"])
    assert "1人1台" not in reply.text
