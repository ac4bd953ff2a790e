"""Surveys as staff make them: kept, changed until the first answer, scheduled, held, copied for the next wave."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, case, delete, func, select, update
from sqlalchemy.orm import Session

from panel.survey import Survey, as_json, from_json
from storage.models import SURVEYS, Batch, Invitation, Trial, TypedIn, WaveKey
from storage.models import Survey as SurveyRow
from storage.models.surveys import Held, SurveyState


class Frozen(Exception):
    """Answers have come in already: nothing of the survey may change."""


# What staff decided of letters counts for these alone, once they are written.
NOT_RELEASED: dict[str, Any] = {"released_for": None}


class NotThere(Exception):
    """There is no survey of that number."""


@dataclass(frozen=True)
class Kept:
    """A survey with its state. ``held``: staff have to decide before anything is sent, and ``held_note`` says why;
    ``released_for``: why they were asked, where they said that it may go.
    ``planned_after``: letters are written up to this monitor, while they are being written. ``meant_to_close``: when one that
    staff ended early was to close; None for all others."""

    id: int
    version: int
    state: SurveyState
    survey: Survey
    series: int | None = None
    frozen: bool = False
    held: Held | None = None
    held_note: str | None = None
    released_for: Held | None = None
    planned: bool = False
    planned_after: int = 0
    reminded: int = 0
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    meant_to_close: datetime | None = None
    reflection: str | None = None
    reflection_by: date | None = None

    @property
    def asks_staff(self) -> bool:
        """Whether something of it is to be sent that waits for a decision; of what has closed nothing is."""
        return self.held is not None and self.state in ("scheduled", "open")

    def takes_answers_at(self, moment: datetime) -> bool:
        """Whether what was answered at ``moment`` counts."""
        return self.state in ("scheduled", "open") and moment < self.survey.closes_at

    @property
    def runs(self) -> bool:
        """Whether people have been written to, or are being, and answers are still taken."""
        return self.state == "open" or (self.state == "scheduled" and self.planned_after > 0)


def add(session: Session, survey: Survey, now: datetime, *, draft: bool = False, series: int | None = None) -> int:
    """Keep a new survey, a draft or scheduled at once; its number."""
    row = SurveyRow(series=series, state="draft" if draft else "scheduled", created_at=now, **_columns(survey))
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, id_: int, survey: Survey) -> int:
    """Replace what a survey asks; its new version. Raises Frozen once it is decided on, as it stood then, and NotThere."""
    row = session.execute(select(SurveyRow).where(SurveyRow.id == id_).with_for_update()).scalar_one_or_none()
    if row is None:
        raise NotThere(id_)
    if row.frozen or row.state != "draft":
        raise Frozen(id_)
    for name, value in _columns(survey).items():
        setattr(row, name, value)
    row.version += 1
    session.flush()
    return row.version


def _columns(survey: Survey) -> dict[str, Any]:
    return {
        "title": survey.title,
        "definition": json.dumps(as_json(survey), ensure_ascii=False, separators=(",", ":")),
        "anonymous": survey.anonymous,
        "opens_at": survey.opens_at,
        "closes_at": survey.closes_at,
    }


class NotFromHere(Exception):
    """The survey does not stand where that could be done; the message says why, for staff."""


def in_hand(session: Session, id_: int) -> Kept:
    """One survey, which nobody else changes until the transaction ends. Raises NotThere."""
    session.execute(select(SurveyRow.id).where(SurveyRow.id == id_).with_for_update())
    return get(session, id_)


def schedule(session: Session, id_: int, now: datetime) -> None:
    """Let a draft be sent at its time. Raises NotThere and NotFromHere."""
    kept = in_hand(session, id_)
    if kept.state != "draft":
        raise NotFromHere("下書きではないため、予約できません。")
    if kept.survey.closes_at <= now:
        raise NotFromHere("締切が過ぎています。日を直してから予約してください。")
    session.execute(update(SurveyRow).where(SurveyRow.id == id_, SurveyRow.state == "draft").values(state="scheduled"))


def unschedule(session: Session, id_: int) -> bool:
    """Make a draft of what is scheduled; False once anything is being sent, or when it was not scheduled."""
    found = session.execute(
        update(SurveyRow)
        .where(
            SurveyRow.id == id_,
            SurveyRow.state == "scheduled",
            SurveyRow.planned_after == 0,
            SurveyRow.lease.is_(None),
            SurveyRow.frozen.is_(False),
        )
        .values(state="draft", held=None, held_note=None, **NOT_RELEASED)
        .returning(SurveyRow.id)
    ).all()
    return bool(found)


def discard(session: Session, id_: int) -> None:
    """Erase a draft, with its try-outs. Raises NotFromHere for what is no draft, and where others lean on it."""
    if get(session, id_).state != "draft":
        raise NotFromHere("下書きのときだけ消せます。予約中なら、先に予約を取り消してください。")
    if session.execute(select(TypedIn.id).where(TypedIn.survey == id_).limit(1)).first() is not None:
        raise NotFromHere("紙・電話の回答が入っているため、消せません。")
    if session.execute(select(SurveyRow.id).where(SurveyRow.series == id_).limit(1)).first() is not None:
        raise NotFromHere("これを複製したアンケートがあるため、消せません。")
    for table in (Trial, WaveKey):
        session.execute(delete(table).where(table.survey == id_))
    session.execute(delete(SurveyRow).where(SurveyRow.id == id_))


def hold(session: Session, id_: int, why: Held, note: str) -> bool:
    """Stop a survey until staff decide; False when it was held already."""
    found = session.execute(
        update(SurveyRow)
        .where(SurveyRow.id == id_, SurveyRow.held.is_(None))
        .values(held=why, held_note=note[:200], lease=None, leased_until=None)
        .returning(SurveyRow.id)
    ).all()
    return bool(found)


def release(session: Session, id_: int) -> None:
    """Staff decided: send it all the same. Quotas and quiet hours still count.
    Raises NotThere, and NotFromHere where it is not held, or for want of a key that no decision brings back."""
    kept = in_hand(session, id_)
    if not kept.held or kept.held == "keys":
        raise NotFromHere("送れるようにできる保留ではありません。")
    values = {"held": None, "held_note": None, "released_for": kept.held}
    session.execute(update(SurveyRow).where(SurveyRow.id == id_).values(values))


def end(session: Session, id_: int, now: datetime) -> None:
    """Staff end a survey that runs before its time: from now on no answer is taken and no letter of it goes out; what waits is
    dropped as after any close, which follows (``survey_closing``). Raises NotThere, and NotFromHere where it does not run."""
    kept = in_hand(session, id_)
    if kept.state in ("draft", "scheduled") and not kept.runs:
        raise NotFromHere("まだ始まっていないため、締め切れません。")
    if not kept.runs or kept.survey.closes_at <= now:
        raise NotFromHere("もう締め切られています。")
    values = _columns(replace(kept.survey, closes_at=now)) | {
        "state": "closing",
        "meant_to_close": kept.survey.closes_at,
        "opened_at": kept.opened_at or kept.survey.opens_at,  # where only some of the letters were written
    }
    session.execute(update(SurveyRow).where(SurveyRow.id == id_).values(values))


def copied(session: Session, id_: int, opens_at: datetime, closes_at: datetime, now: datetime) -> int:
    """「複製して次回を作る」: the next wave of a series, as a draft with the same questions."""
    kept = get(session, id_)
    span = closes_at - opens_at
    survey = replace(
        kept.survey,
        opens_at=opens_at,
        closes_at=closes_at,
        remind_after=tuple(after for after in kept.survey.remind_after if after < span),
        decision=None,
    )
    return add(session, survey, now, draft=True, series=kept.series or id_)


def report_due(session: Session, closed_before: datetime, now: datetime) -> None:
    """What closed before then has its figures told from now on."""
    session.execute(
        update(SurveyRow)
        .where(SurveyRow.state == "closed", SurveyRow.closes_at <= closed_before)
        .values(state="reported", reported_at=now)
    )


def report(session: Session, id_: int, now: datetime) -> None:
    """The figures of a survey that has closed are told from now on."""
    session.execute(
        update(SurveyRow)
        .where(SurveyRow.id == id_, SurveyRow.state == "closed")
        .values(state="reported", reported_at=now)
    )


def reflect(session: Session, id_: int, words: str | None, by: date | None) -> None:
    """The city's word (反映), or the day by which it is promised."""
    session.execute(
        update(SurveyRow)
        .where(SurveyRow.id == id_)
        .values(reflection=words, reflection_by=by.isoformat() if by else None)
    )


def get(session: Session, id_: int) -> Kept:
    """One survey. Raises NotThere."""
    row = session.execute(select(SURVEYS).where(SURVEYS.c.id == id_)).one_or_none()
    if row is None:
        raise NotThere(id_)
    return kept(row)


def some(session: Session, ids: Collection[int]) -> dict[int, Kept]:
    """Several surveys by their numbers."""
    if not ids:
        return {}
    return {row.id: kept(row) for row in session.execute(select(SURVEYS).where(SURVEYS.c.id.in_(sorted(ids))))}


def try_out(session: Session, id_: int, chat: str) -> None:
    """Let one chosen person go through a survey before it is sent; nothing of it is stored."""
    session.merge(Trial(survey=id_, chat=chat))


def tried_by(session: Session, chats: Sequence[str]) -> dict[str, list[int]]:
    """Which surveys each of ``chats`` tries out."""
    found: dict[str, list[int]] = {}
    for chat, survey in session.execute(select(Trial.chat, Trial.survey).where(Trial.chat.in_(chats))):
        found.setdefault(chat, []).append(survey)
    return found


def listed(session: Session, *states: SurveyState) -> list[Kept]:
    """All surveys, or those in these states, newest first."""
    query = select(SURVEYS).order_by(SURVEYS.c.id.desc())
    return [kept(row) for row in session.execute(query.where(SURVEYS.c.state.in_(states)) if states else query)]


def kept(row: Row[Any]) -> Kept:
    return Kept(
        id=row.id,
        version=row.version,
        state=row.state,
        survey=parsed(row.definition),
        series=row.series,
        frozen=row.frozen,
        held=row.held,
        held_note=row.held_note,
        released_for=row.released_for,
        planned=row.planned,
        planned_after=row.planned_after,
        reminded=row.reminded,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        meant_to_close=row.meant_to_close,
        reflection=row.reflection,
        reflection_by=date.fromisoformat(row.reflection_by) if row.reflection_by else None,
    )


@lru_cache(maxsize=64)
def parsed(definition: str) -> Survey:
    """A stored definition; the same few are read with every answer."""
    return from_json(json.loads(definition))


@dataclass(frozen=True)
class Progress:
    """How a wave goes: asked (and reached), begun, finished, and how its letters stand."""

    asked: int
    started: int
    finished: int
    letters: dict[str, int]


def undelivered(session: Session, id_: int) -> int:
    """How many of those who were to be asked LINE surely took no letter for: refused, or the survey ended before it went."""
    people = session.execute(
        select(func.sum(Batch.people)).where(
            Batch.survey == id_, Batch.purpose == "invitation", Batch.state == "dead", ~Batch.uncertain
        )
    ).scalar_one()
    return int(people or 0)


def progress(session: Session, id_: int) -> Progress:
    asked, started, finished = session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(_one(Invitation.started)), 0),
            func.coalesce(func.sum(_one(Invitation.finished)), 0),
        ).where(Invitation.survey == id_)
    ).one()
    return Progress(
        max(asked - undelivered(session, id_), int(finished)), int(started), int(finished), letters(session, id_)
    )


def letters(session: Session, id_: int) -> dict[str, int]:
    """How many people's letters are in each state; states without any are missing."""
    rows = session.execute(
        select(Batch.state, func.sum(Batch.people))
        .where(Batch.survey == id_, Batch.state != "split")
        .group_by(Batch.state)
    )
    return {state: int(people) for state, people in rows}


def _one(column: Any) -> Any:
    return case((column, 1), else_=0)
