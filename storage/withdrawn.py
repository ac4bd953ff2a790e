"""Cases taken back when the city had them in hand already: whoever worked on one hears that it was, and no word of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import case_reach
from storage.models import Case


@dataclass(frozen=True)
class Withdrawn:
    """One of them. ``department``: whose it was."""

    receipt: str
    at: datetime
    department: str | None


def since(session: Session, moment: datetime, department: str | None) -> list[Withdrawn]:
    """Those withdrawn since then, newest first; ``department``: only those within that section's reach."""
    wanted = select(Case.receipt, Case.withdrawn_at, Case.department).where(Case.withdrawn_at >= moment)
    if department is not None:
        wanted = wanted.where(case_reach.lists(session, department))
    rows = session.execute(wanted.order_by(Case.withdrawn_at.desc(), Case.id.desc()))
    return [Withdrawn(receipt, at, whose) for receipt, at, whose in rows if at is not None]
