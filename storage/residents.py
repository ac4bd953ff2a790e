"""Who is there: residents by the keyed hash of their LINE user id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from storage.models import Monitor, Resident
from storage.sealing import Seal
from storage.straight import Statement

_KNOWN = Statement("SELECT chat, left_at IS NOT NULL FROM residents WHERE chat = ANY(:chats)")
_GREET = Statement(
    """
    INSERT INTO residents (chat, line_user_id, first_seen_at, left_at) VALUES (:chat, :line_user_id, :now, NULL)
    ON CONFLICT (chat) DO UPDATE SET left_at = NULL
    """
)


def foresee_known(session: Session, chats: Sequence[str]) -> None:
    """``known`` is asked next, with others (``Statement.foresee``)."""
    _KNOWN.foresee(session, {"chats": list(chats)})


def known(session: Session, chats: Sequence[str]) -> dict[str, bool]:
    """Those among ``chats`` who have been here before; True for those who blocked the account since."""
    return {chat: bool(left) for chat, left in _KNOWN.rows(session, {"chats": list(chats)})}


def greet(session: Session, chat: str, line_user_id: str, seal: Seal, now: datetime) -> None:
    """Note that the resident is reachable, for the first time or again."""
    _GREET.run(session, {"chat": chat, "line_user_id": seal.seal(line_user_id), "now": now})


def forget(session: Session, resident: int) -> None:
    """Forget who somebody is to LINE; should they write again, they are new."""
    session.execute(delete(Resident).where(Resident.id == resident))


def forget_left(session: Session, before: datetime, *, at_once: int) -> int:
    """Forget who they are to LINE that blocked the account before then and belong to no panel; how many, so many at once.

    Their cases stay, and are theirs should they come back: these are known by the keyed hash alone.
    """
    gone = (
        select(Resident.id)
        .where(Resident.left_at < before, ~exists().where(Monitor.chat == Resident.chat))
        .order_by(Resident.id)
        .limit(at_once)
    )
    ids = session.execute(gone).scalars().all()
    session.execute(delete(Resident).where(Resident.id.in_(ids), Resident.left_at < before))
    return len(ids)


def note_leaving(session: Session, chat: str, now: datetime) -> None:
    """Note that the resident blocked the account."""
    session.execute(update(Resident).where(Resident.chat == chat).values(left_at=now))
