"""Channel access tokens that live for fifteen minutes, as LINE issues them for channel id and secret."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta


class StatelessTokens:
    """Those that were issued and still live. They cannot be revoked; any number may live at once."""

    def __init__(self) -> None:
        self._end: dict[str, datetime] = {}
        self.issued = 0

    def issue(self, lives: timedelta, now: datetime) -> str:
        self._end = {token: end for token, end in self._end.items() if end > now}
        token = secrets.token_urlsafe(96)
        self._end[token] = now + lives
        self.issued += 1
        return token

    def is_good(self, token: str, now: datetime) -> bool:
        end = self._end.get(token)
        return end is not None and now < end
