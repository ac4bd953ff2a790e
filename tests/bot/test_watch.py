"""Whether anybody works, as the web processes see it."""

from __future__ import annotations

import threading

import pytest
from hourly import forget
from office import TOWN, Office
from sqlalchemy import select

from bot.mailing import Mailing
from bot.presence import Presence
from bot.watch import Watch
from bot.worker import Worker
from storage import signs
from storage.models import Mail


class Post(Mailing):
    """A mail server that takes everything."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.database, "smtp://mail", "desk@city.example", office.seal, office.clock)
        self.sent: list[str] = []

    def _deliver(self, subject: str, to: str, body: str) -> None:
        self.sent.append(subject)


@pytest.fixture
def post(office):
    return Post(office)


@pytest.fixture
def watch(office):
    return Watch(office.database, TOWN, office.clock)


def shows_itself(office: Office, name: str = "worker:one") -> None:
    with office.database.writing() as session:
        signs.note(session, name, None, office.clock())


def test_a_worker_has_half_a_minute_to_come_up_and_is_missed_afterwards(office, watch):
    assert not watch.misses_a_worker()
    office.clock.passes(seconds=29)
    assert not watch.misses_a_worker()
    office.clock.passes(seconds=2)
    assert watch.misses_a_worker()
    shows_itself(office)
    assert not watch.misses_a_worker()


def test_one_worker_among_silent_ones_is_enough(office, watch):
    shows_itself(office, "worker:one")
    office.clock.passes(seconds=60)
    shows_itself(office, "worker:two")
    assert not watch.misses_a_worker()


def test_when_nobody_works_staff_are_told_at_once_though_no_worker_sends_mails(office, watch, post):
    shows_itself(office)
    office.clock.passes(seconds=100)
    watch.look(post)
    assert post.sent == []
    office.clock.passes(seconds=30)
    watch.look(post)
    (subject,) = post.sent
    assert "処理するプロセスが動いていません" in subject
    for _ in range(30):
        office.clock.passes(minutes=1)
        watch.look(post)
    assert len(post.sent) == 1
    with office.database.reading() as session:
        assert "systemctl" in session.execute(select(Mail.body)).scalar_one()


def test_a_worker_that_is_started_anew_is_missed_by_nobody(office, watch, post):
    office.clock.passes(hours=5)
    shows_itself(office)
    with office.database.writing() as session:
        signs.leave(session, "worker:one", office.clock())
    office.clock.passes(seconds=30)
    watch.look(post)
    assert post.sent == []
    office.clock.passes(minutes=3)
    watch.look(post)
    assert len(post.sent) == 1


def test_two_web_processes_tell_it_once(office, watch, post):
    other = Watch(office.database, TOWN, office.clock)
    office.clock.passes(minutes=3)
    watch.look(post)
    other.look(post)
    assert len(post.sent) == 1


def test_a_worker_shows_itself_while_it_lives_and_takes_its_leave(office):
    letters_due = threading.Event()
    worker = Worker(office.database, office.turns, office.sender, letters_due, office.clock, lambda: None)
    worker.start()
    try:
        waiting = threading.Event()
        for _ in range(5000):
            with office.database.reading() as session:
                if signs.workers(session, office.clock()):
                    break
            waiting.wait(0.002)
            worker._show()
        else:
            raise AssertionError("no sign of life")
    finally:
        worker.stop()
    worker._show()  # its clock may strike once more while it leaves
    with office.database.reading() as session:
        assert signs.workers(session, office.clock()) == []


def test_a_web_process_shows_itself_and_is_taken_for_no_worker(office, watch):
    web = Presence(office.database, signs.WEB, office.clock, key_number=7)
    web.show()
    with office.database.reading() as session:
        assert (list(signs.keys_of_processes(session, office.clock())), signs.workers(session, office.clock())) == (
            [7],
            [],
        )
    office.clock.passes(seconds=31)
    web.show()
    assert watch.misses_a_worker()
    web.leave()
    web.show()  # its clock may strike once more while it leaves
    with office.database.reading() as session:
        assert signs.keys_of_processes(session, office.clock()) == []
    assert watch.misses_a_worker()  # the end of a web process is none of a worker


def test_a_process_that_could_not_show_itself_once_does_so_the_next_time(office):
    moments = iter([office.clock()])
    fails = [True]

    def clock():
        if fails and fails.pop():
            raise ValueError
        return next(moments)

    web = Presence(office.database, signs.WEB, clock, key_number=7)
    web.show()
    web.show()
    with office.database.reading() as session:
        assert list(signs.keys_of_processes(session, office.clock())) == [7]


def test_who_ended_without_a_word_is_forgotten_after_a_day(office):
    shows_itself(office)
    office.clock.passes(hours=25)
    shows_itself(office, "worker:two")
    with office.database.writing() as session:
        signs.note(session, "quota", 200, office.clock())
    forget(office.database, office.clock())
    with office.database.reading() as session:
        assert sorted(signs.seen(session)) == ["quota", "worker:two"]
