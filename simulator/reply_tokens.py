"""Reply tokens: good once, and for a minute after a webhook has carried them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.identifiers import new_token
from simulator.wire import Refused

GOOD_FOR = timedelta(seconds=60)
# A redelivered webhook starts the minute anew, until so long after the event.
RENEWED_FOR = timedelta(minutes=20)


@dataclass
class _Token:
    chat_id: str
    event_at: datetime
    carried_at: datetime | None = None
    is_spent: bool = False


class ReplyTokens:
    def __init__(self) -> None:
        self._tokens: dict[str, _Token] = {}

    def issue(self, chat_id: str, event_at: datetime) -> str:
        token = new_token()
        self._tokens[token] = _Token(chat_id, event_at)
        return token

    def carried(self, token: str, now: datetime) -> None:
        """A webhook with this token is on its way."""
        known = self._tokens.get(token)
        if known is not None and now - known.event_at <= RENEWED_FOR:
            known.carried_at = now

    def chat_of(self, token: str, now: datetime) -> str:
        """Raises Refused for a token that is unknown, spent or too old."""
        known = self._tokens.get(token)
        if known is None or known.is_spent or known.carried_at is None or now - known.carried_at > GOOD_FOR:
            raise Refused(400, "Invalid reply token")
        return known.chat_id

    def spend(self, token: str) -> None:
        self._tokens[token].is_spent = True
