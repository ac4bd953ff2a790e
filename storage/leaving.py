"""Which cases may leave the desk: none of whose voices a resident may still take back without a trace.

A voice that joined an older case has an hour of its own, so the newest voice decides, not the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.keeping import Rules, held_until
from storage import timeline
from storage.case_lists import Row
from storage.models import Case, Voice

# PostgreSQL takes at most 65,535 values in one statement.
_CASES_AT_ONCE = 10_000


def held_cases(session: Session, case_ids: Sequence[int], rules: Rules, now: datetime) -> dict[int, datetime]:
    """Those among the cases whose hold is running, and until when; urgent ones are never held, nor what the city has acted on
    since: nobody can take that back without a trace any more."""
    rows = (row for few in _in_parts(case_ids) for row in _newest_voices(session, few))
    said = {case_id: (held_until(said_at, rules, urgent=urgent), said_at) for case_id, urgent, said_at in rows}
    running = {case_id: one for case_id, one in said.items() if now < one[0]}
    acted_at = timeline.last_official(session, list(running)) if running else {}
    return {
        case_id: until
        for case_id, (until, said_at) in running.items()
        if case_id not in acted_at or acted_at[case_id] < said_at
    }


def _in_parts(case_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (case_ids[first : first + _CASES_AT_ONCE] for first in range(0, len(case_ids), _CASES_AT_ONCE))


def _newest_voices(session: Session, case_ids: Sequence[int]) -> list[tuple[int, bool, datetime]]:
    """Each case, whether it is urgent, and when the newest voice was said that somebody can take back: what staff entered for
    people nobody knows is nobody's to take back."""
    newest = (
        select(Voice.case_id, func.max(Voice.said_at).label("said_at"))
        .where(Voice.case_id.in_(case_ids), Voice.sealed_at.is_(None), Voice.chat.is_not(None))
        .group_by(Voice.case_id)
        .subquery()
    )
    found = session.execute(select(Case.id, Case.urgent, newest.c.said_at).join(newest, newest.c.case_id == Case.id))
    return [(case_id, urgent, said_at) for case_id, urgent, said_at in found]


def held_rows(session: Session, rows: Sequence[Row], rules: Rules, now: datetime) -> frozenset[int]:
    """The cases among the rows that may not leave yet."""
    return frozenset(held_cases(session, [row.id for row in rows], rules, now))


def free(session: Session, rows: Sequence[Row], rules: Rules, now: datetime) -> list[Row]:
    """Those of the rows that may leave."""
    held = held_cases(session, [row.id for row in rows], rules, now)
    return [row for row in rows if row.id not in held]
