"""Names and numbers that residents left with a case; opened only where somebody may see them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.working_days import day_in_japan
from handlers.days import month_and_day
from storage.models import Case, Voice
from storage.sealing import Seal


def any_left(session: Session, case: Case) -> bool:
    """Whether somebody left a name or a number with that case."""
    return case.contact is not None or session.execute(_later(case.id, sealed_too=False).limit(1)).first() is not None


def of(session: Session, case: Case, seal: Seal, *, sealed_too: bool = False) -> str | None:
    """The names and numbers left with a case, the first one first, later ones under the day on which they came."""
    told = [seal.open(case.contact)] if case.contact is not None else []
    for said_at, contact in session.execute(_later(case.id, sealed_too=sealed_too)):
        if contact is not None:
            day = day_in_japan(said_at)
            told.append(f"（{month_and_day(day)}に届いた声から）\n{seal.open(contact)}")
    return "\n\n".join(told) or None


def _later(case_id: int, *, sealed_too: bool) -> Select[datetime, bytes | None]:
    wanted = select(Voice.said_at, Voice.contact).where(Voice.case_id == case_id, Voice.contact.is_not(None))
    return (wanted if sealed_too else wanted.where(Voice.sealed_at.is_(None))).order_by(Voice.id)
