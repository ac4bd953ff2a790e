"""Cases that go on as part of another: they go its way, end with it, and each keeps its own number for its own people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from casework.states import OPEN_STATES, State
from casework.working_days import OpenDays, day_in_japan
from storage import case_flags, case_outbox, timeline
from storage.case_rows import change, held_both
from storage.cases import is_open
from storage.models import Case, TimelineEntry, Voice
from storage.sealing import Seal
from storage.timeline import What


class CannotJoin(ValueError):
    """One of the two is not in a state to be joined, or parted; the message says why, and what to do instead."""


def join(session: Session, receipt: str, into: str, now: datetime, seal: Seal, *, by: int) -> None:
    """Let a case go on as part of another: one answer reaches the people of both, by the earlier of the two dates.

    What was joined into ``receipt`` before goes along. While the other waits for an answer to what the city asked back, the
    people of this one keep their date, and it holds for both once the clock goes on (``earliest``). What was decided on was an
    answer to the people of the other alone, and is decided on anew. Raises CannotJoin.
    """
    case, other = held_both(session, receipt, into)
    if case.id == other.id or case.joined_into_id is not None or other.joined_into_id is not None:
        raise CannotJoin("その案件は、すでに別の案件にまとめられています。まとめた先の案件を選んでください。")
    if not is_open(other):
        raise CannotJoin(
            f"{into} はもう終わっているので、まとめてもお返事が届きません。"
            "この案件に回答し、終わり方は「回答済みと同じ趣旨」を選んでください。"
        )
    if not is_open(case):
        raise CannotJoin(f"{receipt} はもう終わっています。まとめるには、先に「対応を再開する」を押してください。")
    if State[case.state] is State.ASKED_BACK:
        raise CannotJoin("本人に聞き返しています。返事を受け取ってから、まとめてください。")
    due_on = other.due_on
    if due_on is not None and case.due_on is not None:
        due_on = min(due_on, case.due_on)
    raised = case_flags.up(case, case_flags.SHARED)
    case_id, other_id = case.id, other.id
    along = _joined(session, case_id)
    change(session, case, joined_into_id=other_id)
    _go_on_in(session, along, other_id)
    case_outbox.go_with(session, _people(session, [case_id, *along]), case_id, other_id)
    change(session, other, due_on=due_on, heard_back=other.heard_back, decided_on=None, **raised)
    if due_on is not None:
        follow(session, other_id, due_on=due_on)
    timeline.add(session, case_id, "joined_into", now, seal, by=by, into=into)
    timeline.add(session, other_id, "taken_in", now, seal, by=by, case=receipt)


def separate(
    session: Session, receipt: str, main: str, calendar: OpenDays, now: datetime, seal: Seal, *, by: int
) -> date | None:
    """Undo a join: the case stands by itself again and is worked on by itself; the date its people are answered by.

    They keep the date they were told, unless it is over or today: then it is the next working day. What had been joined into
    it goes with it: nobody said of those that they are the same as ``main``. Raises CannotJoin.
    """
    case, other = held_both(session, receipt, main)
    if case.joined_into_id != other.id:
        raise CannotJoin("その案件は、もうそこにまとめられていません。開き直して確かめてください。")
    if State[case.state] not in OPEN_STATES:
        raise CannotJoin(f"もう終わった案件です。まとめを解くには、先に {main} で「対応を再開する」を押してください。")
    case_id, other_id = case.id, other.id
    today = day_in_japan(now)
    soonest = calendar.after(today, 1)
    due_on = case.due_on if case.due_on is not None else calendar.after(today, case.working_days)
    if due_on is not None and soonest is not None:
        due_on = max(due_on, soonest)
    along = _came_along(session, case, other_id, seal)
    change(session, case, joined_into_id=None, due_on=due_on)
    _go_on_in(session, along, case_id)
    follow(session, case_id, due_on=due_on)
    change(session, other, heard_back=other.heard_back)
    theirs, stay = _people(session, [case_id, *along]), _people(session, [other_id, *_joined(session, other_id)])
    case_outbox.go_with(session, theirs - stay, other_id, case_id)
    timeline.add(session, case_id, "separated", now, seal, by=by, case=main)
    timeline.add(session, other_id, "let_out", now, seal, by=by, case=receipt)
    return due_on


def let_all_go(session: Session, case_id: int) -> None:
    """What went on in a case stands by itself again, and what is owed to its people is owed to them about their own."""
    on_their_own = select(Case.id).where(Case.joined_into_id == case_id, Case.sealed_at.is_(None)).order_by(Case.id)
    for one in session.execute(on_their_own).scalars().all():
        case_outbox.go_with(session, _people(session, [one]), case_id, one)
    _go_on_in(session, _joined(session, case_id), None)


def _joined(session: Session, case_id: int) -> Sequence[int]:
    return session.execute(select(Case.id).where(Case.joined_into_id == case_id).order_by(Case.id)).scalars().all()


def _go_on_in(session: Session, cases: Sequence[int], main: int | None) -> None:
    session.execute(
        update(Case)
        .where(Case.id.in_(cases))
        .values(joined_into_id=main, version=Case.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()


def _people(session: Session, cases: Sequence[int]) -> set[str]:
    spoke = select(Voice.chat).where(Voice.case_id.in_(cases), Voice.chat.is_not(None)).distinct()
    return {chat for chat in session.execute(spoke).scalars() if chat is not None}


def _came_along(session: Session, case: Case, main: int, seal: Seal) -> list[int]:
    """What goes on in ``main`` because it had been joined into ``case``, or into what had been: each case's own record says
    into which it was joined, ``joined_into_id`` only where it went from there."""
    rows = session.execute(
        select(TimelineEntry.case_id, Case.receipt, TimelineEntry.body)
        .join(Case, Case.id == TimelineEntry.case_id)
        .where(Case.joined_into_id == main, TimelineEntry.what == "joined_into")
        .order_by(TimelineEntry.id)
    )
    joined: dict[int, tuple[str, str]] = {}
    for case_id, receipt, body in rows:  # the last one counts
        joined[case_id] = receipt, timeline.read(body, seal).get("into", "")
    came: list[int] = []
    by_way_of = {case.receipt}
    while by_way_of:
        found = {case_id: receipt for case_id, (receipt, into) in joined.items() if into in by_way_of}
        came += found
        by_way_of = set(found.values())
    return came


def follow(session: Session, case_id: int, **values: object) -> None:
    """What became of a case becomes of those that go on in it, unless their own people withdrew them."""
    session.execute(
        update(Case)
        .where(Case.joined_into_id == case_id, Case.sealed_at.is_(None))
        .values(version=Case.version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()


def has_anybody(session: Session, case: Case) -> bool:
    """Whether somebody in a case, or in one that goes on in it, can be told anything in the chat."""
    joined = select(Case.id).where(Case.joined_into_id == case.id, Case.chat.is_not(None), Case.sealed_at.is_(None))
    return case.chat is not None or session.execute(joined.limit(1)).first() is not None


def earliest(session: Session, case_id: int) -> date | None:
    """The earliest date told to people of cases that go on in this one; None where none was."""
    told = select(func.min(Case.due_on)).where(Case.joined_into_id == case_id, Case.sealed_at.is_(None))
    return session.execute(told).scalar_one()


def note(
    session: Session, case_id: int, what: What, at: datetime, seal: Seal, *, by: int | None, **details: str | None
) -> None:
    """The same line in the records of all that go on in a case: their people read their own."""
    joined = select(Case.id).where(Case.joined_into_id == case_id, Case.sealed_at.is_(None)).order_by(Case.id)
    for one in session.execute(joined).scalars().all():
        timeline.add(session, one, what, at, seal, by=by, **details)


def stands(session: Session, cases: Sequence[Case]) -> dict[int, tuple[State, date | None]]:
    """State and date of each case as its people are to be told: while it goes on in another one, that one's; while that
    one's clock stands, the date they were told before."""
    mains = {case.joined_into_id for case in cases if case.joined_into_id is not None}
    rows = session.execute(select(Case.id, Case.state, Case.due_on).where(Case.id.in_(mains))) if mains else ()
    known = {id_: (State[state], due_on) for id_, state, due_on in rows}
    found = {}
    for case in cases:
        own = State[case.state], case.due_on
        state, due_on = known.get(case.joined_into_id or 0, own) if own[0] in OPEN_STATES else own
        found[case.id] = state, case.due_on if due_on is None else due_on
    return found
