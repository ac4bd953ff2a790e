"""What the bot remembers of a chat between two turns, sealed."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Row, bindparam, delete, select, update
from sqlalchemy.orm import Session

from handlers.model import Progress, Standing, Told
from knowledge.reply import Choice, Topic
from storage.models import CONVERSATIONS, Conversation
from storage.sealing import Seal, Unreadable
from storage.upsert import insert_or_change, insert_unless_there

log = logging.getLogger("koe.conversations")

_CHANGED = ("version", "last_happened_at", "last_event_id", "progress", "until", "flow")
_OF_CHATS = CONVERSATIONS.c.chat.in_(bindparam("chats", expanding=True))
_MEMORIES = select(CONVERSATIONS).where(_OF_CHATS)
_HELD_VERSIONS = (
    select(CONVERSATIONS.c.chat, CONVERSATIONS.c.version)
    .where(_OF_CHATS)
    .order_by(CONVERSATIONS.c.chat)  # locks taken in one order cannot wait for each other
    .with_for_update()
)


@dataclass(frozen=True)
class Memory:
    """One chat's memory. ``version`` 0 and no ``last_*``: nothing was handled for it yet."""

    version: int = 0
    last_happened_at: datetime | None = None
    last_event_id: str | None = None
    progress: Progress = Progress()


@dataclass(frozen=True)
class Remembered:
    """What a turn leaves behind for its chat."""

    chat: str
    version: int
    happened_at: datetime
    event_id: str
    progress: Progress


def recall(session: Session, chats: Sequence[str], seal: Seal, now: datetime) -> dict[str, Memory]:
    """The memory of each chat; chats never met are missing. What has faded is not recalled, but for the name of a flow that
    silence has ended."""
    rows = session.execute(_MEMORIES, {"chats": chats})
    return {
        row.chat: Memory(
            row.version,
            row.last_happened_at,
            row.last_event_id,
            _progress(row, seal) if row.until and row.until > now else Progress(ended=row.flow),
        )
        for row in rows
    }


def versions(session: Session, chats: Sequence[str]) -> dict[str, int]:
    """The present version of each chat, held until the transaction ends; 0 for chats never met."""
    found = _held_versions(session, chats)
    if missing := sorted(set(chats) - set(found)):
        # What is not there cannot be held, and two processes would both take a new chat for theirs.
        session.execute(
            insert_unless_there(session, CONVERSATIONS, "chat"),
            [{"chat": chat, "version": 0} for chat in missing],
        )
        found |= _held_versions(session, missing)
    return found


def _held_versions(session: Session, chats: Sequence[str]) -> dict[str, int]:
    rows = session.execute(_HELD_VERSIONS, {"chats": chats})
    return {chat: version for chat, version in rows}


def keep(session: Session, remembered: Sequence[Remembered], seal: Seal) -> None:
    """Remember the outcome of turns, one per chat."""
    if not remembered:
        return
    session.execute(
        insert_or_change(session, CONVERSATIONS, "chat", _CHANGED),
        [
            {
                "chat": one.chat,
                "version": one.version,
                "last_happened_at": one.happened_at,
                "last_event_id": one.event_id,
                "progress": seal.seal(_written(one.progress)) if _latest(one.progress) else None,
                "until": _latest(one.progress),
                "flow": one.progress.standing.flow if one.progress.standing else one.progress.ended,
            }
            for one in remembered
        ],
    )


def take_back(session: Session, chat: str, message_id: str, seal: Seal) -> None:
    """Erase what a message told in the flow its sender stands in: the resident took it back.

    The version grows, so that a turn under way which still knows the words is not kept.
    """
    row = session.execute(select(CONVERSATIONS).where(CONVERSATIONS.c.chat == chat).with_for_update()).one_or_none()
    if row is None:
        return
    progress = _progress(row, seal)
    at = progress.standing
    if at is not None:
        left = tuple(told for told in at.said if told.message_id != message_id)
        progress = replace(progress, standing=replace(at, said=left))
    session.execute(
        update(CONVERSATIONS)
        .where(CONVERSATIONS.c.chat == chat)
        .values(version=row.version + 1, progress=seal.seal(_written(progress)) if _latest(progress) else None)
    )


def forget_faded(session: Session, now: datetime) -> int:
    """Erase what has faded; how many. The version stays: it keeps the order of what comes next. So does the name of a flow
    that silence has ended: the resident is to be told."""
    result = session.execute(update(Conversation).where(Conversation.until <= now).values(progress=None, until=None))
    assert isinstance(result, CursorResult)
    return result.rowcount


def forget(session: Session, chat: str) -> None:
    """Erase everything remembered of a chat."""
    session.execute(delete(Conversation).where(Conversation.chat == chat))


def _latest(progress: Progress) -> datetime | None:
    """When all of it has faded; None when there is nothing to keep."""
    until = [progress.until, progress.standing.until if progress.standing else None]
    return max((moment for moment in until if moment), default=None)


def _written(progress: Progress) -> str:
    data = asdict(progress)
    data["until"] = progress.until.isoformat() if progress.until else None
    if progress.standing:
        at = progress.standing
        data["standing"]["until"] = at.until.isoformat() if at.until else None
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _progress(row: Row[Any], seal: Seal) -> Progress:
    """What stands in the row. What cannot be read is forgotten: it would fade in minutes, and must not hold up anybody."""
    if row.progress is None:
        return Progress()
    try:
        return _opened(seal.open(row.progress))
    except (Unreadable, ValueError, KeyError, TypeError) as problem:
        log.warning("chat %s: memory cannot be read (%s), forgotten", row.chat, type(problem).__name__)
        return Progress()


def _opened(text: str) -> Progress:
    data = json.loads(text)
    topic, standing = data["topic"], data.get("standing")
    return Progress(
        topic=Topic(tuple(topic["subjects"]), topic["aspect"]) if topic else None,
        choices=tuple(Choice(one["label"], one["says"]) for one in data["choices"]),
        until=_moment(data["until"]),
        standing=_standing(standing) if standing else None,
        ended=data.get("ended"),
        answer=data.get("answer"),
    )


def _standing(data: dict[str, Any]) -> Standing:
    said = tuple(Told(one["step"], one["text"], one["message_id"]) for one in data["said"])
    return Standing(data["flow"], data["step"], said, _moment(data["until"]))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
