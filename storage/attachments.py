"""Photos still to be fetched, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.models import Attachment

# Longer than a fetch may take.
_LEASE = timedelta(minutes=1)
_PAUSES_SECONDS = (2, 5, 15, 60, 300, 900, 3600, 3600, 3600, 3600)


@dataclass(frozen=True)
class Wanted:
    id: int
    message_id: str
    tries: int


def any_due(session: Session, now: datetime) -> bool:
    """Whether there is anything to fetch: asked often, so it writes nothing."""
    due = select(Attachment.id).where(Attachment.state == "wanted", Attachment.due_at <= now).limit(1)
    return session.execute(due).first() is not None


def claim(session: Session, now: datetime) -> Wanted | None:
    """Take the photo that has waited longest in hand for one try; None where none is due."""
    row = session.execute(
        select(Attachment)
        .where(Attachment.state == "wanted", Attachment.due_at <= now, Attachment.message_id.is_not(None))
        .order_by(Attachment.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).scalar_one_or_none()
    if row is None:
        return None
    taken = Wanted(row.id, row.message_id or "", row.tries + 1)
    session.execute(
        update(Attachment)
        .where(Attachment.id == taken.id)
        .values(due_at=now + _LEASE, tries=taken.tries)
        .execution_options(synchronize_session=False)
    )
    return taken


def mark_ready(session: Session, wanted: Wanted, file: str, size: int, width: int, height: int) -> bool:
    """Keep a photo; False when it was taken back meanwhile, and the file is nobody's."""
    return _note(session, wanted, state="ready", file=file, bytes=size, width=width, height=height, due_at=None)


def mark_missing(session: Session, wanted: Wanted, problem: str) -> None:
    """It will never come: the voice is kept without it."""
    _note(session, wanted, state="missing", problem=problem, due_at=None)


def mark_refused(session: Session, wanted: Wanted, problem: str) -> None:
    """What came is no photo that can be kept."""
    _note(session, wanted, state="refused", problem=problem, due_at=None)


def put_off(session: Session, wanted: Wanted, problem: str, now: datetime) -> None:
    """Not now. After the last pause it counts as missing."""
    if wanted.tries > len(_PAUSES_SECONDS):
        mark_missing(session, wanted, problem)
        return
    pause = timedelta(seconds=_PAUSES_SECONDS[wanted.tries - 1])
    _note(session, wanted, due_at=now + pause, problem=problem)


def files(session: Session) -> set[str]:
    """The names of all kept photos."""
    found = session.execute(select(Attachment.file).where(Attachment.file.is_not(None))).scalars()
    return {file for file in found if file}


def _note(session: Session, wanted: Wanted, **values: object) -> bool:
    result = session.execute(
        update(Attachment)
        .where(Attachment.id == wanted.id, Attachment.state == "wanted")
        .values(**values)
        .returning(Attachment.id)
        .execution_options(synchronize_session=False)
    )
    return result.scalar_one_or_none() is not None
