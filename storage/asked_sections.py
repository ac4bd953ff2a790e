"""The sections that were asked about a case (照会): each keeps it in sight, also when another is asked after it."""

from __future__ import annotations

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from storage.models import Case, TimelineEntry


def asked(section: str) -> Select[int]:
    """The ids of the cases that section was ever asked about."""
    return select(TimelineEntry.case_id).where(TimelineEntry.section == section, TimelineEntry.what == "inquiry")


def unanswered(section: str) -> Select[int]:
    """The ids of the cases about which it was asked and has not replied since; what was looked at again begins anew."""
    later = aliased(TimelineEntry)
    settled = select(later.id).where(
        later.case_id == TimelineEntry.case_id,
        later.id > TimelineEntry.id,
        or_(later.section == section, later.what == "reopened"),
        later.what.in_(("section_reply", "reopened")),
    )
    return asked(section).where(~settled.exists())


def elsewhere(section: str) -> Select[int]:
    """Those it was asked about and that are another's now."""
    return asked(section).join(Case, Case.id == TimelineEntry.case_id).where(Case.department.is_distinct_from(section))


def waited_for(session: Session, case_id: int) -> list[str]:
    """Who was asked about a case and has not replied since, whoever was asked last first."""
    return [section for section, waits in _asked_since(session, case_id).items() if waits and section is not None][::-1]


def who_replies(session: Session, case_id: int, who: str, of: str | None) -> str | None:
    """Whose reply it is that ``who`` gave, noted by somebody of the section ``of`` (None: the office): of those asked the
    one that is named, else the one that notes it; for the office else the only one that is waited for. None where that does
    not tell, as where somebody was asked by a release that did not note whom."""
    waits = _asked_since(session, case_id)
    # Of two names of which one lies in the other, the longer is meant.
    named = max((one for one in waits if one is not None and one in who), key=len, default=of)
    if named in waits:
        return named
    waiting = [one for one in waits if waits[one]]
    if of is not None or len(waiting) != 1 or None in waits:
        return None
    return waiting[0]


def _asked_since(session: Session, case_id: int) -> dict[str | None, bool]:
    """Who was asked since the case was taken in, or looked at again, in that order; True where the reply is still missing.
    None: somebody was asked, and it is not noted who."""
    rows = session.execute(
        select(TimelineEntry.what, TimelineEntry.section)
        .where(TimelineEntry.case_id == case_id, TimelineEntry.what.in_(("inquiry", "section_reply", "reopened")))
        .order_by(TimelineEntry.id)
    )
    waits: dict[str | None, bool] = {}
    for what, section in rows:
        if what == "reopened":
            waits.clear()
        elif section is not None or what == "inquiry":
            waits.pop(section, None)
            waits[section] = what == "inquiry"
    return waits
