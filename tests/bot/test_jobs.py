"""The hourly jobs: one that breaks off keeps none of the others from being done, and staff hear of it."""

from __future__ import annotations

import logging
import threading
from types import SimpleNamespace

from office import HANA, TOWN, Office
from sqlalchemy import select, text, update

from bot import jobs
from bot.alarms import Alarms
from bot.each_by_itself import BROKE_OFF
from bot.jobs import Job
from bot.waves import SurveyWork
from bot.worker import Worker
from handlers.mail import Mail as NewMail
from storage import mails, signs
from storage.database import DatabaseAway
from storage.models import Mail

SECRET = "ひみつの話"


def raises(problem: Exception):
    def work() -> None:
        raise problem

    return work


def subjects(office) -> list[str]:
    with office.database.reading() as session:
        return list(session.execute(select(Mail.subject).where(Mail.purpose.like("alarm:chores:%"))).scalars())


def test_a_job_that_breaks_off_keeps_none_of_the_others_and_staff_are_told_without_what_was_written(office, caplog):
    done: list[str] = []
    hourly = [
        Job("first", raises(ValueError(SECRET))),
        Job("second", raises(DatabaseAway("busy"))),
        Job("third", lambda: done.append("third")),
    ]
    with caplog.at_level(logging.WARNING):
        jobs.run(hourly, office.database, office.clock)
    assert done == ["third"]
    assert ["job first: broke off (ValueError" in caplog.text, "second put off" in caplog.text] == [True, True]
    assert SECRET not in caplog.text
    Alarms(office.database, office.line, TOWN, office.clock).look()
    assert subjects(office) == ["【声のまど】処理できないものがあります"]


def test_who_is_told_to_stop_begins_no_further_job(office):
    stop, done = threading.Event(), []
    jobs.run(
        [Job("first", stop.set), Job("second", lambda: done.append(1))], office.database, office.clock, stop.is_set
    )
    assert done == []


def test_a_row_that_cannot_be_erased_stands_in_the_way_of_its_own_kind_only(sqlite):
    office = Office(sqlite)
    office.answers(office.said(HANA, "一つ目"))
    with sqlite.writing() as session:
        mails.write(session, "old", NewMail("件名", "本文"), office.clock())
        session.execute(update(Mail).values(state="sent", finished_at=office.clock()))
        session.execute(text("CREATE TRIGGER in_the_way BEFORE DELETE ON letters BEGIN SELECT RAISE(ABORT, 'no'); END"))
    office.clock.passes(days=100)
    terms_ended = threading.Event()
    waves = SimpleNamespace(
        tick=int, wipe=raises(KeyError("a row of ours")), ask_renewals=int, end_terms=terms_ended.set, report=int
    )
    surveys = SurveyWork(waves, SimpleNamespace(send_due=int, stop=int), threading.Event())  # type: ignore[arg-type]
    letters_due = threading.Event()
    worker = Worker(sqlite, office.turns, office.sender, letters_due, office.clock, lambda: None, surveys)
    worker.start()
    try:
        assert terms_ended.wait(60)
    finally:
        worker.stop()
    with sqlite.reading() as session:
        broke_off = signs.held(session, BROKE_OFF)
        assert session.scalars(select(Mail.purpose)).all() == []
    assert len(office.letters()) == 1
    assert broke_off is not None
    assert broke_off.number == 2
    office.closes()
