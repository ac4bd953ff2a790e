"""A platform with a clock of its own, a bot that says everything back, and the real thing's way to talk to both."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from simulator.app import create_app
from simulator.platform import Platform

SECRET, TOKEN = "a secret", "a token"


@dataclass
class Clock:
    at: datetime = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class Town:
    """What a test says to LINE as the bot (``call``) and as somebody at the simulator (``do`` and ``ask``)."""

    platform: Platform
    client: FlaskClient
    clock: Clock

    def call(self, method: str, path: str, body: object = None, **headers: str) -> TestResponse:
        given = {"Authorization": f"Bearer {TOKEN}"}
        given.update({name.replace("_", "-"): value for name, value in headers.items()})
        return self.client.open(path, method=method, json=body, headers=given)

    def reply(self, token: str, *messages: Any) -> TestResponse:
        return self.call("POST", "/v2/bot/message/reply", {"replyToken": token, "messages": list(messages)})

    def push(self, to: str, *messages: Any, key: str | None = None) -> TestResponse:
        headers = {"X_Line_Retry_Key": key} if key else {}
        return self.call("POST", "/v2/bot/message/push", {"to": to, "messages": list(messages)}, **headers)

    def control(self, path: str, body: object) -> Any:
        return self.client.post(f"/simulator/{path}", json=body).json

    def does(self, user: str, kind: str, **more: Any) -> Any:
        return self.control("events", {"from": user, "kind": kind, **more})

    def said_to(self, chat: str) -> list[Any]:
        bubbles = self.client.get(f"/simulator/chats/{chat}").json["bubbles"]  # type: ignore[index]
        return [bubble["message"] for bubble in bubbles if bubble["side"] == "bot"]

    @property
    def hana(self) -> str:
        return next(iter(self.platform.residents))

    @property
    def kenta(self) -> str:
        return list(self.platform.residents)[1]

    @property
    def neighbours(self) -> str:
        return next(iter(self.platform.groups))


@dataclass
class Bot:
    """A bot that keeps every request and does what ``on_event`` says."""

    address: str = ""
    bodies: list[bytes] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    status: int = 200
    on_event: Callable[[Any], None] = lambda event: None

    @property
    def events(self) -> list[Any]:
        return [event for body in self.bodies for event in json.loads(body)["events"]]

    def hears(self, kind: str, *, within_s: float = 90) -> None:
        """Wait until the newest event is of ``kind``: what the page shows may be ahead of the webhook."""
        until = time.monotonic() + within_s
        while not self.events or self.events[-1]["type"] != kind:
            assert time.monotonic() < until, f"no {kind}; the newest are {[each['type'] for each in self.events[-3:]]}"
            time.sleep(0.02)


@pytest.fixture
def bot() -> Iterator[Bot]:
    bot = Bot()
    app = Flask("bot")

    @app.post("/callback")
    def callback() -> tuple[str, int]:
        bot.bodies.append(request.get_data())
        bot.signatures.append(request.headers["x-line-signature"])
        for event in request.get_json()["events"]:
            bot.on_event(event)
        return "", bot.status

    with served(app) as address:
        bot.address = address
        yield bot


@pytest.fixture
def town(bot: Bot) -> Town:
    """The simulator in this process, its webhooks going to ``bot``. Nobody is a friend yet."""
    clock = Clock()
    platform = Platform(bot_url=f"{bot.address}/callback", secret=SECRET, token=TOKEN, clock=clock)
    platform.switches.webhook_timeout_ms = 60_000  # a machine may be slower than LINE would wait
    return Town(platform, create_app(platform).test_client(), clock)


@pytest.fixture
def line_address(town: Town) -> Iterator[str]:
    """The same simulator over HTTP, for whoever brings an own client."""
    with served(create_app(town.platform)) as address:
        yield address


class served:  # noqa: N801 - reads as a word: with served(app) as address
    def __init__(self, app: Flask) -> None:
        self.server = make_server("127.0.0.1", 0, app, threaded=True)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> str:
        self.thread.start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
