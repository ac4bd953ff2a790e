"""What has been kept long enough: found, and erased with a line in the record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.keeping import Retention, Rules, may_be_erased
from casework.states import State
from storage.models import Case
from storage.taking_back import erase_case

_ENDED = (State.ANSWERED.name, State.CLOSED.name, State.WITHDRAWN.name)
_AT_ONCE = 200


@dataclass(frozen=True)
class Due:
    """A case whose time is over. A ``sealed`` one was taken back, and nobody at the desk opens it."""

    case_id: int
    receipt: str
    retention: Retention
    ended_on: datetime
    sealed: bool = False


def due(session: Session, today: date, rules: Rules, limit: int = _AT_ONCE) -> list[Due]:
    """The oldest cases that may be erased today; none that is held against it."""
    ended_at = func.coalesce(Case.ended_at, Case.withdrawn_at)
    found: list[Due] = []
    # Petitions are kept longer than voices: many old ones that may not go yet must not hide the younger that may.
    for kind in Retention:
        rows = session.execute(
            select(Case.id, Case.receipt, ended_at, Case.sealed_at)
            .where(Case.state.in_(_ENDED), Case.retention == kind.value, ended_at.is_not(None), Case.held_at.is_(None))
            .order_by(ended_at)
            .limit(limit)
        )
        found += [
            Due(case_id, receipt, kind, ended, sealed is not None)
            for case_id, receipt, ended, sealed in rows
            if may_be_erased(ended, kind, today, rules, against_retention=False)
        ]
    return sorted(found, key=lambda one: one.ended_on)[:limit]


@dataclass(frozen=True)
class HeldBack:
    """A case that is kept past its years because somebody decided so."""

    receipt: str
    held_at: datetime
    sealed: bool


def held_back(session: Session) -> list[HeldBack]:
    """All cases that are held against being erased, the longest held first."""
    rows = session.execute(
        select(Case.receipt, Case.held_at, Case.sealed_at)
        .where(Case.held_at.is_not(None))
        .order_by(Case.held_at, Case.id)
    )
    return [HeldBack(receipt, at, sealed is not None) for receipt, at, sealed in rows if at is not None]


def erase(session: Session, cases: list[Due], now: datetime) -> tuple[Counter[str], tuple[str, ...]]:
    """Erase them; how many of each class, and the photos to be deleted once this is kept."""
    files: list[str] = []
    for one in cases:
        files += erase_case(session, one.case_id, now)
    return Counter(one.retention.value for one in cases), tuple(files)
