"""異動: the open cases of one person become another's."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from storage import timeline
from storage.models import Case
from storage.models.cases import ON_THE_DESK
from storage.sealing import Seal


def open_cases(session: Session) -> dict[int, int]:
    """How many open cases each person has; people without any are missing."""
    rows = session.execute(
        select(Case.assignee, func.count()).where(text(ON_THE_DESK), Case.assignee.is_not(None)).group_by(Case.assignee)
    )
    return {assignee: count for assignee, count in rows if assignee is not None}


def hand_over(session: Session, giver: int, taker: int, now: datetime, seal: Seal, *, by: int) -> int:
    """Give all open cases of one person to another; how many."""
    ids = (
        session.execute(
            select(Case.id).where(text(ON_THE_DESK), Case.assignee == giver).order_by(Case.id).with_for_update()
        )
        .scalars()
        .all()
    )
    if ids:
        session.execute(
            update(Case)
            .where(Case.id.in_(ids))
            .values(assignee=taker, version=Case.version + 1)
            .execution_options(synchronize_session=False)
        )
    for case_id in ids:
        timeline.add(session, case_id, "handed_over", now, seal, by=by, assignee=taker)
    return len(ids)
