"""What went wrong and what has waited long, counted over all processes: for figures, alarms and ``koe doctor``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from storage.models import Batch, Event, Letter


@dataclass(frozen=True)
class Dead:
    """Rows that were given up: events that could not be handled, letters and batches that LINE does not take."""

    events: int
    letters: int
    batches: int

    @property
    def any(self) -> bool:
        return bool(self.events or self.letters or self.batches)


def dead_since(session: Session, since: datetime) -> Dead:
    """What was given up after that moment."""
    return Dead(
        session.execute(select(func.count()).where(Event.handled_at > since, Event.state == "dead")).scalar_one(),
        session.execute(select(func.count()).where(Letter.finished_at > since, Letter.state == "dead")).scalar_one(),
        session.execute(select(func.count()).where(Batch.finished_at > since, Batch.state == "dead")).scalar_one(),
    )


def batches(session: Session) -> tuple[int, int]:
    """How many batches wait to be sent, and how many were given up."""
    waiting, given_up = session.execute(
        select(
            func.count().filter(Batch.state.in_(("due", "sending"))), func.count().filter(Batch.state == "dead")
        ).select_from(Batch)
    ).one()
    return waiting, given_up


def oldest_letter(session: Session, now: datetime) -> datetime | None:
    """Since when the oldest letter waits that could go out: what is due only later does not count, what was tried does."""
    return session.execute(
        select(func.min(Letter.created_at)).where(
            Letter.state.in_(("due", "sending")),
            or_(Letter.due_at <= now, and_(Letter.state == "due", Letter.attempts > 0), Letter.state == "sending"),
        )
    ).scalar_one_or_none()
