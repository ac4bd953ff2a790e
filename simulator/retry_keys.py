"""Retry keys: the same key is accepted once in 24 hours, so a second try cannot arrive twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.wire import Json, Refused

KEPT_FOR = timedelta(hours=24)
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")


@dataclass(frozen=True)
class _Accepted:
    at: datetime
    request_id: str
    answer: Json


class RetryKeys:
    def __init__(self) -> None:
        self._accepted: dict[str, _Accepted] = {}

    def refuse_used(self, key: str | None, now: datetime) -> None:
        """Raises Refused: 400 for a key that is no UUID, 409 with the first answer for one already accepted."""
        if key is None:
            return
        if not _UUID.match(key):
            raise Refused(400, "Invalid retry key")
        first = self._accepted.get(key.lower())
        if first is not None and now - first.at < KEPT_FOR:
            headers = {"x-line-accepted-request-id": first.request_id}
            raise Refused(409, "The retry key is already accepted", headers=headers, extra=first.answer)

    def keep(self, key: str | None, now: datetime, request_id: str, answer: Json) -> None:
        if key is not None:
            self._accepted[key.lower()] = _Accepted(now, request_id, answer)
