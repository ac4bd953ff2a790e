"""Which cases are within the reach of a section: its own, those it was asked about, and those that are one matter with one of
its own.

Who was asked about a case goes on reading it where it goes on and whoever else is asked, and who answers for several reads the
words of each.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from storage import asked_sections
from storage.models import Case, TimelineEntry


def lists(session: Session, department: str) -> ColumnElement[bool]:
    """The cases in that section's lists: its own, those it was asked about, and those in which one of its own goes on."""
    own: ColumnElement[bool] = Case.department == department
    # Nearly every section has none of either: its lists then go by its own name alone.
    asked = asked_sections.elsewhere(department)
    if session.execute(asked.limit(1)).first() is not None:
        own = or_(own, Case.id.in_(asked))
    led = _leading(department)
    if session.execute(led.limit(1)).first() is None:
        return own
    return or_(own, Case.id.in_(led))


def within(session: Session, cases: Sequence[Case], department: str) -> frozenset[int]:
    """The ids of those among the cases that the section may open: its own, those it was asked about, those in which its own
    goes on, and those that go on in its own. As many statements for many as for one."""
    own = {case.id for case in cases if case.department == department}
    others = [case for case in cases if case.id not in own]
    if not others:
        return frozenset(own)
    ids, mains = [case.id for case in others], {case.joined_into_id for case in others} - {None}
    asked = set(session.execute(asked_sections.asked(department).where(TimelineEntry.case_id.in_(ids))).scalars())
    led = set(session.execute(_leading(department).where(Case.joined_into_id.in_(ids))).scalars())
    of_own = select(Case.id).where(Case.id.in_(mains), Case.department == department)
    leading = set(session.execute(of_own).scalars()) if mains else set()
    reached = (case.id for case in others if case.id in asked | led or case.joined_into_id in leading)
    return frozenset(own.union(reached))


def _leading(department: str) -> Select[int | None]:
    return select(Case.joined_into_id).where(
        Case.joined_into_id.is_not(None), Case.department == department, Case.sealed_at.is_(None)
    )
