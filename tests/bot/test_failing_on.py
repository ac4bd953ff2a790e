"""What is tried every few seconds may break off once; where it goes on so, staff get one mail, and the rest goes on."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest
from office import TOWN, Office
from sqlalchemy import select

from bot.alarms import Alarms
from bot.failing_on import FailingOn
from bot.waves import SurveyWork
from bot.worker import Worker, _do_all
from storage.models import Mail

SECRET = "ひみつの話"


class Tried:
    """Something that breaks off until it is mended."""

    def __init__(self) -> None:
        self.broken = True

    def __call__(self) -> int:
        if self.broken:
            raise ValueError(SECRET)
        return 1


@pytest.fixture
def look(office: Office):
    """Look for what is to be told, and give the subjects of all mails about what broke off so far."""
    alarms = Alarms(office.database, office.line, TOWN, office.clock)

    def subjects() -> list[str]:
        alarms.look()
        with office.database.reading() as session:
            return list(session.scalars(select(Mail.subject).where(Mail.purpose.like("alarm:chores:%"))))

    return subjects


TOLD = ["【声のまど】処理できないものがあります"]


def test_a_chore_that_goes_on_breaking_off_is_told_once_and_keeps_no_other_waiting(office, look):
    failing, broken, done = FailingOn(office.database, "work", office.clock), Tried(), []
    chores = (broken, lambda: done.append(1) or 1)
    for _ in range(30):
        assert _do_all(chores, failing) == 1
        office.clock.passes(seconds=2)
    assert look() == []  # it has not gone on for a minute yet
    for _ in range(120):
        office.clock.passes(minutes=5)
        _do_all(chores, failing)
        assert look() == TOLD
    assert len(done) == 150


def test_what_broke_off_for_a_while_and_then_once_hours_later_is_told_to_nobody(office, look):
    failing = FailingOn(office.database, "work", office.clock)
    for _ in range(3):  # nobody says that it went well in between
        failing.broke_off("survey", ValueError(SECRET))
        office.clock.passes(hours=3)
        assert look() == []


def test_what_comes_right_again_by_itself_is_told_to_nobody(office, look):
    failing, tried = FailingOn(office.database, "work", office.clock), Tried()
    for minute in range(10):
        tried.broken = minute % 2 == 0
        _do_all((tried,), failing)
        office.clock.passes(seconds=59)
        assert look() == []


def test_surveys_that_cannot_be_looked_after_at_all_are_told(office, look, caplog):
    waves = SimpleNamespace(tick=Tried(), wipe=int, ask_renewals=int, end_terms=int, report=int)
    surveys = SurveyWork(waves, SimpleNamespace(send_due=int, stop=int), threading.Event())  # type: ignore[arg-type]
    worker = Worker(
        office.database, office.turns, office.sender, threading.Event(), office.clock, lambda: None, surveys
    )
    for _ in range(2):
        worker._tick(surveys.waves)
        office.clock.passes(minutes=1)
    assert look() == TOLD
    office.closes()
