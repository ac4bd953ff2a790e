"""The threads that do the work."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from clock import Clock
from hourly import forget
from office import HANA, KENTA, Office
from sqlalchemy import text
from storage_trouble import away

from bot import jobs
from bot.worker import Worker
from storage import wakeup
from storage.database import Database


@pytest.fixture
def working(opens):
    """An office whose worker runs on its own, and stops at the end."""
    started = []

    def start(**settings) -> tuple[Office, Worker]:
        office = opens(**settings)
        letters_due = threading.Event()
        office.sender._on_more_due = letters_due.set
        worker = Worker(office.database, office.turns, office.sender, letters_due, office.clock, lambda: None)
        worker.start()
        started.append(worker)
        return office, worker

    yield start
    for worker in started:
        worker.stop()


def _until(happened, tries: int = 10_000) -> None:
    waiting = threading.Event()
    for _ in range(tries):
        if happened():
            return
        waiting.wait(0.002)
    raise AssertionError("it did not happen")


def _delivers(office: Office, *events: object) -> None:
    """As LINE does it: what is not acknowledged is delivered again."""
    _until(lambda: office.delivers(*events).status_code == 200)


def test_a_woken_worker_answers_and_goes_on_answering(working):
    office, worker = working()
    for number in range(3):
        _delivers(office, office.said(HANA, f"{number}番目の質問", seconds=number))
        worker.wake()
        _until(lambda wanted=number + 1: len(office.phone(HANA)) == wanted)


def test_a_photo_that_takes_minutes_keeps_no_answer_and_no_mail_waiting(opens):
    office = opens()
    letters_due, asked, mailed, comes = (threading.Event() for _ in range(4))
    office.sender._on_more_due = letters_due.set

    def photo() -> int:
        asked.set()
        comes.wait(60)
        return 0

    def mail() -> int:
        if asked.is_set():
            mailed.set()
        return 0

    worker = Worker(
        office.database,
        office.turns,
        office.sender,
        letters_due,
        office.clock,
        lambda: None,
        chores=(mail,),
        of_photos=(photo,),
    )
    worker.start()
    try:
        assert asked.wait(60)
        _delivers(office, office.said(HANA, "質問は？"))
        worker.wake()
        _until(lambda: len(office.phone(HANA)) == 1)
        assert mailed.wait(60)
    finally:
        comes.set()
        worker.stop()


def test_help_is_called_only_while_the_inbox_waits_for_this_worker(working):
    office, worker = working()
    _delivers(office, office.said(HANA, "質問は？"))
    worker.wake()
    _until(lambda: len(office.phone(HANA)) == 1)
    _until(lambda: not worker.is_behind())
    worker.stop()
    worker.wake()
    _until(worker.is_behind)


def test_a_worker_survives_an_absent_database_and_takes_up_what_waits(working):
    office, worker = working()
    _delivers(office, office.said(HANA, "質問は？"))
    with away(office.database):
        worker.wake()
        beats = dict(worker._beats)
        _until(lambda: all(worker._beats.get(name, 0) > beat for name, beat in beats.items()))
        assert worker.alive()
    office.clock.passes(seconds=11)  # past the lease of what was claimed at the moment the database went away
    worker.wake()
    _until(lambda: len(office.phone(HANA)) == 1)


def test_a_worker_survives_a_fault_of_ours(working, opens):
    faults = [ValueError("a fault of ours")] * 2

    def reach(point):
        if point == "turns.after_claim" and faults:
            office.clock.passes(seconds=11)  # past the lease of what was just claimed
            raise faults.pop()

    clock = Clock()
    office, worker = working(reach=reach, clock=clock)
    _delivers(office, office.said(HANA, "質問は？"))
    worker.wake()
    _until(lambda: len(office.phone(HANA)) == 1)
    assert faults == []


def test_a_worker_that_has_not_begun_is_not_alive(office):
    worker = Worker(office.database, office.turns, office.sender, threading.Event(), office.clock, lambda: None)
    assert not worker.alive()


def test_a_stopped_worker_has_finished_what_was_in_hand_and_takes_up_nothing_new(working):
    office, worker = working()
    gate = threading.Event()
    office.line.held[HANA] = gate
    _delivers(office, office.said(HANA, "質問は？"))
    worker.wake()
    office.line.waiting.acquire()
    stopping = threading.Thread(target=worker.stop)
    stopping.start()
    _until(worker._stop.is_set)
    gate.set()
    stopping.join()
    assert (office.states(), len(office.phone(HANA))) == (["sent"], 1)
    _delivers(office, office.said(KENTA, "質問は？"))
    worker.wake()
    assert not any(thread.is_alive() for thread in worker._threads)
    assert office.phone(KENTA) == []


def test_a_stopped_worker_has_finished_what_its_clock_began(office):
    begun, gate, ended = threading.Event(), threading.Event(), threading.Event()

    def clock():
        if "ThreadPool" in threading.current_thread().name and not begun.is_set():
            begun.set()
            gate.wait()
            ended.set()
        return office.clock()

    worker = Worker(office.database, office.turns, office.sender, threading.Event(), clock, lambda: None)
    worker.start()
    begun.wait()
    stopping = threading.Thread(target=worker.stop)
    stopping.start()
    stopping.join(timeout=0.2)
    assert stopping.is_alive()
    gate.set()
    stopping.join()
    assert ended.is_set()


def test_a_kept_event_wakes_the_worker_of_another_machine(postgresql):
    woken, stop = threading.Semaphore(0), threading.Event()
    elsewhere = Database(postgresql.url)
    listening = threading.Thread(target=wakeup.listen, args=(elsewhere, {wakeup.INBOX_CHANNEL: woken.release}, stop))
    listening.start()
    assert woken.acquire(timeout=60)  # it listens now, and looks once for what it missed
    office = Office(postgresql)
    _delivers(office, office.said(HANA, "質問は？"))
    assert woken.acquire(timeout=60)
    stop.set()
    listening.join()
    office.closes()
    elsewhere.close()


def test_a_listener_cut_off_by_the_server_listens_again(postgresql):
    woken, stop = threading.Semaphore(0), threading.Event()
    listening = threading.Thread(target=wakeup.listen, args=(postgresql, {wakeup.INBOX_CHANNEL: woken.release}, stop))
    listening.start()
    assert woken.acquire(timeout=60)
    with postgresql.writing() as session:
        listeners = "FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"
        cut_off = session.execute(text(f"SELECT pg_terminate_backend(pid) {listeners}")).scalars().all()
        assert cut_off == [True]
    assert woken.acquire(timeout=60)
    stop.set()
    listening.join()


def test_nobody_listens_on_sqlite(sqlite):
    wakeup.listen(sqlite, {wakeup.INBOX_CHANNEL: lambda: None}, threading.Event())  # returns


def test_forgetting_twice_forgets_no_more(office):
    office.answers(office.said(HANA, "一つ目"), office.said(KENTA, "故障"))
    for _ in range(2):
        forget(office.database, office.clock() + jobs.LETTERS_KEPT + timedelta(days=1))
    assert [event.state for event in office.events()] == ["dead"]  # staff still see it
    assert office.letters() == []
    assert [memory.progress for memory in office.conversations()] == [None, None]
    assert [memory.version for memory in office.conversations()] == [1, 1]


def test_what_is_young_is_not_forgotten(office):
    office.answers(office.said(HANA, "一つ目"))
    forget(office.database, office.clock())
    assert (len(office.events()), len(office.letters())) == (1, 1)
    assert office.conversations()[0].progress
