"""Numbers at the desk are taken as a Japanese keyboard writes them: of full width, with a comma, with their unit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hall import Hall
from held_survey import FILE, made
from sqlalchemy import select

from console.survey_forms import QuestionForm, SurveyForm
from console.survey_forms import made as made_of
from storage import surveys
from storage.models import TypedIn


def _asking(*asked: QuestionForm, **changed: str) -> SurveyForm:
    return SurveyForm("雪かきについて", "2026-12-01T18:30", "2026-12-20T20:00", questions=asked, **changed)


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("３日後", [timedelta(days=3)]),
        ("2日、１２時間後", [timedelta(days=2), timedelta(hours=12)]),
        ("3d 12h", [timedelta(days=3), timedelta(hours=12)]),
        ("　", []),
    ],
)
def test_the_time_of_a_reminder_is_written_in_japanese(hall, typed, spans):
    asked = QuestionForm("q1", text="困っていますか？", choices="はい\nいいえ")
    found, problems = made_of(_asking(asked, remind_after=typed), hall.clock())
    assert problems == ()
    assert found is not None
    assert list(found.remind_after) == spans


def test_bounds_and_names_of_points_may_be_of_full_width(hall):
    found, problems = made_of(
        _asking(
            QuestionForm("ｑ１", "scale", "困っていますか？", low="１", most="５", labels="１＝いいえ\n５=はい"),
            QuestionForm("q2", "number", "何回しますか？", low="０", most="１，０００"),
            QuestionForm("q3", "text", "ご意見をどうぞ", max_chars="３００"),
            measure="８次　６－２－１",
        ),
        hall.clock(),
    )
    assert problems == ()
    assert found is not None
    first, second, third = found.questions
    assert (first.id, first.low, first.high, first.labels) == ("q1", 1, 5, {1: "いいえ", 5: "はい"})
    assert (second.low, second.high, third.max_chars) == (0, 1000, 300)
    assert found.measure == "8次 6-2-1"


def test_a_number_off_a_paper_may_be_of_full_width_and_the_bounds_are_told(hall: Hall):
    id_ = made(hall, FILE)
    with hall.database.writing() as session:
        surveys.schedule(session, id_, hall.clock())
    browser = hall.at_work()
    address = f"/surveys/{id_}/paper"
    page = browser.opens(address).text
    assert "（0〜100）" in page
    assert "（問1で「毎月読む」「ときどき読む」と答えた方だけ・2つまで）" in page
    whom = {"mode": "phone", "age_band": "30代", "a-q1": "2", "a-q3": "1"}
    assert "選べる範囲にありません（0〜100）" in browser.sends(address, **whom, **{"a-q4": "１０１"}).text
    sent = browser.sends(address, **whom, **{"a-q4": "１２"})
    assert sent.status_code == 302
    with hall.database.reading() as session:
        assert len(session.execute(select(TypedIn)).all()) == 1
    assert '<option value="phone" selected>' in browser.opens(sent.location.removeprefix("/console")).text


def test_limits_and_numbers_of_letters_may_be_of_full_width(hall: Hall):
    browser = hall.at_work()
    browser.opens("/monitors/")
    assert "1,000までの数" not in browser.sends("/monitors/codes", count="３", lot="郵送").text
    tried = browser.sends(
        "/monitors/register", by="age_group", capacity="１００", do="look", **{"quota-60歳以上": "５"}
    )
    assert "数で書いてください" not in tried.text
