"""「2番目のやつもうちょい詳しく」 after goals, measures or projects were told as a list."""

from __future__ import annotations

import pytest

from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("DXの目標って何がある？", "２番目のやつもうちょい詳しく"), "情報システムとネットワーク"),
        (("DXの目標って何がある？", "3番目は？"), "地区や事業者などをサポート"),
        (("財政運営の目標は？", "2つ目について教えて"), "基金残高の確保"),
        (("まちづくり活動への参画の推進の目標は？", "2つ目を詳しく教えてください"), "まちづくりの担い手の確保"),
        (("行政運営の施策の一覧は？", "2番目のは？"), "人員の適正管理"),
        (("市民交流の拡充の事業は？", "3つ目の予算は？"), "10,401千円"),
        (("市民交流の拡充の事業は？", "2番目のやつって何？"), "海の子山の子交歓会事業費："),
        (("事業の一覧は？", "3つ目のを詳しく"), "総務一般管理費："),
    ],
)
def test_one_of_a_list_is_told_by_its_place(knowledge: Knowledge, turns: tuple[str, ...], told: str):
    assert told in converse(knowledge, turns).text


def test_past_the_end_of_the_list_nothing_is_told(knowledge: Knowledge):
    assert converse(knowledge, ("市民参画の目標は？", "3番目の内容")).outcome == "unknown"
