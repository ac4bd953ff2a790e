"""Copies for publication: begun from the original, changed for a reason each time, checked by a second person."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import exists, func, insert, select, update
from sqlalchemy.orm import Session

from casework.states import State
from storage import taking_down, timeline
from storage.models import Case, PublicCopy
from storage.models.public_copies import CopyState
from storage.sealing import Seal

# Why a case is not published; counted, and the counts are published.
Refusal = Literal["consent", "identifying", "personal", "abusive", "procedure", "other"]
REFUSALS: dict[Refusal, str] = {
    "consent": "本人の同意がない",
    "identifying": "だれのことか分かるおそれ",
    "personal": "特定の個人・団体への意見",
    "abusive": "公の秩序に反する",
    "procedure": "別の手続きの中にある",
    "other": "その他",
}
# All that an unpublished case may be counted under.
UNPUBLISHED: dict[str, str] = {
    **{str(reason): name for reason, name in REFUSALS.items()},
    "unasked": "公表してよいか、答えがない",
    "undecided": "まだ決めていない",
}

# Whatever its copy says: nothing of a case that was withdrawn, or whose resident has not said yes, is shown.
_MAY_BE_SEEN = (Case.sealed_at.is_(None), Case.may_publish.is_(True))


class NotPublishable(Exception):
    """The copy cannot go on; the message says what is missing."""


class CopyOvertaken(Exception):
    """Somebody else changed the copy meanwhile: nothing was saved; show what it says now."""


@dataclass(frozen=True)
class Copy:
    """A copy with its texts opened."""

    case_id: int
    receipt: str
    state: CopyState
    asked: str
    answered: str
    refusal: str | None
    drafted_by: int | None
    checked_by: int | None
    published_on: date | None
    as_of: date | None
    review_on: date | None

    @property
    def mark(self) -> str:
        """Another one whenever the copy says something else or stands elsewhere: what a page showed, for its forms."""
        return mark_of(self.state, self.asked, self.answered)


def mark_of(state: CopyState, asked: str, answered: str) -> str:
    """The mark of a copy that stands so and says so."""
    return hashlib.sha256("\0".join((state, asked, answered)).encode()).hexdigest()[:32]


def of(session: Session, case_id: int, seal: Seal) -> Copy | None:
    """The copy of a case."""
    row = session.execute(
        select(PublicCopy, Case.receipt).join(Case, Case.id == PublicCopy.case_id).where(PublicCopy.case_id == case_id)
    ).one_or_none()
    return _copy(row[0], row[1], seal) if row else None


def must_be_as_read(session: Session, case_id: int, mark: str, seal: Seal) -> None:
    """Raises CopyOvertaken unless the copy is still the one of that mark ("": there was none)."""
    copy = of(session, case_id, seal)
    if mark != (copy.mark if copy is not None else ""):
        raise CopyOvertaken(case_id)


def write(
    session: Session,
    case_id: int,
    asked: str,
    answered: str,
    why: str,
    now: datetime,
    seal: Seal,
    *,
    by: int,
) -> None:
    """Keep what is to be published, with the reason for this change. A published copy is a draft again."""
    values = {
        "state": "draft",
        "asked": seal.seal(asked),
        "answered": seal.seal(answered),
        "refusal": None,
        "drafted_by": by,
        "checked_by": None,
        "changed_at": now,
    }
    if session.execute(select(PublicCopy.id).where(PublicCopy.case_id == case_id)).scalar_one_or_none() is None:
        session.execute(insert(PublicCopy).values(case_id=case_id, **values))
    else:
        session.execute(update(PublicCopy).where(PublicCopy.case_id == case_id).values(**values))
    timeline.add(session, case_id, "copied", now, seal, by=by, why=why, text=asked)


def propose(session: Session, case: Case, now: datetime, seal: Seal, *, by: int) -> None:
    """The copy is ready for the second pair of eyes. Raises NotPublishable."""
    copy = of(session, case.id, seal)
    if copy is None:
        raise NotPublishable("公表用の写しがまだありません。")
    if case.may_publish is not True:
        raise NotPublishable("本人が公表に同意していません。")
    _set(session, case.id, state="proposed", drafted_by=by, changed_at=now)
    timeline.add(session, case.id, "proposed", now, seal, by=by)


def publish(
    session: Session, case: Case, on: date, as_of: date, review_on: date, now: datetime, seal: Seal, *, by: int
) -> None:
    """Publish a proposed copy; never by who proposed it. Raises NotPublishable."""
    copy = of(session, case.id, seal)
    if copy is None or copy.state != "proposed":
        raise NotPublishable("公表の案がまだ出されていません。")
    if copy.drafted_by == by:
        raise NotPublishable("自分で出した案は、自分では公表できません。もう一人が確かめてください。")
    if case.may_publish is not True:
        raise NotPublishable("本人が公表に同意していません。")
    if not on <= review_on or as_of > on:
        raise NotPublishable("回答時点は公表日まで、見直し日は公表日以降にしてください。")
    _set(
        session,
        case.id,
        state="published",
        clear_since=None,
        checked_by=by,
        published_on=on,
        as_of=as_of,
        review_on=review_on,
        changed_at=now,
    )
    timeline.add(session, case.id, "published", now, seal, by=by, on=on.isoformat())


def refuse(session: Session, case_id: int, refusal: Refusal, now: datetime, seal: Seal, *, by: int) -> None:
    """Not to be published, for one of the reasons that are counted; a copy there was is kept, and stopped. What was
    out before has to come off the city's own site."""
    if session.execute(select(PublicCopy.id).where(PublicCopy.case_id == case_id)).scalar_one_or_none() is None:
        session.execute(
            insert(PublicCopy).values(
                case_id=case_id, state="refused", asked=seal.seal(""), refusal=refusal, changed_at=now
            )
        )
    else:
        _set(session, case_id, state="refused", refusal=refusal, changed_at=now)
        taking_down.has_to_come_off(session, case_id, now)
    timeline.add(session, case_id, "not_published", now, seal, by=by, reason=REFUSALS[refusal])


def withdraw(session: Session, case_id: int, why: str, now: datetime, seal: Seal, *, by: int) -> None:
    """Take a published copy back; what the city's own site holds of it is on the list until somebody says it is off."""
    _set(session, case_id, state="withdrawn", changed_at=now)
    taking_down.has_to_come_off(session, case_id, now)
    timeline.add(session, case_id, "unpublished", now, seal, by=by, why=why)


def standing(
    session: Session, state: CopyState, seal: Seal, *, of: str | None = None, most: int | None = 500
) -> Sequence[Copy]:
    """The copies in a state, the newest first, only of cases that stand and may be published; ``most`` None: every one.

    ``of``: those of one section's cases alone. What is not published yet is for nobody else there.
    """
    wanted = (
        select(PublicCopy, Case.receipt)
        .join(Case, Case.id == PublicCopy.case_id)
        .where(PublicCopy.state == state, *_MAY_BE_SEEN)
        .order_by(PublicCopy.published_on.desc(), PublicCopy.id.desc())
        .limit(most)
    )
    rows = session.execute(wanted if of is None else wanted.where(Case.department == of))
    return [_copy(copy, receipt, seal) for copy, receipt in rows]


def mark_of_standing(session: Session) -> tuple[tuple[int, datetime], ...]:
    """Changes whenever ``standing`` gives other published copies: one more or changed, one taken back, a case withdrawn,
    a resident who does not want it any more.

    Each copy with the time of its change: counted together, one that goes could hide behind one that comes.
    """
    rows = session.execute(
        select(PublicCopy.id, PublicCopy.changed_at)
        .join(Case, Case.id == PublicCopy.case_id)
        .where(PublicCopy.state == "published", *_MAY_BE_SEEN)
        .order_by(PublicCopy.id)
    )
    return tuple((id_, changed_at) for id_, changed_at in rows)


def unpublished(session: Session) -> dict[str, int]:
    """How many cases are not published, by what they are counted under (``UNPUBLISHED``).

    Those staff decided on, and the ended ones whose copy is not out yet, or not made: what was not consented to needs no
    decision.
    """
    rows = session.execute(
        select(PublicCopy.refusal, func.count()).where(PublicCopy.state == "refused").group_by(PublicCopy.refusal)
    )
    found = {refusal: count for refusal, count in rows if refusal is not None}
    untouched = session.execute(
        select(Case.may_publish, func.count())
        .where(
            Case.state.in_((State.ANSWERED.name, State.CLOSED.name)),
            Case.sealed_at.is_(None),
            Case.joined_into_id.is_(None),
            ~exists().where(PublicCopy.case_id == Case.id, PublicCopy.state.not_in(("draft", "proposed"))),
        )
        .group_by(Case.may_publish)
    )
    under = {True: "undecided", False: "consent", None: "unasked"}
    for may, count in untouched:
        found[under[may]] = found.get(under[may], 0) + count
    return found


def _set(session: Session, case_id: int, **values: object) -> None:
    session.execute(
        update(PublicCopy)
        .where(PublicCopy.case_id == case_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()


def _copy(row: PublicCopy, receipt: str, seal: Seal) -> Copy:
    return Copy(
        row.case_id,
        receipt,
        row.state,
        seal.open(row.asked),
        seal.open(row.answered) if row.answered else "",
        row.refusal,
        row.drafted_by,
        row.checked_by,
        row.published_on,
        row.as_of,
        row.review_on,
    )


def mark(session: Session) -> tuple[int, datetime | None]:
    """Changes whenever what is published does."""
    count, newest = session.execute(select(func.count(), func.max(PublicCopy.changed_at))).one()
    return count, newest
