"""A wave of 2,000 against a LINE that fails, loses answers and refuses, with workers that die anywhere and in pairs:
everybody is written to once, nobody twice."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter

import pytest
from clock import Clock
from fake_line import FakeLine
from panel_town import NOON, RULES, PanelTown, person

from bot.failpoints import WAVE_POINTS
from storage import surveys
from storage.database import DatabaseAway
from storage.models import MONITORS, RESIDENTS

PEOPLE = 2_000
SENDING = [
    point for point in WAVE_POINTS if point not in ("waves.before_close", "waves.after_tally", "waves.after_close")
]
CLOSING = [point for point in WAVE_POINTS if point not in SENDING]


class Killed(BaseException):
    """The process is gone at this point: nothing after it happens."""


def populate(town: PanelTown, people: int = PEOPLE) -> None:
    seal, now = town.office.seal, town.office.clock()
    chats = [(person(number), seal.fingerprint(person(number))) for number in range(people)]
    with town.office.database.writing() as session:
        session.connection().execute(
            RESIDENTS.insert(),
            [{"chat": chat, "line_user_id": seal.seal(who), "first_seen_at": now} for who, chat in chats],
        )
        session.connection().execute(
            MONITORS.insert(),
            [
                {"chat": chat, "age_band": "30代", "district": "東地区", "state": "registered", "applied_at": now,
                 "silent_waves": 0, "verified": False}
                for _, chat in chats
            ],
        )  # fmt: skip


def times_written(line: FakeLine) -> Counter[int]:
    return Counter(sum("アンケートのお願い" in text for text in line.phone(person(number))) for number in range(PEOPLE))


def dies_once_at(point: str, visit: int):
    """A process that dies at the so-maniest visit of a point, and nowhere else."""
    seen = Counter[str]()
    lock = threading.Lock()

    def reach(reached: str) -> None:
        with lock:
            seen[reached] += 1
            now = seen[reached]
        if reached == point and now == visit:
            raise Killed(point)

    return reach


def carries_on(town: PanelTown, hours: int = 3) -> None:
    """Time passes until everything has been tried that will be."""
    for _ in range(hours * 6):
        town.passes(minutes=10)


@pytest.mark.parametrize("point", SENDING)
@pytest.mark.parametrize("mood", ["well", "loses the answer"])
def test_wherever_a_worker_dies_everybody_is_written_to_once(opens, point, mood):
    clock = Clock(NOON)
    line = FakeLine(clock, mood=mood)
    visit = 1 if point in ("waves.after_claim", "waves.after_batch_claim") else 2  # in the middle, where there is one
    first = PanelTown(opens(clock=clock, line=line, panel=RULES, reach=dies_once_at(point, visit)))
    populate(first)
    first.loads()
    with pytest.raises(Killed):
        carries_on(first)
    line.mood = "well"
    second = PanelTown(opens(clock=clock, line=line, panel=RULES))
    carries_on(second)
    assert times_written(line) == {1: PEOPLE}
    assert line.pushed == PEOPLE


def test_a_line_that_fails_hangs_and_loses_answers_in_turn_gets_everybody_once(opens):
    clock = Clock(NOON)
    line = FakeLine(clock)
    line.moods = ["well", "fails", "loses the answer", "cannot be reached", "busy", "loses the answer", "fails"]
    town = PanelTown(opens(clock=clock, line=line, panel=RULES))
    populate(town)
    wave = town.sends()
    carries_on(town)
    assert times_written(line) == {1: PEOPLE}
    with town.office.database.reading() as session:
        assert surveys.progress(session, wave).letters == {"sent": PEOPLE}


def test_two_workers_at_once_write_to_everybody_once(opens):
    clock = Clock(NOON)
    line = FakeLine(clock)
    towns = [PanelTown(opens(clock=clock, line=line, panel=RULES)) for _ in range(2)]
    populate(towns[0])
    towns[0].loads()
    problems: list[BaseException] = []

    def work(town: PanelTown) -> None:
        try:
            for _ in range(6):
                with contextlib.suppress(DatabaseAway):  # the other one writes just now: the worker's next tick goes on
                    town.office.ticks()
        except BaseException as problem:  # noqa: BLE001 - told at the end
            problems.append(problem)

    workers = [threading.Thread(target=work, args=(town,)) for town in towns]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert problems == []
    carries_on(towns[0], hours=1)
    assert times_written(line) == {1: PEOPLE}
    assert line.pushed == PEOPLE


def test_one_malformed_entry_does_not_keep_the_letter_from_the_others(opens):
    town = PanelTown.opened(opens)
    populate(town)
    town.office.line.malformed = {person(777)}
    town.sends()
    carries_on(town, hours=1)
    assert times_written(town.office.line) == {1: PEOPLE - 1, 0: 1}


def test_a_key_of_yesterday_is_never_used_again(opens):
    town = PanelTown.opened(opens)
    populate(town)
    town.office.line.mood = "loses the answer"
    town.office.line.moods = ["well"]  # the question about the quota
    town.sends()
    keys = {key for route, _, key in town.office.line.calls if route == "multicast"}
    town.office.clock.passes(hours=23, minutes=1)
    calls = len(town.office.line.calls)
    town.office.ticks()
    town.passes(hours=2)
    later = {key for route, _, key in town.office.line.calls[calls:] if route == "multicast"}
    assert later & keys == set()
    assert times_written(town.office.line) == {1: PEOPLE}


@pytest.mark.parametrize("point", CLOSING)
def test_wherever_a_worker_dies_while_closing_the_figures_are_right(opens, point):
    clock = Clock(NOON)
    first = PanelTown(opens(clock=clock, panel=RULES, per_minute=1_000, reach=dies_once_at(point, 1)))
    first.joins(person(1), person(2))
    wave = first.sends()
    first.presses(person(1), "はじめる")
    first.says(person(1), "3", "4", "2", "とばす")
    clock.passes(days=8)
    with pytest.raises(Killed):
        first.office.ticks()
    second = PanelTown(opens(clock=clock, line=first.office.line, panel=RULES))
    second.passes(minutes=1)
    second.passes(minutes=1)
    report = second.results(wave)
    assert (second.kept(wave).state, report.asked, report.answered) == ("closed", 2, 1)
    assert [dict(one.whole.by_answer) for one in report.questions[:4]] == [{2: 1}, {}, {4: 1}, {2: 1}]
