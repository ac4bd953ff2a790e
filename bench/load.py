"""The load: a process of its own that sends signed webhooks at appointed times, whether or not the last one was answered.

``python -m bench.load`` reads one Plan as JSON from stdin, sends it, and writes what became of each event to stdout. The
times are those of the monotonic clock, which all processes of a machine share. Latency counts from the appointed time, so
that a server that stalls is charged for all who had to wait.
"""

from __future__ import annotations

import asyncio
import base64
import gc
import hashlib
import hmac
import json
import random
import resource
import sys
import time
from collections import deque
from dataclasses import asdict, dataclass

# gunicorn holds at most 1000 connections; more would wait in its backlog and measure the kernel.
_MOST_CONNECTIONS = 900
_GIVE_UP_SECONDS = 60
_LEAD_SECONDS = 0.5
# One event in so many is a second message of somebody who wrote 0.3 to 2 s before.
_SECOND_MESSAGES = 10


@dataclass(frozen=True)
class Plan:
    """``rate`` events a second on average for ``seconds``, arriving at random as strangers do; ``seed`` fixes the times.

    ``people`` write in turn: where there are as many as events, everybody writes once.
    """

    port: int
    secret: str
    texts: tuple[str, ...]
    rate: float
    seconds: float
    run: str
    people: int = 500
    seed: int = 1


@dataclass
class Fate:
    """One event: its reply token, when it was to be sent, was sent and was answered, and the HTTP status (0: no answer)."""

    token: str
    planned: float
    sent: float = 0.0
    answered: float = 0.0
    status: int = 0


class _Connection(asyncio.Protocol):
    def __init__(self, pool: _Pool) -> None:
        self._pool = pool
        self._transport: asyncio.Transport | None = None
        self._received = b""
        self._fate: Fate | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def send(self, fate: Fate, request: bytes) -> None:
        self._fate = fate
        assert self._transport is not None
        fate.sent = time.monotonic()
        self._transport.write(request)

    @property
    def usable(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        if not end:
            return
        lower = head.lower()
        length = lower.partition(b"content-length:")[2].split(b"\r\n", 1)[0]
        if not length or len(body) < int(length):
            return
        fate, self._fate, self._received = self._fate, None, b""
        if fate is not None:
            fate.answered = time.monotonic()
            fate.status = int(head[9:12])
        if b"connection: close" in lower and self._transport is not None:
            self._transport.close()
        self._pool.free(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if self._fate is not None:
            self._fate.answered = time.monotonic()
            self._fate = None
        self._pool.lost()


class _Pool:
    """Connections as LINE keeps them: as many as are needed at once, each used again."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[_Connection] = []
        self._waiting: deque[tuple[Fate, bytes]] = deque()
        self._open = 0
        self._opening: set[asyncio.Task[None]] = set()

    async def warm_up(self, count: int) -> None:
        await asyncio.gather(*(self._connect() for _ in range(count)))

    def send(self, fate: Fate, request: bytes) -> None:
        while self._idle:
            connection = self._idle.pop()
            if connection.usable:
                connection.send(fate, request)
                return
        self._waiting.append((fate, request))
        if self._open < _MOST_CONNECTIONS:
            task = asyncio.get_running_loop().create_task(self._connect())
            self._opening.add(task)
            task.add_done_callback(self._opening.discard)

    def free(self, connection: _Connection) -> None:
        if not connection.usable:
            return
        if self._waiting:
            connection.send(*self._waiting.popleft())
        else:
            self._idle.append(connection)

    def lost(self) -> None:
        self._open -= 1

    async def _connect(self) -> None:
        self._open += 1
        try:
            _, connection = await asyncio.get_running_loop().create_connection(
                lambda: _Connection(self), "127.0.0.1", self._port
            )
        except OSError:
            self.lost()
            return
        self.free(connection)


def _requests(plan: Plan, begin: float) -> list[tuple[Fate, bytes]]:
    """Every request of the plan, signed beforehand: signing must not delay sending."""
    chance = random.Random(plan.seed)  # noqa: S311 - repeatable, not secret
    wall_offset = time.time() - time.monotonic()
    requests: list[tuple[Fate, bytes]] = []
    people: list[int] = []
    at = chance.expovariate(plan.rate)
    while at < plan.seconds:
        number = len(requests)
        back = int(plan.rate * chance.uniform(0.3, 2))
        second = number % _SECOND_MESSAGES == 0 and 0 < back <= number
        people.append(people[number - back] if second else number % plan.people)
        token = hashlib.md5(f"{plan.run} {number}".encode(), usedforsecurity=False).hexdigest()
        text = plan.texts[number % len(plan.texts)]
        body = _body(token, people[-1], text, int((begin + at + wall_offset) * 1000))
        requests.append((Fate(token, begin + at), _signed(body, plan)))
        at += chance.expovariate(plan.rate)
    return requests


def _body(token: str, person: int, text: str, milliseconds: int) -> bytes:
    event = {
        "type": "message",
        "message": {"type": "text", "id": str(int(token[:15], 16)), "quoteToken": token[::-1], "text": text},
        "webhookEventId": token[:26].upper(),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": milliseconds,
        "source": {"type": "user", "userId": f"U{person:032x}"},
        "replyToken": token,
        "mode": "active",
    }
    return json.dumps({"destination": "U" + "0" * 32, "events": [event]}, ensure_ascii=False).encode()


def _signed(body: bytes, plan: Plan) -> bytes:
    signature = base64.b64encode(hmac.new(plan.secret.encode(), body, hashlib.sha256).digest()).decode()
    head = (
        f"POST /callback HTTP/1.1\r\nHost: 127.0.0.1:{plan.port}\r\nUser-Agent: LineBotWebhook/2.0\r\n"
        f"Content-Type: application/json; charset=utf-8\r\nX-Line-Signature: {signature}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _send_all(plan: Plan) -> list[Fate]:
    pool = _Pool(plan.port)
    await pool.warm_up(16)
    prepared = _requests(plan, 0.0)
    begin = time.monotonic() + _LEAD_SECONDS + len(prepared) * 0.0001
    prepared = _requests(plan, begin)
    loop = asyncio.get_running_loop()
    for fate, request in prepared:
        loop.call_at(fate.planned, pool.send, fate, request)
    gc.disable()
    give_up = begin + plan.seconds + _GIVE_UP_SECONDS
    await asyncio.sleep(begin + plan.seconds - time.monotonic())
    while time.monotonic() < give_up and not all(fate.answered for fate, _ in prepared):
        await asyncio.sleep(0.1)
    return [fate for fate, _ in prepared]


def main() -> None:
    given = json.load(sys.stdin)
    given["texts"] = tuple(given["texts"])
    fates = asyncio.run(_send_all(Plan(**given)))
    used = resource.getrusage(resource.RUSAGE_SELF)
    json.dump({"cpu_seconds": used.ru_utime + used.ru_stime, "fates": [asdict(fate) for fate in fates]}, sys.stdout)


if __name__ == "__main__":
    main()
