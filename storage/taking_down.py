"""What was published and is not to be any more, at the resident's wish or by what staff decide: off at once here, and off the
city's own site by hand. Of that a list tells until somebody says that it is done, and at the resident's wish a mail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from handlers import case_mails
from storage import mails, timeline
from storage.models import Case, ErasedCopy, PublicCopy
from storage.models.public_copies import CopyState
from storage.sealing import Seal


@dataclass(frozen=True)
class StillThere:
    """A copy that the city's own site may still show, though it is not to be published any more."""

    receipt: str
    published_on: date | None
    since: datetime


def at_wish(session: Session, case: Case, state: CopyState, now: datetime, seal: Seal) -> bool:
    """Stop the copy of a case at the resident's wish; whether it may be out.

    What was published and is being written anew may still stand on the city's own site. A draft that never was out stays as it
    is: without the resident's yes it leads nowhere.
    """
    row = session.execute(
        select(PublicCopy.id, PublicCopy.state, PublicCopy.published_on, PublicCopy.clear_since)
        .where(PublicCopy.case_id == case.id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        return False
    published = row.published_on is not None or row.clear_since is not None
    # Stopped before: there is nothing more to do, but for what an older release left off the list.
    stopped = row.state in ("withdrawn", "refused")
    if (row.state == "draft" and not published) or (stopped and published == (row.clear_since is not None)):
        return published
    session.execute(
        update(PublicCopy)
        .where(PublicCopy.id == row.id)
        .values(
            state=state,
            refusal="consent" if state == "refused" else None,
            changed_at=now,
            clear_since=row.clear_since or (now if published else None),
        )
        .execution_options(synchronize_session="fetch")
    )
    timeline.add(session, case.id, "unpublished" if published else "not_published", now, seal, why="本人の申し出")
    if published and row.clear_since is None:
        mails.write(session, f"clear:{row.id}:{now:%Y%m%d%H%M%S}", case_mails.to_take_off(case.receipt), now)
    return published


def has_to_come_off(session: Session, case_id: int, now: datetime) -> None:
    """Staff stopped the copy of a case: where it was out, the city's own site may still hold it."""
    session.execute(
        update(PublicCopy)
        .where(PublicCopy.case_id == case_id, PublicCopy.published_on.is_not(None), PublicCopy.clear_since.is_(None))
        .values(clear_since=now)
        .execution_options(synchronize_session="fetch")
    )


def outlives(session: Session, case_id: int) -> None:
    """The case is about to be erased: what of it has to come off the city's own site stays on the list."""
    wanted = (
        select(Case.receipt, Case.id, PublicCopy.published_on, PublicCopy.clear_since)
        .join(PublicCopy, PublicCopy.case_id == Case.id)
        .where(Case.id == case_id, PublicCopy.clear_since.is_not(None))
    )
    columns = ["receipt", "case_id", "published_on", "clear_since"]
    session.execute(insert(ErasedCopy).from_select(columns, wanted))


def still_there(session: Session, *, of: str | None = None) -> Sequence[StillThere]:
    """What nobody has yet said to be off the city's own site, the oldest first. ``of``: of one section's cases alone; which
    section an erased one was with nobody knows any more."""
    standing = (
        select(Case.receipt, PublicCopy.published_on, PublicCopy.clear_since)
        .join(Case, Case.id == PublicCopy.case_id)
        .where(PublicCopy.clear_since.is_not(None))
    )
    if of is not None:
        rows = session.execute(standing.where(Case.department == of)).all()
    else:
        erased = select(ErasedCopy.receipt, ErasedCopy.published_on, ErasedCopy.clear_since)
        rows = [*session.execute(standing).all(), *session.execute(erased).all()]
    found = [StillThere(receipt, on, since) for receipt, on, since in rows if since is not None]
    return sorted(found, key=lambda one: (one.since, one.receipt))


def count_still_there(session: Session, *, of: str | None = None) -> int:
    """How many of those there are."""
    if of is not None:
        return len(still_there(session, of=of))
    standing = select(func.count()).select_from(PublicCopy).where(PublicCopy.clear_since.is_not(None))
    erased = select(func.count()).select_from(ErasedCopy)
    return session.execute(standing).scalar_one() + session.execute(erased).scalar_one()


def note_cleared(
    session: Session, receipt: str, now: datetime, seal: Seal, *, by: int, of: str | None = None
) -> int | None:
    """Somebody took it off the city's own site; the id of its case, None where nothing was to be taken off.

    ``of``: only what ``still_there`` tells that section.
    """
    if of is not None and receipt not in {one.receipt for one in still_there(session, of=of)}:
        return None
    case_id = session.execute(
        update(PublicCopy)
        .where(
            PublicCopy.clear_since.is_not(None),
            PublicCopy.case_id == select(Case.id).where(Case.receipt == receipt).scalar_subquery(),
        )
        .values(clear_since=None, published_on=None)
        .returning(PublicCopy.case_id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if case_id is not None:
        timeline.add(session, case_id, "cleared", now, seal, by=by)
        return case_id
    return session.execute(
        delete(ErasedCopy)
        .where(ErasedCopy.receipt == receipt)
        .returning(ErasedCopy.case_id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
