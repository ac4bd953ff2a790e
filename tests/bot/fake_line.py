"""LINE as the bot meets it: the interface of ``bot.line.Line``, obeying LINE's rules, with switches for its bad days."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Literal

from bot.line import LineBusy, LineRefused, LineUnavailable

TOKEN_LIVES = timedelta(minutes=1)
TOKEN_REVIVES = timedelta(minutes=20)
KEY_LIVES = timedelta(hours=24)

Json = dict[str, Any]
Mood = Literal["well", "loses the answer", "fails", "cannot be reached", "busy"]


@dataclass
class _Token:
    chat: str
    event_at: datetime
    carried_at: datetime
    spent: bool = False


@dataclass
class FakeLine:
    """``phones`` is what people see, in order. ``calls`` is every call that reached LINE: (route, chat or token, key).

    ``moods`` is how the next calls go, one after the other; then ``mood``. ``dislikes`` are texts LINE refuses to carry.
    ``held`` chats keep the bot waiting until their event is set.
    """

    clock: Callable[[], datetime]
    mood: Mood = "well"
    moods: list[Mood] = field(default_factory=list)
    dislikes: set[str] = field(default_factory=set)
    blocked: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    held: dict[str, threading.Event] = field(default_factory=dict)
    waiting: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    malformed: set[str] = field(default_factory=set)
    month: int | None = None
    pushed: int = 0
    refuses_us: bool = False
    bubbles: dict[str, list[Json]] = field(default_factory=dict)
    phones: dict[str, list[str]] = field(default_factory=dict)
    calls: list[tuple[str, str, str | None]] = field(default_factory=list)
    _tokens: dict[str, _Token] = field(default_factory=dict)
    _keys: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    # --- what a test does --------------------------------------------------------------------------------------------

    def token_for(self, chat: str) -> str:
        """The token of an event that is delivered now."""
        token = uuid.uuid4().hex
        self._tokens[token] = _Token(chat, self.clock(), self.clock())
        return token

    def redelivers(self, token: str) -> None:
        known = self._tokens[token]
        if self.clock() - known.event_at <= TOKEN_REVIVES:
            known.carried_at = self.clock()

    def phone(self, chat: str) -> list[str]:
        return self.phones.get(chat, [])

    # --- what the bot calls --------------------------------------------------------------------------------------------

    def reply(self, token: str, messages: list[Json]) -> str | None:
        known = self._tokens.get(token)
        self._hold(known.chat if known else "")
        with self._lock:
            self.calls.append(("reply", known.chat if known else "", None))
            mood = self._admit()
            self._inspect(messages)
            if known is None or known.spent or self.clock() - known.carried_at > TOKEN_LIVES:
                raise LineRefused("Invalid reply token", token_spent=True)
            known.spent = True
            return self._deliver(known.chat, messages, mood)

    def push(self, to: str, messages: list[Json], retry_key: str) -> str | None:
        key = str(uuid.UUID(retry_key))
        self._hold(to)
        with self._lock:
            self.calls.append(("push", to, key))
            mood = self._admit()
            at, request_id = self._keys.get(key, (None, ""))
            if at is not None and self.clock() - at < KEY_LIVES:
                return request_id
            self._inspect(messages)
            if to in self.unknown:
                raise LineRefused("400 Failed to send messages")
            if self.month is not None and self.pushed >= self.month:
                raise LineBusy("429 You have reached your monthly limit.")
            self._keys[key] = (self.clock(), f"request-{len(self.calls)}")
            return self._deliver(to, messages, mood)

    def multicast(self, to: Sequence[str], messages: list[Json], retry_key: str) -> str | None:
        key = str(uuid.UUID(retry_key))
        with self._lock:
            self.calls.append(("multicast", f"{len(to)} people", key))
            mood = self._admit()
            at, request_id = self._keys.get(key, (None, ""))
            if at is not None and self.clock() - at < KEY_LIVES:
                return request_id
            self._inspect(messages)
            if not 1 <= len(to) <= 500 or len(set(to)) != len(to) or self.malformed & set(to):
                raise LineRefused("400 The property, to, in the request body is invalid")
            reached = [chat for chat in to if chat not in self.blocked]
            if self.month is not None and self.pushed + len(reached) > self.month:
                raise LineBusy("429 You have reached your monthly limit.")
            self.pushed += len(reached)
            self._keys[key] = (self.clock(), f"request-{len(self.calls)}")
            for chat in to:
                self._deliver(chat, messages, "well")
            if mood == "loses the answer":
                raise LineUnavailable("ProtocolError", maybe_accepted=True)
            return f"request-{len(self.calls)}"

    def quota(self) -> int | None:
        self._admit()
        return self.month

    def used(self) -> int:
        return self.pushed

    def _hold(self, chat: str) -> None:
        if chat in self.held:
            self.waiting.release()
            assert self.held[chat].wait(30), "nobody ended the wait"

    def _admit(self) -> Mood:
        mood = self.moods.pop(0) if self.moods else self.mood
        if mood == "fails":
            raise LineUnavailable("500 Internal Server Error", maybe_accepted=True)
        if mood == "cannot be reached":
            raise LineUnavailable("NewConnectionError", maybe_accepted=False)
        if mood == "busy":
            raise LineBusy("429 The API rate limit has been exceeded. Try again later.")
        return mood

    def _inspect(self, messages: list[Json]) -> None:
        texts = [message["text"] for message in messages if message["type"] == "text"]
        if not 1 <= len(messages) <= 5:
            raise LineRefused("400 The request body has 1 error · messages · Size must be between 1 and 5")
        if any(not text or len(text) > 5000 or word in text for text in texts for word in self.dislikes or {"\0"}):
            raise LineRefused("400 A message in the request body is invalid")

    def _deliver(self, chat: str, messages: list[Json], mood: Mood) -> str:
        if chat not in self.blocked:
            self.bubbles.setdefault(chat, []).extend(messages)
            self.phones.setdefault(chat, []).extend(message.get("text", message["type"]) for message in messages)
        if mood == "loses the answer":
            raise LineUnavailable("ProtocolError", maybe_accepted=True)
        return f"request-{len(self.calls)}"
