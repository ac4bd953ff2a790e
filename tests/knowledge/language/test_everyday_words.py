"""Everyday words lead to the statements of the documents that use official ones, and to nothing else."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("市の借金の返済はどうするの？", "償還"),
        ("職員の年齢の偏りはどうする？", "平準化"),
        ("協議会の大会は1年おきに開くの？", "隔年"),
        ("住み続けてもらうには？", "定住"),
        ("市の土地を貸してもらえる？", "貸付"),
        ("社員の健康づくり", "従業員"),
        ("公民連携はしてる？", "官民"),
        ("NPOへのアドバイスはしてる？", "助言"),
        ("市議会でタブレットを使って紙を減らした？", "ペーパーレス"),
        ("ふるさと納税は不安定なの？", "臨時"),
        ("油が値上がりしてドイツの学生が来られなかったの？", "原油"),
        ("おりがみは習えた？", "折り紙"),
    ],
)
def test_an_everyday_word_finds_the_official_one(knowledge: Knowledge, question: str, told: str):
    assert told in answer(knowledge, question, None).text


@pytest.mark.parametrize(
    "question",
    [
        "住宅ローンの返済の補助は？",
        "オフィスの家賃補助は？",
        "特産品の売上は？",
        "ふるさと納税のお土産は？",
        "給食の値上がりは？",
        "永住権の手続きは？",
        "アドバイザーの人数は？",
    ],
)
def test_a_thing_that_is_not_there_is_not_found_by_an_everyday_word_in_it(knowledge: Knowledge, question: str):
    assert not cites(answer(knowledge, question, None).text)


@pytest.mark.parametrize(
    ("row", "unit", "asked"),
    [
        ("スマホ相談会の来場者数", "人", "スマートフォンの相談会には何人来ましたか"),
        ("スマートフォン講座の受講者数", "人", "スマホの講座には何人？"),
        ("空き家の解体件数", "件", "空き屋の解体は何件"),
    ],
)
def test_what_is_written_in_two_ways_is_one_thing(row: str, unit: str, asked: str):
    assert f"320{unit}" in answer(town_of_one_sheet(counted=[row], unit=unit), asked, None).text


@pytest.mark.parametrize(
    ("told", "counted", "asked", "expected"),
    [
        ("保育士をめざす学生に修学資金を貸与しました。", (), "保育士をめざす学生への援助はありますか", "貸与しました"),
        ("本の部屋を直しました。", ("年間貸出冊数", "1人当たりの貸出冊数"), "貸し出された本の数は？", "年間貸出冊数"),
        (
            "空き家を調べました。",
            ("空き家バンクの成約件数",),
            "How many contracts did the vacant house bank close?",
            "320",
        ),
        ("大雪で全壊した小屋は12棟でした。", (), "おおゆきで ぜんかいした こやは なんとう？", "12棟"),
    ],
)
def test_what_is_done_and_counted_is_found_in_other_words(
    told: str, counted: tuple[str, ...], asked: str, expected: str
):
    town = town_of_one_sheet([told], counted, unit="件" if "件数" in "".join(counted) else "冊")
    assert expected in answer(town, asked, None).text
