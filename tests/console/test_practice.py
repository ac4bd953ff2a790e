"""Practising at the desk changes nothing and reaches nobody."""

from __future__ import annotations

import re

from hall import opened
from sqlalchemy import select

from casework.working_days import day_in_japan
from handlers.city import Intake
from storage import audit
from storage.models import Case


def _practises(hall, login="sato"):
    browser = hall.at_work(login)
    browser.opens("/")
    browser.sends("/practice/begin")
    return browser


def _numbers(page):
    return sorted(set(re.findall(r"K-2026-\d{4,}-\d", page)))


def test_who_practises_sees_invented_voices_under_a_banner_and_none_of_the_halls(hall):
    receipt = hall.hears("本物の声です")
    browser = _practises(hall)
    page = browser.opens("/inbox/").text
    assert "練習モードです" in page
    assert "本物の声です" not in page
    assert len(_numbers(page)) == 7
    assert "本物の声です" not in browser.opens(f"/cases/{receipt}/").text


def test_what_is_practised_reaches_nobody_and_is_wiped(hall):
    hall.hears("本物の声です")
    browser = _practises(hall)
    page = browser.opens("/inbox/").text
    receipt = _numbers(page)[0]
    browser.opens(f"/cases/{receipt}/reply")
    browser.sends(f"/cases/{receipt}/reply", text="直しました。", end="DONE", reason="直したため", do="keep")
    browser.opens(f"/cases/{receipt}/reply")
    browser.sends(f"/cases/{receipt}/decide", on="2026-11-20", who="市長", document_number="1")
    browser.opens(f"/cases/{receipt}/reply")
    browser.sends(f"/cases/{receipt}/send", how="push")
    assert "回答済み" in browser.opens(f"/cases/{receipt}/").text
    assert hall.letters() == []
    folder = hall.app.extensions["koe-desk"].media_dir.parent / "practice"
    assert list(folder.glob("*.db"))
    browser.sends("/practice/end")
    assert list(folder.iterdir()) == []
    page = browser.opens("/inbox/").text
    assert "練習モードです" not in page
    assert "本物の声です" in page
    with hall.database.reading() as session:
        acts = [line.act for line in audit.lines(session)]
    assert "case.answered" not in acts
    assert {"practice.begun", "practice.ended"} <= set(acts)


def test_the_days_in_which_to_answer_are_those_of_the_city(database, clock):
    intake = Intake(working_days=7)
    hall = opened(database, clock, intake=intake)
    _practises(hall).opens("/inbox/")
    (practised,) = hall.app.extensions["koe-practice"].values()
    with practised.reading() as session:
        cases = session.execute(select(Case.received_at, Case.due_on)).all()
    assert cases
    assert all(due == intake.calendar.after(day_in_japan(received), 7) for received, due in cases)


def test_one_person_practises_while_another_works(hall):
    hall.hears("本物の声です")
    _practises(hall, "kuri")
    assert "本物の声です" in hall.at_work("momo").opens("/inbox/").text


def test_signing_out_wipes_the_practice_too(hall):
    browser = _practises(hall)
    browser.opens("/")
    browser.sends("/logout")
    folder = hall.app.extensions["koe-desk"].media_dir.parent / "practice"
    assert list(folder.iterdir()) == []
