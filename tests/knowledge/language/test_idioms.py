"""A saying of the hand or the foot asks for what it stands for."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet

from knowledge.answer import answer
from knowledge.language.wordbook import bundled, plain


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("渋滞がひどい。何か手打ってる？", "渋滞がひどい。何かしてる？"),
        ("渋滞に手を打ってくれた？", "渋滞に何かしてくれた？"),
        ("なんか手を打ってるの？", "なんかしてるの？"),
        ("渋滞に手を打った？", "渋滞に何かした？"),
        ("渋滞に、手、打ってる？", "渋滞に、何かしてる？"),
        ("渋滞に何手打ってる？", "渋滞に何してる？"),
        ("手打ってる蕎麦の教室", "手打ってる蕎麦の教室"),  # made by hand
        ("手打った蕎麦はある？", "手打った蕎麦はある？"),
        ("先手を打ってる？", "先手を打ってる？"),
        ("渋滞にどんな手を打ってる？", "渋滞にどんな手を打ってる？"),  # asks for the 対策
        ("もっと足を運んでもらうには？", "もっと足を運んでもらうには？"),  # 行く is what others do
        ("会場に足を運んだ人は？", "会場に行った人は？"),
        ("若い人も顔を出してる？", "若い人も参加してる？"),
        ("打つ手はある？", "打つ手はある？"),
        ("人手が足りない", "人手が足りない"),
    ],
)
def test_a_saying_is_put_by_its_plain_verb(said: str, meant: str):
    assert bundled().standard(plain(said)) == plain(meant)


def test_no_hand_is_looked_for_where_something_is_to_be_done():
    town = town_of_one_sheet(told=["用水路の清掃では、区長会と手を取り合い、全ての地区で作業しました。"])
    assert "出典" not in answer(town, "駅前の渋滞ひどくない？何か手打ってる？", None).text


def test_what_is_made_by_hand_is_no_measure_against_anything():
    assert "対策" not in [word for found in bundled().found_in("手打ち蕎麦の教室") for word in found.means]
    assert "対策" in [word for found in bundled().found_in("渋滞にどんな手を打ってる？") for word in found.means]
