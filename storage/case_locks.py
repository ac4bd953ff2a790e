"""Several cases in the hands of one transaction, always taken in one order: two who take them in different orders wait for each
other for ever."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Case


def hold(session: Session, *receipts: str) -> None:
    """These cases, and those they go on in, are ours until the transaction ends; a number that nobody has is passed over.

    One that others go on in comes before them: whoever works on it holds it, and then changes them as well.
    """
    while not _held(session, receipts):
        pass  # joined or parted by somebody we waited for, and so held in the wrong order, or not all


def _held(session: Session, receipts: tuple[str, ...]) -> bool:
    with session.begin_nested() as attempt:
        before = _mains(session, receipts)
        for case_id in sorted(before, key=lambda one: (before[one] is not None, one)):
            session.execute(select(Case.id).where(Case.id == case_id).with_for_update())
        if _mains(session, receipts) == before:
            return True
        attempt.rollback()  # it lets go of what it holds
    return False


def _mains(session: Session, receipts: tuple[str, ...]) -> Mapping[int, int | None]:
    """What each of these cases, and of those they go on in, goes on in; by id."""
    theirs = select(Case.joined_into_id).where(Case.receipt.in_(receipts), Case.joined_into_id.is_not(None))
    wanted = select(Case.id, Case.joined_into_id).where(Case.receipt.in_(receipts) | Case.id.in_(theirs))
    return {case_id: main for case_id, main in session.execute(wanted)}
