"""The outbox: letters on their way to LINE, one at a time per chat and route, and what became of each."""

from __future__ import annotations

import json
import uuid
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from handlers.model import Message
from handlers.render import MAX_MESSAGES, render
from storage import changed
from storage.inbox import CLOCKS_DIFFER
from storage.models import Letter
from storage.models.base import moment
from storage.models.letters import Fallback, Fate, LetterState, Route
from storage.sealing import Seal
from storage.straight import Statement

# Longer than a call to LINE may take (see bot/line.py), short enough that a lost process is overtaken while reply tokens live.
LEASE = timedelta(seconds=13)

# Whatever is in one of these states still wants sending.
_OPEN: tuple[LetterState, ...] = ("due", "sending")

_OPEN_REPLIES = Statement(
    """
    SELECT chat, state FROM letters
    WHERE chat = ANY(:chats) AND route = 'reply' AND state IN ('due', 'sending', 'owed')
    """
)
_WRITE = Statement(
    """
    INSERT INTO letters (
        chat, purpose, route, fallback, reply_token, token_from, recipient, body, bubbles, retry_key,
        first_push_at, state, attempts, uncertain, due_at, lease, leased_until, created_at
    ) VALUES (
        :chat, :purpose, :route, :fallback, :reply_token, :token_from, :recipient, :body, :bubbles, :retry_key,
        :first_push_at, :state, :attempts, FALSE, :now, :lease, :leased_until, :now
    ) RETURNING id
    """
)
_HEADS = Statement(
    """
    SELECT id, chat, bubbles, attempts FROM letters
    WHERE state IN ('due', 'sending') AND route = :route AND due_at <= :now
    AND (leased_until IS NULL OR leased_until < :now OR leased_until > :latest) AND NOT EXISTS (
        SELECT 1 FROM letters AS older
        WHERE older.chat = letters.chat AND older.route = letters.route
        AND older.state IN ('due', 'sending') AND older.id < letters.id
    )
    ORDER BY due_at LIMIT :most FOR UPDATE OF letters SKIP LOCKED
    """
)
# The first push starts the 24 hours for which LINE keeps the key, so it is noted before the call.
_TAKE = Statement(
    """
    UPDATE letters SET
        uncertain = uncertain OR state = 'sending',
        first_push_at = CASE WHEN route = 'push' AND first_push_at IS NULL THEN :now ELSE first_push_at END,
        state = 'sending', lease = :lease, leased_until = :leased_until, attempts = attempts + 1
    WHERE id = ANY(:ids)
    RETURNING id, chat, route, fallback, reply_token, token_from, recipient, body, retry_key, first_push_at, attempts,
        uncertain
    """
)
# Locks taken in one order cannot wait for each other.
_LEASES = Statement("SELECT id, lease FROM letters WHERE id = ANY(:ids) AND state = 'sending' ORDER BY id FOR UPDATE")
_ARRIVED = Statement(
    """
    UPDATE letters SET
        state = 'sent', route = :route, finished_at = :now, body = NULL, reply_token = NULL, recipient = NULL,
        lease = NULL, leased_until = NULL, line_request_id = :line_request_id
    WHERE id = :id
    """
)
_OWED = Statement(
    """
    SELECT id, chat, bubbles FROM letters
    WHERE chat = ANY(:chats) AND state = 'owed' AND body IS NOT NULL ORDER BY id FOR UPDATE
    """
)
_CARRIED = Statement(
    "SELECT carried_by, body FROM letters WHERE carried_by = ANY(:ids) AND state = 'carried' ORDER BY id"
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


def sealed_body(messages: Sequence[Message], seal: Seal) -> bytes:
    """What is said, as a letter holds it."""
    return seal.seal(json.dumps(render(messages), separators=(",", ":")))


def foresee_standing(session: Session, chats: Sequence[str]) -> None:
    """``standing`` is asked soon (``Statement.foresee``)."""
    _OPEN_REPLIES.foresee(session, {"chats": list(chats)})


def standing(session: Session, chats: Sequence[str]) -> Standing:
    """How the letters of ``chats`` stand; asked once for the whole group, since nearly all chats have nothing open."""
    found = _OPEN_REPLIES.rows(session, {"chats": list(chats)})
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
            "now": now,
            "first_push_at": now if lease and draft.route == "push" else None,
            "lease": lease,
            "leased_until": now + LEASE if lease else None,
        }
        for draft in drafts
    ]
    ids = [id_ for (id_,) in _WRITE.row_of_each(session, rows)]
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
    replies = _heads(session, now, "reply", limit)
    rows = [*replies, *_heads(session, now, "push", min(pushes, limit - len(replies)))]
    if not rows:
        return []
    _load(session, [(row.id, row.chat, row.bubbles) for row in rows if row.route == "reply" and row.attempts == 0])
    return _taken(session, [row.id for row in rows], now, lease)


@dataclass(frozen=True)
class _Head:
    """A letter that is its chat's next."""

    id: int
    chat: str
    bubbles: int
    attempts: int
    route: Route


def _heads(session: Session, now: datetime, route: Route, limit: int) -> list[_Head]:
    if limit < 1:
        return []
    given = {"now": now, "latest": now + LEASE + CLOCKS_DIFFER, "route": route, "most": limit}
    rows = _HEADS.rows(session, given)
    return [_Head(id_, chat, bubbles, attempts, route) for id_, chat, bubbles, attempts in rows]


def _taken(session: Session, ids: list[int], now: datetime, lease: str) -> list[Sending]:
    """Take letters in the hands of this process, for one more attempt; in the order of ``ids``."""
    taken = _TAKE.rows(session, {"ids": ids, "now": now, "lease": lease, "leased_until": now + LEASE})
    carried = _carried_bodies(session, ids)
    letters = {}
    for id_, chat, route, fallback, token, token_from, recipient, body, key, first_push_at, attempts, unsure in taken:
        letters[id_] = Sending(
            id_,
            chat,
            route,
            fallback,
            token,
            moment(token_from),
            recipient,
            body or b"",
            key,
            moment(first_push_at),
            attempts,
            bool(unsure),
            lease,
            carried.get(id_, ()),
        )
    return [letters[id_] for id_ in ids]


def record(session: Session, outcomes: Sequence[tuple[Sending, Outcome]], now: datetime) -> list[int]:
    """Note what became of attempts. Returns the ids whose lease another process had taken over: nothing is noted for them."""
    if not outcomes:
        return []
    held = dict(_LEASES.rows(session, {"ids": [letter.id for letter, _ in outcomes]}))
    ours = [(letter, outcome) for letter, outcome in outcomes if held.get(letter.id) == letter.lease]
    arrived = []
    for letter, outcome in ours:
        if outcome.state == "sent" and not letter.carried:  # nearly all of them: one statement
            arrived.append(
                {
                    "id": letter.id,
                    "route": outcome.route,
                    "now": now,
                    "line_request_id": outcome.line_request_id,
                }
            )
        else:
            _record_one(session, letter, outcome, now)
    if arrived:
        _ARRIVED.run_each(session, arrived)
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
    rows = _OWED.rows(session, {"chats": [chat for _, chat, _ in carriers]})
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
    found: dict[int, tuple[bytes, ...]] = {}
    for carrier, body in _CARRIED.rows(session, {"ids": list(carriers)}):
        if body is not None:
            found[carrier] = (*found.get(carrier, ()), body)
    return found


def cancel_pushes(session: Session, chat: str, now: datetime) -> None:
    """The resident blocked the account: what was to be pushed is not sent. A push under way keeps its outcome."""
    session.execute(
        update(Letter)
        .where(Letter.chat == chat, Letter.route == "push", Letter.state == "due")
        .values(state="cancelled", finished_at=now, body=None, recipient=None)
    )


def cancel_all(session: Session, chat: str, now: datetime) -> None:
    """Nothing that waits for this chat is said any more; what is under way keeps its outcome, without its words."""
    session.execute(
        update(Letter)
        .where(Letter.chat == chat, Letter.state.in_(("due", "owed")))
        .values(state="cancelled", finished_at=now, body=None, recipient=None, reply_token=None)
        .execution_options(synchronize_session=False)
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
        gone = changed.rows(session, statement, {"synchronize_session": False})
        if gone == 0:
            return total
        total += gone
