"""Many small writes, one transaction."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.together import BrokenOff, Together
from storage.database import DatabaseAway


class Desk:
    """Writes what it is given, each batch when ``open`` allows; refuses what it ``dislikes``."""

    def __init__(self, at_most: int = 200) -> None:
        self.open = threading.Event()
        self.open.set()
        self.begun = threading.Semaphore(0)
        self.written: list[list[str]] = []
        self.dislikes: dict[str, BaseException] = {}
        self.together: Together[str] = Together(self._write, at_most=at_most)

    def _write(self, items):
        self.begun.release()
        assert self.open.wait(20)
        for item in items:
            if item in self.dislikes:
                raise self.dislikes[item]
        self.written.append(list(items))


def _all_at_once(desk: Desk, *batches: list[str]) -> list[BaseException | None]:
    """Put the first; put the others while it is being written. What each heard."""
    desk.open.clear()
    with ThreadPoolExecutor(len(batches)) as people:
        futures = [people.submit(desk.together.put, batches[0])]
        desk.begun.acquire()
        for number, batch in enumerate(batches[1:], 1):
            futures.append(people.submit(desk.together.put, batch))
            while len(desk.together._waiting) < number:
                threading.Event().wait(0.001)
        assert not any(future.done() for future in futures)  # nobody is answered before its part is written
        desk.open.set()
    return [future.exception() for future in futures]


def test_what_comes_while_somebody_writes_is_written_together():
    desk = Desk()
    heard = _all_at_once(desk, ["a"], ["b", "c"], ["d"], ["e"])
    assert heard == [None] * 4
    assert desk.written == [["a"], ["b", "c", "d", "e"]]


def test_no_batch_grows_beyond_its_limit_and_nobodys_part_is_torn():
    desk = Desk(at_most=3)
    assert _all_at_once(desk, ["a"], ["b", "b"], ["c", "c"], ["d"], ["e"]) == [None] * 5
    assert desk.written == [["a"], ["b", "b", "c", "c"], ["d", "e"]]


def test_one_odd_part_is_its_own_sender_trouble_and_nobody_elses():
    desk = Desk()
    desk.dislikes = {"odd": ValueError("odd"), "strange": KeyError("strange")}
    heard = _all_at_once(desk, ["a"], ["b"], ["odd"], ["c"], ["strange"], ["d"])
    assert [type(problem) for problem in heard] == [
        type(None),
        type(None),
        ValueError,
        type(None),
        KeyError,
        type(None),
    ]
    assert sorted(item for batch in desk.written for item in batch) == ["a", "b", "c", "d"]


def test_a_database_away_is_told_to_everybody_without_trying_each_alone():
    desk = Desk()
    desk.dislikes = {"c": DatabaseAway("away")}
    heard = _all_at_once(desk, ["a"], ["b"], ["c"], ["d"])
    assert [type(problem) for problem in heard] == [type(None), DatabaseAway, DatabaseAway, DatabaseAway]
    assert desk.written == [["a"]]


def test_nobody_takes_its_part_for_written_when_the_writing_thread_is_ended():
    desk = Desk()
    desk.dislikes = {"b": SystemExit()}
    heard = _all_at_once(desk, ["a"], ["b"], ["c"])
    assert heard[0] is None
    assert {type(problem) for problem in heard[1:]} == {SystemExit, BrokenOff}
    desk.together.put(["d"])
    assert desk.written == [["a"], ["d"]]


def test_a_lonely_part_is_written_at_once_and_its_trouble_is_told():
    desk = Desk()
    desk.together.put(["a"])
    desk.dislikes = {"odd": ValueError("odd")}
    with pytest.raises(ValueError, match="odd"):
        desk.together.put(["odd"])
    desk.together.put(["b"])
    assert desk.written == [["a"], ["b"]]


def test_of_many_at_once_everything_is_written_exactly_once():
    desk = Desk(at_most=7)
    with ThreadPoolExecutor(24) as people:
        list(people.map(desk.together.put, [[f"{number}"] for number in range(300)]))
    assert sorted(item for batch in desk.written for item in batch) == sorted(f"{number}" for number in range(300))
