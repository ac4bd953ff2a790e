"""A machine that freezes, a disk that fills: others go on, nothing is doubled, nothing is half-kept."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from line_side import text_of, wait_until
from passing_time import rows
from postgresql_server import administration, created
from running import ONE_PROCESS, bot, is_ready, simulator

from storage.outbox import LEASE

pytestmark = pytest.mark.crash

QUESTION, ANSWER, AGAIN = "NPO法人数の目標は？", "18団体", "（再掲）"
# What is promised: nobody waits longer for a frozen process.
LONGEST_WAIT_SECONDS = 15
# Room for the lease's end to be noticed; a machine that takes long for an answer at all takes longer for that as well.
_MARGIN_SECONDS = 10
_LEASE_SECONDS = LEASE.total_seconds()


@pytest.fixture
def postgresql_of_its_own(worker_id):
    with administration() as server, created(server, f"koe_frozen_{os.getpid()}_{worker_id}") as url:
        yield url.render_as_string(hide_password=False)


def test_a_frozen_process_holds_up_nobody_and_does_nothing_twice_when_it_wakes(postgresql_of_its_own, tmp_path):
    database_url = postgresql_of_its_own
    (tmp_path / "second").mkdir()
    with (
        simulator(tmp_path) as line,
        bot(line, database_url, tmp_path, command=ONE_PROCESS) as freezing,
        bot(line, database_url, tmp_path / "second", command=ONE_PROCESS) as other,  # LINE's webhooks go here now
    ):
        hana, ken = line.newcomer(), line.newcomer()
        line.switch(webhook_url=f"{freezing.address}/callback", reply={"latency_ms": 7_000})
        hana.says(QUESTION)
        wait_until("a letter is in somebody's hands", lambda: _in_hand(database_url))
        held = _in_hand(database_url)
        os.killpg(freezing.process.pid, signal.SIGSTOP)
        try:
            line.all_is_well()
            line.switch(webhook_url=f"{other.address}/callback")
            began = time.monotonic()
            assert ANSWER in ken.asks(QUESTION)
            unhindered = time.monotonic() - began
            # Another person waits for no lease, unless an answer alone takes as long as that on this machine.
            assert held <= _in_hand(database_url) or unhindered > _LEASE_SECONDS / 2
            hana.says("使い方")
            _wait_for(hana, "話すように", LONGEST_WAIT_SECONDS + _MARGIN_SECONDS + min(30, 10 * unhindered))
        finally:
            os.killpg(freezing.process.pid, signal.SIGCONT)
        wait_until("the frozen one works again", lambda: is_ready(freezing.address))
        other.settled()
        answers = [said["text"] for said in hana.said_to() if ANSWER in said.get("text", "")]
        assert 1 <= len(answers) <= 2
        assert [answer.startswith(AGAIN) for answer in answers] in ([False], [True], [False, True])
        assert sum("話すように" in said.get("text", "") for said in hana.said_to()) == 1
        assert line.rules_broken() == []


def _in_hand(database_url):
    return {id_ for (id_,) in rows(database_url, "SELECT id FROM letters WHERE state = 'sending'")}


def _wait_for(person, words, seconds):
    wait_until(f"{words} is said", lambda: words in text_of(person.said_to()), seconds=seconds)


def test_a_full_disk_keeps_nothing_half_and_works_again_when_there_is_room(tmp_path):
    with (
        simulator(tmp_path) as line,
        bot(line, f"sqlite:///{tmp_path / 'koe.db'}", tmp_path, command=ONE_PROCESS) as running,
    ):
        line.switch(redelivery=False)  # what was not taken is gone
        hana = line.newcomer()
        with _full_disk(running.process.pid):
            refused = hana.says("メニュー")["exchange"]
            assert (refused["status"], refused["outcome"]) == (503, "error_status_code")
        assert "話すように" in hana.asks("使い方")
        running.settled()
        assert len(hana.said_to()) == 1
        assert rows(f"sqlite:///{tmp_path / 'koe.db'}", "PRAGMA integrity_check") == [("ok",)]


@contextmanager
def _full_disk(pid: int) -> Iterator[None]:
    """No file of this process can grow beyond its first page, as on a disk without room."""
    processes = [
        pid,
        *map(int, subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()),
    ]
    before = [resource.prlimit(one, resource.RLIMIT_FSIZE) for one in processes]
    for one, (_soft, hard) in zip(processes, before, strict=True):
        resource.prlimit(one, resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        for one, limits in zip(processes, before, strict=True):
            resource.prlimit(one, resource.RLIMIT_FSIZE, limits)
