"""The row of a case in the hands of one transaction: held against others, and changed with its version."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage import case_locks
from storage.cases import by_receipt
from storage.models import Case


class Overtaken(Exception):
    """Somebody else changed the case meanwhile: nothing was saved; show what changed."""


def held(session: Session, receipt: str, version: int | None) -> Case:
    """The case, ours until the transaction ends. Raises NoSuchCase and Overtaken."""
    session.execute(select(Case.id).where(Case.receipt == receipt).with_for_update())
    case = by_receipt(session, receipt)
    session.refresh(case)
    if version is not None and case.version != version:
        raise Overtaken(receipt)
    return case


def held_both(session: Session, receipt: str, other: str, version: int | None = None) -> tuple[Case, Case]:
    """Two cases, ours, ``version`` that of the first. Raises NoSuchCase and Overtaken."""
    case_locks.hold(session, receipt, other)
    return held(session, receipt, version), held(session, other, None)


def change(session: Session, case: Case, **values: object) -> None:
    """Note what staff did; whatever the resident answered has then been seen."""
    session.execute(
        update(Case)
        .where(Case.id == case.id)
        .values(**{"version": Case.version + 1, "heard_back": False, **values})
        .execution_options(synchronize_session=False)
    )
    session.expire(case)
