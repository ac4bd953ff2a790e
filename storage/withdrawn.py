"""Cases taken back when the city had them in hand already: whoever worked on one hears that it was, and no word of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from casework.states import State
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
    # The state is in an index, the moment in none: the first page would read every case there is.
    gone = Case.state == State.WITHDRAWN.name, Case.withdrawn_at >= moment
    wanted = select(Case.receipt, Case.withdrawn_at, Case.department).where(*gone)
    rows = session.execute(
        wanted.where(*_reached(session, department)).order_by(Case.withdrawn_at.desc(), Case.id.desc())
    )
    return [Withdrawn(receipt, at, whose) for receipt, at, whose in rows if at is not None]


def when(session: Session, receipt: str, department: str | None) -> datetime | None:
    """When that case was withdrawn; None: it was not, or is none of the section's."""
    wanted = select(Case.withdrawn_at).where(Case.receipt == receipt, *_reached(session, department))
    return session.execute(wanted).scalar_one_or_none()


def _reached(session: Session, department: str | None) -> list[ColumnElement[bool]]:
    return [case_reach.lists(session, department)] if department is not None else []
