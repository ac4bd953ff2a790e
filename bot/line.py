"""The LINE client: line-bot-sdk's transport with time-outs, and its many errors as the three a caller can act on."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

import urllib3

# Every package of the SDK holds the same transport. That of ``messaging`` loads 200 message models with it, which this room
# does not use: twenty megabytes and half a second of every start.
from linebot.v3.shop import ApiClient, ApiException, Configuration
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError

# Together shorter than a letter's lease (storage.outbox.LEASE): whoever waits longer has lost the letter anyway.
CONNECT_SECONDS = 3.0
READ_SECONDS = 8.0

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
    """One client per process, made after the fork; safe for many threads."""

    def __init__(self, access_token: str, base_url: str, *, connections: int = 64) -> None:
        configuration = Configuration(access_token=access_token, host=base_url)
        configuration.retries = urllib3.Retry(0, redirect=0)  # we try again ourselves, knowing what may be repeated
        configuration.connection_pool_maxsize = connections
        self._client = ApiClient(configuration)

    def close(self) -> None:
        """Let go of the connections; the next call opens new ones."""
        self._client.rest_client.pool_manager.clear()

    def reply(self, token: str, messages: list[Json]) -> str | None:
        """Answer an event. Returns LINE's request id. Raises LineUnavailable, LineBusy, LineRefused."""
        return self._post("/v2/bot/message/reply", {"replyToken": token, "messages": messages})

    def push(self, to: str, messages: list[Json], retry_key: str) -> str | None:
        """Send to one chat. ``retry_key`` makes repeating harmless for 24 hours. Returns and raises like ``reply``."""
        return self._post("/v2/bot/message/push", {"to": to, "messages": messages}, retry_key)

    def _post(self, path: str, body: Json, retry_key: str | None = None) -> str | None:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if retry_key is not None:
            headers["X-Line-Retry-Key"] = str(uuid.UUID(retry_key))
        try:
            # The SDK's message models would cost a millisecond a letter and refuse what LINE takes; its transport does not.
            response = self._client.call_api(
                path,
                "POST",
                {},
                [],
                headers,
                body=body,
                response_types_map={},
                auth_settings=["Bearer"],
                _request_timeout=(CONNECT_SECONDS, READ_SECONDS),
            )
        except ApiException as refusal:
            return _sorted_out(refusal, with_key=retry_key is not None)
        except HTTPError as problem:
            reason = problem.reason if isinstance(problem, MaxRetryError) else problem
            never_left = isinstance(reason, NewConnectionError | urllib3.exceptions.ConnectTimeoutError)
            raise LineUnavailable(type(reason).__name__, maybe_accepted=not never_left) from problem
        return _request_id(response.headers, "X-Line-Request-Id")


def _sorted_out(refusal: ApiException, *, with_key: bool) -> str | None:
    """LINE's status as success, or as the error that says what to do. Texts are read only where LINE gives no other sign."""
    status = refusal.status or 0
    message = _message_of(refusal)
    if status == 409 and with_key:  # an earlier try with this key was accepted
        return _request_id(refusal.headers, "X-Line-Accepted-Request-Id")
    if status == 400 and "reply token" in message.lower():
        raise LineRefused(message, token_spent=True) from refusal
    if status in (401, 403, 429):
        raise LineBusy(f"{status} {message}") from refusal
    if status == 0 or status >= 500:
        raise LineUnavailable(f"{status} {message}", maybe_accepted=True) from refusal
    raise LineRefused(f"{status} {message}") from refusal


def _message_of(refusal: ApiException) -> str:
    """LINE's own words, which name properties and never what was written in them."""
    try:
        answer = json.loads(refusal.body or "{}")
    except (ValueError, RecursionError):
        return ""
    if not isinstance(answer, dict):
        return ""
    details = answer.get("details")
    first = details[0] if isinstance(details, list) and details and isinstance(details[0], dict) else {}
    parts = [answer.get("message"), first.get("property"), first.get("message")]
    text = " · ".join(part for part in parts if isinstance(part, str))[:180]
    return "".join(sign if sign.isprintable() else "?" for sign in text)  # no database takes a NUL or half a character


def _request_id(headers: Mapping[str, str] | None, name: str) -> str | None:
    """As much of it as the outbox has room for: an odd one must not make a delivered letter look undelivered."""
    found = headers.get(name) if headers else None
    return found[:64] if found else None
