"""Services with a name of their own, and what a ride costs."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet

from knowledge.answer import answer
from knowledge.evaluate import cites

_BUS = "病院へ行く買物循環バス「ぽっぽ号」を走らせました。運賃は1回400円です。"
_WITH_BUS = town_of_one_sheet([_BUS], ["循環バスの延べ利用者数", "循環バスの運休日数"], unit="人")


@pytest.mark.parametrize("name", ["ぽっぽ号", "ぽつぽ号"])
def test_who_rode_a_bus_with_a_name_is_counted_by_what_its_sheet_calls_it(name: str):
    assert "320人" in answer(_WITH_BUS, f"{name}には延べ何人が乗った？", None).text


@pytest.mark.parametrize(
    "asked", ["ぽっぽ号の料金はいくら？", "循環バスの値段はいくら？", "ぽっぽごうの りょうきんは いくら？"]
)
def test_a_price_is_told_by_the_word_the_sheet_has_for_it(asked: str):
    assert "400円" in answer(_WITH_BUS, asked, None).text


def test_the_price_of_one_thing_is_not_that_of_another():
    told = town_of_one_sheet(["陶芸教室を開きました。", "循環バスを走らせました。運賃は1回400円です。"])
    assert not cites(answer(told, "陶芸教室の料金はいくら？", None).text)


def test_the_result_asked_after_a_budget_is_no_price():
    reply = answer(_WITH_BUS, "ぽっぽ号の料金はいくら？", None)
    assert "400円" not in answer(_WITH_BUS, "それで、実績はいくらでしたか。", reply.topic).text


@pytest.mark.parametrize(
    "question",
    ["休みの取りやすい会社を認定する制度の名前は？", "休みを取りやすい会社を市が認定してるけど、名前なんだっけ"],
)
def test_a_firm_is_no_meeting_and_the_word_for_the_sort_need_not_be_written(question: str):
    told = town_of_one_sheet(["従業員の休暇取得に力を入れる事業所を「みほん優良企業」として認定しました。"])
    assert "みほん優良企業" in answer(told, question, None).text
