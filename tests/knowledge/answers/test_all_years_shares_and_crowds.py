"""What is asked of all years, of shares, of crowds and behind a comma is told by what says so."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts

from knowledge.answer import answer


def test_those_of_all_years_are_told_and_not_those_of_one():
    told = town_of_one_sheet(
        told=("防災士の資格を、新たに16名が取得しました。",), counted=("防災士の資格取得者数（累計）",), unit="人"
    )
    assert "320人" in answer(told, "防災士の資格とった人、いままでに何人？", None).text


def test_those_of_one_year_are_not_told_for_those_of_all():
    told = town_of_one_sheet(told=("水防士の資格を、新たに16名が取得しました。",))
    assert "出典" not in answer(told, "水防士の資格を取った人は、これまでに何人？", None).text


def test_a_comma_before_what_is_asked_parts_no_two_things():
    counts = town_that_counts("海外向け動画の再生回数", "海外の来園者数", unit="回")
    told = answer(counts, "海外向けに流した動画、何回再生された？", None).text
    assert "海外向け動画の再生回数は、" in told
    assert "来園者" not in told


@pytest.mark.parametrize("question", ["有収率は？", "水道の有収率は？", "水道　有収率"])
def test_a_share_that_a_sentence_prints_is_told_however_shortly_it_is_asked_for(question: str):
    tells = town_of_one_sheet(told=("水道の有収率は81.3％となり、漏水の調査を続けました。",))
    assert "81.3" in answer(tells, question, None).text


def test_whether_many_wish_for_a_thing_is_told_by_what_says_how_many():
    asked = "朝市を手伝いたいという住民は多いのでしょうか。"
    says = town_of_one_sheet(told=("朝市を手伝いたいという住民は、3割に届きませんでした。少ない状況です。",))
    assert "出典" in answer(says, asked, None).text
    silent = town_of_one_sheet(told=("朝市を手伝いたいという住民に、出店者を紹介しました。",))
    assert "出典" not in answer(silent, asked, None).text
