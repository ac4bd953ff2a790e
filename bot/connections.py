"""Requests to one host over connections that are kept open.

What a reply to LINE needs of HTTP is little, and every event ends in such a call: urllib3 takes four times the processor time
of this, ``http.client``, which makes the connections here, twice.
"""

from __future__ import annotations

import select
import socket
import time
from collections import deque
from collections.abc import Mapping
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from bot.http_answers import MAX_BODY_BYTES, Answer, TooLarge, Unreadable, read_answer

# Whatever lies between us and the host may forget a connection in silence; after so long a new one is opened instead.
_IDLE_SECONDS = 50


class Unreachable(Exception):
    """No connection came about: nothing was sent."""


class NoAnswer(Exception):
    """The request may have gone through, but there is no answer that can be read."""


class TooMuch(NoAnswer):
    """The answer has more bytes than were asked for; it was not read to the end."""


class Connections:
    """For many threads: each request has a connection to itself, up to ``kept`` stay open for the next ones.

    ``read_seconds`` bound the whole of a request and its answer, however slowly a host may drip; ``most_bytes`` the body of
    an answer.
    """

    def __init__(
        self,
        base_url: str,
        *,
        connect_seconds: float,
        read_seconds: float,
        kept: int,
        most_bytes: int = MAX_BODY_BYTES,
    ) -> None:
        parts = urlsplit(base_url)
        self._open = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._host, self._port, self._prefix = parts.hostname or "", parts.port, parts.path.rstrip("/")
        self._named = parts.netloc.rpartition("@")[2]
        self._connect_seconds = connect_seconds
        self._read_seconds = read_seconds
        self._kept = kept
        self._most_bytes = most_bytes
        self._idle: deque[_Connection] = deque()

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
        """Ask once. Raises Unreachable and NoAnswer (TooMuch is one), each naming the error beneath; ValueError where what is
        to be sent is no request."""
        asked = self._spelt(method, path, headers, body)
        connection = self._idle_one() or self._new_one()
        kept = False
        try:
            answer = connection.ask(asked, time.monotonic() + self._read_seconds, self._most_bytes)
            kept = not answer.will_close and len(self._idle) < self._kept
        except TooLarge as problem:
            raise TooMuch(type(problem).__name__) from problem
        except (OSError, Unreadable) as problem:
            raise NoAnswer(type(problem).__name__) from problem
        finally:
            if kept:
                self._idle.append(connection)
            else:
                connection.close()
        return answer

    def close(self) -> None:
        """Let go of the connections."""
        while self._idle:
            self._idle.pop().close()

    def _spelt(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> bytes:
        lines = [f"{method} {self._prefix}{path} HTTP/1.1", f"Host: {self._named}", "Accept-Encoding: identity"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body is not None:
            lines.append(f"Content-Length: {len(body)}")
        if any("\r" in line or "\n" in line for line in lines):  # it would begin a header, or a request, of its own
            raise ValueError("a line break in the head of a request")
        return "\r\n".join((*lines, "", "")).encode("latin-1") + (body or b"")

    def _idle_one(self) -> _Connection | None:
        """The connection used last that is still good, so that those not needed grow old."""
        while True:
            try:
                connection = self._idle.pop()
            except IndexError:
                return None
            if time.monotonic() - connection.used_at < _IDLE_SECONDS and not connection.was_closed():
                return connection
            connection.close()

    def _new_one(self) -> _Connection:
        connection = self._open(self._host, self._port, timeout=self._connect_seconds)
        try:
            connection.connect()
        except (OSError, HTTPException) as problem:
            connection.close()
            raise Unreachable(type(problem).__name__) from problem
        return _Connection(connection.sock)


class _Connection:
    """One socket, open. For one thread at a time."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._poll = select.poll()  # unlike select() it takes any number of open files
        self._poll.register(connected, select.POLLIN)
        self.used_at = 0.0

    def ask(self, request: bytes, until: float, most_bytes: int) -> Answer:
        """Send and read the answer. Raises OSError and Unreadable."""
        self._socket.settimeout(max(0.001, until - time.monotonic()))
        self._socket.sendall(request)
        answer = read_answer(partial(self._receive, until), most_bytes)
        self.used_at = time.monotonic()
        return answer

    def was_closed(self) -> bool:
        """Whether the host has ended the idle connection: nothing else can be there to be read."""
        return bool(self._poll.poll(0))

    def close(self) -> None:
        self._socket.close()

    def _receive(self, until: float, most: int) -> bytes:
        if (left := until - time.monotonic()) <= 0:
            raise TimeoutError
        self._socket.settimeout(left)
        return self._socket.recv(most)
