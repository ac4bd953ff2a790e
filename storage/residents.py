"""Who is there: residents by the keyed hash of their LINE user id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.models import Resident
from storage.sealing import Seal
from storage.upsert import insert_into


def known(session: Session, chats: Sequence[str]) -> dict[str, bool]:
    """Those among ``chats`` who have been here before; True for those who blocked the account since."""
    rows = session.execute(select(Resident.chat, Resident.left_at).where(Resident.chat.in_(chats)))
    return {chat: left_at is not None for chat, left_at in rows}


def greet(session: Session, chat: str, line_user_id: str, seal: Seal, now: datetime) -> None:
    """Note that the resident is reachable, for the first time or again."""
    session.execute(
        insert_into(session, Resident)
        .values(chat=chat, line_user_id=seal.seal(line_user_id), first_seen_at=now)
        .on_conflict_do_update(index_elements=["chat"], set_={"left_at": None})
    )


def note_leaving(session: Session, chat: str, now: datetime) -> None:
    """Note that the resident blocked the account."""
    session.execute(update(Resident).where(Resident.chat == chat).values(left_at=now))
