"""What staff do with a case: each step is checked, recorded, and told to the resident where the resident is to know.

``by`` is the id of the member of staff. That they saw the case as it is now, whoever calls makes sure of (``case_rows.held``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from casework.ends import Ending, asked_after_on, must_lie_ahead
from casework.states import NotFromHere, State, Step, after, after_hearing_back, after_section_reply, clock_stands
from casework.working_days import Pause, day_in_japan
from handlers import case_letters
from handlers.city import City, Intake
from storage import asked_sections, case_outbox, case_pushes, joining, timeline
from storage.case_outbox import To
from storage.case_rows import change, held
from storage.cases import HandedIn, NewVoice, by_receipt, is_open, open_case
from storage.models import Case, CaseLink, CasePause, Voice
from storage.sealing import Seal


def ask_section(
    session: Session,
    receipt: str,
    department: str,
    question: str,
    due: date | None,
    now: datetime,
    seal: Seal,
    *,
    by: int,
    of: str | None = None,
) -> None:
    """照会: the section is asked; recorded, and sent by whoever asks. Asked by the office it is the 担当課 from then on; a
    section (``of``) that asks another keeps its own case. Raises NotFromHere."""
    case = held(session, receipt, None)
    state = after(State[case.state], Step.ASK_SECTION)
    change(session, case, state=state.name, department=of or department)
    due_text = due.isoformat() if due else None
    told = {"department": department, "question": question, "due": due_text, "asked_by": of}
    timeline.add(session, case.id, "inquiry", now, seal, by=by, section=department, **told)


def note_section_reply(
    session: Session,
    receipt: str,
    who: str,
    on: date,
    text: str,
    now: datetime,
    seal: Seal,
    *,
    by: int,
    of: str | None = None,
) -> None:
    """What the section answered, pasted in with name and date: the case waits for it no more, and for the others that were
    asked as before. ``of``: the section of who notes it, None for the office."""
    case = held(session, receipt, None)
    section = asked_sections.who_replies(session, case.id, who, of)
    told = {"who": who, "on": on.isoformat(), "text": text}
    timeline.add(session, case.id, "section_reply", now, seal, by=by, section=section, **told)
    if asked_sections.waited_for(session, case.id):
        return
    state = after_section_reply(State[case.state])
    if state.name != case.state:
        change(session, case, state=state.name, heard_back=case.heard_back)


def note_circulated(session: Session, receipt: str, on: date, who: str, now: datetime, seal: Seal, *, by: int) -> None:
    """供覧済: runs beside everything else and blocks nothing."""
    case = held(session, receipt, None)
    timeline.add(session, case.id, "circulated", now, seal, by=by, on=on.isoformat(), who=who)


def note(session: Session, receipt: str, text: str, now: datetime, seal: Seal, *, by: int) -> None:
    """A private note; residents never see it."""
    timeline.add(session, by_receipt(session, receipt).id, "note", now, seal, by=by, text=text)


def _held_alone(session: Session, receipt: str) -> Case:
    """The case, ours; one that goes on in another is worked on there. Raises NotFromHere and NoSuchCase."""
    case = held(session, receipt, None)
    if case.joined_into_id is not None:
        raise NotFromHere("別の案件にまとめられています。まとめた先の案件で行ってください。")
    return case


def answer(
    session: Session,
    receipt: str,
    ending: Ending,
    text: str,
    city: City,
    now: datetime,
    seal: Seal,
    *,
    by: int,
    how: Literal["push", "wait"] = "push",
) -> int:
    """Answer a case and end it; how many residents get the letter. Raises NotFromHere, NoSuchCase, UnfinishedEnd.

    The letter goes once to everybody who spoke in the case and wishes a reply, unless they blocked the account: at once
    and for the price of a push each, or (``wait``) along with what they are told next.
    """
    case = _held_alone(session, receipt)
    _end(session, case, Step.ANSWER, ending, now, seal)
    told = {"end": str(ending.end), "reason": ending.reason, "text": text}
    timeline.add(session, case.id, "answered", now, seal, by=by, **told)
    joining.note(session, case.id, "answered", now, seal, by=by, **told, case=receipt)
    written = case_outbox.push(
        session,
        case.id,
        "answer",
        lambda own: case_letters.answer(own, text, ending, city),
        seal,
        now,
        only_if_wished=True,
        waits=how == "wait",
    )
    return written.people


def close(session: Session, receipt: str, ending: Ending, now: datetime, seal: Seal, *, by: int) -> None:
    """End a case without an answer; its reason stands in the record. Raises NotFromHere, NoSuchCase, UnfinishedEnd."""
    case = _held_alone(session, receipt)
    _end(session, case, Step.CLOSE, ending, now, seal)
    told = {"end": str(ending.end), "reason": ending.reason}
    timeline.add(session, case.id, "closed", now, seal, by=by, **told)
    joining.note(session, case.id, "closed", now, seal, by=by, **told, case=receipt)


def _end(session: Session, case: Case, step: Step, ending: Ending, now: datetime, seal: Seal) -> None:
    today = day_in_japan(now)
    must_lie_ahead(ending, today)
    ask_after = None
    if case.asked_after_at is None and joining.has_anybody(session, case):
        ask_after = asked_after_on(ending, today)
    _resume(session, case, today)
    case_outbox.take_back(session, case.id, ["question", "late"], now)
    ended = {
        "state": after(State[case.state], step).name,
        "end": ending.end.name,
        "end_reason": seal.seal(ending.reason),
        "end_detail": seal.seal(ending.detail) if ending.detail else None,
        "end_when": ending.when,
        "ended_at": now,
        "paused_since": None,
        "still_open": False,
    }
    change(session, case, **ended, ask_after_on=ask_after)
    joining.follow(session, case.id, **ended)


def reopen(
    session: Session, receipt: str, intake: Intake, now: datetime, seal: Seal, *, by: int, why: str | None = None
) -> None:
    """Look at an ended case again: the clock starts anew, what was said before stays on record. An answer that has not gone
    out yet is not said any more. Raises NotFromHere."""
    case = _held_alone(session, receipt)
    anew = {
        "state": after(State[case.state], Step.REOPEN).name,
        "due_on": intake.calendar.after(day_in_japan(now), case.working_days),
        "still_open": False,
        "ask_after_on": None,
        "late_told_at": None,
        "decided_on": None,
        **dict.fromkeys(("end", "end_reason", "end_detail", "end_when", "ended_at")),
    }
    change(session, case, **anew)
    joining.follow(session, case.id, **anew)
    case_outbox.take_back(session, case.id, case_pushes.PURPOSES, now)
    case_pushes.begin_anew(session, case.id)
    for purpose in ("answer", "late"):
        case_outbox.set_aside(session, case.id, purpose)
    timeline.add(session, case.id, "reopened", now, seal, by=by, why=why)
    joining.note(session, case.id, "reopened", now, seal, by=by, case=receipt)


def tell_late(
    session: Session, receipt: str, why: str, until: date, now: datetime, seal: Seal, *, by: int | None
) -> To:
    """遅れる連絡: reason and new date; to how many it goes. The clock starts anew, the record stays.

    Whoever was pushed to about the case before (an earlier notice, a question) reads it along with what they are told next;
    an earlier notice that still waits there is not said any more. While the clock stands only the people of cases that go on
    in this one are told: they were asked nothing. ``by`` None: the program itself, because the date was about to pass.
    """
    case = _held_alone(session, receipt)
    stands = clock_stands(State[case.state])
    own: dict[str, object] = {} if stands else {"due_on": until, "late_told_at": now}
    change(session, case, heard_back=case.heard_back and by is None, **own)
    joining.follow(session, case.id, due_on=until, late_told_at=now)
    timeline.add(session, case.id, "late", now, seal, by=by, why=why, until=until.isoformat())
    case_outbox.speak_anew(session, case.id, "late", now)
    return case_outbox.push(
        session,
        case.id,
        "late",
        lambda own: case_letters.late(own, why, until),
        seal,
        now,
        only_if_wished=True,
        only_joined=stands,
    )


def ask_back(
    session: Session,
    receipt: str,
    question: str,
    now: datetime,
    seal: Seal,
    *,
    by: int,
    how: Literal["push", "wait", "other"] = "other",
) -> To:
    """The city asks whoever handed the case in: the clock stands. To how many it goes in the chat: to one, or nobody.

    ``wait``: along with what the resident is told next, for nothing. ``push``: at once, in place of a later 遅れる連絡; where
    they have no push to spare it waits. ``other``: by telephone, or however. Raises NotFromHere.
    """
    case = _held_alone(session, receipt)
    today = day_in_japan(now)
    case_id, chat, promised = case.id, case.chat, case.due_on
    change(session, case, state=after(State[case.state], Step.ASK_BACK).name, paused_since=today, due_on=None)
    session.execute(insert(CasePause).values(case_id=case_id, since=today, promised=promised))
    told = To()
    case_outbox.set_aside(session, case_id, "question")
    if how != "other" and chat is not None:
        told = case_outbox.push(
            session,
            case_id,
            "question",
            lambda own: case_letters.question(own, question),
            seal,
            now,
            only_if_wished=False,
            waits=how == "wait",
            only_to=chat,
        )
    way = "push" if told.pushed else "wait" if told.waiting else "other"
    timeline.add(session, case_id, "asked_back", now, seal, by=by, question=question, how=way)
    return told


def hear_back(session: Session, receipt: str, text: str, intake: Intake, now: datetime, seal: Seal, *, by: int) -> None:
    """The resident has answered, by telephone for instance: the clock goes on. Raises NotFromHere."""
    case = held(session, receipt, None)
    go_on(session, case, intake, now)
    timeline.add(session, case.id, "heard_back", now, seal, by=by, text=text)


def go_on(session: Session, case: Case, intake: Intake, now: datetime, **values: object) -> None:
    """After an answer to what was asked back: the days of waiting do not count, and the question is settled.

    Nobody asked the people of cases that go on in this one: what they were told holds for all.
    """
    state = after_hearing_back(State[case.state], section=timeline.section(session, case.id))
    due = _due_again(session, case, intake, day_in_japan(now))
    case_outbox.take_back(session, case.id, ["question"], now)
    change(session, case, state=state.name, paused_since=None, due_on=due, **values)
    joining.follow(session, case.id, due_on=due)


def _due_again(session: Session, case: Case, intake: Intake, today: date) -> date | None:
    """What was promised last, so many working days later as the clock stood; never a day that is over."""
    promised = session.execute(
        select(CasePause.promised).where(CasePause.case_id == case.id, CasePause.until.is_(None)).limit(1)
    ).scalar_one_or_none()
    _resume(session, case, today)
    if promised is None or case.paused_since is None:  # asked back twice, or before the promise was kept with the pause
        due = intake.calendar.after(day_in_japan(case.received_at), case.working_days, pauses_of(session, case.id))
    else:
        due = intake.calendar.after(promised, max(0, intake.calendar.count(case.paused_since, today)))
    joined = joining.earliest(session, case.id)
    if due is not None and joined is not None:
        due = min(due, joined)
    soonest = intake.calendar.after(today, 1)
    return max(due, soonest) if due is not None and soonest is not None else due


def pauses_of(session: Session, case_id: int) -> tuple[Pause, ...]:
    """When the clock of a case stood."""
    rows = session.execute(select(CasePause).where(CasePause.case_id == case_id).order_by(CasePause.id)).scalars()
    return tuple(Pause(row.since, row.until) for row in rows)


def _resume(session: Session, case: Case, today: date) -> None:
    session.execute(
        update(CasePause).where(CasePause.case_id == case.id, CasePause.until.is_(None)).values(until=today)
    )


def hold(session: Session, receipt: str, why: str, now: datetime, seal: Seal, *, by: int) -> None:
    """Keep a case against retention and erasing (a lawsuit, an audit)."""
    case = held(session, receipt, None)
    change(session, case, held_at=now)
    timeline.add(session, case.id, "held", now, seal, by=by, why=why)


def release(session: Session, receipt: str, why: str, now: datetime, seal: Seal, *, by: int) -> None:
    """The hold is over."""
    case = held(session, receipt, None)
    change(session, case, held_at=None)
    timeline.add(session, case.id, "released", now, seal, by=by, why=why)


def split(
    session: Session, receipt: str, parts: Sequence[NewVoice], intake: Intake, now: datetime, seal: Seal, *, by: int
) -> list[HandedIn]:
    """One letter, several matters: a case of its own for each of ``parts``; the first one stays what it was.

    Who spoke was told one date: while that case is open it holds for each. Of one that has ended the date is gone, and of one
    whose clock stands unknown; what is split off from those is to be answered as what came in today.
    """
    case = held(session, receipt, None)
    opened = [open_case(session, part, intake, seal, now, parent_id=case.id) for part in parts]
    told = case.due_on if is_open(case) else None
    dated = {
        "due_on": told or intake.calendar.after(day_in_japan(now), case.working_days),
        "late_told_at": case.late_told_at if told else None,
    }
    session.execute(
        update(Case)
        .where(Case.id.in_([one.case_id for one in opened]))
        .values(**dated)
        .execution_options(synchronize_session=False)
    )
    for one in opened:
        timeline.add(session, case.id, "split", now, seal, by=by, into=one.receipt)
    return opened


def say_different(session: Session, receipt: str, other: str, now: datetime, *, by: int) -> None:
    """These two look alike and are not the same: remembered, so that nobody is asked again."""
    first, second = sorted((by_receipt(session, receipt).id, by_receipt(session, other).id))
    known = session.execute(
        select(CaseLink.id).where(CaseLink.case_id == first, CaseLink.other_id == second)
    ).scalar_one_or_none()
    if known is None:
        session.execute(insert(CaseLink).values(case_id=first, other_id=second, verdict="different", by=by, at=now))


def people_and_voices(session: Session, case_id: int) -> list[str | None]:
    """Who spoke in a case and in those that joined it, one entry per voice (``casework.repeats.tally`` counts them)."""
    joined = select(Case.id).where(Case.joined_into_id == case_id)
    rows = session.execute(
        select(Voice.chat, Voice.times).where(
            (Voice.case_id == case_id) | Voice.case_id.in_(joined), Voice.sealed_at.is_(None), ~Voice.asked_for
        )
    )
    return [chat for chat, times in rows for _ in range(times)]
