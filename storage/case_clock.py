"""Cases of which something is due."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session, aliased

from casework.states import OPEN_NAMES, State
from handlers import case_letters
from storage import case_outbox, timeline
from storage.models import Case
from storage.sealing import Seal


def _late(today: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Open, promised for today or earlier, not told yet that it takes longer; and somebody in it, or in a case that goes on
    in it, wishes an answer and can be told.

    And cases whose clock stands, while those in the others wait for the date they were told. Apart, so that each is found by
    an index of its own.
    """
    joined = aliased(Case)
    others = select(joined.id).where(
        joined.joined_into_id == Case.id, joined.wants_reply, joined.chat.is_not(None), joined.sealed_at.is_(None)
    )
    on_its_own = (Case.sealed_at.is_(None), Case.joined_into_id.is_(None))
    return (
        and_(
            Case.due_on <= today,
            Case.state.in_(OPEN_NAMES),
            Case.late_told_at.is_(None),
            or_(and_(Case.wants_reply, Case.chat.is_not(None)), others.exists()),
            *on_its_own,
        ),
        and_(
            Case.state == State.ASKED_BACK.name,
            others.where(joined.due_on <= today, joined.late_told_at.is_(None)).exists(),
            *on_its_own,
        ),
    )


def about_to_be_late(session: Session, today: date, limit: int, *, but: Collection[int | str] = ()) -> list[str]:
    """The receipts of cases whose date passes today, without those named."""
    found: list[str] = []
    for late in _late(today):
        wanted = select(Case.receipt).where(late, Case.receipt.not_in(but))
        found += session.execute(wanted.order_by(Case.due_on, Case.id).limit(limit)).scalars()
    return found[:limit]


def is_about_to_be_late(session: Session, receipt: str, today: date) -> bool:
    """Whether that still holds; the case is ours until the transaction ends."""
    session.execute(select(Case.id).where(Case.receipt == receipt).with_for_update())
    # Asked only then: with the lock PostgreSQL would look at that row anew, and at those that go on in it as they were before.
    wanted = select(Case.id).where(Case.receipt == receipt, or_(*_late(today)))
    return session.execute(wanted).first() is not None


def to_be_asked_after(session: Session, today: date, limit: int, *, but: Collection[int | str] = ()) -> list[str]:
    """The receipts of ended cases whose people are to be asked how it is now, without those named."""
    wanted = select(Case.receipt).where(Case.ask_after_on <= today, Case.sealed_at.is_(None), Case.receipt.not_in(but))
    return list(session.execute(wanted.order_by(Case.ask_after_on, Case.id).limit(limit)).scalars())


def ask_after(session: Session, receipt: str, seal: Seal, now: datetime) -> bool:
    """Ask once; False when it has been done meanwhile. Pushed to whoever has not had two pushes about the case; the others find
    the question under 受付状況."""
    case = session.execute(
        select(Case).where(Case.receipt == receipt, Case.ask_after_on.is_not(None)).with_for_update()
    ).scalar_one_or_none()
    if case is None:
        return False
    session.execute(update(Case).where(Case.id == case.id).values(ask_after_on=None, asked_after_at=now))
    timeline.add(session, case.id, "asked_after", now, seal)
    case_outbox.push(session, case.id, "after", case_letters.after, seal, now, only_if_wished=True)
    return True
