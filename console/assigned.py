"""Whose a case is: who can be given one, and whether they see it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from console.rights import may
from storage import staff
from storage.cases import by_receipt
from storage.staff import Account

NOT_ABLE = "担当は、いま案件を扱える人から選んでください。"


def able(people: Iterable[Account]) -> list[Account]:
    """Those of them who can be given a case: who is still here and works on cases."""
    return [person for person in people if person.left_at is None and may(person, "work")]


def is_able(session: Session, staff_id: object) -> bool:
    """Whether that person can be given a case now. A page that was opened earlier may still offer somebody who left."""
    person = staff.account(session, staff_id) if isinstance(staff_id, int) else None
    return person is not None and bool(able([person]))


def unseen(session: Session, receipt: str) -> str:
    """What to mind where a case is with somebody of another section: it stands in nobody's own list then. "" for nothing."""
    case = by_receipt(session, receipt)
    person = staff.account(session, case.assignee) if case.assignee is not None else None
    if person is None or person.department in (None, case.department):
        return ""
    return f"担当の{person.name}さんは、{person.department}の案件だけを扱います。担当を選び直してください。"
