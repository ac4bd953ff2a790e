"""Coming and going."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.effects.circumstances import Circumstances, Table
from handlers.model import Greeted, Left, Message
from storage import monitors, outbox, residents


def greeted(session: Session, _effect: Greeted, on: Circumstances) -> tuple[Message, ...]:
    residents.greet(session, on.chat, on.source.identity, on.seal, on.now)
    monitors.note_reachable(session, on.chat, reachable=True)
    return ()


def left(session: Session, _effect: Left, on: Circumstances) -> tuple[Message, ...]:
    residents.note_leaving(session, on.chat, on.now)
    monitors.note_reachable(session, on.chat, reachable=False)
    outbox.cancel_pushes(session, on.chat, on.now)
    return ()


APPLY: Table = {Greeted: greeted, Left: left}
