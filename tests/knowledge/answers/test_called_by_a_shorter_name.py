"""Whoever leaves out how a row counts, or that a project costs, means it all the same; and no other thing."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts
from town_with_a_project import town_with_a_project

from knowledge.answer import answer


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("通院費の助成件数", "通院費の助成"),
        ("全国の平均を上回った種目の割合", "全国の平均を上回った種目"),
        ("住宅の使用料の収納率", "住宅の使用料の収納"),
        ("工場の立地件数（令和元年度からの累計）", "工場の立地件数"),
    ],
)
@pytest.mark.parametrize("asks", ["の実績は？", "の目標はいくつ？", "の目標と実績を教えて"])
def test_a_row_is_told_by_what_is_left_of_its_name(row: str, said: str, asks: str):
    told = answer(town_that_counts(row, "見守りの登録者数", unit="件"), said + asks, None)
    assert "320" in told.text
    assert "見守り" not in told.text


def test_what_two_rows_are_called_by_tells_neither():
    town = town_that_counts("通院費の助成件数", "通院費の助成人数", unit="件")
    told = answer(town, "通院費の助成の実績は？", None)
    assert told.outcome != "answered" or ("助成件数" in told.text and "助成人数" in told.text)


def test_a_year_within_a_name_is_not_the_year_that_is_asked_for():
    town = town_that_counts("工場の立地件数（令和元年度からの累計）", unit="件")
    first = answer(town, "工場の立地件数（令和元年度からの累計）の実績は？", None)
    assert first.text.startswith("令和6年度")
    assert "300" in answer(town, "目標は？", first.topic).text


@pytest.mark.parametrize("name", ["除雪対策事業費", "部活動地域展開推進事業費"])
@pytest.mark.parametrize("asks", ["は予算を使い切った？", "っていくらかかったの？", "の決算額は？"])
def test_the_name_of_a_project_does_not_ask_what_will_be_done(name: str, asks: str):
    town = town_with_a_project(name, "道と学校を守ります。", {}, to_come="来年度は地区と組んで続けます。")
    for said in (name, name.removesuffix("事業費")):
        told = answer(town, said + asks, None)
        assert "4000千円" in told.text
        assert "来年度は" not in told.text


def test_without_money_a_measure_against_snow_is_asked_for_what_is_done():
    town = town_with_a_project("除雪対策事業費", "道を守ります。", {}, to_come="来年度は地区と組んで続けます。")
    assert "来年度は" in answer(town, "今後、除雪対策はどうする？", None).text


@pytest.mark.parametrize("asked", ["見学バスの就職者数は？", "見学バスの就職者数の実績は？"])
def test_what_else_is_done_with_a_thing_is_not_told_by_what_is_counted_of_it(asked: str):
    town = town_of_one_sheet(
        ["見学バスに乗った高校生のうち、就職の相談に来た方がいます。"], ["見学バスの参加者数"], unit="人"
    )
    told = answer(town, asked, None)
    assert "320" not in told.text


def test_what_was_done_up_to_now_is_no_number_of_all_years():
    town = town_of_one_sheet(["診療所を新たに1か所設けました。"], to_come="当番を続けます。")
    assert "診療所" in answer(town, "くらしの土台でこれまでに何をしてきた？", None).text


@pytest.mark.parametrize(
    "asked", ["体験教室から来た件数は？", "体験教室を通じて何件？", "体験教室がきっかけの件数は？"]
)
def test_what_came_of_a_thing_may_be_left_unsaid(asked: str):
    town = town_of_one_sheet(counted=["体験教室からの入会件数", "農家への訪問件数"])
    assert "入会件数は、目標300件・実績320件" in answer(town, asked, None).text


@pytest.mark.parametrize("asked", ["体験教室の件数は？", "体験教室は何件？"])
def test_what_came_of_a_thing_is_no_number_of_the_thing(asked: str):
    town = town_of_one_sheet(counted=["体験教室からの入会件数", "農家への訪問件数"])
    assert "320" not in answer(town, asked, None).text


@pytest.mark.parametrize("asked", ["取扱店は何店？", "取扱店っていくつ", "はまぐりの取扱店は何軒ありますか"])
def test_shops_are_asked_for_by_their_own_name_however_the_dictionary_cuts_their_number(asked: str):
    assert "320店" in answer(town_that_counts("みほんはまぐりの取扱店数", unit="店"), asked, None).text
