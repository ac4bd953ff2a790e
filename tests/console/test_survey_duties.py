"""The first page of the desk tells what staff still owe a survey, so that nobody has to remember it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hall import Clock, Hall, opened
from held_survey import held, made

from handlers.panel_rules import PanelRules, Recruiting
from storage import monitors, surveys
from storage.database import Database

ANSWER = {"q1": 0, "q2": (0,), "q3": 3, "q4": 1, "q5": ""}


def _first_page(hall: Hall, login: str = "sato") -> str:
    return hall.at_work(login).opens("/").text


def _promised(hall: Hall, by: date) -> None:
    id_ = made(hall)
    held(hall, id_, [ANSWER] * 6)
    with hall.database.writing() as session:
        surveys.reflect(session, id_, None, by)


def test_a_survey_that_waits_for_a_decision_stands_on_the_first_page(hall):
    id_ = made(hall)
    with hall.database.writing() as session:
        surveys.schedule(session, id_, hall.clock())
        surveys.hold(session, id_, "quota", "今月の残りが足りません。")
    page = _first_page(hall)
    assert "アンケートですること" in page
    assert "保留中です。今月の残りが足りません。" in page
    assert f'href="/console/surveys/{id_}"' in page
    assert "急いですることはありません" not in page


def test_a_survey_that_has_closed_asks_for_the_citys_word_until_it_is_written(hall):
    id_ = made(hall)
    held(hall, id_, [ANSWER] * 6)
    assert "反映（市がすること）を書くか、お知らせを約束する日を決めてください" in _first_page(hall)
    with hall.database.writing() as session:
        surveys.reflect(session, id_, "見出しを大きくします。", None)
    assert "アンケートですること" not in _first_page(hall, "suzuki")


def test_a_day_that_was_promised_to_monitors_is_named_when_it_is_near_and_when_it_has_passed(hall):
    promised = (hall.clock() + timedelta(days=60)).date()
    _promised(hall, promised)
    assert "アンケートですること" not in _first_page(hall)
    hall.clock.passes(days=35)
    assert f"{promised.month}月{promised.day}日までにお知らせする約束です" in _first_page(hall, "suzuki")
    hall.clock.passes(days=8)
    assert f"{promised.month}月{promised.day}日までにお知らせする約束でした。まだ書かれていません" in _first_page(
        hall, "ito"
    )


def test_the_first_page_of_a_section_is_not_the_panels(hall):
    held(hall, made(hall), [ANSWER] * 6)
    page = hall.at_work("kensetsu", department="建設課").opens("/").text
    assert "アンケートですること" not in page


def test_the_list_says_which_day_is_which_where_a_telephone_shows_no_heads_of_columns(hall):
    id_ = made(hall)
    with hall.database.writing() as session:
        surveys.schedule(session, id_, hall.clock())
        surveys.hold(session, id_, "quota", "今月の残りが足りません。")
    page = hall.at_work().opens("/surveys/").text
    assert "12月1日(火) 18:30から</td><td>12月8日(火) 20:00まで" in page
    assert '保留中<span class="late">：今月の残りが足りません。</span>' in page


@pytest.fixture
def seeking_hall(database: Database, clock: Clock) -> Hall:
    """A hall whose recruiting ends in ten days, and which has promised an answer eight days after that."""
    today = clock().date()
    recruiting = Recruiting(last=today + timedelta(days=10), answer_by=today + timedelta(days=18))
    return opened(database, clock, panel=PanelRules(recruiting=recruiting))


def test_applicants_who_have_not_heard_stand_on_the_first_page_once_recruiting_is_over_and_when_the_day_has_passed(
    seeking_hall,
):
    hall = seeking_hall
    by = (hall.clock() + timedelta(days=18)).date()
    with hall.database.writing() as session:
        monitors.apply(session, "a" * 32, "30代", "", hall.clock())
    assert "モニターですること" not in _first_page(hall)
    hall.clock.passes(days=11)
    page = _first_page(hall, "suzuki")
    assert f"応募した1人に、{by.month}月{by.day}日までにお知らせする約束です" in page
    assert "急いですることはありません" not in page
    hall.clock.passes(days=8)
    assert f"{by.month}月{by.day}日までにお知らせする約束でした。まだ知らせていません" in _first_page(hall, "ito")
    with hall.database.writing() as session:
        monitors.register(session, quotas={}, capacity=100, now=hall.clock())
    assert "モニターですること" not in _first_page(hall, "mori")
