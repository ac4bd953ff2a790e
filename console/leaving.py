"""The one door by which words leave the desk: nothing passes while a resident may still take it back without a trace.

Every view that prints, exports, asks a section or publishes goes through here; ``tests/console/test_leaving.py`` tries
every address of the desk.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from console import sight as own
from console.acting import CannotBeDone
from console.desk import desk
from storage import leaving
from storage.case_lists import Row
from storage.models import Case


def free(session: Session, rows: Sequence[Row]) -> list[Row]:
    """Those of the rows that may leave."""
    return leaving.free(session, rows, own.intake().rules, desk().clock())


def waits_until(session: Session, case: Case) -> datetime | None:
    """Until when a case may not leave; None: it may."""
    return leaving.held_cases(session, [case.id], own.intake().rules, desk().clock()).get(case.id)


def must_be_free(session: Session, case: Case) -> None:
    """Raises CannotBeDone while the hold is running."""
    if waits_until(session, case) is not None:
        minutes = own.intake().rules.hold_minutes
        raise CannotBeDone(f"受付から{minutes}分は、本人が取り消せる時間です。そのあとでもう一度行ってください。")
