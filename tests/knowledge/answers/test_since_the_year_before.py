"""Who sets a number beside the year before, as a first question, is told what the newest sheets say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from town_of_one_sheet import town_of_one_sheet
from town_with_a_project import project, town_with_a_project

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge

_TOLD = ["朗読の会の参加人数は延べ320人となり、前年度の250人を大きく上回りました。", "橋の点検を12か所で行いました。"]


@pytest.mark.parametrize(
    "asked",
    [
        "朗読の会の参加人数は前の年より何人増えた？",
        "朗読の会の参加人数、前年度と比べてどうだった？",
        "朗読の会の参加者は去年より増えたの？",
    ],
)
def test_a_row_is_told_with_the_sentence_that_says_how_it_moved(asked: str):
    reply = answer(town_of_one_sheet(_TOLD, ["朗読の会の参加人数"], unit="人"), asked, None)
    assert cites(reply.text)
    assert "250人" in reply.text


def test_a_statement_that_says_itself_how_it_moved_is_told():
    reply = answer(town_of_one_sheet(_TOLD), "朗読の会の参加人数は前の年より何人増えた？", None)
    assert cites(reply.text)
    assert "前年度の250人" in reply.text


def test_where_nothing_tells_how_it_moved_it_is_refused():
    town = town_of_one_sheet(_TOLD, ["朗読の会の参加人数", "橋の点検の件数"], unit="件")
    assert not cites(answer(town, "橋の点検の件数は前の年より増えた？", None).text)


def test_a_reason_that_goes_on_to_another_row_does_not_tell_how_this_one_moved():
    reason = "朗読の会については、会場を減らしたためです。意見の件数は、前年度の96件から143件に増えました。"
    town = town_of_one_sheet(counted=["朗読の会の参加人数", "意見の件数"], unit="人", reason=reason)
    assert "96件" not in answer(town, "朗読の会の参加人数は前の年より減った？", None).text


def _two_years() -> Knowledge:
    of_2024 = project("渡し船運航費", "渡し船を運航します。", {"渡し船の乗船者数": "人"})
    return town_with_a_project(
        "市民農園費", "市民農園を貸します。", {"区画数": "区画"}, more=[of_2024, replace(of_2024, year=2025)]
    )


def test_whether_it_grew_is_told_by_both_years_where_both_are_in():
    text = answer(_two_years(), "渡し船の乗船者数は増えた？", None).text
    assert "令和6年度" in text
    assert "令和7年度" in text


@pytest.mark.parametrize(
    ("asked", "today"),
    [
        ("去年の渡し船の乗船者数は？", date(2026, 11, 30)),
        ("昨年度の渡し船の乗船者数は？", date(2027, 2, 1)),
        ("今年度の渡し船の乗船者数は？", date(2026, 3, 31)),
        ("おととしの渡し船の乗船者数は？", date(2027, 4, 1)),
    ],
)
def test_a_year_counted_from_today_is_told_where_its_documents_are_in(asked: str, today: date):
    reply = answer(_two_years(), asked, None, today)
    assert reply.tells
    assert reply.text.startswith("令和7年度")


def test_a_year_of_which_nothing_is_in_is_not_told_from_another():
    reply = answer(_two_years(), "去年の渡し船の乗船者数は？", None, date(2028, 1, 10))
    assert not reply.tells


def test_of_two_years_counted_from_today_both_are_told_or_neither():
    both = answer(_two_years(), "去年と今年の渡し船の乗船者数は？", None, date(2025, 11, 30)).text
    assert "令和6年度" in both
    assert "令和7年度" in both
    assert not answer(_two_years(), "去年と今年の渡し船の乗船者数は？", None, date(2026, 11, 30)).tells
