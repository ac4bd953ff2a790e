"""The network between a machine and the database: cut, frozen, slow. The other machine goes on, nothing is doubled."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from line_side import Person, Town, status_of, text_of, wait_until
from passing_time import rows
from postgresql_server import administration, created
from proxy import Proxy, proxy_to
from running import ONE_PROCESS, Bot, bot, is_ready, simulator
from sqlalchemy import make_url

pytestmark = pytest.mark.crash

QUESTION, ANSWER, HOW_TO = "NPO法人数の目標は？", "18団体", "話すように"
# What is promised: nobody waits longer for a machine that is gone.
LONGEST_WAIT_SECONDS = 15


@dataclass
class TwoMachines:
    """On one database: ``far`` reaches it through ``wire``, ``near`` directly. LINE's webhooks go to ``far``."""

    line: Town
    far: Bot
    near: Bot
    wire: Proxy
    database_url: str
    known: int = 0  # events of earlier tests

    def webhooks_go_to(self, machine: Bot) -> None:
        self.line.switch(webhook_url=f"{machine.address}/callback")


@pytest.fixture(scope="module")
def _both(folder: Path, worker_id: str) -> Iterator[TwoMachines]:
    (folder / "near").mkdir()
    with administration() as server, created(server, f"koe_reach_{os.getpid()}_{worker_id}") as url:
        here = url.render_as_string(hide_password=False)
        with (
            proxy_to(url.host or "127.0.0.1", url.port or 5432) as wire,
            simulator(folder) as line,
            bot(line, here, folder / "near", command=ONE_PROCESS) as near,
            bot(line, str(make_url(here).set(port=wire.port)), folder, command=ONE_PROCESS) as far,
        ):
            yield TwoMachines(line, far, near, wire, here)
            assert line.rules_broken() == []
            assert "Traceback" not in far.process.output()


@pytest.fixture
def machines(_both: TwoMachines) -> TwoMachines:
    """Both at rest, with webhooks going to the far one."""
    _both.line.all_is_well()
    _both.webhooks_go_to(_both.far)
    _both.known = _count(_both, "TRUE")
    return _both


def _everything_is_done(machines: TwoMachines, messages: int) -> None:
    wait_until("LINE has delivered everything", lambda: _count(machines, "state = 'done'") == machines.known + messages)
    machines.near.settled()
    assert _count(machines, "TRUE") == machines.known + messages


def _count(machines: TwoMachines, which: str) -> int:
    return int(str(rows(machines.database_url, f"SELECT count(*) FROM events WHERE {which}")[0][0]))


def _promptly_answered(asks: Person, waits: Person) -> None:
    """One asks the other machine, one waits already. Where even the first answer takes long, so may what is promised."""
    began = time.monotonic()
    assert ANSWER in asks.asks(QUESTION)
    unhindered = time.monotonic() - began
    assert HOW_TO in text_of(waits.hears())
    assert time.monotonic() - began < LONGEST_WAIT_SECONDS + min(30, 10 * unhindered)


def _times(person, words: str) -> int:
    return sum(words in said.get("text", "") for said in person.said_to())


def test_a_machine_whose_wire_to_the_database_is_cut_says_so_and_comes_back_while_the_other_goes_on(machines):
    hana, ken = machines.line.newcomer(), machines.line.newcomer()
    assert ANSWER in hana.asks(QUESTION)
    machines.near.settled()  # who died with a letter in hand is another test
    machines.wire.cut()
    refused = hana.says("使い方")["exchange"]
    assert (refused["status"], refused["outcome"]) == (503, "error_status_code")
    assert status_of(f"{machines.far.address}/readyz")[0] == 503
    machines.webhooks_go_to(machines.near)
    _promptly_answered(ken, hana)  # hana's was delivered again, to the other machine
    machines.wire.mend()
    wait_until("the machine is back", lambda: is_ready(machines.far.address))
    machines.webhooks_go_to(machines.far)
    ken.says("使い方")
    _everything_is_done(machines, 4)
    assert [_times(one, words) for one in (hana, ken) for words in (ANSWER, HOW_TO)] == [1, 1, 1, 1]


def test_a_wire_that_swallows_everything_holds_up_nobody_for_longer_than_promised(machines):
    hana, ken = machines.line.newcomer(), machines.line.newcomer()
    assert ANSWER in hana.asks(QUESTION)
    machines.near.settled()  # who died with a letter in hand is another test
    machines.line.switch(webhook_timeout_ms=2_000)  # LINE's own: it does not wait until the machine has given up
    machines.wire.frozen = True
    unanswered = hana.says("使い方")["exchange"]
    assert unanswered["outcome"] in ("request_timeout", "error_status_code")
    machines.webhooks_go_to(machines.near)
    _promptly_answered(ken, hana)
    machines.wire.mend()
    wait_until("the machine is back", lambda: is_ready(machines.far.address))
    machines.webhooks_go_to(machines.far)
    ken.says("使い方")
    _everything_is_done(machines, 4)
    assert [_times(one, words) for one in (hana, ken) for words in (ANSWER, HOW_TO)] == [1, 1, 1, 1]


def test_a_slow_database_makes_answers_slow_and_nothing_else(machines):
    since = machines.line.now()
    people = [machines.line.newcomer() for _ in range(5)]
    os.killpg(machines.near.process.pid, signal.SIGSTOP)  # everything goes over the slow wire
    try:
        machines.wire.delay_seconds = 0.1
        acknowledged = [person.says(QUESTION)["exchange"] for person in people]
        for person in people:
            assert ANSWER in text_of(person.hears())
        machines.far.settled()
    finally:
        machines.wire.mend()
        os.killpg(machines.near.process.pid, signal.SIGCONT)
    assert [one["status"] for one in acknowledged] == [200] * len(people)
    assert (
        min(one["took_ms"] for one in acknowledged) < 2_000
    )  # LINE's own; any of them may have waited for this machine
    assert {call["status"] for call in machines.line.calls(since)} == {200}
    assert [_times(person, ANSWER) for person in people] == [1] * len(people)


def test_a_server_that_restarts_in_the_middle_of_a_rush_loses_nothing(machines):
    people = [machines.line.newcomer() for _ in range(20)]
    for number, person in enumerate(people):
        person.says(QUESTION)
        if number % 5 == 2:
            machines.wire.cut()
            time.sleep(0.3)
            machines.wire.mend()
    for person in people:
        assert ANSWER in text_of(person.hears())
    _everything_is_done(machines, len(people))
    assert [_times(person, ANSWER) for person in people] == [1] * len(people)
