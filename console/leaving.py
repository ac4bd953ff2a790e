"""The one door by which words leave the desk: nothing passes while a resident may still take it back without a trace.

Every view that prints, exports, asks a section or publishes goes through here; ``tests/console/test_leaving.py`` tries
every address of the desk.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from casework.working_days import JAPAN
from console import sight as own
from console.acting import CannotBeDone
from console.desk import desk
from handlers.days import in_words
from storage import leaving
from storage.case_lists import Row
from storage.models import Case

_A_MINUTE = timedelta(minutes=1)


def free(session: Session, rows: Sequence[Row]) -> list[Row]:
    """Those of the rows that may leave."""
    return leaving.free(session, rows, own.intake().rules, desk().clock())


def held(session: Session, rows: Sequence[Row]) -> frozenset[int]:
    """The cases among the rows that may not leave: their lines are on the screen and on no paper."""
    return leaving.held_rows(session, rows, own.intake().rules, desk().clock())


def waits_until(session: Session, case: Case) -> datetime | None:
    """Until when a case may not leave, in whole minutes as people are told; None: it may."""
    return each_waits_until(session, [case]).get(case.id)


def each_waits_until(session: Session, cases: Sequence[Case]) -> dict[int, datetime]:
    """Those among the cases that may not leave, and until when, as in ``waits_until``."""
    held = leaving.held_cases(session, [case.id for case in cases], own.intake().rules, desk().clock())
    return {case_id: _full_minute(until) for case_id, until in held.items()}


def must_be_free(session: Session, case: Case) -> None:
    """Raises CannotBeDone while the hold is running."""
    until = waits_until(session, case)
    if until is not None:
        minutes, there = own.intake().rules.hold_minutes, until.astimezone(JAPAN)
        raise CannotBeDone(
            f"受付から{minutes}分（{in_words(there)} {there:%H:%M}まで）は、本人が取り消せる時間です。"
            "そのあとでもう一度行ってください。"
        )


def _full_minute(until: datetime) -> datetime:
    return until if until.second == until.microsecond == 0 else until.replace(second=0, microsecond=0) + _A_MINUTE
