"""The way to the secured form: a token in a link, used once, bound to the person it was opened for."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from storage.models import FormVisit
from storage.sealing import Seal

LASTS = timedelta(minutes=30)


@dataclass(frozen=True)
class Visit:
    """``draft`` is what was written so far, as JSON. ``case_id`` is set once it was used; ``over``: its time has passed."""

    token: str
    chat: str
    draft: str
    case_id: int | None
    used: bool
    over: bool


def open_visit(session: Session, chat: str, draft: str, seal: Seal, now: datetime) -> str:
    """Open a way to the form; the token for the link. An earlier one that was not used is closed and its draft erased; what is
    being sent by it at that moment may still be handed in, so the row itself stays."""
    session.execute(
        update(FormVisit)
        .where(FormVisit.chat == chat, FormVisit.used_at.is_(None), FormVisit.until > now)
        .values(until=now, draft=None)
    )
    token = secrets.token_urlsafe(24)
    session.execute(
        insert(FormVisit).values(
            token=_looked_up(token, seal), chat=chat, opened_at=now, until=now + LASTS, draft=seal.seal(draft)
        )
    )
    return token


def find(session: Session, token: str, seal: Seal, now: datetime) -> Visit | None:
    """The visit of a token; None for one nobody gave out."""
    wanted = select(FormVisit).where(FormVisit.token == _looked_up(token, seal))
    return _visit(session.execute(wanted).scalar_one_or_none(), seal, now)


def find_held(session: Session, visit: Visit, seal: Seal, now: datetime) -> Visit | None:
    """The visit as it is now; nobody else uses it until the transaction ends."""
    wanted = select(FormVisit).where(FormVisit.token == visit.token).with_for_update()
    return _visit(session.execute(wanted).scalar_one_or_none(), seal, now)


def _visit(row: FormVisit | None, seal: Seal, now: datetime) -> Visit | None:
    if row is None:
        return None
    used = row.used_at is not None
    return Visit(
        row.token,
        row.chat,
        seal.open(row.draft) if row.draft else "{}",
        row.case_id,
        used,
        not used and row.until <= now,
    )


def keep_draft(session: Session, visit: Visit, draft: str, seal: Seal) -> None:
    """Keep what was written, so that a lost connection loses nothing; not where it was handed in, or closed, meanwhile."""
    session.execute(
        update(FormVisit)
        .where(FormVisit.token == visit.token, FormVisit.used_at.is_(None), FormVisit.draft.is_not(None))
        .values(draft=seal.seal(draft))
    )


def mark_used(session: Session, visit: Visit, case_id: int, now: datetime) -> None:
    """It was used: the draft is erased; the receipt can still be looked at."""
    session.execute(
        update(FormVisit).where(FormVisit.token == visit.token).values(draft=None, case_id=case_id, used_at=now)
    )


def forget_over(session: Session, now: datetime) -> None:
    """Erase the drafts of ways that were not used in time, and after a day the ways themselves."""
    session.execute(update(FormVisit).where(FormVisit.until <= now, FormVisit.used_at.is_(None)).values(draft=None))
    session.execute(delete(FormVisit).where(FormVisit.until <= now - timedelta(days=1)))


def _looked_up(token: str, seal: Seal) -> str:
    return seal.fingerprint(f"form {token}")
