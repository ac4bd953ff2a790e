"""Two web processes and a worker, started at once on a database without any table."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from line_side import wait_until
from passing_time import rows
from running import Process, bot, environment, free_port, simulator

pytestmark = pytest.mark.crash

KOE = str(Path(sys.executable).parent / "koe")
SAID = {"NPO法人数の目標は？": "18団体", "使い方": "話すように", "電話": "職員とお話し"}
MESSAGES = len(SAID) * 16


def test_several_processes_on_one_database_migrate_once_and_answer_everybody_once_and_in_order(
    empty_database, tmp_path
):
    """On SQLite they stay correct and wait for each other; LINE delivers again what found the file taken."""
    (tmp_path / "worker").mkdir()
    with simulator(tmp_path) as line:
        settings = environment(line, empty_database, free_port())
        worker = Process([KOE, "worker"], settings, tmp_path / "worker" / "worker.log", cold=True)
        try:
            with bot(line, empty_database, tmp_path, cold=True, WEB_CONCURRENCY="2") as web:
                people = [line.newcomer() for _ in range(MESSAGES // len(SAID))]
                with ThreadPoolExecutor(len(people)) as crowd:
                    list(crowd.map(lambda person: [person.says(words) for words in SAID], people))
                wait_until("everything is kept", lambda: _states(empty_database) == {"done": MESSAGES})
                web.settled()
                assert worker.ended_with is None, worker.output()
                assert web.process.output().count("Booting worker") == 2
        finally:
            worker.end()
        for person in people:
            _answered_once_and_in_order(person)
        assert line.rules_broken() == []
    assert "Traceback" not in worker.output() + web.process.output()


def _states(database_url: str) -> dict[object, object]:
    return dict(rows(database_url, "SELECT state, count(*) FROM events GROUP BY state"))


def _answered_once_and_in_order(person) -> None:
    told = [said.get("text", "") for said in person.said_to() if said["type"] == "text"]
    found = [words for text in told for words in SAID.values() if words in text]
    assert found == list(SAID.values())
