"""Who is there: residents by the keyed hash of their LINE user id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from storage.models import RESIDENTS, Resident
from storage.sealing import Seal
from storage.upsert import insert_or_change

_KNOWN = select(RESIDENTS.c.chat, RESIDENTS.c.left_at).where(RESIDENTS.c.chat.in_(bindparam("chats", expanding=True)))


def known(session: Session, chats: Sequence[str]) -> dict[str, bool]:
    """Those among ``chats`` who have been here before; True for those who blocked the account since."""
    rows = session.execute(_KNOWN, {"chats": chats})
    return {chat: left_at is not None for chat, left_at in rows}


def greet(session: Session, chat: str, line_user_id: str, seal: Seal, now: datetime) -> None:
    """Note that the resident is reachable, for the first time or again."""
    session.execute(
        insert_or_change(session, RESIDENTS, "chat", ("left_at",)),
        {"chat": chat, "line_user_id": seal.seal(line_user_id), "first_seen_at": now, "left_at": None},
    )


def note_leaving(session: Session, chat: str, now: datetime) -> None:
    """Note that the resident blocked the account."""
    session.execute(update(Resident).where(Resident.chat == chat).values(left_at=now))
