"""Whoever asks by the name a sheet prints is told that row, whatever else the words of the name would ask for."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import found, normalised
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        ("点検で見つかった場所のうち対策を終えたものの割合", "%"),  # 対策 asks what will be done
        ("全国の平均を上回った種目数", "種目"),  # of the whole country no sheet tells
        ("援助活動の件数", "件"),  # which help?
    ],
)
@pytest.mark.parametrize("asks", ["", "は？", "はどのくらいですか", "はいくつでしたか？"])
def test_the_words_of_a_name_ask_for_nothing_by_themselves(row: str, unit: str, asks: str):
    assert "320" in answer(town_that_counts(row, unit=unit), row + asks, None).text


@pytest.mark.parametrize(
    ("row", "unit"), [("備えた食料の数", "食"), ("協定を結んだ商店の数", "事業者"), ("集落営農の数", "経営体")]
)
def test_the_printed_unit_may_be_asked_in_whatever_it_is(row: str, unit: str):
    assert "320" in answer(town_that_counts(row, unit=unit), f"{row}は何{unit}ですか", None).text


def test_a_unit_that_only_the_documents_have_is_no_thing_of_its_own():
    town = town_that_counts("認定を受けた農業者の数", unit="経営体")
    assert "320" in answer(town, "認定を受けた農業者って何経営体いるの？", None).text
    assert "出典" not in answer(town, "認定を受けた漁業者って何経営体いるの？", None).text


def test_another_unit_than_the_printed_one_is_not_told():
    assert "320" not in answer(town_that_counts("備えた食料の数", unit="食"), "備えた食料の数は何千円？", None).text


def test_an_animal_is_no_person_who_is_called_so():
    bears = town_that_counts("住宅地におけるクマの目撃件数")
    for question in (
        "住宅地におけるクマの目撃件数は？",
        "住宅地の熊の目撃は何件？",
        "住宅地でクマが見られたのは何件？",
    ):
        assert "320" in answer(bears, question, None).text


def test_what_two_verbs_name_is_one_thing_with_kana_and_without():
    town = town_of_one_sheet(["研修の受け入れ先を9軒に増やしました。"], ["研修生の受入れ数"], unit="人")
    assert "320" in answer(town, "研修生の受け入れは何人？", None).text
    assert "9軒" in answer(town, "研修の受入れ先は何軒に増えた？", None).text


def test_a_targets_value_is_no_place_on_a_map():
    town = town_of_one_sheet(["目標地図を6つの集落でつくりました。"], ["目標地図の作成件数", "見回りの回数"])
    assert "320" in answer(town, "見回りの回数の目標値と実績は？", None).text


@pytest.mark.parametrize("folder", ["basin", "ferries", "springs", "vineyards"])
def test_every_row_of_a_whole_town_is_told_by_its_printed_name(folder: str):
    knowledge = town(folder)
    assert [asked for row in _rows(knowledge) for asked in _untold(knowledge, *row)] == []


def _rows(knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """Name, printed result and unit of the rows that alone are called so and leave no doubt."""
    rows = [one for one in knowledge.subjects if one.row is not None]
    names = [one.name for one in rows]
    return [
        (one.name, one.row.result.printed, one.row.result.unit or "")
        for one in rows
        if one.row and one.row.result.printed and one.row.doubt is None and names.count(one.name) == 1
    ]


def _untold(knowledge: Knowledge, name: str, printed: str, unit: str) -> list[str]:
    counted = [f"{name}は何{unit}？"] if unit and unit not in {"円", "千円"} else []
    asked = (name, f"{name}は？", f"{name}の実績は？", *counted)
    return [one for one in asked if not found(normalised(printed), normalised(answer(knowledge, one, None).text))]
