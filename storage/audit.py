"""The record of what was done at the desk: append-only, each line chained to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from storage.models import AUDIT_HEAD, AuditEntry, AuditHead, Staff
from storage.upsert import insert_unless_there

_HEAD_ID = 1
_PAGE = 100
_AT_ONCE = 1000


@dataclass(frozen=True)
class Line:
    """One line of the record. ``who`` is the account's name, None for the system itself."""

    number: int
    at: datetime
    who: str | None
    act: str
    subject: str
    detail: Mapping[str, Any]


def record(
    session: Session, act: str, subject: str, now: datetime, *, staff_id: int | None = None, **detail: Any
) -> None:
    """Add one line: ``act`` ("case.open"), ``subject`` ("case:12"). ``detail`` holds no resident's words.

    It belongs to the transaction of what it records: either both are kept or neither.
    """
    record_each(session, act, [subject], now, staff_id=staff_id, **detail)


def record_each(
    session: Session, act: str, subjects: Sequence[str], now: datetime, *, staff_id: int | None = None, **detail: Any
) -> None:
    """Add one line for each subject, as in ``record``; the record is held once for all."""
    session.execute(insert_unless_there(session, AUDIT_HEAD, "id"), {"id": _HEAD_ID, "number": 0, "link": ""})
    held = select(AUDIT_HEAD.c.number, AUDIT_HEAD.c.link).where(AUDIT_HEAD.c.id == _HEAD_ID).with_for_update()
    number, link = session.execute(held).one()
    written = json.dumps(detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for subject in subjects:
        number += 1
        link = _link(link, number, now, staff_id, act, subject, written)
        session.add(
            AuditEntry(number=number, at=now, staff_id=staff_id, act=act, subject=subject, detail=written, link=link)
        )
    session.flush()
    session.execute(update(AuditHead).where(AuditHead.id == _HEAD_ID).values(number=number, link=link))


def first_broken(session: Session) -> int | None:
    """The number of the first line that is missing or was changed; None when the chain is whole."""
    link, expected = "", 1
    while True:
        after = select(AuditEntry).where(AuditEntry.number >= expected).order_by(AuditEntry.number).limit(_AT_ONCE)
        rows = session.scalars(after).all()
        for row in rows:
            if row.number != expected:
                return expected
            link = _link(link, row.number, row.at, row.staff_id, row.act, row.subject, row.detail)
            if link != row.link:
                return row.number
            expected += 1
        if len(rows) < _AT_ONCE:
            break
        session.expunge_all()
    head = session.get(AuditHead, _HEAD_ID)
    last = head.number if head is not None else 0
    return expected if last >= expected else None


def lines(
    session: Session,
    *,
    staff_id: int | None = None,
    subjects: Collection[str] = (),
    act: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    most: int = _PAGE,
    holding: tuple[str, int] | None = None,
) -> Sequence[Line]:
    """The newest lines first; ``before`` is the number of the last line of the page before. ``act`` may be a beginning;
    ``subjects``: the lines about any of these; ``holding``: those whose detail has that value under that name."""
    wanted = (
        select(AuditEntry, Staff.name)
        .outerjoin(Staff, Staff.id == AuditEntry.staff_id)
        .order_by(AuditEntry.number.desc())
        .limit(most)
    )
    if staff_id is not None:
        wanted = wanted.where(AuditEntry.staff_id == staff_id)
    if subjects:
        wanted = wanted.where(AuditEntry.subject.in_(subjects))
    if act:
        wanted = wanted.where(AuditEntry.act.startswith(act, autoescape=True))
    if since is not None:
        wanted = wanted.where(AuditEntry.at >= since)
    if until is not None:
        wanted = wanted.where(AuditEntry.at < until)
    if before is not None:
        wanted = wanted.where(AuditEntry.number < before)
    if holding is not None:
        name, value = holding
        spelt = f"{json.dumps(name)}:{value}"  # as ``record`` writes it: names in order, no spaces
        wanted = wanted.where(or_(*(AuditEntry.detail.contains(spelt + end, autoescape=True) for end in (",", "}"))))
    return [
        Line(row.number, row.at, name, row.act, row.subject, json.loads(row.detail))
        for row, name in session.execute(wanted)
    ]


def _link(before: str, number: int, at: datetime, staff_id: int | None, act: str, subject: str, detail: str) -> str:
    moment = int(at.timestamp() * 1000)
    spelt = json.dumps([before, number, moment, staff_id, act, subject, detail], ensure_ascii=False)
    return hashlib.sha256(spelt.encode()).hexdigest()
