"""After any list: what is first of it, what is next, the first few, and what is asked of each."""

from __future__ import annotations

import pytest

from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge

_MISSED = "目標に届かなかった指標は？"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            ("庶務課の事業は？", "一番安いのは"),
            "いま挙げた2つの事業で、令和5年度の事業費が一番少ないのは「国際交流推進費」",
        ),
        (("庶務課の事業は？", "一番安いのは", "その次は"), "2番目に少ないのは「総務一般管理費」"),
        (("1000万円以上の事業は？", "一番安いのは"), "一番少ないのは「上山型温泉クアオルト事業費」"),
        (
            ("市政戦略課の事業は？", "一番安いのは", "それぞれの担当は"),
            "「上山型温泉クアオルト事業費」の担当は、市政戦略課",
        ),
        (("市政戦略課の事業は？", "3番目は", "次は"), "まちづくり推進事業費："),
        (("市政戦略課の事業は？", "3番目は", "5番目の予算は"), "上山型温泉クアオルト事業費は、予算10,401千円"),
        (("移住の予算は？", "他には？", "一番高いのは"), "いま挙げた5つの事業で"),
        ((_MISSED, "一番低いのは"), "学生訪問団派遣人数：目標8人→実績0人"),
        ((_MISSED, "それぞれの担当は"), "施策5-3-2「男女共同参画の推進」の担当は、市政戦略課"),
        (("庶務課の事業は？", "それぞれの今後は"), "国際交流推進費　今後の取組："),
    ],
)
def test_the_list_that_was_told_is_meant(knowledge: Knowledge, said: tuple[str, ...], told: str):
    assert told in converse(knowledge, said).text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("事業を全部教えて", "上位3つ"), ["総務一般管理費", "上山型温泉クアオルト事業費", "移住推進事業費"]),
        (("市政戦略課の事業は？", "下位2つ"), ["地域おこし協力隊推進事業費", "まちづくり推進事業費"]),
        ((_MISSED, "上位2つ"), ["NPO法人数", "海の子山の子交歓会の参加人数"]),
    ],
)
def test_the_first_few_of_the_list_are_told_in_their_order(
    knowledge: Knowledge, said: tuple[str, ...], told: list[str]
):
    lines = converse(knowledge, said).text.splitlines()
    assert [line.removeprefix("・").split("：")[0] for line in lines if line.startswith("・")] == told


@pytest.mark.parametrize(
    "said",
    [
        (_MISSED, "一番安いのは"),
        (_MISSED, "その次は"),
        ("移住件数は？", "上位3つ"),
        ("市民参画の方針は？", "次は"),
        ("庶務課の事業は？", "一番高いのは", "次は", "次は"),
    ],
)
def test_where_there_is_no_such_order_nothing_is_told_and_nothing_is_close(knowledge: Knowledge, said: tuple[str, ...]):
    text = converse(knowledge, said).text
    assert "出典" not in text
    assert "近いこと" not in text
