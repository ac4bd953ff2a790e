"""How a talk goes on after a figure: the year before, why it moved, another thing beside it, one of those offered or listed."""

from __future__ import annotations

from datetime import date

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites, converse
from knowledge.finding.knowledge import Knowledge
from knowledge.reply import Reply, Topic

_TODAY = date(2026, 11, 30)  # the newest sheets are those of 令和6年度 (2024)


def _talk(*turns: str, of: Knowledge | None = None, today: date = _TODAY) -> Reply:
    topic: Topic | None = None
    reply = None
    for turn in turns:
        reply = answer(of or town("bells"), turn, topic, today)
        topic = reply.topic
    assert reply is not None
    return reply


# --- another year ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["前年度は？", "前年は", "前の年度は？", "前の年はどう？", "その前の年は？"])
def test_the_year_before_is_that_before_the_one_that_was_told(asked: str):
    assert "実績97件" in _talk("除雪の苦情の件数", asked).text


@pytest.mark.parametrize("asked", ["去年は？", "昨年度は？", "じゃあ去年はどうだったの？"])
def test_for_a_last_year_that_is_not_in_the_year_before_the_one_told_stands_and_is_said_to(asked: str):
    first, figure = _talk("胃がん検診の受診者数は？", asked).text.splitlines()[:2]
    assert "令和7年度）の資料は、まだ入っていません" in first
    assert figure.startswith("令和5年度の胃がん検診の受診者数は、目標1,500人・実績1,334人")


def test_where_the_last_year_is_in_it_is_told_without_a_word():
    assert _talk("胃がん検診の受診者数は？", "去年は？", today=date(2025, 11, 30)).text.startswith("令和6年度")


def test_of_money_the_year_before_is_told_as_well():
    assert "実績1,266千円" in _talk("減塩すずポイントの事業費は？", "去年の決算は？").text


@pytest.mark.parametrize("turns", [("こもれびは何人が使った？", "去年は？"), ("配食の予算は？", "昨年は？")])
def test_what_no_earlier_sheet_has_is_not_told_for_last_year(turns: tuple[str, ...]):
    assert not cites(_talk(*turns).text)


def test_why_it_grew_since_the_year_before_is_told_by_the_year_in_which_it_did():
    text = _talk("除雪への苦情は何件？", "前の年は？", "どうして増えた？").text
    assert text.startswith("令和6年度")
    assert "大雪" in text


def test_why_it_fell_in_the_year_told_is_told_by_that_year():
    assert "暖冬" in _talk("令和5年度の除雪への苦情は何件？", "なんで減ったの？").text


# --- one of those offered ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "figure"),
    [
        ("小学校のほう", "実績1.6%"),
        ("中学生の方です", "実績5.9%"),
        ("下のやつ", "実績5.9%"),
        ("一つ目でお願い", "実績1.6%"),
        ("小学校を教えて", "実績1.6%"),
    ],
)
def test_one_of_those_offered_is_chosen_in_words(chosen: str, figure: str):
    assert figure in _talk("不登校の子の割合", chosen).text


def test_all_of_those_offered_are_told_together():
    text = _talk("不登校の子の割合", "両方教えて").text
    assert "実績1.6%" in text
    assert "実績5.9%" in text


@pytest.mark.parametrize("asked", ["雪下ろしの事故は何件？", "中学校は何校あるの？", "胃がん検診は何人？"])
def test_what_chooses_none_of_those_offered_is_asked_anew(asked: str):
    assert "不登校" not in _talk("不登校の子の割合", asked).text.splitlines()[0]


@pytest.mark.parametrize("asked", ["あとでお願いします", "後でいいです", "じゃあ、あとで"])
def test_who_puts_it_off_has_chosen_none_of_those_offered(asked: str):
    assert not cites(_talk("不登校の子の割合", asked).text)


# --- another thing beside it -------------------------------------------------------------------------------------


def test_which_of_it_and_another_costs_more_is_told_with_both():
    text = _talk("通いの場応援事業費の予算は？", "配食とどっちが高い？").text
    assert text.startswith("予算が多いのは、高齢者見守り配食事業費です。")
    assert "2,860千円" in text


def test_which_of_it_and_another_came_nearer_to_its_target_is_told_with_both():
    text = _talk("特定健診の受診率", "胃がん検診とどちらが目標に近いですか").text
    assert text.startswith("目標に一番近かったのは、特定健康診査の受診率です。")


# --- of a list ---------------------------------------------------------------------------------------------------

_MISSED = "目標に届かなかった指標を全部"


@pytest.mark.parametrize("asked", ["一番離れてるのは？", "その中で一番差が開いているのはどれ？", "一番悪いのは？"])
def test_the_farthest_of_a_list_is_looked_for_in_that_list_and_on_the_worse_side(asked: str):
    lines = _talk(_MISSED, asked).text.splitlines()
    assert lines[0].startswith("いま挙げた指標のうち、目標から一番遠かったのは「不登校児童の割合（小学校）」です")
    assert "割合を出せないので比べていません" in lines[2]  # of which there were to be none


def test_of_all_the_farthest_from_its_target_may_be_one_of_which_there_were_to_be_few():
    assert "不登校児童の割合（小学校）" in converse(town("bells"), ["目標から一番離れた指標は？"]).text.splitlines()[0]


def test_those_farthest_on_the_worse_side_are_only_such_as_lie_there_and_what_is_left_out_is_said():
    first, *rest = converse(town("bells"), ["目標を下回ったワースト20は？"]).text.splitlines()
    assert "順に12件の指標です" in first  # of the fourteen that missed theirs two were to be none
    assert any("「雪下ろし中の事故件数」「放課後児童クラブの待機児童数」は、割合を出せない" in line for line in rest)


@pytest.mark.parametrize("asked", ["雪に関係するものだけ", "雪だけ教えて", "雪対策の分だけ"])
def test_the_part_of_a_list_that_is_named_is_told(asked: str):
    text = _talk(_MISSED, asked).text
    assert "除雪に関する苦情の件数" in text
    assert "不登校" not in text


@pytest.mark.parametrize(("asked", "told"), [("未達成のだけ", False), ("目標を達成したものだけ教えて", True)])
def test_of_a_list_those_are_told_that_met_their_targets_or_missed_them(asked: str, told: bool):
    text = _talk("学校教育課の指標", asked).text
    assert ("校内別室" in text) is told
    assert ("不登校" in text) is not told


@pytest.mark.parametrize("asked", ["達成できたのだけ", "目標を上回ったものだけ見せて"])
def test_where_none_of_a_list_met_its_target_it_is_said_so_and_not_told_once_more(asked: str):
    text = _talk(_MISSED, asked).text
    assert text.startswith("いま挙げた14件のうち、「")
    assert "にあたるものはありません。" in text.splitlines()[0]
    assert "実績" not in text


def test_what_is_asked_of_all_of_a_list_is_no_name_of_one_of_them(knowledge: Knowledge):
    text = _talk("総務一般管理費と移住推進事業費はいくらですか", "事業費は？", of=knowledge).text
    assert not text.startswith("令和5年度の移住推進事業費")


def test_a_bare_name_after_a_list_is_that_of_what_stands_there(knowledge: Knowledge):
    text = _talk("目標に届かなかった指標はどれ？", "学生訪問団は？", of=knowledge).text
    assert text.startswith("令和5年度の学生訪問団派遣人数は、")


def test_the_dearest_of_a_list_of_projects_is_one_of_them(knowledge: Knowledge):
    text = _talk("市政戦略課はどんな事業をしてる？", "一番費用がかかったのはどれ？", of=knowledge).text
    assert "上山型温泉クアオルト事業費" in text.splitlines()[0]


def test_a_long_list_names_every_sheet_it_was_taken_from():
    assert "施策2-5-2" in _talk(_MISSED).text.splitlines()[-1]


# --- what the plan says of it ------------------------------------------------------------------------------------


@pytest.mark.parametrize("turns", [("流雪溝の整備率は？", "課題は？"), ("道路除雪事業費の予算", "課題は何？")])
def test_the_issues_of_a_figure_or_a_project_are_those_of_its_section_of_the_plan(turns: tuple[str, ...]):
    text = _talk(*turns).text
    assert text.startswith("基本施策2-3「雪対策」の現状と課題")
    assert "担い手の確保" in text


def test_the_question_a_button_puts_for_a_measure_of_plan_and_results_is_told_by_its_figures():
    knowledge = town("bells")
    for name in {one.name for one in knowledge.subjects if one.kind == "results" and one.year == 2024}:
        first = converse(knowledge, [f"{name}の目標と実績は？"]).text.splitlines()[0]
        assert first.lstrip("・").startswith("令和6年度の"), name
