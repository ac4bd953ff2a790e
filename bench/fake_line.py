"""LINE as the bot sees it, as cheaply as Python can: every call is noted with its time and accepted after a while.

``python -m bench.fake_line PORT DELAY_MS``. It checks nothing (the simulator of the demonstration does); what matters here
is that it takes little of the processor the bot is measured on. ``GET /bench/calls`` returns what was noted as JSON,
``GET /bench/count`` the number of replies, ``POST /bench/forget`` starts anew.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time

_TOKEN = re.compile(rb'"replyToken": ?"([^"]*)"')
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_ACCEPTED = b'{"sentMessages":[{"id":"1"}],"totalUsage":0}'


class _Notes:
    def __init__(self) -> None:
        self.replies: list[tuple[str, float]] = []
        self.other_calls = 0


class _Line(asyncio.Protocol):
    def __init__(self, notes: _Notes, delay_seconds: float) -> None:
        self._notes = notes
        self._delay = delay_seconds
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        if not end:
            return
        length = _LENGTH.search(head)
        if length and len(body) < int(length[1]):
            return
        self._received = b""
        now = time.monotonic()
        if b" /bench/" in head[:20]:
            self._answer(self._told(head))
            return
        token = _TOKEN.search(body) if head.startswith(b"POST /v2/bot/message/reply ") else None
        if token:
            self._notes.replies.append((token[1].decode(), now))
        else:
            self._notes.other_calls += 1
        asyncio.get_running_loop().call_later(self._delay, self._answer, _ACCEPTED)

    def _told(self, head: bytes) -> bytes:
        if b"/bench/count" in head[:20]:
            return str(len(self._notes.replies)).encode()
        if b"/bench/forget" in head[:24]:
            self._notes.replies, self._notes.other_calls = [], 0
            return b"{}"
        return json.dumps({"replies": self._notes.replies, "other_calls": self._notes.other_calls}).encode()

    def _answer(self, body: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            self._transport.write(head.encode() + body)


async def _serve(port: int, delay_seconds: float) -> None:
    notes = _Notes()
    server = await asyncio.get_running_loop().create_server(
        lambda: _Line(notes, delay_seconds), "127.0.0.1", port, backlog=2048
    )
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2]) / 1000))
