"""What stands in ``Authorization``: one long-lived access token, or stateless ones of fifteen minutes that renew themselves.

A stateless token is issued for channel id and secret, cannot be revoked and needs no keeping: every process has its own.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

from bot.connections import Connections, NoAnswer, Unreachable
from bot.http_answers import Answer
from bot.settings import LineSettings

log = logging.getLogger("koe.tokens")

_PATH = "/oauth2/v3/token"
_CONNECT_SECONDS, _READ_SECONDS = 3.0, 5.0
# A token is exchanged this long before its end; should LINE not answer, it is still good for so many tries.
_RENEWED_BEFORE_SECONDS = 180
_PAUSE_AFTER_TROUBLE_SECONDS = 10
# Without any that lives nothing can be sent: those who come meanwhile are told at once.
_PAUSE_AFTER_FAILURE_SECONDS = 2


class NoToken(Exception):
    """None is to be had. ``refused``: LINE does not know channel id or secret; otherwise asking again may help."""

    def __init__(self, problem: str, *, refused: bool = False) -> None:
        super().__init__(problem)
        self.refused = refused


class Tokens(Protocol):
    """Hands out the token for a request. For many threads."""

    def present(self) -> str:
        """The token to send. Raises NoToken."""
        ...

    def refused(self, token: str) -> bool:
        """LINE answered 401 to this one; whether it is worth asking for another."""
        ...


@dataclass(frozen=True)
class LongLived:
    """The token issued by hand in LINE's console."""

    token: str = field(repr=False)

    def present(self) -> str:
        return self.token

    def refused(self, token: str) -> bool:
        return False


class Stateless:
    """Asks LINE for a token when the one at hand comes to its end. While one thread asks, the others go on with the old one."""

    def __init__(
        self, channel_id: str, channel_secret: str, base_url: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._form = urlencode(
            {"grant_type": "client_credentials", "client_id": channel_id, "client_secret": channel_secret}
        ).encode()
        self._connections = Connections(base_url, connect_seconds=_CONNECT_SECONDS, read_seconds=_READ_SECONDS, kept=1)
        self._clock = clock
        self._asking = threading.Lock()
        self._token: str | None = None
        self._renewed_at = self._dies_at = 0.0
        self._trouble: NoToken | None = None
        self._asked_again_at = 0.0

    def present(self) -> str:
        while True:
            token, now = self._token, self._clock()
            alive = token is not None and now < self._dies_at
            if token is not None and now < self._renewed_at:
                return token
            if not self._asking.acquire(blocking=not alive):
                assert token is not None
                return token
            try:
                if self._token == token:  # nobody was quicker
                    # Each of many waiting would ask in turn, and the last outlive the lease of its letter.
                    if self._trouble is not None and not alive and self._clock() < self._asked_again_at:
                        raise self._trouble
                    self._renew(alive=alive)
            finally:
                self._asking.release()

    def refused(self, token: str) -> bool:
        with self._asking:
            if self._token == token:
                self._token = None
        return True

    def _renew(self, *, alive: bool) -> None:
        try:
            token, lives_seconds = self._issued()
        except NoToken as problem:
            if not alive:
                self._trouble, self._asked_again_at = problem, self._clock() + _PAUSE_AFTER_FAILURE_SECONDS
                raise
            log.warning("token not renewed, the present one is still good (%s)", problem)
            self._renewed_at = min(self._clock() + _PAUSE_AFTER_TROUBLE_SECONDS, self._dies_at)
            return
        now = self._clock()
        self._dies_at = now + lives_seconds
        self._renewed_at = now + max(lives_seconds / 2, lives_seconds - _RENEWED_BEFORE_SECONDS)
        self._token = token

    def _issued(self) -> tuple[str, float]:
        try:
            answer = self._connections.request(
                "POST", _PATH, {"Content-Type": "application/x-www-form-urlencoded"}, self._form
            )
        except (Unreachable, NoAnswer) as problem:
            raise NoToken(str(problem)) from problem
        if answer.status != 200:
            # LINE's words are left out: nothing of the request may stand in a log.
            raise NoToken(f"{answer.status}", refused=400 <= answer.status < 500 and answer.status != 429)
        return _read(answer)


def _read(answer: Answer) -> tuple[str, float]:
    try:
        told = json.loads(answer.body)
        token, lives_seconds = told["access_token"], float(told["expires_in"])
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        raise NoToken("unreadable answer") from problem
    if not isinstance(token, str) or not token.isascii() or not token.isprintable() or not lives_seconds > 0:
        raise NoToken("unreadable answer")
    return token, lives_seconds


def tokens_of(settings: LineSettings) -> Tokens:
    """The access token where one is set; otherwise stateless ones, for which channel id and secret are."""
    if settings.line_channel_access_token is not None:
        return LongLived(settings.line_channel_access_token.get_secret_value())
    if settings.line_channel_id is None or settings.line_channel_secret is None:
        raise ValueError("settings have neither an access token nor channel id and secret")
    return Stateless(
        settings.line_channel_id, settings.line_channel_secret.get_secret_value(), settings.line_api_base_url
    )
