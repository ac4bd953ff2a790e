"""Processes that know of each other, tokens that renew themselves, a guest behind the webhook, and an orderly end."""

from __future__ import annotations

import json
import signal
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from line_side import figures, status_of, wait_until
from passing_time import rows, set_forward
from running import GUNICORN, Process, bot, environment, simulator

KOE = str(Path(sys.executable).parent / "koe")
WORKER = (KOE, "worker")


@pytest.fixture
def line(tmp_path):
    with simulator(tmp_path) as town:
        yield town


@contextmanager
def worker(line, database_url, folder, **more):
    process = Process(WORKER, environment(line, database_url, 0, **more), folder / "worker.log")
    try:
        yield process
    finally:
        process.end()


def reasons(web) -> dict[str, str]:
    return json.loads(status_of(f"{web.address}/readyz")[1])["reasons"]


def test_a_web_process_sees_whether_a_worker_lives_and_every_process_gives_the_same_figures(
    line, own_database, tmp_path
):
    clock = tmp_path / "clock"
    clock.write_text("0")
    later = {"KOE_CLOCK_FILE": str(clock)}
    with bot(line, own_database, tmp_path, KOE_ROLE="web", **later) as web:
        with worker(line, own_database, tmp_path, **later) as working:
            wait_until("the worker shows itself", lambda: figures(web.address)["koe_workers"] == 1)
            assert "話すように" in line.newcomer().asks("使い方")
            wait_until("the worker has told of LINE", lambda: figures(web.address).get("koe_line_refuses") == 0)
            working._process.send_signal(signal.SIGSTOP)
            try:
                set_forward(clock, 31)
                wait_until("a frozen worker is missed", lambda: "worker" in reasons(web))
                assert status_of(f"{web.address}/readyz")[0] == 503
                assert status_of(f"{web.address}/healthz")[0] == 200
            finally:
                working._process.send_signal(signal.SIGCONT)
            wait_until("it is there again", lambda: reasons(web) == {})
        assert working.ended_with == 0
        assert figures(web.address)["koe_workers"] == 0  # it took its leave


def test_with_stateless_tokens_alone_the_bot_answers_past_the_end_of_one(line, tmp_path):
    line.switch(stateless_seconds=6)  # a machine that stops for two seconds uses none past its end
    database = f"sqlite:///{tmp_path / 'koe.db'}"
    with bot(line, database, tmp_path, LINE_CHANNEL_ACCESS_TOKEN="", LINE_CHANNEL_ID="2000000000") as running:
        hana = line.newcomer()
        until = time.monotonic() + 7
        while time.monotonic() < until:
            assert "話すように" in hana.asks("使い方")
            time.sleep(0.3)
        line.switch(reply={"fail": "401", "times": 1})
        assert "話すように" in hana.asks("使い方")
        refused = [call for call in line.calls() if call["status"] == 401]
        assert len(refused) == 1  # the one that was asked for: no token was ever used past its end
        assert running.dead_events() == 0
        assert "channel-secret-of-the-tests" not in running.process.output()


@contextmanager
def guest():
    """Another tool of the city's; what it got, in the order in which it came."""
    got: list[tuple[bytes, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append((self.rfile.read(int(self.headers["Content-Length"])), self.headers["X-Line-Signature"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/line?key=of-the-guest", got
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def test_webhooks_go_on_to_the_citys_other_tool_as_line_sent_them(line, tmp_path):
    database = f"sqlite:///{tmp_path / 'koe.db'}"
    with guest() as (address, got), bot(line, database, tmp_path, FORWARD_WEBHOOK_TO=address) as running:
        hana = line.newcomer()
        told = hana.says("使い方")
        hana.hears()
        (body, signature) = wait_until("the guest has it", lambda: got and got[0])
        assert json.loads(body)["events"] == [told["event"]]
        assert line.raw(body.decode(), signature=signature)["status"] == 200  # the signature fits these bytes
        wait_until("it is counted", lambda: figures(running.address).get("koe_forwarded", 0) >= 2)
        assert "of-the-guest" not in running.process.output()


def test_a_guest_that_is_not_there_changes_nothing_for_residents(line, tmp_path):
    database = f"sqlite:///{tmp_path / 'koe.db'}"
    with bot(line, database, tmp_path, FORWARD_WEBHOOK_TO="http://127.0.0.1:9/line") as running:
        hana = line.newcomer()
        for _ in range(3):
            assert "話すように" in hana.asks("使い方")
        wait_until("it is counted", lambda: figures(running.address).get("koe_not_forwarded", 0) == 3)


@pytest.mark.parametrize(
    ("own_database", "command"), [("sqlite", GUNICORN), ("postgresql", WORKER)], indirect=["own_database"]
)
def test_a_stop_with_calls_hanging_at_line_takes_less_than_twenty_seconds_and_loses_nothing(
    line, own_database, tmp_path, command, record_property
):
    people = [line.newcomer() for _ in range(6)]
    role = {"KOE_ROLE": "web"} if command is WORKER else {}
    with bot(line, own_database, tmp_path, **role) as first:
        line.switch(reply={"fail": "hang"}, hang_ms=60_000)
        ending = (
            first.process
            if command is GUNICORN
            else Process(WORKER, environment(line, own_database, 0), tmp_path / "worker.log")
        )
        for person in people:
            person.says("使い方")
        sending = "SELECT count(*) FROM letters WHERE state = 'sending'"
        wait_until("all calls hang", lambda: rows(own_database, sending) == [(6,)])
        begun = time.monotonic()
        ending._process.terminate()
        assert ending.ends() == 0
        took = time.monotonic() - begun
        record_property("seconds", round(took, 1))
        assert took < 20
    line.all_is_well()
    assert rows(own_database, sending) == [(0,)]  # what became of each is noted
    with bot(line, own_database, tmp_path) as second:
        for person in people:
            person.says("メニュー")
        for person in people:
            person.hears(1)
            wait_until("both answers", lambda p=person: len(p.said_to()) >= 2)
            said = [message.get("text", "") for message in person.said_to()]
            assert sum("話すように" in text for text in said) == 1
        second.settled()
