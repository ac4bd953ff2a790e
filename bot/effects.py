"""One function per effect of handlers: what the bot must do besides speaking, inside the turn's transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.chats import Chat
from handlers.model import Effect, Greeted, Left
from storage import outbox, residents
from storage.sealing import Seal


def apply(session: Session, effect: Effect, chat: str, source: Chat, seal: Seal, now: datetime) -> None:
    """Make one effect so. ``chat`` is the stored name of the chat, ``source`` what LINE calls it."""
    match effect:
        case Greeted():
            residents.greet(session, chat, source.identity, seal, now)
        case Left():
            residents.note_leaving(session, chat, now)
            outbox.cancel_pushes(session, chat, now)
