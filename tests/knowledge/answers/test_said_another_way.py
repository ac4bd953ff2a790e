"""What is printed as a share, a ratio or a plan for a later year is told, and a town beside this one has no figures here."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge


def test_what_one_gets_may_be_told_as_a_share():
    told = town_of_one_sheet(["通学に使う定期券の半額を助成しました。", "朗読会を開きました。"])
    assert "半額" in answer(told, "通学の定期券はいくら助成してもらえる？", None).text
    assert not cites(answer(told, "朗読会はいくら助成してもらえる？", None).text)


@pytest.mark.parametrize("question", ["管内の有効求人倍率は？", "求人倍率はどのくらい？"])
def test_a_ratio_is_a_number_like_others(question: str):
    assert "1.62倍" in answer(town("quarry"), question, None).text


def test_how_long_a_course_lasts_is_a_span_of_time():
    assert "2年" in answer(town("quarry"), "石工塾の課程の長さは？", None).text


def test_a_plan_for_a_later_year_is_told_where_its_heading_names_the_thing():
    reply = answer(town("ferries"), "しま留学の留学生は、令和9年度に何人を目指す？", None)
    assert "30人" in reply.text


def test_no_figure_of_this_city_is_told_of_a_neighbour_that_its_sheet_mentions():
    assert not cites(answer(town("quarry"), "美咲野市の延べ宿泊者数は？", None).text)
    assert "21,350人泊" in answer(town("quarry"), "石切市の延べ宿泊者数は？", None).text


def test_a_subject_of_school_does_not_stand_in_a_longer_word():
    told = town_that_counts("外国語指導助手の配置人数", unit="人")
    assert "320人" in answer(told, "英語の先生は何人？", None).text
    assert not cites(answer(town_that_counts("国語検定の合格者数", unit="人"), "英語の合格者数は？", None).text)


def test_who_has_just_moved_here_may_ask_of_something_else(knowledge: Knowledge):
    assert "月1回" in answer(knowledge, "引っ越してきたばかりなんだけど、市報は月に何回出るの？", None).text
