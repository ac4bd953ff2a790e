"""Webhooks go on to another tool, after ours are safe."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time

import pytest
from office import HANA, SECRET, TOWN, Office
from storage_trouble import away
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from bot.failpoints import never
from bot.forwarding import Forwarding
from bot.precedence import Precedence
from bot.web import create_app
from storage import inbox, signs
from storage.media import Media


class OtherTool:
    """What else the city runs on the same account. ``answers`` are its next ones, then 200; each waits until it is ``open``."""

    def __init__(self) -> None:
        self.got: list[tuple[bytes, str]] = []
        self.answers: list[int] = []
        self.asked = 0
        self.open = threading.Event()
        self.open.set()
        self.server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        self.address = f"http://127.0.0.1:{self.server.server_port}/hook?key=of-the-other-tool"
        self._serving = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self._serving.start()

    def _answer(self, environ, start_response):
        request = Request(environ)
        assert request.full_path == "/hook?key=of-the-other-tool"
        self.asked += 1
        assert self.open.wait(60)
        status = self.answers.pop(0) if self.answers else 200
        if status == 200:
            self.got.append((request.get_data(), request.headers["x-line-signature"]))
        return Response(status=status)(environ, start_response)

    def closes(self) -> None:
        self.server.shutdown()
        self._serving.join()
        self.server.server_close()


@pytest.fixture
def tool():
    tool = OtherTool()
    yield tool
    tool.closes()


@pytest.fixture
def forwards(office: Office, tool):
    """``forwards()``: a web process that forwards to the tool, or to another address."""
    started = []

    def start(address: str | None = None, stop_seconds: float = 3):
        forwarding = Forwarding(
            address or tool.address,
            office.database,
            office.clock,
            pauses_seconds=(0.01, 0.02),
            counted_every_seconds=0.05,
            stop_seconds=stop_seconds,
        )
        forwarding.start()
        started.append(forwarding)
        web = create_app(
            office.database,
            office.seal,
            TOWN,
            Media(office.media_folder, office.seal),
            channel_secret=SECRET,
            metrics_token=None,
            clock=office.clock,
            on_stored=lambda: None,
            troubles=dict,
            precedence=Precedence(),
            reach=never,
            pass_on=forwarding.pass_on,
        ).test_client()
        return web, forwarding

    yield start
    for forwarding in started:
        forwarding.stop()


def posts(web, body: bytes, signature: str | None = None):
    signed = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()
    answer = web.post("/callback", data=body, headers={"x-line-signature": signature or signed})
    answer.close()  # as a server does when it has sent it
    return answer, signed


def until(holds) -> None:
    over = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < over
        time.sleep(0.01)


def noticed(office: Office, name: str) -> int:
    with office.database.reading() as session:
        seen = signs.seen(session).get(name)
    return 0 if seen is None else seen.number or 0


def test_the_other_tool_gets_the_bytes_and_the_signature_line_sent(office, forwards, tool):
    web, _ = forwards()
    odd = b'{ "events" : [],\n "destination":"U\\u0031", "added":"\xe3\x81\x82" }'
    answer, signature = posts(web, odd)
    assert answer.status_code == 200
    until(lambda: tool.got == [(odd, signature)])
    until(lambda: noticed(office, "forwarded") == 1)


def test_what_is_not_from_line_or_not_kept_is_not_passed_on(office, forwards, tool):
    web, forwarding = forwards()
    assert posts(web, b'{"events":[]}', "made up")[0].status_code == 400
    assert posts(web, b"no json")[0].status_code == 400
    event = json.dumps({"events": [office.said(HANA, "質問")]}).encode()
    with away(office.database):
        assert posts(web, event)[0].status_code == 503  # LINE delivers it again, and then it goes on
    forwarding.stop()
    assert tool.got == []


def test_a_tool_that_stumbles_is_asked_again_and_one_that_refuses_is_not(office, forwards, tool):
    web, _ = forwards()
    tool.answers = [500, 503]
    posts(web, b'{"events":[],"n":1}')
    until(lambda: len(tool.got) == 1)
    tool.answers = [404]
    posts(web, b'{"events":[],"n":2}')
    until(lambda: noticed(office, "not_forwarded") == 1)
    assert tool.answers == []
    assert len(tool.got) == 1


def test_a_tool_that_hangs_or_is_not_there_delays_nobody_and_loses_nothing_of_ours(office, forwards, tool, caplog):
    tool.open.clear()
    for address in (None, "http://127.0.0.1:9/nobody?key=of-the-other-tool"):
        web, _ = forwards(address)
        for number in range(20):
            body = json.dumps({"events": [office.said(HANA, f"質問{number}", seconds=number)]}).encode()
            assert posts(web, body)[0].status_code == 200
        assert tool.got == []  # LINE had its answers while the tool still thought,
        assert tool.asked < 20  # and did not wait each time until it was given up
    with office.database.reading() as session:
        assert inbox.waiting(session)[0] == 40
    tool.open.set()
    assert "of-the-other-tool" not in caplog.text


def test_what_waits_has_a_bound_and_the_rest_is_counted(office, tool):
    forwarding = Forwarding(tool.address, office.database, office.clock)  # not started: nobody takes anything
    for _ in range(1005):
        forwarding.pass_on(b"{}", "signature")
    forwarding.pass_on(b"x" * (64 * 1024 * 1024), "signature")
    assert (forwarding._waiting.qsize(), forwarding._counts["not_forwarded"]) == (1000, 6)


def test_the_end_lets_what_is_in_hand_arrive_and_counts_what_is_not(office, forwards, tool):
    web, forwarding = forwards(stop_seconds=60)
    tool.open.clear()
    for number in range(8):
        posts(web, json.dumps({"events": [], "number": number}).encode())
    stopping = threading.Thread(target=forwarding.stop)
    stopping.start()
    tool.open.set()
    stopping.join()
    assert noticed(office, "forwarded") + noticed(office, "not_forwarded") == 8
    assert len(tool.got) == noticed(office, "forwarded") == 8
