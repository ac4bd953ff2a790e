"""One case, photo or mail that cannot be worked on keeps none of the others waiting, and staff hear of it."""

from __future__ import annotations

import logging

import pytest
from office import HANA, KENTA, TOWN, Office
from sqlalchemy import select, update
from test_voices import GUTTER, hands_in

from bot.alarms import Alarms
from bot.case_jobs import CaseJobs
from bot.contents import Contents
from bot.each_by_itself import EachByItself
from bot.mailing import Mailing
from bot.photos import Photos
from handlers.mail import Mail as NewMail
from storage import mails
from storage.database import DatabaseAway
from storage.media import Media
from storage.models import Case, Mail, Voice, VoicePart
from storage.sealing import Seal

SECRET = "ひみつの話"


@pytest.fixture
def jobs(office: Office) -> CaseJobs:
    return CaseJobs(office.database, TOWN, office.seal, office.clock)


def two_voices_of_which_the_first_cannot_be_read(office: Office) -> None:
    hands_in(office, HANA, SECRET)
    hands_in(office, KENTA, GUTTER)
    with office.database.writing() as session:
        first = select(Voice.id).order_by(Voice.id).limit(1).scalar_subquery()
        session.execute(update(VoicePart).where(VoicePart.voice_id == first).values(body=b"of a key that was lost"))


def triaged(office: Office) -> list[bool]:
    with office.database.reading() as session:
        return [at is not None for at in session.execute(select(Case.triaged_at).order_by(Case.id)).scalars()]


def test_a_voice_that_cannot_be_read_keeps_no_other_from_the_desk(office, jobs):
    two_voices_of_which_the_first_cannot_be_read(office)
    assert jobs.triage() == 1
    assert triaged(office) == [False, True]


def test_it_is_tried_again_after_an_hour_and_not_before(office, jobs, caplog):
    two_voices_of_which_the_first_cannot_be_read(office)
    with caplog.at_level(logging.ERROR, "koe.chores"):
        for _ in range(5):
            jobs.triage()
        assert len(caplog.records) == 1
        office.clock.passes(hours=1)
        jobs.triage()
        assert len(caplog.records) == 2
    assert SECRET not in caplog.text


def test_staff_are_told_of_it_once(office, jobs):
    two_voices_of_which_the_first_cannot_be_read(office)
    alarms = Alarms(office.database, office.line, TOWN, office.clock)
    for _ in range(3):
        jobs.triage()
        alarms.look()
        office.clock.passes(minutes=70)
    with office.database.reading() as session:
        told = session.execute(select(Mail.subject).where(Mail.purpose.like("alarm:chores:%"))).scalars().all()
    assert told == ["【声のまど】処理できないものがあります"]


def test_a_photo_no_key_opens_is_told_to_staff_with_the_names_of_the_keys(office, tmp_path):
    Media(tmp_path, Seal("a key nobody has")).keep(b"a photo")
    media = Media(tmp_path, office.seal)
    Photos(office.database, Contents("a token", "http://127.0.0.1:9"), media, office.clock).sweep()
    Alarms(office.database, office.line, TOWN, office.clock).look()
    with office.database.reading() as session:
        (body,) = session.execute(select(Mail.body).where(Mail.purpose.like("alarm:chores:%"))).scalars()
    assert "SECRET_KEY_PREVIOUS" in body


def test_a_mail_no_server_could_be_given_waits_like_one_that_was_refused(office):
    with office.database.writing() as session:
        mails.write(session, "one", NewMail("件名", "本文"), office.clock())
    # An address over two lines: the mail library raises what is no error of the network.
    Mailing(office.database, "smtp://127.0.0.1:9", "desk\n@example.jp", office.seal, office.clock).send_due()
    with office.database.reading() as session:
        mail = session.execute(select(Mail)).scalar_one()
    assert (mail.state, mail.tries) == ("due", 1)
    assert mail.due_at > office.clock()


def test_where_the_database_is_away_nothing_is_held_against_anything(office):
    each = EachByItself(office.database, "thing", office.clock)

    def away(_: int) -> None:
        raise DatabaseAway("cut")

    with pytest.raises(DatabaseAway):
        each.do([1, 2], int, away)
    assert not each.resting()


def test_what_broke_off_rests_for_an_hour(office):
    each = EachByItself(office.database, "thing", office.clock)
    assert each.do([2, 0, 1], int, lambda one: 1 / one) == 2
    assert list(each.resting()) == [0]
    office.clock.passes(hours=1)
    assert not each.resting()


def test_what_cannot_even_be_put_off_keeps_none_of_the_others_waiting_and_is_told(office, caplog):
    each = EachByItself(office.database, "thing", office.clock)

    def put_off(_one: int, _problem: Exception) -> None:
        raise ValueError(SECRET)

    with caplog.at_level(logging.ERROR, "koe.chores"):
        assert each.do([0, 1, 2], int, lambda one: 1 / one, put_off) == 2
    assert ["ZeroDivisionError" in caplog.text, "ValueError" in caplog.text, SECRET in caplog.text] == [
        True,
        True,
        False,
    ]


def test_what_a_row_says_is_due_again_is_not_remembered_beside_it(office):
    each = EachByItself(office.database, "thing", office.clock)
    put: list[int] = []
    each.do([0], int, lambda one: 1 / one, lambda one, _problem: put.append(one))
    assert (put, list(each.resting())) == ([0], [])
