"""A thing that a city calls by a name in kana: no word that asks is found within it, and its own rows count it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts
from town_with_a_project import project, town_with_a_project

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge


@pytest.fixture(scope="module")
def wagon() -> Knowledge:
    return town_with_a_project(
        "巡回ワゴン試行事業費",
        "巡回ワゴン「ゆらゆら号」を、8人乗りの車両1台で走らせます。利用には登録が必要で、運賃は1乗車300円です。",
        {"試行運行の日数": "日", "利用登録者数": "人", "1日当たりの平均利用者数": "人"},
    )


@pytest.mark.parametrize(
    "question", ["かいつぶり館の入館者数は？", "かいつぶり館には何人来た？", "かいつぶり館の入館者の目標は？"]
)
def test_no_word_that_asks_is_found_within_a_noun_in_kana(question: str):
    told = town_that_counts("かいつぶり館の入館者数", unit="人")
    assert "320人" in answer(told, question, None).text


def test_when_a_thing_with_such_a_name_is_held_may_still_be_asked():
    told = town_of_one_sheet(["どんぐり拾いを10月に開きました。"])
    assert "10月" in answer(told, "どんぐり拾いはいつ？", None).text


def test_a_noun_before_a_name_in_quotation_marks_says_what_it_is():
    told = town_of_one_sheet(["手作り市「ことこと堂」を11月に開きました。", "ことこと煮る料理の会を開きました。"])
    reply = answer(told, "ことこと堂って何？", None).text
    assert "手作り市" in reply
    assert "説明としては" not in reply


def test_who_registered_for_a_named_thing_are_counted_by_the_row_and_not_by_its_seats(wagon: Knowledge):
    reply = answer(wagon, "ゆらゆら号の登録者は何人？", None).text
    assert "利用登録者数" in reply
    assert "320人" in reply
    assert "8人" not in reply


@pytest.mark.parametrize("question", ["ゆらゆら号の1日の利用者は何人？", "ゆらゆら号は1日平均何人が利用した？"])
def test_who_rode_are_its_passengers_and_not_those_who_registered(wagon: Knowledge, question: str):
    reply = answer(wagon, question, None).text
    assert "平均利用者数" in reply
    assert "利用登録者数" not in reply


@pytest.mark.parametrize("question", ["ゆらゆら号は何日走った？", "巡回ワゴンは何日ほど走ったのですか"])
def test_the_days_of_a_project_are_told_where_its_row_names_no_other_thing(wagon: Knowledge, question: str):
    assert "320日" in answer(wagon, question, None).text


def test_the_days_of_another_thing_on_the_sheet_are_not_told_of_the_project():
    told = town_with_a_project("巡回ワゴン試行事業費", "巡回ワゴンを走らせます。", {"除雪車の運行日数": "日"})
    assert not cites(answer(told, "巡回ワゴンは何日走った？", None).text)


def test_what_is_collected_is_weighed_and_a_way_is_measured():
    told = town_of_one_sheet(["古着640kgを集めました。", "遊歩道1.2kmを直しました。"])
    assert "640kg" in answer(told, "古着は何キロ集まった？", None).text
    assert "1.2km" in answer(told, "遊歩道は何キロ直した？", None).text


@dataclass(frozen=True)
class Saying:
    say: str
    means: str


@pytest.mark.parametrize("called", ["のりあい", "ノリバス"])
@pytest.mark.parametrize("asked", ["の予算は？", "の登録者は何人？", "について教えて"])
def test_what_residents_call_it_is_as_good_as_its_name(wagon: Knowledge, called: str, asked: str):
    ledger = replace(
        wagon.ledger,
        projects=(*wagon.ledger.projects, project("乗り合い船費", "乗り合い船を出します。", {"出船回数": "回"})),
    )
    town = Knowledge.build(ledger, words=[Saying(called, "ゆらゆら号")], city="みほん市")
    reply = answer(town, f"{called}{asked}", None)
    assert reply.tells
    assert "巡回ワゴン" in reply.text
