"""Whose a case is, and whether they see it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from storage import staff
from storage.cases import by_receipt


def unseen(session: Session, receipt: str) -> str:
    """What to mind where a case is with somebody of another section: it stands in nobody's own list then. "" for nothing."""
    case = by_receipt(session, receipt)
    person = staff.account(session, case.assignee) if case.assignee is not None else None
    if person is None or person.department in (None, case.department):
        return ""
    return f"担当の{person.name}さんは、{person.department}の案件だけを扱います。担当を選び直してください。"
