"""Webhooks go on to another tool of the city's, unchanged, after they were acknowledged.

LINE knows one address for each account, and a city has one free account. What the other tool gets is the body LINE sent with
its signature, so that it can check both with the same channel secret. It is a guest: it can neither slow us down nor lose
anything of ours, and what it does not take after a few tries is counted and let go.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bot.connections import Connections, NoAnswer, Unreachable
from storage import signs
from storage.database import Database, DatabaseAway

log = logging.getLogger("koe.forwarding")

# LINE itself waits for two seconds.
_CONNECT_SECONDS, _READ_SECONDS = 2.0, 5.0
_PAUSES_SECONDS = (1.0, 5.0)
# A tool that hangs makes its webhooks wait here; more than this is let go, so that memory has a bound (64 MiB at the most).
_MOST_WAITING = 1000
_MOST_WAITING_BYTES = 64 * 1024 * 1024
_HANDS = 4
_COUNTED_EVERY_SECONDS = 10
_STOP_SECONDS = 3


@dataclass(frozen=True)
class _Passed:
    body: bytes
    signature: str


class Forwarding:
    """One for each web process. ``pass_on`` never waits and never raises."""

    def __init__(
        self,
        address: str,
        database: Database,
        clock: Callable[[], datetime],
        *,
        pauses_seconds: tuple[float, ...] = _PAUSES_SECONDS,
        counted_every_seconds: float = _COUNTED_EVERY_SECONDS,
        stop_seconds: float = _STOP_SECONDS,
    ) -> None:
        parts = urlsplit(address)
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._connections = Connections(
            f"{parts.scheme}://{parts.netloc}",
            connect_seconds=_CONNECT_SECONDS,
            read_seconds=_READ_SECONDS,
            kept=_HANDS,
        )
        self._database = database
        self._clock = clock
        self._pauses_seconds = pauses_seconds
        self._counted_every_seconds = counted_every_seconds
        self._stop_seconds = stop_seconds
        self._waiting: queue.Queue[_Passed] = queue.Queue(_MOST_WAITING)
        self._bytes = 0
        self._counts = {"forwarded": 0, "not_forwarded": 0}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._send_all, name=f"forwarding-{number}", daemon=True)
            for number in range(_HANDS)
        ]
        self._counting = threading.Thread(target=self._count, name="forwarding-count", daemon=True)

    def start(self) -> None:
        for thread in (*self._threads, self._counting):
            thread.start()

    def pass_on(self, body: bytes, signature: str) -> None:
        """Take a webhook that was acknowledged."""
        with self._lock:
            fits = self._bytes + len(body) <= _MOST_WAITING_BYTES and not self._stop.is_set()
            self._bytes += len(body) if fits else 0
        if fits:
            try:
                self._waiting.put_nowait(_Passed(body, signature))
            except queue.Full:
                self._let_go(len(body))
            else:
                return
        self._note("not_forwarded")

    def stop(self) -> None:
        """Let what is in hand end, for a few seconds; what still waits is counted as not passed on."""
        over = time.monotonic() + self._stop_seconds
        while self._bytes and time.monotonic() < over:
            time.sleep(0.05)
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=max(0.0, over - time.monotonic()))
        while not self._waiting.empty():
            try:
                left = self._waiting.get_nowait()
            except queue.Empty:
                break
            self._let_go(len(left.body))
            self._note("not_forwarded")
        self._keep_counts()

    def _send_all(self) -> None:
        while not self._stop.is_set():
            try:
                passed = self._waiting.get(timeout=0.5)
            except queue.Empty:
                continue
            try:
                self._note("forwarded" if self._sent(passed) else "not_forwarded")
            except Exception:
                log.exception("a webhook was not passed on")
                self._note("not_forwarded")
            finally:
                self._let_go(len(passed.body))

    def _sent(self, passed: _Passed) -> bool:
        """Whether the other tool took it, at the last of a few tries. One that answers 4xx will not take it later either."""
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Line-Signature": passed.signature,
            "User-Agent": "LineBotWebhook/2.0",
        }
        problem = ""
        for pause_seconds in (0.0, *self._pauses_seconds):
            if pause_seconds and self._stop.wait(pause_seconds):
                break
            try:
                answer = self._connections.request("POST", self._path, headers, passed.body)
            except (Unreachable, NoAnswer) as trouble:
                problem = str(trouble)
                continue
            if 200 <= answer.status < 300:
                return True
            problem = str(answer.status)
            if answer.status < 500 and answer.status != 429:
                break
        log.warning("a webhook was not passed on: %s", problem)
        return False

    def _let_go(self, count: int) -> None:
        with self._lock:
            self._bytes -= count

    def _note(self, name: str) -> None:
        with self._lock:
            self._counts[name] += 1

    def _count(self) -> None:
        while not self._stop.wait(self._counted_every_seconds):
            try:
                self._keep_counts()
            except Exception:
                log.exception("forwarding: counts not kept")

    def _keep_counts(self) -> None:
        """Into the database, where every process and the alarms see them; in groups, so that they cost nothing."""
        with self._lock:
            counts = {name: count for name, count in self._counts.items() if count}
            self._counts = dict.fromkeys(self._counts, 0)
        if not counts:
            return
        try:
            with self._database.writing(durable=False) as session:
                for name, count in sorted(counts.items()):
                    signs.add(session, name, count, self._clock())
        except Exception as problem:
            with self._lock:
                for name, count in counts.items():
                    self._counts[name] += count
            if not isinstance(problem, DatabaseAway):
                raise
            log.warning("counts put off: database away (%s)", problem)
