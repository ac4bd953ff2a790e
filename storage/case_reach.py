"""Which cases are within the reach of a section: its own, those it was asked about, and those that are one matter with one of
its own.

Who was asked about a case goes on reading it where it goes on and whoever else is asked, and who answers for several reads the
words of each.
"""

from __future__ import annotations

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


def within(session: Session, case: Case, department: str) -> bool:
    """Whether that section may open a case: its own, one it was asked about, one in which its own goes on, or
    one that goes on in its own."""
    if case.department == department:
        return True
    asked = asked_sections.asked(department).where(TimelineEntry.case_id == case.id)
    if session.execute(asked.limit(1)).first() is not None:
        return True
    if case.joined_into_id is not None:
        main = select(Case.id).where(Case.id == case.joined_into_id, Case.department == department)
        return session.execute(main).first() is not None
    return session.execute(_leading(department).where(Case.joined_into_id == case.id).limit(1)).first() is not None


def _leading(department: str) -> Select[int | None]:
    return select(Case.joined_into_id).where(
        Case.joined_into_id.is_not(None), Case.department == department, Case.sealed_at.is_(None)
    )
