"""Files for anybody are made once, and anew when they would say something else."""

from __future__ import annotations

import threading

import pytest

from bot.public.prepared import NotYet, Prepared


class Office:
    """Whoever makes the file; ``mark`` stands for what is in the database."""

    def __init__(self, database):
        self.mark = 1
        self.made = 0
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.began = threading.Event()
        self.file = Prepared(database, lambda _: self.mark, self._make)

    def _make(self, _):
        self.made += 1
        self.began.set()
        assert self.goes_on.wait(20)
        return f"as of {self.mark}".encode()


def test_a_file_asked_for_a_hundred_times_is_made_once(database):
    office = Office(database)
    assert {office.file.present() for _ in range(100)} == {b"as of 1"}
    assert office.made == 1


def test_a_change_is_in_the_next_file(database):
    office = Office(database)
    office.file.present()
    office.mark = 2
    assert office.file.present() == b"as of 2"
    assert office.made == 2


def test_while_one_makes_it_anew_nobody_else_waits(database):
    office = Office(database)
    office.file.present()
    office.mark = 2
    office.goes_on.clear()
    office.began.clear()
    slow = threading.Thread(target=office.file.present)
    slow.start()
    assert office.began.wait(20)
    assert office.file.present() == b"as of 1"
    office.goes_on.set()
    slow.join(20)
    assert office.file.present() == b"as of 2"
    assert office.made == 2


def test_before_there_is_any_file_nobody_waits_long_for_who_makes_it(database):
    office = Office(database)
    office.goes_on.clear()
    slow = threading.Thread(target=office.file.present)
    slow.start()
    assert office.began.wait(20)
    with pytest.raises(NotYet):
        office.file.present()
    office.goes_on.set()
    slow.join(20)
    assert office.file.present() == b"as of 1"
    assert office.made == 1
