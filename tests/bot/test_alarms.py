"""Alarms about the machine: told when a trouble begins, with what to do, and not again and again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from office import HANA, KENTA, TOWN, Office
from sqlalchemy import select

from bot.alarms import Alarms
from storage import signs
from storage.models import Mail


@pytest.fixture
def alarms(office: Office):
    return Alarms(office.database, office.line, TOWN, office.clock)


def told(office: Office) -> list[str]:
    """The purposes of the mails, without the hour in them, oldest first."""
    with office.database.reading() as session:
        return [purpose.split(":")[1] for purpose in session.execute(select(Mail.purpose).order_by(Mail.id)).scalars()]


def bodies(office: Office) -> list[str]:
    with office.database.reading() as session:
        return list(session.execute(select(Mail.body).order_by(Mail.id)).scalars())


def test_where_all_is_well_nothing_is_told(office, alarms):
    office.answers(office.said(HANA, "質問は？"))
    assert alarms.look() == 0
    assert told(office) == []


def test_what_was_given_up_is_told_once_with_what_to_do_and_names_nobody(office, alarms):
    office.answers(office.said(HANA, "故障"))
    office.line.dislikes = {"ひみつの質問"}
    office.answers(office.said(KENTA, "ひみつの質問"))
    for _ in range(5):
        alarms.look()
        office.clock.passes(minutes=2)
    assert told(office) == ["dead"]
    (body,) = bodies(office)
    assert "受信 1件、送れなかった返信 1件" in body
    assert "すること" in body
    assert "ひみつ" not in body
    assert HANA not in body


def test_a_storm_of_failures_is_one_mail_an_hour(office, alarms):
    for minute in range(180):
        if minute % 3 == 0:
            office.answers(office.said(HANA, "故障", seconds=minute))
        alarms.look()
        office.clock.passes(minutes=1)
    assert told(office) == ["dead"] * 3
    assert sum(int(body.split("受信 ")[1].split("件")[0]) for body in bodies(office)) >= 40


def test_a_quota_nearly_used_is_told_once_a_day(office, alarms):
    office.line.month, office.line.pushed = 200, 159
    alarms.look()
    assert told(office) == []
    office.line.pushed = 160
    for _ in range(3):
        office.clock.passes(minutes=31)
        alarms.look()
    assert told(office) == ["quota"]
    assert "200通のうち 160通" in bodies(office)[0]
    office.clock.passes(hours=24)
    alarms.look()
    assert told(office) == ["quota"] * 2
    office.line.month = None  # the plan was changed
    office.clock.passes(minutes=31)
    alarms.look()
    office.clock.passes(hours=25)
    alarms.look()
    assert told(office) == ["quota"] * 2


def test_a_token_line_does_not_take_is_told_and_told_anew_when_it_happens_again(office, alarms):
    office.line.refuses_us = True
    for _ in range(10):
        alarms.look()
        office.clock.passes(minutes=1)
    assert told(office) == ["token"]
    assert "LINE Developers" in bodies(office)[0]
    office.line.refuses_us = False
    alarms.look()
    office.clock.passes(hours=2)
    office.line.refuses_us = True
    alarms.look()
    assert told(office) == ["token"] * 2


def test_a_trouble_that_comes_and_goes_is_no_storm(office, alarms):
    for minute in range(60):
        office.line.refuses_us = minute % 2 == 0
        alarms.look()
        office.clock.passes(minutes=1)
    assert told(office) == ["token"]


def test_events_that_wait_too_long_are_told(office, alarms):
    office.delivers(office.said(HANA, "質問は？"))
    office.clock.passes(minutes=4)
    alarms.look()
    assert told(office) == []
    office.clock.passes(minutes=2)
    alarms.look()
    assert told(office) == ["waiting"]
    assert "6分前" in bodies(office)[0]


def test_webhooks_the_other_tool_does_not_take_are_told(office, alarms):
    with office.database.writing() as session:
        signs.add(session, "not_forwarded", 3, office.clock())
    alarms.look()
    assert told(office) == ["forwarding"]


def test_photos_of_another_database_are_told(office, alarms):
    with office.database.writing() as session:
        signs.note(session, "unknown_photos", 40, office.clock())
    alarms.look()
    assert told(office) == ["photos"]
    assert "40枚" in bodies(office)[0]


def test_two_machines_tell_it_once(office, alarms):
    office.line.refuses_us = True
    other = Alarms(office.database, office.line, TOWN, office.clock)
    assert (alarms.look(), other.look()) == (1, 0)
    assert told(office) == ["token"]


def test_line_is_asked_for_the_quota_every_half_hour_and_its_silence_is_no_alarm(office, alarms):
    office.line.month, office.line.mood = 200, "cannot be reached"
    alarms.look()
    assert told(office) == []
    office.line.mood = "well"
    office.clock.passes(minutes=29)
    alarms.look()
    with office.database.reading() as session:
        assert "quota" not in signs.seen(session)
    office.clock.passes(minutes=1)
    alarms.look()
    with office.database.reading() as session:
        assert (signs.seen(session)["quota"].number, signs.seen(session)["quota"].at) == (200, office.clock())


def test_a_clock_set_back_does_not_silence_the_alarms(office, alarms):
    office.line.refuses_us = True
    alarms.look()
    office.clock.at -= timedelta(days=3)
    alarms.look()
    assert told(office) == ["token"] * 2
