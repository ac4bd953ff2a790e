"""What the bot remembers of a chat between two turns, sealed."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from handlers.model import Asked, Progress, Standing, Taken, Told
from knowledge.reply import Choice, Order, Topic
from storage import changed
from storage.models import CONVERSATIONS, Conversation
from storage.models.base import moment
from storage.sealing import Seal, Unreadable
from storage.straight import Statement

log = logging.getLogger("koe.conversations")

_MEMORIES = Statement(
    """
    SELECT chat, version, last_happened_at, last_event_id, progress, until, flow
    FROM conversations WHERE chat = ANY(:chats)
    """
)
# Locks taken in one order cannot wait for each other.
_HELD_VERSIONS = Statement("SELECT chat, version FROM conversations WHERE chat = ANY(:chats) ORDER BY chat FOR UPDATE")
_BEGIN = Statement("INSERT INTO conversations (chat, version) VALUES (:chat, 0) ON CONFLICT (chat) DO NOTHING")
_KEEP = Statement(
    """
    INSERT INTO conversations (chat, version, last_happened_at, last_event_id, progress, until, flow)
    VALUES (:chat, :version, :happened_at, :event_id, :progress, :until, :flow)
    ON CONFLICT (chat) DO UPDATE SET
        version = excluded.version,
        last_happened_at = excluded.last_happened_at,
        last_event_id = excluded.last_event_id,
        progress = excluded.progress,
        until = excluded.until,
        flow = excluded.flow
    """
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
    rows = _MEMORIES.rows(session, {"chats": list(chats)})
    return {
        chat: Memory(
            version,
            moment(happened_at),
            event_id,
            _progress(chat, progress, seal) if until and moment(until) > now else Progress(ended=flow),
        )
        for chat, version, happened_at, event_id, progress, until, flow in rows
    }


def versions(session: Session, chats: Sequence[str]) -> dict[str, int]:
    """The present version of each chat, held until the transaction ends; 0 for chats never met."""
    found = _held_versions(session, chats)
    if missing := sorted(set(chats) - set(found)):
        # What is not there cannot be held, and two processes would both take a new chat for theirs.
        _BEGIN.run_each(session, [{"chat": chat} for chat in missing])
        found |= _held_versions(session, missing)
    return found


def _held_versions(session: Session, chats: Sequence[str]) -> dict[str, int]:
    return dict(_HELD_VERSIONS.rows(session, {"chats": list(chats)}))


def keep(session: Session, remembered: Sequence[Remembered], seal: Seal) -> None:
    """Remember the outcome of turns, one per chat."""
    if not remembered:
        return
    _KEEP.run_each(
        session,
        [
            {
                "chat": one.chat,
                "version": one.version,
                "happened_at": one.happened_at,
                "event_id": one.event_id,
                "progress": seal.seal(_written(one.progress)) if _latest(one.progress) else None,
                "until": _latest(one.progress),
                "flow": _flow(one.progress),
            }
            for one in remembered
        ],
    )


def take_back(session: Session, chat: str, message_id: str, seal: Seal) -> None:
    """Erase what a message told in the flow its sender stands in and in what stands aside, and the question it was: the
    resident took it back.

    The version grows, so that a turn under way which still knows the words is not kept.
    """
    row = session.execute(select(CONVERSATIONS).where(CONVERSATIONS.c.chat == chat).with_for_update()).one_or_none()
    if row is None:
        return
    progress = _progress(chat, row.progress, seal)
    progress = replace(
        progress,
        standing=_without(progress.standing, message_id),
        aside=_without(progress.aside, message_id),
        asked=None if progress.asked and progress.asked.message_id == message_id else progress.asked,
    )
    session.execute(
        update(CONVERSATIONS)
        .where(CONVERSATIONS.c.chat == chat)
        .values(version=row.version + 1, progress=seal.seal(_written(progress)) if _latest(progress) else None)
    )


def _without(at: Standing | None, message_id: str) -> Standing | None:
    return at and replace(at, said=tuple(told for told in at.said if told.message_id != message_id))


def nothing_waits(session: Session, among: Sequence[str], flow: str, seal: Seal) -> int:
    """Let ``flow`` wait for the end of nothing any more in these chats; in how many it did.

    The version grows, so that a turn under way which still knows of it is not kept.
    """
    rows = session.execute(
        select(CONVERSATIONS)
        .where(CONVERSATIONS.c.chat.in_(among), CONVERSATIONS.c.progress.is_not(None))
        .order_by(CONVERSATIONS.c.chat)
        .with_for_update()
    ).all()
    found = 0
    for row in rows:
        progress = _progress(row.chat, row.progress, seal)
        if progress.aside is None or progress.aside.flow != flow:
            continue
        found += 1
        progress = replace(progress, aside=None)
        session.execute(
            update(CONVERSATIONS)
            .where(CONVERSATIONS.c.chat == row.chat)
            .values(version=row.version + 1, progress=seal.seal(_written(progress)), until=_latest(progress))
        )
    return found


def forget_faded(session: Session, now: datetime) -> int:
    """Erase what has faded; how many. The version stays: it keeps the order of what comes next. So does the name of a flow
    that silence has ended: the resident is to be told."""
    return changed.rows(
        session, update(Conversation).where(Conversation.until <= now).values(progress=None, until=None)
    )


def forget(session: Session, chat: str) -> None:
    """Erase everything remembered of a chat."""
    session.execute(delete(Conversation).where(Conversation.chat == chat))


def _flow(progress: Progress) -> str | None:
    at = progress.standing
    return at.flow if at and at.holds else progress.ended


def _latest(progress: Progress) -> datetime | None:
    """When all of it has faded; None when there is nothing to keep."""
    until = [part.until for part in (progress, progress.standing, progress.taken) if part]
    return max((one for one in until if one), default=None)


def _written(progress: Progress) -> str:
    return json.dumps(vars(progress), default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    """What JSON does not know: moments, and the dataclasses of a conversation (``asdict`` would copy all that is in them)."""
    return value.isoformat() if isinstance(value, datetime) else vars(value)


def _progress(chat: str, progress: bytes | None, seal: Seal) -> Progress:
    """What is remembered. What cannot be read is forgotten: it would fade in minutes, and must not hold up anybody."""
    if progress is None:
        return Progress()
    try:
        return _opened(seal.open(progress))
    except (Unreadable, ValueError, KeyError, TypeError) as problem:
        log.warning("chat %s: memory cannot be read (%s), forgotten", chat, type(problem).__name__)
        return Progress()


def _opened(text: str) -> Progress:
    data = json.loads(text)
    topic, standing, aside = data["topic"], data.get("standing"), data.get("aside")
    taken, asked = data.get("taken"), data.get("asked")
    return Progress(
        topic=_topic(topic) if topic else None,
        choices=tuple(Choice(one["label"], one["says"]) for one in data["choices"]),
        until=_moment(data["until"]),
        standing=_standing(standing) if standing else None,
        ended=data.get("ended"),
        answer=data.get("answer"),
        aside=_standing(aside) if aside else None,
        taken=Taken(tuple(taken["words"]), datetime.fromisoformat(taken["at"])) if taken else None,
        asked=_asked(asked) if asked else None,
    )


def _asked(data: dict[str, Any]) -> Asked:
    return Asked(data["question"], _topic(data["topic"]) if data["topic"] else None, data["message_id"])


def _topic(data: dict[str, Any]) -> Topic:
    order = data.get("order")
    return Topic(
        tuple(data["subjects"]),
        data["aspect"],
        data.get("statement"),
        data.get("thing"),
        Order(**order) if order else None,
        tuple(data.get("listed", ())),
        data.get("untold"),
    )


def _standing(data: dict[str, Any]) -> Standing:
    said = tuple(Told(one["step"], one["text"], one["message_id"], one.get("chosen", False)) for one in data["said"])
    return Standing(
        data["flow"], data["step"], said, _moment(data["until"]), data.get("loose", False), data.get("free", False)
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
