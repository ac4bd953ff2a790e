"""Everything that happened, numbered, so that a page or a test can ask for what is new."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Literal

from simulator.wire import Json

# Enough for a long test; what is older is forgotten, and a reader that far behind starts anew.
KEPT_UPDATES = 20_000
KEPT_TRAFFIC = 2_000


@dataclass
class Bubble:
    """One message in a chat, as the resident sees it.

    ``by`` is a user id, empty for the bot. ``traffic`` is the exchange that carried it (None: nothing did, such as
    the notice that somebody joined). ``state``: ``sending`` until the webhook is answered, ``failed`` when the bot did
    not take it.
    """

    number: int
    id: str
    chat: str
    side: Literal["resident", "bot", "notice"]
    by: str
    at_ms: int
    message: Json
    traffic: int | None = None
    state: Literal["sending", "sent", "failed", "unsent"] = "sent"
    is_read: bool = False


@dataclass
class Exchange:
    """One request between LINE and the bot with its answer. ``kind``: ``webhook`` goes out, ``call`` comes in."""

    number: int
    kind: Literal["webhook", "call"]
    at_ms: int
    method: str
    address: str
    request: object
    headers: dict[str, str] = field(default_factory=dict)
    chats: list[str] = field(default_factory=list)
    status: int | None = None
    answer: object = None
    outcome: str = ""
    took_ms: int | None = None


class Journal:
    """Not locked by itself: ``changed`` is the platform's lock and tells waiting readers of news."""

    def __init__(self, changed: threading.Condition) -> None:
        self.changed = changed
        self.number = 0
        self.bubbles: dict[str, list[Bubble]] = {}
        self.traffic: dict[int, Exchange] = {}
        self._by_message: dict[str, Bubble] = {}
        self._updates: deque[Json] = deque(maxlen=KEPT_UPDATES)
        self._exchanges = 0

    def tell(self, kind: str, content: Json) -> None:
        self.number += 1
        self._updates.append({"number": self.number, "kind": kind, "content": content})
        self.changed.notify_all()

    def since(self, number: int) -> list[Json] | None:
        """None when the reader is so far behind that something it needs has been forgotten."""
        forgotten = self._updates[0]["number"] - 1 if self._updates else 0
        if number < forgotten or number > self.number:
            return None
        return [update for update in self._updates if update["number"] > number]

    def put(self, bubble: Bubble) -> None:
        self.bubbles.setdefault(bubble.chat, []).append(bubble)
        self._by_message[bubble.id] = bubble
        self.tell("bubble", asdict(bubble))

    def changed_bubble(self, bubble: Bubble) -> None:
        self.tell("bubble", asdict(bubble))

    def find(self, message_id: str) -> Bubble | None:
        return self._by_message.get(message_id)

    def next_exchange(self) -> int:
        self._exchanges += 1
        return self._exchanges

    def keep(self, exchange: Exchange) -> None:
        """Called when it begins and again when it has ended."""
        self.traffic[exchange.number] = exchange
        if len(self.traffic) > KEPT_TRAFFIC:
            del self.traffic[min(self.traffic)]
        self.tell("traffic", asdict(exchange))
