"""A survey that does not go out as planned is never skipped in silence: staff hear of it by mail, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from office import TOWN
from panel_town import RULES, PanelTown, person
from sqlalchemy import text

from bot.alarms import Alarms
from panel.calendar import Election, QuietHours
from storage import surveys

HANA, KENTA = person(1), person(2)
QUIET = replace(RULES, quiet=QuietHours(time(20), time(9)))
EVENING = datetime(2026, 12, 1, 11, 30, tzinfo=UTC)  # 20:30 in Japan
ELECTION = replace(RULES, elections=(Election(date(2026, 11, 29), date(2026, 12, 6)),))


def town_with(opens, rules=RULES) -> PanelTown:
    town = PanelTown.opened(opens, rules, per_minute=1_000)
    town.joins(HANA, KENTA)
    return town


@pytest.mark.parametrize(
    ("rules", "hours", "month", "why", "said"),
    [
        (RULES, 0, 1, "quota", "1通足りないため、送れません"),
        (RULES, 7, None, "late", "6時間より多く過ぎました"),
        (ELECTION, 0, None, "election", "選挙の期間です"),
        (RULES, 24 * 8, None, "closing", "締切"),
    ],
)
def test_a_held_survey_is_sent_to_nobody_and_told_to_staff_once(opens, rules, hours, month, why, said):
    town = town_with(opens, rules)
    town.office.line.month = month
    wave = town.loads()
    town.passes(hours=hours)
    town.passes(minutes=1)
    assert (town.kept(wave).held, town.office.line.pushed) == (why, 0)
    ((subject, body),) = town.mails()
    assert subject == f"【保留】アンケート{wave}「市報についてのアンケート」"
    assert said in body


def test_held_again_after_staff_let_it_go_is_told_again(opens):
    town = town_with(opens)
    town.office.line.month = 1
    wave = town.sends()
    with town.office.database.writing() as session:
        surveys.release(session, wave)
    town.passes(minutes=1)
    assert len(town.mails()) == 2


def test_what_falls_into_the_night_goes_in_the_morning_and_staff_know(opens):
    town = town_with(opens, QUIET)
    wave = town.loads(opens_at=EVENING)
    town.office.clock.at = EVENING + timedelta(minutes=1)
    town.office.ticks()
    town.passes(hours=2)
    assert town.office.line.pushed == 0
    ((subject, body),) = town.mails()
    assert subject.startswith(f"【延期】アンケート{wave}")
    assert "12月2日(水)午前9時に送ります" in body
    town.office.clock.at = datetime(2026, 12, 2, 0, 1, tzinfo=UTC)
    town.office.ticks()
    assert town.office.line.pushed == 2
    assert len(town.mails()) == 1


def test_a_letter_that_line_did_not_take_in_the_evening_does_not_ring_at_night(opens):
    town = town_with(opens, QUIET)
    line = town.office.line
    town.loads(opens_at=EVENING - timedelta(minutes=40))
    town.office.clock.at = EVENING - timedelta(minutes=31)
    line.moods = ["well", "fails"]  # the question about the quota, then the letter
    town.office.ticks()
    town.passes(hours=3)
    assert line.pushed == 0
    town.office.clock.at = datetime(2026, 12, 2, 0, 1, tzinfo=UTC)
    town.office.ticks()
    assert line.pushed == 2


def test_nobody_is_asked_to_a_survey_that_has_closed_meanwhile(opens):
    town = town_with(opens)
    line = town.office.line
    now = town.office.clock()
    line.moods = ["well", "fails"]
    town.sends(opens_at=now, closes_at=now + timedelta(hours=1), remind_after=())
    line.mood = "cannot be reached"
    town.passes(minutes=50)
    town.passes(minutes=11)
    line.mood = "well"
    town.passes(hours=1)
    assert line.pushed == 0
    assert [subject for subject, _ in town.mails()] == ["【未送信】アンケート1のお知らせ（2人分）"]


def test_an_open_survey_whose_key_is_gone_is_told_to_staff(opens):
    town = town_with(opens)
    wave = town.sends()
    with town.office.database.writing() as session:
        session.execute(text("DELETE FROM wave_keys"))
    town.passes(minutes=1)
    town.passes(minutes=1)
    assert town.kept(wave).held == "keys"
    assert ["鍵がありません" in body for _, body in town.mails()] == [True]


def test_one_survey_that_breaks_off_does_not_keep_the_others_from_their_time(opens):
    town = town_with(opens)
    broken = town.loads()
    with town.office.database.writing() as session:
        row = "INSERT INTO invitations (survey, chat, age_band, district) VALUES (:survey, :chat, '30代', '東地区')"
        session.execute(text(row), {"survey": broken, "chat": town.office.seal.fingerprint(HANA)})
    town.sends(title="次のアンケート")
    assert town.office.line.pushed == 2


def test_one_survey_that_cannot_be_closed_does_not_keep_the_others_open(opens):
    town = town_with(opens)
    broken, sound = town.sends(), town.sends(title="次のアンケート")
    with town.office.database.writing() as session:
        noise = text("UPDATE wave_keys SET key = :noise WHERE survey = :survey")
        session.execute(noise, {"noise": b"?", "survey": broken})
    town.passes(hours=24 * 8)
    for _ in range(3):
        town.passes(minutes=1)
    assert town.kept(sound).state == "closed"
    assert town.kept(broken).state != "closed"
    Alarms(town.office.database, town.office.line, TOWN, town.office.clock).look()
    assert "【声のまど】処理できないものがあります" in [subject for subject, _ in town.mails()]


def test_what_was_said_of_a_full_month_says_nothing_of_an_election(opens):
    """Staff let a survey go whose month was full; days later its reminder falls into an election, and they are asked."""
    later = Election(date(2026, 12, 3), date(2026, 12, 6))
    town = town_with(opens, replace(RULES, elections=(later,)))
    town.office.line.month = 1
    wave = town.sends()
    town.office.line.month = None
    with town.office.database.writing() as session:
        surveys.release(session, wave)
    town.passes(minutes=1)
    assert town.office.line.pushed == 2
    town.passes(hours=24 * 3)
    assert (town.kept(wave).held, town.office.line.pushed) == ("election", 2)
    with town.office.database.writing() as session:
        surveys.release(session, wave)
    town.passes(minutes=1)
    assert town.kept(wave).held is None
    assert town.office.line.pushed == 4


def test_a_reminder_that_is_late_is_asked_about_as_a_reminder_and_stands_in_nobodys_way_after_the_close(opens):
    """The bot stood still over the time of the reminder: the survey runs all the same, and closes like any other."""
    town = town_with(opens)
    wave = town.sends()
    town.passes(hours=24 * 3 + 7)
    assert (town.kept(wave).held, town.office.line.pushed) == ("late", 2)
    ((_, body),) = town.mails()
    assert "再度のお願いの時刻を6時間より多く過ぎました" in body
    assert "開始の時刻" not in body
    town.passes(hours=24 * 5)
    town.passes(minutes=1)
    assert (town.kept(wave).state, town.kept(wave).held, town.kept(wave).asks_staff) == ("closed", None, False)


def test_a_reminder_in_an_election_is_asked_about_as_a_reminder(opens):
    town = town_with(opens, replace(RULES, elections=(Election(date(2026, 12, 3), date(2026, 12, 6)),)))
    wave = town.sends()
    town.passes(hours=24 * 3)
    assert town.kept(wave).held == "election"
    ((_, body),) = town.mails()
    assert "再度のお願いの時刻が、選挙の期間です" in body
