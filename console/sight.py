"""What the person at the desk may see, and the calendar by which it is judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask import abort
from sqlalchemy.orm import Session

from casework.working_days import InnerDates, OpenDays, day_in_japan
from console.desk import desk, me
from handlers.city import Intake
from storage import case_reach
from storage.case_lists import Row, Sight
from storage.models import Case

# So many 開庁日 before its date a case is among those that are due.
_SOON_WORKING_DAYS = 3


def intake() -> Intake:
    """How this city takes voices in."""
    return desk().city.voice


def calendar() -> OpenDays:
    """The hall's calendar."""
    return intake().calendar


def today() -> date:
    """The day in Japan."""
    return day_in_japan(desk().clock())


def fiscal_year() -> int:
    """The fiscal year of today, which begins in April."""
    return fiscal_year_of(today())


def fiscal_year_of(day: date) -> int:
    """The fiscal year a day lies in."""
    return day.year - (day.month < 4)


def sight() -> Sight:
    """Whose lists these are."""
    return sight_of(me().id, me().department, today(), calendar())


def sight_of(who: int, department: str | None, day: date, open_days: OpenDays) -> Sight:
    """The lists of the account ``who`` as of a day in Japan."""
    return Sight(who, department, day, open_days.after(day, _SOON_WORKING_DAYS) or day)


def inner_dates(case: Case) -> InnerDates | None:
    """By when each step inside is due, so that the answer goes out by the date promised now; None while the clock stands."""
    return calendar().inner_dates(case.due_on, case.working_days) if case.due_on is not None else None


def days_left(due: date | None) -> int | None:
    """開庁日 until a date; negative when it has passed; None while the clock stands or there is no date."""
    if due is None:
        return None
    left = calendar().count(today(), due)
    # Passed on a weekend is passed, though no working day lies between.
    return -1 if left == 0 and due < today() else left


def seen(session: Session, cases: Sequence[Case]) -> frozenset[int]:
    """The ids of those among the cases that the person may open: what is within the reach of their section, or all. What was
    withdrawn is for nobody."""
    department, there = me().department, [case for case in cases if case.sealed_at is None]
    if department is None:
        return frozenset(case.id for case in there)
    return case_reach.within(session, there, department)


def may_see(session: Session, case: Case) -> bool:
    """Whether the person may open that case, as in ``seen``."""
    return case.id in seen(session, [case])


def only_if_seen(session: Session, case: Case) -> None:
    """The page of a case that is not theirs looks like one that is not there."""
    if not may_see(session, case):
        abort(404)


def may_answer(case: Case | Row) -> bool:
    """Whether the case is this person's to work on, from its fields to the answer: for the office any, else their own
    section's. A section that only reads it (it was asked, or its own goes on there) may not read every voice that is answered
    with it: it notes what it has to say, and changes and sends nothing."""
    return me().department in (None, case.department)


def may_tell(session: Session, case: Case) -> bool:
    """Whether the people of a case are this person's to reach: those of their own cases, and of what goes on in one of them."""
    return may_answer(case) or ((main := main_of(session, case)) is not None and may_answer(main))


def may_part(session: Session, case: Case) -> bool:
    """Whether a case and the one in which it goes on are both this person's to work on."""
    return may_answer(case) and (main := main_of(session, case)) is not None and may_answer(main)


def main_of(session: Session, case: Case) -> Case | None:
    """The case in which that one goes on."""
    return session.get(Case, case.joined_into_id) if case.joined_into_id is not None else None


def who_answers(case: Case) -> str:
    """The section that answers, or the office."""
    return case.department or desk().city.desk.desk_name


def weeks_monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def day_of(moment: datetime) -> date:
    """The day in Japan."""
    return day_in_japan(moment)
