"""The inbox: keep what LINE delivered, hand it out one event per chat at a time, and note what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    CursorResult,
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
from sqlalchemy.orm import Session

from storage.models import EVENTS, Event
from storage.upsert import insert_unless_there

# A process that claimed an event and fell silent is overtaken after this long. Turns take milliseconds.
LEASE = timedelta(seconds=10)

# Built once: putting a statement together takes longer than running it.
_older, _unsend = EVENTS.alias("older"), EVENTS.alias("unsend")
_THESE = EVENTS.c.id.in_(bindparam("ids", expanding=True))
_HEADS = (
    select(EVENTS)
    .where(
        EVENTS.c.state == "new",
        or_(EVENTS.c.leased_until.is_(None), EVENTS.c.leased_until < bindparam("now")),
        ~exists().where(
            _older.c.chat == EVENTS.c.chat,
            _older.c.state == "new",
            or_(
                _older.c.happened_at < EVENTS.c.happened_at,
                and_(
                    _older.c.happened_at == EVENTS.c.happened_at, _older.c.webhook_event_id < EVENTS.c.webhook_event_id
                ),
            ),
        ),
    )
    .order_by(EVENTS.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=EVENTS)
)
_LEASE_THEM = (
    update(EVENTS)
    .where(_THESE)
    .values(lease=bindparam("taken_by"), leased_until=bindparam("taken_until"), attempts=EVENTS.c.attempts + 1)
)
_LEASES = (
    select(EVENTS.c.id, EVENTS.c.lease)
    .where(_THESE, EVENTS.c.state == "new")
    .order_by(EVENTS.c.id)  # locks taken in one order cannot wait for each other
    .with_for_update()
)
_FINISH = (
    update(EVENTS)
    .where(_THESE)
    .values(
        state=bindparam("end"),
        body=None,
        handled_at=bindparam("now"),
        problem=bindparam("why"),
        lease=None,
        leased_until=None,
    )
)
_HANDLED_SINCE = (
    select(EVENTS.c.chat, func.count())
    .where(EVENTS.c.chat.in_(bindparam("chats", expanding=True)), EVENTS.c.handled_at >= bindparam("since"))
    .group_by(EVENTS.c.chat)
)
_ERASE_TAKEN_BACK = (
    update(EVENTS)
    .where(
        EVENTS.c.webhook_event_id.in_(bindparam("messages", expanding=True)),
        exists().where(
            _unsend.c.message_id == EVENTS.c.message_id,
            _unsend.c.kind == "unsend",
            _unsend.c.chat == EVENTS.c.chat,
        ),
    )
    .values(body=None)
)


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
        insert_unless_there(session, EVENTS, "webhook_event_id"),
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
        session.execute(_ERASE_TAKEN_BACK, {"messages": messages})


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
        for row in session.execute(_HEADS, {"now": now, "limit": limit})
    ]
    if claims:
        session.execute(_LEASE_THEM, {"ids": [one.id for one in claims], "taken_by": lease, "taken_until": now + LEASE})
    return claims


def still_held(session: Session, claims: Sequence[Claim]) -> set[int]:
    """The ids among ``claims`` that no other process has taken over; they stay ours until the transaction ends."""
    if not claims:
        return set()
    rows = session.execute(_LEASES, {"ids": [one.id for one in claims]})
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
    session.execute(_FINISH, {"ids": ids, "end": state, "now": now, "why": problem})


def handled_since(session: Session, chats: Sequence[str], since: datetime) -> dict[str, int]:
    """How many events of each of ``chats`` were handled since then; chats without any are missing."""
    rows = session.execute(_HANDLED_SINCE, {"chats": chats, "since": since})
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
