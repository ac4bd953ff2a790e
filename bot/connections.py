"""Requests to one host over connections that are kept open.

What a reply to LINE needs of HTTP is little: urllib3, with its retries, redirects, proxies and encodings that are of no use
here, takes twice the processor time of ``http.client`` for it, and every event ends in such a call.
"""

from __future__ import annotations

import select
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPSConnection
from urllib.parse import urlsplit

# Whatever lies between us and the host may forget a connection in silence; after so long a new one is opened instead.
_IDLE_SECONDS = 50


class Unreachable(Exception):
    """No connection came about: nothing was sent."""


class NoAnswer(Exception):
    """The request may have gone through, but there is no answer that can be read."""


@dataclass(frozen=True)
class Answer:
    """What the host said; ``headers`` are found whichever way their names are spelt."""

    status: int
    headers: HTTPMessage
    body: bytes


class Connections:
    """For many threads: each request has a connection to itself, up to ``kept`` stay open for the next ones."""

    def __init__(self, base_url: str, *, connect_seconds: float, read_seconds: float, kept: int) -> None:
        parts = urlsplit(base_url)
        self._open = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._host, self._port, self._prefix = parts.hostname or "", parts.port, parts.path.rstrip("/")
        self._connect_seconds = connect_seconds
        self._read_seconds = read_seconds
        self._kept = kept
        self._idle: deque[tuple[HTTPConnection, float]] = deque()

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
        """Ask once. Raises Unreachable and NoAnswer, each naming the error beneath."""
        connection = self._idle_one() or self._new_one()
        kept = False
        try:
            connection.request(method, self._prefix + path, body, headers)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
            kept = not response.will_close and len(self._idle) < self._kept
        except (OSError, HTTPException, ValueError) as problem:  # ValueError: a length that is no number
            raise NoAnswer(type(problem).__name__) from problem
        finally:
            if not kept:
                connection.close()
        self._idle.append((connection, time.monotonic()))
        return answer

    def close(self) -> None:
        """Let go of the connections."""
        while self._idle:
            self._idle.pop()[0].close()

    def _idle_one(self) -> HTTPConnection | None:
        """The connection used last that is still good, so that those not needed grow old."""
        while True:
            try:
                connection, since = self._idle.pop()
            except IndexError:
                return None
            if time.monotonic() - since < _IDLE_SECONDS and not _was_closed(connection):
                return connection
            connection.close()

    def _new_one(self) -> HTTPConnection:
        connection = self._open(self._host, self._port, timeout=self._connect_seconds)
        try:
            connection.connect()
        except (OSError, HTTPException) as problem:
            connection.close()
            raise Unreachable(type(problem).__name__) from problem
        connection.sock.settimeout(self._read_seconds)
        return connection


def _was_closed(connection: HTTPConnection) -> bool:
    """Whether the host has ended an idle connection: nothing else can be there to be read."""
    if connection.sock is None:
        return True
    poll = select.poll()  # unlike select() it takes any number of open files
    poll.register(connection.sock, select.POLLIN)
    return bool(poll.poll(0))
