"""The record of what was done: searchable, and checked for lines that are missing or were changed."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, time, timedelta

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session

from casework.receipts import NoReceipt, read_receipt
from casework.working_days import JAPAN
from console import record_words
from console.desk import desk
from console.guard import needs
from console.typed import day, row_number
from panel.numbers import read_number
from storage import audit, staff
from storage.cases import NoSuchCase, by_receipt, receipts_of

pages = Blueprint("record", __name__, url_prefix="/record")


@pages.get("/")
@needs("administer")
def search() -> str:
    """The newest lines, narrowed by person, subject, act and days."""
    asked = request.args
    with desk().database.reading() as session:
        found = audit.lines(
            session,
            staff_id=asked.get("staff", type=row_number),
            subjects=_subjects(session, asked.get("subject", "").strip()),
            act=asked.get("act", "").strip() or None,
            since=_day(asked.get("since", "")),
            until=_day(asked.get("until", ""), days_on=1),
            before=asked.get("before", type=row_number),
        )
        people = staff.everybody(session, gone=True)
        receipts = receipts_of(session, [int(id_) for id_ in map(_case_of, found) if id_])
    return render_template(
        "record/search.html",
        lines=found,
        people=people,
        names={person.id: person.name for person in people},
        asked=asked,
        acts=record_words.ACTS,
        receipts=receipts,
        act_said=record_words.act_said,
        subject_said=record_words.subject_said,
        details_said=record_words.details_said,
    )


def _case_of(line: audit.Line) -> str:
    """The id of the case a line is about; "" for other lines."""
    kind, _, which = line.subject.partition(":")
    return which if kind == "case" and which.isdecimal() else ""


def _subjects(session: Session, typed: str) -> set[str]:
    """What lines are about, as it is stored: a case by its receipt, and a person who was found by a receipt or number.

    Of an erased case only the requests of the person are found by its receipt.
    """
    if number := read_number(typed):
        return {f"monitor:{number}"}
    try:
        receipt = str(read_receipt(typed))
    except NoReceipt:
        return {typed} if typed else set()
    found = {f"receipt:{receipt}"}
    with suppress(NoSuchCase):
        found.add(f"case:{by_receipt(session, receipt).id}")
    return found


@pages.get("/check")
@needs("administer")
def check() -> str:
    """Whether the chain is whole."""
    with desk().database.reading() as session:
        broken = audit.first_broken(session)
    return render_template("record/check.html", broken=broken)


def _day(text: str, *, days_on: int = 0) -> datetime | None:
    """The beginning of a day in Japan; None for what is no day."""
    found = day(text)
    return datetime.combine(found, time(), JAPAN) + timedelta(days=days_on) if found is not None else None
