"""A resident's own cases: read when 受付状況 is asked for, and at no other time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from casework.keeping import Rules, Taken, withdrawal
from casework.states import State, shown
from casework.working_days import day_in_japan
from handlers.city import Asked
from handlers.own_voices import Erasable, OwnVoice
from storage import joining, split_off, taking_down, timeline
from storage.cases import KeptVoice, voices_of
from storage.models import Case, TimelineEntry
from storage.sealing import Seal
from storage.timeline import What

MOST_SHOWN = 10


def of(
    session: Session, chats: Sequence[str], rules: Rules, seal: Seal, now: datetime
) -> dict[str, tuple[OwnVoice, ...]]:
    """The newest cases of each chat, at most ``MOST_SHOWN``; chats without any are missing."""
    found: dict[str, tuple[OwnVoice, ...]] = {}
    for chat in chats:
        cases = (
            session.execute(
                select(Case)
                .where(Case.chat == chat, Case.sealed_at.is_(None))
                .order_by(Case.received_at.desc(), Case.id.desc())
                .limit(MOST_SHOWN)
            )
            .scalars()
            .all()
        )
        if cases:
            voices = voices_of(session, [case.id for case in cases], seal)
            answers = _newest(session, "answered", [one.id for one in cases if one.state == State.ANSWERED.name], seal)
            questions = _newest(
                session, "asked_back", [one.id for one in cases if one.state == State.ASKED_BACK.name], seal
            )
            asked_after = _asked_after(session, cases)
            said_after = _said_after(session, asked_after)
            stands = joining.stands(session, cases)
            acted_on = timeline.last_official(session, [case.id for case in cases])
            parts = split_off.parts_of(session, [case.id for case in cases])
            found[chat] = tuple(
                OwnVoice(
                    case.receipt,
                    day_in_japan(case.received_at),
                    shown(stands[case.id][0]),
                    "\n".join(voice.text for voice in voices.get(case.id, [])),
                    sum(photo.state != "erased" for voice in voices.get(case.id, []) for photo in voice.photos),
                    stands[case.id][1],
                    case.wants_reply,
                    case.may_publish,
                    _erasable(case, voices.get(case.id, []), rules, now, acted_on=case.id in acted_on),
                    case.id in asked_after,
                    answers[case.id].tells.get("text") if case.id in answers else None,
                    questions[case.id].tells.get("question") if case.id in questions else None,
                    case.id in said_after,
                    sum(photo.state == "missing" for voice in voices.get(case.id, []) for photo in voice.photos),
                    sum(photo.state == "refused" for voice in voices.get(case.id, []) for photo in voice.photos),
                    sum(len(voice.places) for voice in voices.get(case.id, [])),
                    day_in_japan(answers[case.id].at) if case.id in answers else None,
                    parts.get(case.id, ()),
                    _waits_for_more(asked_after.get(case.id), said_after.get(case.id)),
                )
                for case in cases
            )
    return found


def _erasable(case: Case, voices: Sequence[KeptVoice], rules: Rules, now: datetime, *, acted_on: bool) -> Erasable:
    """Each voice has an hour of its own, from when it was said, as long as the city has not acted on the case."""
    said = [voice.said_at for voice in voices] or [case.received_at]
    held = case.held_at is not None
    fresh = [withdrawal(at, now, rules, against_retention=held, acted_on=acted_on) is Taken.ERASED for at in said]
    return Erasable.ALL if all(fresh) else Erasable.SOME if any(fresh) else Erasable.NONE


@dataclass(frozen=True)
class _Entry:
    at: datetime
    tells: dict[str, Any]


def _newest(session: Session, what: What, case_ids: Sequence[int], seal: Seal) -> dict[int, _Entry]:
    """The newest entry of that kind, case by case; cases without one are missing."""
    if not case_ids:
        return {}
    newest = (
        select(func.max(TimelineEntry.id))
        .where(TimelineEntry.case_id.in_(case_ids), TimelineEntry.what == what)
        .group_by(TimelineEntry.case_id)
    )
    entries = select(TimelineEntry.case_id, TimelineEntry.at, TimelineEntry.body).where(TimelineEntry.id.in_(newest))
    return {case_id: _Entry(at, timeline.read(body, seal)) for case_id, at, body in session.execute(entries)}


def _asked_after(session: Session, cases: Sequence[Case]) -> dict[int, datetime]:
    """When it was asked how it is now, case by case; of one that goes on in another, with that one. Others are missing."""
    mains = {case.joined_into_id for case in cases if case.joined_into_id is not None}
    asked = select(Case.id, Case.asked_after_at).where(Case.id.in_(mains), Case.asked_after_at.is_not(None))
    known: dict[int | None, datetime] = {id_: at for id_, at in session.execute(asked) if at} if mains else {}
    found = ((case.id, case.asked_after_at or known.get(case.joined_into_id)) for case in cases)
    return {id_: at for id_, at in found if at is not None}


def _said_after(session: Session, case_ids: Collection[int]) -> dict[int, _SaidAfter]:
    """What the people of these cases told of how it is now; cases of which nothing was told are missing."""
    if not case_ids:
        return {}
    told = select(TimelineEntry.case_id, TimelineEntry.what, TimelineEntry.at).where(
        TimelineEntry.case_id.in_(case_ids), TimelineEntry.what.in_(("still_open", "solved"))
    )
    return {case_id: _SaidAfter(what == "solved", at) for case_id, what, at in session.execute(told)}


@dataclass(frozen=True)
class _SaidAfter:
    solved: bool
    at: datetime


def _waits_for_more(asked_at: datetime | None, said: _SaidAfter | None) -> date | None:
    """Since when more may be told of how it is now: from when it was asked, or told that it is not yet well."""
    if asked_at is None or (said is not None and said.solved):
        return None
    return day_in_japan(said.at if said is not None else asked_at)


@dataclass(frozen=True)
class Noted:
    """What was noted for the case of that receipt. ``taken_down``: it had been published, and is not any more."""

    receipt: str
    taken_down: bool = False


def answer_publication(session: Session, chat: str, receipt: str, may: bool, seal: Seal, now: datetime) -> Noted | None:
    """Note whether a summary may be published; None where there is no such case of theirs. What is out comes down on a no."""
    wanted = select(Case).where(Case.chat == chat, Case.sealed_at.is_(None), Case.receipt == receipt)
    case = session.execute(wanted).scalar_one_or_none()
    if case is None:
        return None
    session.execute(update(Case).where(Case.id == case.id).values(may_publish=may))
    timeline.add(session, case.id, "publication", now, seal, may=may)
    return Noted(case.receipt, not may and taking_down.at_wish(session, case, "refused", now, seal))


def note_about(session: Session, chat: str, receipt: str | None, what: Asked, value: str) -> bool:
    """Note age band or district of who handed a voice in (``receipt`` None: the newest one). False: there is none."""
    wanted = select(Case.id).where(Case.chat == chat, Case.sealed_at.is_(None))
    if receipt is not None:
        wanted = wanted.where(Case.receipt == receipt)
    case_id = session.execute(wanted.order_by(Case.id.desc()).limit(1)).scalar_one_or_none()
    if case_id is None:
        return False
    session.execute(update(Case).where(Case.id == case_id).values({what: value}))
    return True


def note_after(session: Session, chat: str, receipt: str, solved: bool, seal: Seal, now: datetime) -> bool:
    """What became of it, in the resident's words: yes or not yet. False where nobody asks them, or it was answered before.

    ``receipt`` is their own, or that of the case theirs goes on in.
    """
    main = aliased(Case)
    case = session.execute(
        select(Case)
        .outerjoin(main, main.id == Case.joined_into_id)
        .where(Case.chat == chat, (Case.receipt == receipt) | (main.receipt == receipt), Case.sealed_at.is_(None))
        .order_by(Case.receipt != receipt, Case.id)
        .limit(1)
        .with_for_update(of=Case)
    ).scalar_one_or_none()
    if case is None or not _asked_after(session, [case]) or _said_after(session, [case.id]):
        return False
    timeline.add(session, case.id, "solved" if solved else "still_open", now, seal)
    if not solved:  # one new line in the inbox; whether it is opened again is for staff to decide
        desk_sees = case.joined_into_id or case.id
        session.execute(update(Case).where(Case.id == desk_sees).values(still_open=True, version=Case.version + 1))
        if desk_sees != case.id:
            timeline.add(session, desk_sees, "joined_still_open", now, seal, case=case.receipt)
    return True
