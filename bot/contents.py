"""What residents send besides text, fetched from LINE's data host: photos, never more than we keep."""

from __future__ import annotations

import time
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

from bot.line import CONNECT_SECONDS, READ_SECONDS, LineUnavailable
from bot.tokens import LongLived, NoToken, Tokens

MAX_BYTES = 10 * 1024 * 1024
# Each read has a time limit of its own; a photo that drips has this one. Shorter than the lease of a photo (``attachments``).
FETCH_SECONDS = 40
_CHUNK_BYTES = 64 * 1024


class NotReadyYet(Exception):
    """LINE is still preparing it (202): ask again later."""


class Gone(Exception):
    """LINE has it no longer, or never had (404, 410): asking again is no use."""


class TooLarge(Exception):
    """More than ``MAX_BYTES``: not read to the end."""


class Contents:
    """One client per process, made after the fork; safe for many threads."""

    def __init__(self, tokens: Tokens | str, base_url: str) -> None:
        self._tokens = LongLived(tokens) if isinstance(tokens, str) else tokens
        self._base_url = base_url
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            retries=urllib3.Retry(0, redirect=0),
        )

    def fetch(self, message_id: str) -> bytes:
        """The content of a message. Raises NotReadyYet, Gone, TooLarge, LineUnavailable."""
        try:
            response = self._asked(message_id)
            try:
                return _read(response)
            finally:
                response.release_conn()
        except (HTTPError, NoToken) as problem:
            raise LineUnavailable(type(problem).__name__, maybe_accepted=False) from problem

    def _asked(self, message_id: str) -> Any:
        """LINE's answer, unread; a token it does not take is exchanged for another, once."""
        token = self._tokens.present()
        response = self._get(message_id, token)
        if response.status == 401 and self._tokens.refused(token):
            response.release_conn()
            return self._get(message_id, self._tokens.present())
        return response

    def _get(self, message_id: str, token: str) -> Any:
        address = f"{self._base_url}/v2/bot/message/{message_id}/content"
        return self._pool.request("GET", address, headers={"Authorization": f"Bearer {token}"}, preload_content=False)


def _read(response: Any) -> bytes:
    status = int(response.status)
    if status == 202:
        raise NotReadyYet
    if status in (400, 404, 410):
        raise Gone(str(status))
    if status != 200:
        raise LineUnavailable(str(status), maybe_accepted=False)
    parts: list[bytes] = []
    size, over = 0, time.monotonic() + FETCH_SECONDS
    for part in response.stream(_CHUNK_BYTES):
        size += len(part)
        if time.monotonic() > over:
            response.close()
            raise LineUnavailable("too slow", maybe_accepted=False)
        if size > MAX_BYTES:
            response.close()
            raise TooLarge
        parts.append(part)
    return b"".join(parts)
