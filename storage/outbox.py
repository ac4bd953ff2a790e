"""The outbox: letters on their way to LINE, one at a time per chat and route, and what became of each."""

from __future__ import annotations

import uuid
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Row, bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from handlers.render import MAX_MESSAGES
from storage.models import LETTERS, Letter
from storage.models.letters import Fallback, Fate, LetterState, Route

# Longer than a call to LINE may take (see bot/line.py), short enough that a lost process is overtaken while reply tokens live.
LEASE = timedelta(seconds=15)

# Whatever is in one of these states still wants sending.
_OPEN: tuple[LetterState, ...] = ("due", "sending")

# Built once: putting a statement together takes longer than running it.
_older = LETTERS.alias("older")
_THESE = LETTERS.c.id.in_(bindparam("ids", expanding=True))
_OF_CHATS = LETTERS.c.chat.in_(bindparam("chats", expanding=True))
_OPEN_REPLIES = select(LETTERS.c.chat, LETTERS.c.state).where(
    _OF_CHATS, LETTERS.c.route == "reply", LETTERS.c.state.in_((*_OPEN, "owed"))
)
_WRITE = insert(LETTERS).returning(LETTERS.c.id, sort_by_parameter_order=True)
_HEADS = (
    select(LETTERS)
    .where(
        LETTERS.c.state.in_(_OPEN),
        LETTERS.c.route == bindparam("route"),
        LETTERS.c.due_at <= bindparam("now"),
        or_(LETTERS.c.leased_until.is_(None), LETTERS.c.leased_until < bindparam("now")),
        ~exists().where(
            _older.c.chat == LETTERS.c.chat,
            _older.c.route == LETTERS.c.route,
            _older.c.state.in_(_OPEN),
            _older.c.id < LETTERS.c.id,
        ),
    )
    .order_by(LETTERS.c.due_at)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=LETTERS)
)
_LEASES = (
    select(LETTERS.c.id, LETTERS.c.lease)
    .where(_THESE, LETTERS.c.state == "sending")
    .order_by(LETTERS.c.id)  # locks taken in one order cannot wait for each other
    .with_for_update()
)
_ARRIVED = (
    update(LETTERS)
    .where(LETTERS.c.id == bindparam("letter"))
    .values(
        state="sent",
        route=bindparam("by"),
        finished_at=bindparam("now"),
        body=None,
        reply_token=None,
        recipient=None,
        lease=None,
        leased_until=None,
        line_request_id=bindparam("request"),
    )
)
_OWED = (
    select(LETTERS.c.id, LETTERS.c.chat, LETTERS.c.bubbles)
    .where(_OF_CHATS, LETTERS.c.state == "owed", LETTERS.c.body.is_not(None))
    .order_by(LETTERS.c.id)
    .with_for_update()
)
_CARRIED = (
    select(LETTERS.c.carried_by, LETTERS.c.body)
    .where(LETTERS.c.carried_by.in_(bindparam("ids", expanding=True)), LETTERS.c.state == "carried")
    .order_by(LETTERS.c.id)
)


@dataclass(frozen=True)
class Draft:
    """A letter to be written. ``reply_token``, ``recipient`` and ``body`` (the messages as JSON) are sealed."""

    chat: str
    purpose: str
    route: Route
    body: bytes
    bubbles: int
    reply_token: bytes | None = None
    token_from: datetime | None = None
    recipient: bytes | None = None
    fallback: Fallback = "owe"


@dataclass(frozen=True)
class Sending:
    """A letter handed to one process for one attempt. ``carried`` are the sealed bodies that go first, oldest first."""

    id: int
    chat: str
    route: Route
    fallback: Fallback
    reply_token: bytes | None
    token_from: datetime | None
    recipient: bytes | None
    body: bytes
    retry_key: str
    first_push_at: datetime | None
    attempts: int
    uncertain: bool
    lease: str
    carried: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What an attempt led to; see ``bot.outcomes`` for the rules."""

    state: LetterState
    route: Route
    uncertain: bool
    fate: Fate | None = None
    due_at: datetime | None = None
    line_request_id: str | None = None
    problem: str | None = None
    drop_carried: bool = False


@dataclass(frozen=True)
class Standing:
    """Chats for which an earlier reply is still on its way, and chats to which a reply is owed."""

    busy: frozenset[str] = frozenset()
    owing: frozenset[str] = frozenset()


def standing(session: Session, chats: Sequence[str]) -> Standing:
    """How the letters of ``chats`` stand; asked once for the whole group, since nearly all chats have nothing open."""
    found = session.execute(_OPEN_REPLIES, {"chats": chats}).all()
    return Standing(
        frozenset(chat for chat, state in found if state != "owed"),
        frozenset(chat for chat, state in found if state == "owed"),
    )


def write(
    session: Session,
    drafts: Sequence[Draft],
    now: datetime,
    lease: str | None = None,
    *,
    owing: Container[str] | None = None,
) -> list[Sending]:
    """Write letters. With a ``lease`` they are born in the hands of this process, which spares claiming them.

    ``owing`` are the chats to which a reply is owed, where the caller has asked already. Returns the letters in the order
    of the drafts.
    """
    if not drafts:
        return []
    rows = [
        {
            "chat": draft.chat,
            "purpose": draft.purpose,
            "route": draft.route,
            "fallback": draft.fallback,
            "reply_token": draft.reply_token,
            "token_from": draft.token_from,
            "recipient": draft.recipient,
            "body": draft.body,
            "bubbles": draft.bubbles,
            "retry_key": str(uuid.uuid4()),
            "state": "sending" if lease else "due",
            "attempts": 1 if lease else 0,
            "due_at": now,
            "first_push_at": now if lease and draft.route == "push" else None,
            "lease": lease,
            "leased_until": now + LEASE if lease else None,
            "created_at": now,
        }
        for draft in drafts
    ]
    ids = session.execute(_WRITE, rows).scalars().all()
    carriers = [
        (id_, one.chat, one.bubbles)
        for id_, one in zip(ids, drafts, strict=True)
        if lease and one.route == "reply" and (owing is None or one.chat in owing)
    ]
    _load(session, carriers)
    carried = _carried_bodies(session, [id_ for id_, _, _ in carriers]) if carriers else {}
    return [
        Sending(
            id_,
            draft.chat,
            draft.route,
            draft.fallback,
            draft.reply_token,
            draft.token_from,
            draft.recipient,
            draft.body,
            str(row["retry_key"]),
            now if lease and draft.route == "push" else None,
            1 if lease else 0,
            False,
            lease or "",
            carried.get(id_, ()),
        )
        for id_, draft, row in zip(ids, drafts, rows, strict=True)
    ]


def claim(session: Session, now: datetime, lease: str, limit: int, *, pushes: int) -> list[Sending]:
    """Take up to ``limit`` due letters, each the oldest of its chat and route that still wants sending.

    A letter whose sender fell silent is taken over; whether its attempt was accepted is then uncertain. Replies never wait
    behind pushes: the two routes are lanes of their own, replies come first, and at most ``pushes`` pushes are taken.
    """
    replies = _claim_rows(session, now, "reply", limit)
    rows = [*replies, *_claim_rows(session, now, "push", min(pushes, limit - len(replies)))]
    if not rows:
        return []
    first_replies = [(row.id, row.chat, row.bubbles) for row in rows if row.route == "reply" and row.attempts == 0]
    _load(session, first_replies)
    return _taken(session, rows, now, lease)


def _claim_rows(session: Session, now: datetime, route: Route, limit: int) -> Sequence[Row[Any]]:
    if limit < 1:
        return []
    return session.execute(_HEADS, {"now": now, "route": route, "limit": limit}).all()


def _taken(session: Session, rows: Sequence[Row[Any]], now: datetime, lease: str) -> list[Sending]:
    """Mark rows as being in the hands of this process, for one more attempt."""
    abandoned = [row.id for row in rows if row.state == "sending"]
    if abandoned:
        session.execute(
            update(Letter)
            .where(Letter.id.in_(abandoned))
            .values(uncertain=True)
            .execution_options(synchronize_session=False)
        )
    session.execute(
        update(Letter)
        .where(Letter.id.in_([row.id for row in rows]))
        .values(state="sending", lease=lease, leased_until=now + LEASE, attempts=Letter.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    # The first push starts the 24 hours for which LINE keeps the key, so it is noted before the call.
    first_pushes = [row.id for row in rows if row.route == "push" and row.first_push_at is None]
    if first_pushes:
        session.execute(
            update(Letter)
            .where(Letter.id.in_(first_pushes))
            .values(first_push_at=now)
            .execution_options(synchronize_session=False)
        )
    carried = _carried_bodies(session, [row.id for row in rows])
    return [
        Sending(
            row.id,
            row.chat,
            row.route,
            row.fallback,
            row.reply_token,
            row.token_from,
            row.recipient,
            row.body or b"",
            row.retry_key,
            row.first_push_at or (now if row.route == "push" else None),
            row.attempts + 1,
            row.uncertain or row.state == "sending",
            lease,
            carried.get(row.id, ()),
        )
        for row in rows
    ]


def record(session: Session, outcomes: Sequence[tuple[Sending, Outcome]], now: datetime) -> list[int]:
    """Note what became of attempts. Returns the ids whose lease another process had taken over: nothing is noted for them."""
    if not outcomes:
        return []
    rows = session.execute(_LEASES, {"ids": [letter.id for letter, _ in outcomes]})
    held = {id_: lease for id_, lease in rows}
    ours = [(letter, outcome) for letter, outcome in outcomes if held.get(letter.id) == letter.lease]
    arrived = []
    for letter, outcome in ours:
        if outcome.state == "sent" and not letter.carried:  # nearly all of them: one statement
            arrived.append({"letter": letter.id, "by": outcome.route, "now": now, "request": outcome.line_request_id})
        else:
            _record_one(session, letter, outcome, now)
    if arrived:
        session.connection().execute(_ARRIVED, arrived)
    return [letter.id for letter, _ in outcomes if held.get(letter.id) != letter.lease]


def _record_one(session: Session, letter: Sending, outcome: Outcome, now: datetime) -> None:
    finished = outcome.state not in _OPEN
    values: dict[str, object] = {
        "state": outcome.state,
        "route": outcome.route,
        "uncertain": outcome.uncertain,
        "fate": outcome.fate,
        "problem": outcome.problem[:200] if outcome.problem else None,
        "line_request_id": outcome.line_request_id,
        "lease": None,
        "leased_until": None,
        "finished_at": now if finished else None,
    }
    if outcome.due_at is not None:
        values["due_at"] = outcome.due_at
    if finished:
        values["reply_token"] = None
        values["recipient"] = None
        if outcome.state != "owed":
            values["body"] = None
    session.execute(
        update(Letter).where(Letter.id == letter.id).values(values).execution_options(synchronize_session=False)
    )
    if outcome.drop_carried:
        _settle_carried(session, letter.id, "dead", None, now)
    elif outcome.state in ("sent", "assumed"):
        _settle_carried(session, letter.id, outcome.state, None, now)
    elif finished:
        _settle_carried(session, letter.id, "owed", outcome.fate, now)


def _settle_carried(session: Session, carrier: int, state: LetterState, fate: Fate | None, now: datetime) -> None:
    """What becomes of the letters that went along with ``carrier``."""
    values: dict[str, object] = {"state": state, "finished_at": now}
    if state == "owed":
        values["carried_by"] = None
        if fate == "unknown":  # it was at most possibly missing; now it is at most possibly twice there
            values["fate"] = fate
    else:
        values["body"] = None
    session.execute(
        update(Letter)
        .where(Letter.carried_by == carrier, Letter.state == "carried")
        .values(values)
        .execution_options(synchronize_session=False)
    )


def _load(session: Session, carriers: Sequence[tuple[int, str, int]]) -> None:
    """Let what is owed to a chat go first in its next reply, oldest first, as far as LINE takes messages in one request.

    ``carriers`` are (id, chat, bubbles) of replies that were never tried: a second try must say the same as the first.
    """
    if not carriers:
        return
    rows = session.execute(_OWED, {"chats": [chat for _, chat, _ in carriers]})
    owed: dict[str, list[tuple[int, int]]] = {}
    for id_, chat, bubbles in rows:
        owed.setdefault(chat, []).append((id_, bubbles))
    for carrier, chat, own in carriers:
        room, going = MAX_MESSAGES - own, []
        for id_, bubbles in owed.pop(chat, []):
            room -= bubbles
            if room < 0:
                break
            going.append(id_)
        if going:
            session.execute(
                update(Letter)
                .where(Letter.id.in_(going))
                .values(state="carried", carried_by=carrier)
                .execution_options(synchronize_session=False)
            )


def _carried_bodies(session: Session, carriers: Sequence[int]) -> dict[int, tuple[bytes, ...]]:
    rows = session.execute(_CARRIED, {"ids": carriers})
    found: dict[int, tuple[bytes, ...]] = {}
    for carrier, body in rows:
        if carrier is not None and body is not None:
            found[carrier] = (*found.get(carrier, ()), body)
    return found


def cancel_pushes(session: Session, chat: str, now: datetime) -> None:
    """The resident blocked the account: what was to be pushed is not sent. A push under way keeps its outcome."""
    session.execute(
        update(Letter)
        .where(Letter.chat == chat, Letter.route == "push", Letter.state == "due")
        .values(state="cancelled", finished_at=now, body=None, recipient=None)
    )


def counts(session: Session) -> dict[LetterState, int]:
    """How many letters are in each state; states without any are missing."""
    rows = session.execute(select(Letter.state, func.count()).group_by(Letter.state))
    return {state: count for state, count in rows}


def forget_finished(session: Session, before: datetime) -> int:
    """Delete the records of letters that arrived before then; how many.

    Whoever carried others goes after them, and stays while one of them stays (a dead one is there for staff).
    """
    done: tuple[LetterState, ...] = ("sent", "assumed", "cancelled")
    going_along = aliased(Letter)
    statement = delete(Letter).where(
        Letter.state.in_(done),
        Letter.finished_at < before,
        ~exists().where(going_along.carried_by == Letter.id),
    )
    total = 0
    while True:
        result = session.execute(statement.execution_options(synchronize_session=False))
        assert isinstance(result, CursorResult)
        if result.rowcount == 0:
            return total
        total += result.rowcount
