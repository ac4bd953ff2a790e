"""A survey whose time lies in the quiet hours: staff read when it will really go out before they let it go."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hall import Clock, Hall, opened
from held_survey import FILE, held, made

from handlers.panel_rules import PanelRules
from panel.calendar import Election
from storage import surveys
from storage.database import Database

AT_NIGHT = FILE.replace("remind_after: [3d, 12h]\n", "").replace("2026-12-01T18:30", "2026-12-01T22:06")
ALL_NIGHT = AT_NIGHT.replace("2026-12-08T20:00", "2026-12-02T08:00")


def _scheduled(hall: Hall, text: str) -> tuple[str, str, str]:
    """What the builder says when the survey is looked at, what the desk says when it is let go, and its state then."""
    made(hall, text)
    browser = hall.at_work("momo", "approver")
    looked = browser.sends("/surveys/new", do="file", yaml=text).text if browser.opens("/surveys/new") else ""
    browser.opens("/surveys/1")
    browser.sends("/surveys/1/schedule")
    with hall.database.reading() as session:
        state = surveys.get(session, 1).state
    return looked, browser.opens("/surveys/1").text, state


def test_a_start_at_night_is_told_with_the_morning_on_which_it_goes_out(hall):
    looked, page, state = _scheduled(hall, AT_NIGHT)
    assert "送信を控える時間帯（20:00〜9:00）に入っています。お願いは、12月2日(水)午前9時に送ります。" in looked
    assert "12月2日(水)午前9時に送ります（開始は、送信を控える時間帯です）" in page
    assert state == "scheduled"


def test_a_survey_that_is_over_before_the_morning_is_not_let_go(hall):
    looked, page, state = _scheduled(hall, ALL_NIGHT)
    assert "このままでは、だれにも送れません" in looked
    assert "このままでは、だれにも送れません" in page
    assert state == "draft"


def test_a_start_in_the_evening_is_let_go_as_it_is(hall):
    looked, page, state = _scheduled(hall, FILE)
    assert "控える時間帯（" not in looked
    assert "開始の時刻に送ります" in page
    assert "<dt>送信を控える時間帯</dt><dd>20:00〜9:00</dd>" in page
    assert state == "scheduled"


@pytest.fixture
def wakeful_hall(database: Database, clock: Clock) -> Hall:
    return opened(database, clock, panel=PanelRules(quiet=None))


def test_a_city_that_sends_at_night_reads_that_it_does(wakeful_hall):
    looked, page, state = _scheduled(wakeful_hall, ALL_NIGHT)
    assert "このままでは" not in looked
    assert "なし（夜でも送ります）" in page
    assert state == "scheduled"


def test_a_start_that_is_long_past_promises_no_time_and_says_what_to_do(hall):
    hall.clock.passes(days=13, hours=11)  # a night after the start; the survey would still be open for days
    looked, page, state = _scheduled(hall, FILE)
    for told in (looked, page):
        assert "お願いは、" not in told
        assert "開始の時刻が過ぎています" in told
    assert state == "draft"


@pytest.mark.parametrize(
    ("first", "last", "letter"),
    [
        ("2026-11-30", "2026-12-02", "お願いの時（12月1日(火)午後6時30分）"),
        ("2026-12-03", "2026-12-06", "再度のお願いの時"),
    ],
)
def test_an_election_that_is_known_is_told_before_a_survey_is_let_go_into_it(database, clock, first, last, letter):
    election = Election(date.fromisoformat(first), date.fromisoformat(last), "市長選挙")
    hall = opened(database, clock, panel=PanelRules(elections=(election,)))
    looked, page, state = _scheduled(hall, FILE)
    for told in (looked, page):
        assert letter in told
        assert "市長選挙の期間" in told
        assert "保留にします" in told
    assert "開始の時刻に送ります" not in page
    assert state == "scheduled"


def test_whoever_pushes_results_in_an_election_is_asked_whether_they_may(database, clock):
    now = clock().date()
    election = Election(now + timedelta(days=20), now + timedelta(days=21), "市長選挙")
    hall = opened(database, clock, panel=PanelRules(elections=(election,)))
    held(hall, made(hall), [{"q1": 0, "q2": (0,), "q3": 3, "q4": 1, "q5": ""}] * 6)
    assert "いまは、市長選挙の期間" in hall.at_work("momo", "approver").opens("/surveys/1/tell").text
    hall.clock.passes(days=3)
    assert "選挙の期間" not in hall.at_work("hagi", "approver").opens("/surveys/1/tell").text
