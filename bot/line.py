"""The LINE client: reply, push, multicast and the month's quota, with time-outs.

LINE's many errors are the three a caller can act on. A test holds the requests against those that
line-bot-sdk sends. The SDK itself is not loaded here: it brings thirty megabytes and half a second to every start, and takes
half of a call's processor time (docs/adr/0004).
"""

from __future__ import annotations

import json
import math
import time
import uuid
from collections.abc import Sequence
from typing import Any

from bot.connections import Connections, NoAnswer, Unreachable
from bot.http_answers import Answer
from bot.tokens import LongLived, NoToken, Tokens

# Together shorter than a letter's lease (storage.outbox.LEASE): whoever waits longer has lost the letter anyway.
CONNECT_SECONDS = 3.0
READ_SECONDS = 8.0
# A token that has to be fetched first may take as long again (bot.tokens). A call that would begin later than this might end
# after the lease; it is not begun, and the next try has the token.
BEGUN_WITHIN_SECONDS = 1.5
# Who has no letter in hand, a command or a page, has no lease that could run out.
BEGUN_WHENEVER = math.inf

Json = dict[str, Any]


class LineUnavailable(Exception):
    """No usable answer: try again, with the same token or key. ``maybe_accepted``: the request may have gone through."""

    def __init__(self, problem: str, *, maybe_accepted: bool) -> None:
        super().__init__(problem)
        self.maybe_accepted = maybe_accepted


class LineBusy(Exception):
    """LINE takes nothing from us for now (rate, quota, or our access): nothing was accepted, later may help."""


class LineRefused(Exception):
    """LINE will never take this request. ``token_spent``: because of its reply token, which was used or is too old."""

    def __init__(self, problem: str, *, token_spent: bool = False) -> None:
        super().__init__(problem)
        self.token_spent = token_spent


class Line:
    """One client per process, made after the fork; safe for many threads.

    ``refuses_us``: LINE did not take our token the last time, nor a new one; None while it was not asked anything.
    """

    def __init__(
        self,
        tokens: Tokens | str,
        base_url: str,
        *,
        connections: int = 64,
        read_seconds: float = READ_SECONDS,
        begun_within_seconds: float = BEGUN_WITHIN_SECONDS,
    ) -> None:
        self._tokens = LongLived(tokens) if isinstance(tokens, str) else tokens
        self.refuses_us: bool | None = None
        self._begun_within_seconds = begun_within_seconds
        self._connections = Connections(
            base_url, connect_seconds=CONNECT_SECONDS, read_seconds=read_seconds, kept=connections
        )
        self._headers = {"Content-Type": "application/json", "User-Agent": "koe-no-mado"}

    def close(self) -> None:
        """Let go of the connections."""
        self._connections.close()

    def reply(self, token: str, messages: list[Json]) -> str | None:
        """Answer an event. Returns LINE's request id. Raises LineUnavailable, LineBusy, LineRefused."""
        return self._post("/v2/bot/message/reply", {"replyToken": token, "messages": messages})

    def push(self, to: str, messages: list[Json], retry_key: str) -> str | None:
        """Send to one chat. ``retry_key`` makes repeating harmless for 24 hours. Returns and raises like ``reply``."""
        return self._post("/v2/bot/message/push", {"to": to, "messages": messages}, retry_key)

    def multicast(self, to: Sequence[str], messages: list[Json], retry_key: str) -> str | None:
        """Send the same to up to 500 people. Returns and raises like ``push``."""
        return self._post("/v2/bot/message/multicast", {"to": list(to), "messages": messages}, retry_key)

    def quota(self) -> int | None:
        """How many people may be pushed to this month; None: no limit. Raises LineUnavailable, LineBusy, LineRefused."""
        answer = self._get("/v2/bot/message/quota")
        return _whole(answer, "value") if answer.get("type") == "limited" else None

    def used(self) -> int:
        """How many of them were used up by now, approximately. Raises like ``quota``."""
        return _whole(self._get("/v2/bot/message/quota/consumption"), "totalUsage")

    def _get(self, path: str) -> Json:
        try:
            answer = self._request("GET", path, self._headers)
        except (Unreachable, NoAnswer) as problem:
            raise LineUnavailable(str(problem), maybe_accepted=False) from problem
        if not 200 <= answer.status < 300:
            _sorted_out(answer, with_key=False)
        try:
            found = json.loads(answer.body)
        except (ValueError, RecursionError) as problem:
            raise LineUnavailable("unreadable answer", maybe_accepted=False) from problem
        if not isinstance(found, dict):
            raise LineUnavailable("unreadable answer", maybe_accepted=False)
        return found

    def _post(self, path: str, body: Json, retry_key: str | None = None) -> str | None:
        headers = self._headers
        if retry_key is not None:
            headers = {**headers, "X-Line-Retry-Key": str(uuid.UUID(retry_key))}
        data = json.dumps(body, separators=(",", ":")).encode()  # ASCII, so half characters cannot break it
        try:
            answer = self._request("POST", path, headers, data)
        except Unreachable as problem:
            raise LineUnavailable(str(problem), maybe_accepted=False) from problem
        except NoAnswer as problem:  # tried again by whoever knows what may be repeated
            raise LineUnavailable(str(problem), maybe_accepted=True) from problem
        if 200 <= answer.status < 300:
            return _request_id(answer, "X-Line-Request-Id")
        return _sorted_out(answer, with_key=retry_key is not None)

    def _request(self, method: str, path: str, headers: dict[str, str], data: bytes | None = None) -> Answer:
        """Ask with the present token, and where LINE does not take it, once more with another: what a 401 answers has had no
        consequences."""
        latest = time.monotonic() + self._begun_within_seconds
        token = self._token(latest)
        answer = self._connections.request(method, path, {**headers, "Authorization": f"Bearer {token}"}, data)
        if answer.status == 401 and self._tokens.refused(token):
            again = {**headers, "Authorization": f"Bearer {self._token(latest)}"}
            answer = self._connections.request(method, path, again, data)
        self.refuses_us = answer.status == 401
        return answer

    def _token(self, latest: float) -> str:
        """The token to send, at hand by ``latest`` on the monotonic clock."""
        try:
            token = self._tokens.present()
        except NoToken as problem:
            self.refuses_us = problem.refused
            if problem.refused:
                raise LineBusy(f"no token: {problem}") from problem
            raise LineUnavailable(f"no token: {problem}", maybe_accepted=False) from problem
        if time.monotonic() > latest:
            raise LineUnavailable("the token came late", maybe_accepted=False)
        return token


def _sorted_out(answer: Answer, *, with_key: bool) -> str | None:
    """LINE's status as success, or as the error that says what to do. Texts are read only where LINE gives no other sign."""
    status, message = answer.status, _message_of(answer.body)
    if status == 409 and with_key:  # an earlier try with this key was accepted
        return _request_id(answer, "X-Line-Accepted-Request-Id")
    if status == 400 and "reply token" in message.lower():
        raise LineRefused(message, token_spent=True)
    if status in (401, 403, 429):
        raise LineBusy(f"{status} {message}")
    if status >= 500:
        raise LineUnavailable(f"{status} {message}", maybe_accepted=True)
    raise LineRefused(f"{status} {message}")


def _whole(answer: Json, name: str) -> int:
    """A whole number of LINE's answer. Raises LineUnavailable where it has none: what cannot be read was not said."""
    value = answer.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise LineUnavailable("unreadable answer", maybe_accepted=False)
    return value


def _message_of(body: bytes) -> str:
    """LINE's own words, which name properties and never what was written in them."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(answer, dict):
        return ""
    details = answer.get("details")
    first = details[0] if isinstance(details, list) and details and isinstance(details[0], dict) else {}
    parts = [answer.get("message"), first.get("property"), first.get("message")]
    text = " · ".join(part for part in parts if isinstance(part, str))[:180]
    return "".join(sign if sign.isprintable() else "?" for sign in text)  # no database takes a NUL or half a character


def _request_id(answer: Answer, name: str) -> str | None:
    """As much of it as the outbox has room for: an odd one must not make a delivered letter look undelivered."""
    found = answer.header(name)
    return found[:64] if found else None
