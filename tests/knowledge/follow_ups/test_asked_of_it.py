"""When, where, by whom, by what means and for how much, asked of what was told last."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet
from towns_of_documents import town

from knowledge.evaluate import converse


@pytest.mark.parametrize(
    ("folder", "turns", "told"),
    [
        ("valley", ["ほたるまつり何人来た？", "いつやるの"], "6月中旬の10日間"),
        ("valley", ["たんぽぽって何", "どこにある"], "玉瀬市民病院の敷地内"),
        ("valley", ["たんぽぽって何", "どこにある", "どこがやってるの"], "社会福祉法人玉瀬福祉会に委託"),
        ("valley", ["学校統合いつ？", "どことどこ？"], "川東小学校と北原小学校"),
        ("port", ["水漏れ何ヶ所直した？", "どうやって見つけたの"], "人工衛星の画像を用いた"),
        ("snowfield", ["間口除雪サポーターって何", "いくらかかる？"], "1冬当たり5千円"),
        ("mountain", ["不登校の子の部屋どこにある？", "何人使ってる？", "次はどこ"], "中央小学校にも"),
        ("snowfield", ["救命講習って何人うけた？", "次どこに広げるの？"], "中学校にも広げます"),
    ],
)
def test_what_is_asked_next_is_told_of_the_thing_that_was_told(folder: str, turns: list[str], told: str):
    assert told in converse(town(folder), turns).text


def test_the_thing_stays_what_is_spoken_of():
    turns = ["ほたるまつり何人来た？", "いつやるの", "お金いくらかかった"]
    assert "7,700千円" in converse(town("valley"), turns).text


@pytest.mark.parametrize(
    ("folder", "turns"),
    [
        ("valley", ["手話の条例ある？", "どこでやるの"]),
        ("port", ["アイゴって何に使った", "いつ？"]),
        ("port", ["漁船バンクって何", "いくらかかる？"]),
    ],
)
def test_what_nothing_says_of_it_is_not_told_of_another_thing(folder: str, turns: list[str]):
    assert "出典" not in converse(town(folder), turns).text


def test_how_far_a_bus_goes_is_told_of_the_bus_that_was_named():
    told = ["予約で走る乗合バス「やまびこ号」の名前を公募で決めました。", "保育園の開園を午後7時まで延ばしました。"]
    town = town_of_one_sheet(told, to_come="乗合バス「やまびこ号」は、川上の温泉街まで走らせます。")
    assert "温泉街まで" in converse(town, ["乗合バスの名前は？", "どこまで走るようになる？"]).text
    town = town_of_one_sheet(told, to_come="乗合バス「やまびこ号」は、午後7時まで走らせます。")
    assert "午後7時" not in converse(town, ["乗合バスの名前は？", "どこまで走るようになる？"]).text
