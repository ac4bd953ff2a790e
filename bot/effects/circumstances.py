"""What an effect may know of the event it follows from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.chats import Chat
from handlers.city import City
from handlers.model import Effect, Message
from storage.media import Media
from storage.sealing import Seal


@dataclass(frozen=True)
class Circumstances:
    """``chat`` is the stored name of the chat, ``source`` what LINE calls it; ``happened_at`` is the event's own time."""

    chat: str
    source: Chat
    event_id: str
    happened_at: datetime
    now: datetime
    city: City
    seal: Seal
    media: Media


# One subject's functions by the kind of effect they make so.
Apply = Callable[[Session, Any, Circumstances], tuple[Message, ...]]
Table = Mapping[type[Effect], Apply]
