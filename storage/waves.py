"""Sending a wave: who is written to, in frozen batches, each written down before its first try.

A wave goes out in stages ("invitation", "reminder:1", …). A stage is planned in chunks: one transaction writes the rows of
up to 500 people and the batch that carries their equal letters, and moves a cursor in the survey's row. Whoever plans
holds the row's lease, so that two workers never plan the same chunk; unique keys would stop them all the same.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, insert, or_, select, update
from sqlalchemy.orm import Session

from panel.price import MULTICAST_PEOPLE
from panel.survey import Audience
from storage import results_told, survey_answers, surveys
from storage.models import BATCHES, INVITATIONS, MONITORS, RESIDENTS, SURVEYS, Batch
from storage.models import Survey as SurveyRow
from storage.models.surveys import BatchState
from storage.sealing import Seal
from storage.surveys import Kept

# A worker that fell silent while planning is overtaken after this long.
PLANNING_LEASE = timedelta(seconds=30)
# Longer than a call to LINE may take (see bot/line.py).
SENDING_LEASE = timedelta(seconds=15)


class LostWave(Exception):
    """Another worker has taken the wave over: nothing of ours may be kept."""


@dataclass(frozen=True)
class Planned:
    """What one chunk came to. ``done``: there is nobody left to write to in this stage."""

    people: int
    done: bool


@dataclass(frozen=True)
class Sendable:
    """A batch handed to one process for one attempt; ``recipients`` and ``body`` are sealed. ``over``: its survey has closed,
    and nobody is asked to it any more."""

    id: int
    survey: int | None
    purpose: str
    recipients: bytes
    people: int
    body: bytes
    retry_key: str
    first_try_at: datetime | None
    attempts: int
    uncertain: bool
    lease: str
    over: bool = False


@dataclass(frozen=True)
class BatchOutcome:
    """What an attempt led to. ``split``: LINE refuses the batch as it is, its halves may fare better."""

    state: BatchState
    uncertain: bool = False
    due_at: datetime | None = None
    problem: str | None = None


# --- who is due ----------------------------------------------------------------------------------------------------


def due(session: Session, now: datetime) -> list[Kept]:
    """Surveys that may want sending: scheduled or open, due, not held, in nobody's hands."""
    rows = session.execute(
        select(SURVEYS)
        .where(
            SURVEYS.c.state.in_(("scheduled", "open")),
            SURVEYS.c.opens_at <= now,
            SURVEYS.c.held.is_(None),
            or_(SURVEYS.c.leased_until.is_(None), SURVEYS.c.leased_until < now),
        )
        .order_by(SURVEYS.c.id)
    )
    return [surveys.kept(row) for row in rows]


def take(session: Session, survey: int, now: datetime, lease: str) -> bool:
    """Take a survey in hand for planning; False when another worker was quicker."""
    taken = session.execute(
        update(SurveyRow)
        .where(
            SurveyRow.id == survey,
            SurveyRow.held.is_(None),
            or_(SurveyRow.leased_until.is_(None), SurveyRow.leased_until < now),
        )
        .values(lease=lease, leased_until=now + PLANNING_LEASE)
        .returning(SurveyRow.id)
    ).all()
    return bool(taken)


def recipients(session: Session, audience: Audience, *, after: int = 0) -> int:
    """How many monitors an invitation would be pushed to now: the price in messages. ``after``: the last one whose letter is
    written already."""
    return session.execute(
        _reachable(audience).where(MONITORS.c.id > after).with_only_columns(func.count())
    ).scalar_one()


def unfinished(session: Session, survey: int) -> int:
    """How many people a reminder would be pushed to now."""
    return session.execute(_to_remind(survey).with_only_columns(func.count())).scalar_one()


def _reachable(audience: Audience) -> Select[Any]:
    query = (
        select(MONITORS.c.id, MONITORS.c.chat, MONITORS.c.age_band, MONITORS.c.district, MONITORS.c.verified,
               RESIDENTS.c.line_user_id)
        .join(RESIDENTS, RESIDENTS.c.chat == MONITORS.c.chat)
        .where(MONITORS.c.state == "registered", MONITORS.c.mark.is_(None), RESIDENTS.c.left_at.is_(None))
    )  # fmt: skip
    if audience.districts:
        query = query.where(MONITORS.c.district.in_(audience.districts))
    if audience.age_bands:
        query = query.where(MONITORS.c.age_band.in_(audience.age_bands))
    return query


def _to_remind(survey: int) -> Select[Any]:
    return (
        select(INVITATIONS.c.id, INVITATIONS.c.chat, RESIDENTS.c.line_user_id)
        .join(MONITORS, and_(MONITORS.c.chat == INVITATIONS.c.chat, MONITORS.c.state == "registered"))
        .join(RESIDENTS, RESIDENTS.c.chat == INVITATIONS.c.chat)
        .where(
            INVITATIONS.c.survey == survey,
            ~INVITATIONS.c.finished,
            MONITORS.c.mark.is_(None),
            RESIDENTS.c.left_at.is_(None),
        )
    )


def _asked(survey: int) -> Select[Any]:
    """Those who get the results as a push, when staff choose so: who was asked, can be reached, and has not seen them."""
    return (
        select(INVITATIONS.c.id, INVITATIONS.c.chat, RESIDENTS.c.line_user_id)
        .join(RESIDENTS, RESIDENTS.c.chat == INVITATIONS.c.chat)
        .where(INVITATIONS.c.survey == survey, ~INVITATIONS.c.told, RESIDENTS.c.left_at.is_(None))
    )


# --- planning ------------------------------------------------------------------------------------------------------


def plan_invitations(session: Session, survey: int, lease: str, body: bytes, seal: Seal, now: datetime) -> Planned:
    """Write the next chunk of invitations and its batch. The last chunk opens the survey. Raises LostWave."""
    row = _in_hand(session, survey, lease)
    if row.state not in ("scheduled", "open") or row.planned:
        return Planned(0, done=True)
    if row.planned_after == 0 and survey_answers.key_of(session, survey, seal) is None:
        survey_answers.new_key(session, survey, seal)
    query = _reachable(surveys.parsed(row.definition).audience).where(MONITORS.c.id > row.planned_after)
    people = session.execute(query.order_by(MONITORS.c.id).limit(MULTICAST_PEOPLE)).all()
    if people:
        session.execute(
            insert(INVITATIONS),
            [
                {
                    "survey": survey,
                    "chat": one.chat,
                    "age_band": one.age_band,
                    "district": one.district,
                    "verified": one.verified,
                }
                for one in people
            ],
        )
        _write_batch(session, survey, "invitation", [one.line_user_id for one in people], body, seal, now)
    done = len(people) < MULTICAST_PEOPLE
    values: dict[str, Any] = {
        "planned_after": people[-1].id if people else row.planned_after,
        "leased_until": now + PLANNING_LEASE,
    }
    if done:
        values |= {
            "planned": True,
            "planned_after": 0,
            "state": "open",
            "opened_at": now,
            "lease": None,
            "leased_until": None,
            **surveys.NOT_RELEASED,
        }
    session.execute(update(SurveyRow).where(SurveyRow.id == survey).values(values))
    return Planned(len(people), done)


def plan_reminder(
    session: Session, survey: int, lease: str, number: int, body: bytes, seal: Seal, now: datetime
) -> Planned:
    """Write the next chunk of the ``number``-th reminder, only to those who have not finished. Raises LostWave."""
    row = _in_hand(session, survey, lease)
    if row.state != "open" or row.reminded >= number:
        return Planned(0, done=True)
    query = _to_remind(survey).where(INVITATIONS.c.id > row.planned_after)
    people = session.execute(query.order_by(INVITATIONS.c.id).limit(MULTICAST_PEOPLE)).all()
    if people:
        _write_batch(session, survey, f"reminder:{number}", [one.line_user_id for one in people], body, seal, now)
    done = len(people) < MULTICAST_PEOPLE
    values: dict[str, Any] = {
        "planned_after": people[-1].id if people else row.planned_after,
        "leased_until": now + PLANNING_LEASE,
    }
    if done:
        values |= {"planned_after": 0, "reminded": number, "lease": None, "leased_until": None, **surveys.NOT_RELEASED}
    session.execute(update(SurveyRow).where(SurveyRow.id == survey).values(values))
    return Planned(len(people), done)


def skip_reminder(session: Session, survey: int, number: int) -> None:
    """A reminder that came too late to help is not sent."""
    session.execute(
        update(SurveyRow).where(SurveyRow.id == survey, SurveyRow.reminded == number - 1).values(reminded=number)
    )


def push_results(session: Session, survey: int, body: bytes, seal: Seal, now: datetime) -> int:
    """Write the batches that push the results to all who were asked and have not seen them, once; how many people.

    The figures are out with that, also where their day had not come. Who does it at the same moment waits and writes none.
    """
    with_word = surveys.in_hand(session, survey).reflection is not None
    if results_pushed(session, survey):
        return 0
    people = [one.line_user_id for one in session.execute(_asked(survey).order_by(INVITATIONS.c.id))]
    for start in range(0, len(people), MULTICAST_PEOPLE):
        _write_batch(session, survey, "results", people[start : start + MULTICAST_PEOPLE], body, seal, now)
    results_told.mark(session, survey, None, with_word=with_word)
    surveys.report(session, survey, now)
    return len(people)


def to_tell(session: Session, survey: int) -> int:
    """How many people the results would be pushed to now."""
    return session.execute(_asked(survey).with_only_columns(func.count())).scalar_one()


def results_pushed(session: Session, survey: int) -> bool:
    """Whether the results have been pushed before."""
    return (
        session.execute(select(Batch.id).where(Batch.survey == survey, Batch.purpose == "results").limit(1)).first()
        is not None
    )


def write_notice(
    session: Session, monitors: Sequence[int], purpose: str, body: bytes, seal: Seal, now: datetime
) -> int:
    """An equal letter to some monitors (registered, on the waiting list, …) in batches; how many people."""
    found = 0
    for start in range(0, len(monitors), MULTICAST_PEOPLE):
        chunk = monitors[start : start + MULTICAST_PEOPLE]
        people = session.execute(
            select(RESIDENTS.c.line_user_id)
            .join(MONITORS, MONITORS.c.chat == RESIDENTS.c.chat)
            .where(MONITORS.c.id.in_(chunk), RESIDENTS.c.left_at.is_(None))
            .order_by(MONITORS.c.id)
        ).scalars()
        sealed = list(people)
        if sealed:
            _write_batch(session, None, purpose, sealed, body, seal, now)
        found += len(sealed)
    return found


def write_trial(session: Session, survey: int, chat: str, body: bytes, seal: Seal, now: datetime) -> bool:
    """Send a survey to one chosen person, of whose answers nothing is kept; False when they cannot be reached."""
    found = session.execute(
        select(RESIDENTS.c.line_user_id).where(RESIDENTS.c.chat == chat, RESIDENTS.c.left_at.is_(None))
    ).scalar_one_or_none()
    if found is None:
        return False
    surveys.try_out(session, survey, chat)
    _write_batch(session, None, f"trial:{survey}", [found], body, seal, now)
    return True


def was_written(session: Session, purpose: str) -> bool:
    """Whether a notice of this purpose was written before."""
    return session.execute(select(Batch.id).where(Batch.purpose == purpose).limit(1)).first() is not None


def _in_hand(session: Session, survey: int, lease: str) -> Any:
    row = session.execute(select(SURVEYS).where(SURVEYS.c.id == survey).with_for_update()).one_or_none()
    if row is None or row.lease != lease:
        raise LostWave(survey)
    return row


def _write_batch(
    session: Session,
    survey: int | None,
    purpose: str,
    sealed_ids: Sequence[bytes],
    body: bytes,
    seal: Seal,
    now: datetime,
) -> None:
    people = list(dict.fromkeys(seal.open(one) for one in sealed_ids))
    number = 0
    if survey is not None:
        number = session.execute(
            select(func.count()).select_from(Batch).where(Batch.survey == survey, Batch.purpose == purpose)
        ).scalar_one()
    session.execute(insert(BATCHES), [_batch(survey, purpose, number, people, body, seal, now)])


def _batch(
    survey: int | None, purpose: str, number: int, people: Sequence[str], body: bytes, seal: Seal, now: datetime
) -> dict[str, Any]:
    return {
        "survey": survey,
        "purpose": purpose,
        "number": number,
        "recipients": seal.seal(json.dumps(people, separators=(",", ":"))),
        "people": len(people),
        "body": body,
        "retry_key": str(uuid.uuid4()),
        "state": "due",
        "due_at": now,
        "created_at": now,
    }


# --- sending -------------------------------------------------------------------------------------------------------


def claim_batches(session: Session, now: datetime, lease: str, limit: int) -> list[Sendable]:
    """Take due batches in hand. One whose sender fell silent is taken over: its last attempt may have been accepted."""
    closed = select(SURVEYS.c.state.in_(("closing", "closed", "reported"))).where(SURVEYS.c.id == BATCHES.c.survey)
    rows = session.execute(
        select(BATCHES, closed.scalar_subquery().label("closed"))
        .where(
            BATCHES.c.state.in_(("due", "sending")),
            BATCHES.c.due_at <= now,
            or_(BATCHES.c.leased_until.is_(None), BATCHES.c.leased_until < now),
        )
        .order_by(BATCHES.c.due_at, BATCHES.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=BATCHES)
    ).all()
    for row in rows:
        session.execute(
            update(Batch)
            .where(Batch.id == row.id)
            .values(
                state="sending",
                lease=lease,
                leased_until=now + SENDING_LEASE,
                attempts=row.attempts + 1,
                uncertain=row.uncertain or row.state == "sending",
                first_try_at=row.first_try_at or now,  # LINE keeps the key for 24 hours from the first try
            )
        )
    return [
        Sendable(
            row.id,
            row.survey,
            row.purpose,
            row.recipients or b"",
            row.people,
            row.body or b"",
            row.retry_key,
            row.first_try_at or now,
            row.attempts + 1,
            row.uncertain or row.state == "sending",
            lease,
            over=bool(row.closed) and row.purpose != "results",
        )
        for row in rows
    ]


def record(session: Session, batch: Sendable, outcome: BatchOutcome, seal: Seal, now: datetime) -> bool:
    """Note what became of an attempt; False when another process has taken the batch over and nothing was noted."""
    row = session.execute(select(BATCHES).where(BATCHES.c.id == batch.id).with_for_update()).one()
    if row.lease != batch.lease or row.state != "sending":
        return False
    if outcome.state == "split":
        _split(session, row, seal, now)
    finished = outcome.state not in ("due", "sending")
    values: dict[str, Any] = {
        "state": outcome.state,
        "uncertain": outcome.uncertain,
        "problem": outcome.problem[:200] if outcome.problem else None,
        "lease": None,
        "leased_until": None,
        "finished_at": now if finished else None,
    }
    if finished:
        values |= {"recipients": None, "body": None}
    if outcome.due_at is not None:
        values["due_at"] = outcome.due_at
    session.execute(update(Batch).where(Batch.id == batch.id).values(values))
    return True


def _split(session: Session, row: Any, seal: Seal, now: datetime) -> None:
    """Two halves with keys of their own: LINE has surely accepted nothing of the whole."""
    people = json.loads(seal.open(row.recipients))
    middle = len(people) // 2
    number = session.execute(
        select(func.count()).select_from(Batch).where(Batch.survey == row.survey, Batch.purpose == row.purpose)
    ).scalar_one()
    halves = [half for half in (people[:middle], people[middle:]) if half]
    session.execute(
        insert(BATCHES),
        [
            _batch(row.survey, row.purpose, number + place, half, row.body, seal, now)
            for place, half in enumerate(halves)
        ],
    )
