"""What processes notice and others want to know: who works, what LINE still grants, which alarm was told when.

Names: "worker:…" a worker's sign of life, "web:…" that of a web process without one, each with the number of its key
(``Seal.key_number``) · "left" when a worker last ended in good order · "told:…" an alarm, its number 1 while
the trouble lasts and 0 since it ended · "quota", "quota_used" people pushes may reach this month, and have reached ·
"line_refuses" 1 while LINE does not take our token · "forwarded", "not_forwarded" webhooks that went on to the other tool, or
did not · "broke_off" how often a single case, photo or mail could not be worked on ·
"unknown_photos" so many photos lay in the folder that this database does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, delete, or_, select
from sqlalchemy.orm import Session

from storage.models import Sign
from storage.upsert import insert_or_change, insert_unless_there

WORKER, WEB = "worker:", "web:"
# It does so every few seconds: one that did not for so long is gone.
SHOWN_WITHIN = timedelta(seconds=30)
_LEFT = "left"
_IS_A_PROCESS = or_(*(Sign.name.startswith(kind, autoescape=True) for kind in (WORKER, WEB)))
_SIGNS = cast("Table", Sign.__table__)
# Whoever fell silent this long ago is of no interest to anybody.
_PROCESSES_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Seen:
    """What was noticed last under a name."""

    number: int | None
    at: datetime


def note(session: Session, name: str, number: int | None, now: datetime) -> None:
    """This is what is so now."""
    session.execute(
        insert_or_change(session, _SIGNS, "name", ("number", "at")), {"name": name, "number": number, "at": now}
    )


def add(session: Session, name: str, count: int, now: datetime) -> None:
    """So many more of what is counted under that name."""
    session.execute(insert_unless_there(session, _SIGNS, "name"), {"name": name, "number": 0, "at": now})
    row = session.execute(select(Sign).where(Sign.name == name).with_for_update()).scalar_one()
    row.number, row.at = (row.number or 0) + count, now


def leave(session: Session, name: str, now: datetime) -> None:
    """Whoever gave this sign has ended in good order: the next worker has as long to come as after a sign of life."""
    session.execute(delete(Sign).where(Sign.name == name))
    if name.startswith(WORKER):
        note(session, _LEFT, None, now)


def seen(session: Session) -> dict[str, Seen]:
    """Everything that was noticed."""
    return {row.name: Seen(row.number, row.at) for row in session.execute(select(Sign)).scalars()}


def held(session: Session, name: str) -> Seen | None:
    """What was noticed under a name; nobody else changes it before the transaction ends."""
    row = session.execute(select(Sign).where(Sign.name == name).with_for_update()).scalar_one_or_none()
    return None if row is None else Seen(row.number, row.at)


def workers(session: Session, since: datetime) -> Sequence[datetime]:
    """When each worker that has shown itself since then did so last."""
    return (
        session.execute(select(Sign.at).where(Sign.name.startswith(WORKER, autoescape=True), Sign.at >= since))
        .scalars()
        .all()
    )


def keys_of_processes(session: Session, since: datetime) -> Sequence[int | None]:
    """The key of each process, worker or web, that has shown itself since then; None for one of a former release."""
    return session.execute(select(Sign.number).where(_IS_A_PROCESS, Sign.at >= since)).scalars().all()


def last_shown(session: Session, since: datetime) -> datetime:
    """When a worker showed itself or left last; ``since`` where none did after that."""
    left = session.execute(select(Sign.at).where(Sign.name == _LEFT)).scalar_one_or_none()
    return max([since, *workers(session, since), *([left] if left is not None else [])])


def forget(session: Session, now: datetime) -> None:
    """Forget processes that ended without a word."""
    session.execute(delete(Sign).where(_IS_A_PROCESS, Sign.at < now - _PROCESSES_KEPT))


def forget_processes(session: Session) -> None:
    """Whoever worked on the database these rows come from does not work on this one."""
    session.execute(delete(Sign).where(_IS_A_PROCESS))
