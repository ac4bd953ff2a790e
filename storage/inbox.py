"""The inbox: keep what LINE delivered, hand it out one event per chat at a time, and note what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    CursorResult,
    Select,
    Update,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.orm import Session, aliased

from storage.models import Event
from storage.upsert import insert_into

# A process that claimed an event and fell silent is overtaken after this long. Turns take milliseconds.
LEASE = timedelta(seconds=10)


@dataclass(frozen=True)
class Delivered:
    """One event as it came, ready to be kept. ``body`` is the sealed JSON of the event."""

    webhook_event_id: str
    chat: str
    kind: str
    message_id: str | None
    happened_at: datetime
    body: bytes


@dataclass(frozen=True)
class Claim:
    """An event handed to one process, until its lease runs out. ``body`` is None when the message was taken back."""

    id: int
    webhook_event_id: str
    chat: str
    kind: str
    happened_at: datetime
    received_at: datetime
    body: bytes | None
    attempts: int
    lease: str


def keep(session: Session, delivered: Sequence[Delivered], now: datetime) -> None:
    """Keep each event once, however often LINE delivers it.

    A message taken back (unsend) loses its words here, in the same transaction, in whichever order the two arrive.
    """
    if not delivered:
        return
    _one_at_a_time(session, sorted({one.message_id for one in delivered if one.message_id}))
    # Two processes that keep the same events must take them in the same order, or they wait for each other for ever.
    delivered = sorted(delivered, key=lambda one: one.webhook_event_id)
    session.execute(
        insert_into(session, Event).on_conflict_do_nothing(index_elements=["webhook_event_id"]),
        [
            {
                "webhook_event_id": one.webhook_event_id,
                "chat": one.chat,
                "kind": one.kind,
                "message_id": one.message_id,
                "happened_at": one.happened_at,
                "received_at": now,
                "body": one.body,
            }
            for one in delivered
        ],
    )
    taken_back = [(one.chat, one.message_id) for one in delivered if one.kind == "unsend" and one.message_id]
    if taken_back:
        session.execute(
            update(Event)
            .where(tuple_(Event.chat, Event.message_id).in_(taken_back), Event.kind != "unsend")
            .values(body=None)
        )
    messages = [one.webhook_event_id for one in delivered if one.kind != "unsend" and one.message_id]
    if messages:
        session.execute(_erase_taken_back(), {"messages": messages})


def _one_at_a_time(session: Session, message_ids: Sequence[str]) -> None:
    """Let a message and its unsend be kept one after the other, so that the second sees the first.

    On SQLite there is one writer anyway; on PostgreSQL two processes would each miss what the other has not committed.
    """
    if message_ids and session.get_bind().dialect.name == "postgresql":
        session.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(id, 0)) FROM unnest(CAST(:ids AS text[])) AS id"),
            {"ids": list(message_ids)},
        )


def claim(session: Session, now: datetime, lease: str, limit: int) -> list[Claim]:
    """Take the oldest unhandled event of up to ``limit`` chats, those waiting longest first.

    A chat whose oldest event is with another process is left alone: a person's events run one at a time. An event that
    arrives late with an older time can slip past that; the conversation's version then lets only one of the two be kept.
    """
    claims = [
        Claim(
            row.id,
            row.webhook_event_id,
            row.chat,
            row.kind,
            row.happened_at,
            row.received_at,
            row.body,
            row.attempts + 1,
            lease,
        )
        for row in session.execute(_heads(), {"now": now, "limit": limit})
    ]
    if claims:
        session.execute(
            update(Event)
            .where(Event.id.in_([one.id for one in claims]))
            .values(lease=lease, leased_until=now + LEASE, attempts=Event.attempts + 1)
            .execution_options(synchronize_session=False)
        )
    return claims


def still_held(session: Session, claims: Sequence[Claim]) -> set[int]:
    """The ids among ``claims`` that no other process has taken over; they stay ours until the transaction ends."""
    if not claims:
        return set()
    rows = session.execute(
        select(Event.id, Event.lease)
        .where(Event.id.in_([one.id for one in claims]), Event.state == "new")
        .order_by(Event.id)  # locks taken in one order cannot wait for each other
        .with_for_update()
    )
    leases = {one.id: one.lease for one in claims}
    return {row.id for row in rows if row.lease == leases[row.id]}


def release(session: Session, claims: Sequence[Claim]) -> None:
    """Hand back claims that could not be finished, by no fault of the events; the attempt does not count."""
    if claims:
        session.execute(
            update(Event)
            .where(
                Event.id.in_([one.id for one in claims]),
                Event.state == "new",
                Event.lease.in_({one.lease for one in claims}),
            )
            .values(lease=None, leased_until=None, attempts=Event.attempts - 1)
            .execution_options(synchronize_session=False)
        )


def mark_handled(session: Session, ids: Sequence[int], now: datetime) -> None:
    """These events have had their consequences; their words are erased."""
    _finish(session, ids, now, state="done", problem=None)


def mark_dead(session: Session, ids: Sequence[int], problem: str, now: datetime) -> None:
    """These events could not be handled; staff see them. ``problem`` names the error, never the words."""
    _finish(session, ids, now, state="dead", problem=problem[:200])


def _finish(session: Session, ids: Sequence[int], now: datetime, *, state: str, problem: str | None) -> None:
    if not ids:
        return
    session.execute(
        update(Event)
        .where(Event.id.in_(ids))
        .values(state=state, body=None, handled_at=now, problem=problem, lease=None, leased_until=None)
        .execution_options(synchronize_session=False)
    )


def handled_since(session: Session, chats: Sequence[str], since: datetime) -> dict[str, int]:
    """How many events of each of ``chats`` were handled since then; chats without any are missing."""
    rows = session.execute(
        select(Event.chat, func.count()).where(Event.chat.in_(chats), Event.handled_at >= since).group_by(Event.chat)
    )
    return {chat: count for chat, count in rows}


def waiting(session: Session) -> tuple[int, datetime | None]:
    """How many events are unhandled, and since when the oldest waits."""
    count, oldest = session.execute(select(func.count(), func.min(Event.received_at)).where(Event.state == "new")).one()
    return count, oldest


def dead(session: Session) -> int:
    """How many events could not be handled."""
    return session.execute(select(func.count()).where(Event.state == "dead")).scalar_one()


def forget_handled(session: Session, before: datetime) -> int:
    """Delete the records of events handled before then; how many. LINE redelivers within minutes, not weeks."""
    result = session.execute(delete(Event).where(Event.state == "done", Event.handled_at < before))
    assert isinstance(result, CursorResult)
    return result.rowcount


# Built once: putting these two together takes ten times as long as running them.
@cache
def _heads() -> Select[Any]:
    older = aliased(Event)
    return (
        select(*Event.__table__.c)
        .where(
            Event.state == "new",
            or_(Event.leased_until.is_(None), Event.leased_until < bindparam("now")),
            ~exists().where(
                older.chat == Event.chat,
                older.state == "new",
                or_(
                    older.happened_at < Event.happened_at,
                    and_(older.happened_at == Event.happened_at, older.webhook_event_id < Event.webhook_event_id),
                ),
            ),
        )
        .order_by(Event.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True, of=Event)
    )


@cache
def _erase_taken_back() -> Update:
    unsend = aliased(Event)
    return (
        update(Event)
        .where(
            Event.webhook_event_id.in_(bindparam("messages", expanding=True)),
            exists().where(unsend.message_id == Event.message_id, unsend.kind == "unsend", unsend.chat == Event.chat),
        )
        .values(body=None)
        .execution_options(synchronize_session=False)
    )
