"""The inbox: keep what LINE delivered, hand it out one event per chat at a time, and note what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from storage import changed
from storage.models import Event
from storage.models.base import moment
from storage.straight import Statement, on_postgresql

# A process that claimed an event and fell silent is overtaken after this long. Turns take milliseconds.
LEASE = timedelta(seconds=10)
# A lease that ends later than one taken now by the fastest clock was taken before this clock was set back: it is over.
CLOCKS_DIFFER = timedelta(seconds=5)

_KEEP = Statement(
    """
    INSERT INTO events (webhook_event_id, chat, kind, message_id, happened_at, received_at, body, state, attempts)
    VALUES (:webhook_event_id, :chat, :kind, :message_id, :happened_at, :received_at, :body, 'new', 0)
    ON CONFLICT (webhook_event_id) DO NOTHING
    """
)
_LOCK_MESSAGE = Statement("SELECT pg_advisory_xact_lock(hashtextextended(:message_id, 0))")
_ERASE_BY_UNSEND = Statement(
    "UPDATE events SET body = NULL WHERE chat = :chat AND message_id = :message_id AND kind <> 'unsend'"
)
_ERASE_TAKEN_BACK = Statement(
    """
    UPDATE events SET body = NULL
    WHERE webhook_event_id = ANY(:messages) AND EXISTS (
        SELECT 1 FROM events AS unsend
        WHERE unsend.message_id = events.message_id AND unsend.kind = 'unsend' AND unsend.chat = events.chat
    )
    """
)
_CLAIM = Statement(
    """
    WITH heads AS (
        SELECT id FROM events AS head
        WHERE state = 'new' AND (leased_until IS NULL OR leased_until < :now OR leased_until > :latest) AND NOT EXISTS (
            SELECT 1 FROM events AS older
            WHERE older.chat = head.chat AND older.state = 'new'
            AND (older.happened_at, older.webhook_event_id) < (head.happened_at, head.webhook_event_id)
        )
        ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED
    )
    UPDATE events SET lease = :lease, leased_until = :leased_until, attempts = attempts + 1
    WHERE id IN (SELECT id FROM heads)
    RETURNING id, webhook_event_id, chat, kind, happened_at, received_at, body, attempts
    """
)
_WAITS = Statement(
    """
    SELECT 1 FROM events
    WHERE state = 'new' AND (leased_until IS NULL OR leased_until < :now OR leased_until > :latest) LIMIT 1
    """
)
# Locks taken in one order cannot wait for each other.
_LEASES = Statement("SELECT id, lease FROM events WHERE id = ANY(:ids) AND state = 'new' ORDER BY id FOR UPDATE")
_FINISH = Statement(
    """
    UPDATE events
    SET state = :state, body = NULL, handled_at = :now, problem = :problem, lease = NULL, leased_until = NULL
    WHERE id = ANY(:ids)
    """
)
_HANDLED_SINCE = Statement(
    "SELECT chat, count(*) FROM events WHERE chat = ANY(:chats) AND handled_at >= :since GROUP BY chat"
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
    _KEEP.run_each(
        session,
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
    for one in delivered:
        if one.kind == "unsend" and one.message_id:
            _ERASE_BY_UNSEND.run(session, {"chat": one.chat, "message_id": one.message_id})
    messages = [one.webhook_event_id for one in delivered if one.kind != "unsend" and one.message_id]
    if messages:
        _ERASE_TAKEN_BACK.run(session, {"messages": messages})


def _one_at_a_time(session: Session, message_ids: Sequence[str]) -> None:
    """Let a message and its unsend be kept one after the other, so that the second sees the first.

    On SQLite there is one writer anyway; on PostgreSQL two processes would each miss what the other has not committed.
    """
    if message_ids and on_postgresql(session):
        _LOCK_MESSAGE.run_each(session, [{"message_id": message_id} for message_id in message_ids])


def claim(session: Session, now: datetime, lease: str, limit: int) -> list[Claim]:
    """Take the oldest unhandled event of up to ``limit`` chats, those waiting longest first.

    A chat whose oldest event is with another process is left alone: a person's events run one at a time. An event that
    arrives late with an older time can slip past that; the conversation's version then lets only one of the two be kept.
    """
    until = now + LEASE
    given = {"now": now, "latest": until + CLOCKS_DIFFER, "most": limit, "lease": lease, "leased_until": until}
    rows = _CLAIM.rows(session, given)
    return [
        Claim(id_, event_id, chat, kind, moment(happened_at), moment(received_at), body, attempts, lease)
        for id_, event_id, chat, kind, happened_at, received_at, body, attempts in sorted(rows)
    ]


def waits(session: Session, now: datetime) -> bool:
    """Whether there is an unhandled event that no process has claimed."""
    return bool(_WAITS.rows(session, _unclaimed(now)))


def foresee_waits(session: Session, now: datetime) -> None:
    """``waits`` is asked soon (``Statement.foresee``)."""
    _WAITS.foresee(session, _unclaimed(now))


def _unclaimed(now: datetime) -> dict[str, object]:
    return {"now": now, "latest": now + LEASE + CLOCKS_DIFFER}


def still_held(session: Session, claims: Sequence[Claim]) -> set[int]:
    """The ids among ``claims`` that no other process has taken over; they stay ours until the transaction ends."""
    if not claims:
        return set()
    leases = {one.id: one.lease for one in claims}
    return {id_ for id_, lease in _LEASES.rows(session, {"ids": list(leases)}) if lease == leases[id_]}


def foresee_still_held(session: Session, claims: Sequence[Claim]) -> None:
    """``still_held`` is asked soon."""
    _LEASES.foresee(session, {"ids": [one.id for one in claims]})


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
    if ids:
        _FINISH.run(session, {"ids": list(ids), "state": state, "now": now, "problem": problem})


def foresee_handled_since(session: Session, chats: Sequence[str], since: datetime) -> None:
    """``handled_since`` is asked soon."""
    _HANDLED_SINCE.foresee(session, {"chats": list(chats), "since": since})


def handled_since(session: Session, chats: Sequence[str], since: datetime) -> dict[str, int]:
    """How many events of each of ``chats`` were handled since then; chats without any are missing."""
    return dict(_HANDLED_SINCE.rows(session, {"chats": list(chats), "since": since}))


def waiting(session: Session) -> tuple[int, datetime | None]:
    """How many events are unhandled, and since when the oldest waits."""
    count, oldest = session.execute(select(func.count(), func.min(Event.received_at)).where(Event.state == "new")).one()
    return count, oldest


def dead(session: Session) -> int:
    """How many events could not be handled."""
    return session.execute(select(func.count()).where(Event.state == "dead")).scalar_one()


def forget_handled(session: Session, before: datetime) -> int:
    """Delete the records of events handled before then; how many. LINE redelivers within minutes, not weeks."""
    return changed.rows(session, delete(Event).where(Event.state == "done", Event.handled_at < before))
