"""The record of a case: entries are added, and changed only where a resident takes words back."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from storage import asked_sections
from storage.models import TimelineEntry
from storage.sealing import Seal

# received, joined (a further voice), repeated (the same words again), taken_back and withdrawn come from residents;
# inquiry 照会, section_reply, circulated 供覧, drafted, decided 決裁, answered, closed, late 遅れる連絡 from staff;
# copied (the copy for publication changed), proposed, published, not_published, unpublished, cleared (off the city's own
# site as well); handed_over 異動;
# section_told: a mail about a hazard; separated and let_out: a join undone, in the records of both.
What = Literal[
    "received",
    "joined",
    "repeated",
    "publication",
    "triaged",
    "classified",
    "inquiry",
    "section_reply",
    "circulated",
    "drafted",
    "decided",
    "answered",
    "closed",
    "reopened",
    "late",
    "asked_back",
    "heard_back",
    "asked_after",
    "still_open",
    "solved",
    "withdrawn",
    "taken_back",
    "held",
    "released",
    "split",
    "joined_into",
    "taken_in",
    "separated",
    "let_out",
    "joined_said_more",
    "joined_still_open",
    "note",
    "copied",
    "proposed",
    "published",
    "not_published",
    "unpublished",
    "cleared",
    "handed_over",
    "section_told",
]

# What the city decided, or said to the resident: records of the city (``casework.keeping.withdrawal``).
_OFFICIAL: tuple[What, ...] = ("decided", "answered", "closed", "late", "asked_back")


@dataclass(frozen=True)
class Entry:
    """``details`` are what the entry tells, as written: texts, dates (ISO), names, document numbers."""

    id: int
    at: datetime
    what: What
    by: int | None
    details: dict[str, Any] = field(default_factory=dict)


def add(
    session: Session,
    case_id: int,
    what: What,
    at: datetime,
    seal: Seal,
    *,
    by: int | None = None,
    section: str | None = None,
    **details: str | int | bool | None,
) -> None:
    """Add an entry; its details are sealed. ``section``: who was asked, or has replied."""
    told = {key: value for key, value in details.items() if value is not None}
    body = seal.seal(json.dumps(told, ensure_ascii=False)) if told else None
    session.execute(insert(TimelineEntry).values(case_id=case_id, what=what, at=at, by=by, body=body, section=section))


def section(session: Session, case_id: int) -> Literal["asked", "replied"] | None:
    """Whether a section was asked (照会) since the case was taken in, or looked at again, and whether all that were asked have
    replied since."""
    if asked_sections.waited_for(session, case_id):
        return "asked"
    reopened = select(func.max(TimelineEntry.id)).where(
        TimelineEntry.case_id == case_id, TimelineEntry.what == "reopened"
    )
    told = select(TimelineEntry.what).where(
        TimelineEntry.case_id == case_id,
        TimelineEntry.what.in_(("inquiry", "section_reply")),
        TimelineEntry.id > func.coalesce(reopened.scalar_subquery(), 0),
    )
    newest_first = session.execute(told.order_by(TimelineEntry.id.desc())).scalars().all()
    if "inquiry" not in newest_first:
        return None
    return "asked" if newest_first[0] == "inquiry" else "replied"


def newest_inquiries(
    session: Session, case_ids: Collection[int], seal: Seal, *, to: str | None = None
) -> dict[int, dict[str, Any]]:
    """What the newest 照会 of each case tells, that to the section ``to`` where it was asked itself; cases in which no section
    was asked are missing."""
    inquiries = (
        select(func.max(TimelineEntry.id))
        .where(TimelineEntry.case_id.in_(case_ids), TimelineEntry.what == "inquiry")
        .group_by(TimelineEntry.case_id)
    )
    found: dict[int, dict[str, Any]] = {}
    for newest in (inquiries, inquiries.where(TimelineEntry.section == to))[: 1 if to is None else 2]:
        rows = session.execute(select(TimelineEntry.case_id, TimelineEntry.body).where(TimelineEntry.id.in_(newest)))
        found |= {case_id: read(body, seal) for case_id, body in rows}
    return found


def of(session: Session, case_id: int, seal: Seal) -> list[Entry]:
    """All entries of a case, oldest first."""
    rows = session.execute(select(TimelineEntry).where(TimelineEntry.case_id == case_id).order_by(TimelineEntry.id))
    return [
        Entry(row.id, row.at, row.what, row.by, read(row.body, seal))  # type: ignore[arg-type]
        for row in rows.scalars()
    ]


def last_official(session: Session, case_ids: Collection[int]) -> dict[int, datetime]:
    """When the city last decided in a case or said something to its people; cases in which it never did are missing."""
    rows = session.execute(
        select(TimelineEntry.case_id, func.max(TimelineEntry.at))
        .where(TimelineEntry.case_id.in_(case_ids), TimelineEntry.what.in_(_OFFICIAL))
        .group_by(TimelineEntry.case_id)
    )
    return {case_id: at for case_id, at in rows}


def read(body: bytes | None, seal: Seal) -> dict[str, Any]:
    """What an entry tells, as it is kept. Raises Unreadable."""
    told: dict[str, Any] = json.loads(seal.open(body)) if body else {}
    return told


def keep_only(session: Session, entry: Entry, keys: Collection[str], seal: Seal) -> None:
    """Forget all that an entry tells but these details; that it happened stays."""
    left = {key: value for key, value in entry.details.items() if key in keys}
    body = seal.seal(json.dumps(left, ensure_ascii=False)) if left else None
    session.execute(update(TimelineEntry).where(TimelineEntry.id == entry.id).values(body=body))
