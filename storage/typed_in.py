"""Responses on paper or by phone, typed in by staff: counted with the others, their mode printed."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from panel.survey import Value
from panel.walking import kept
from storage import survey_answers, surveys
from storage.models import Staff, SurveyAnswer, TypedIn
from storage.models.surveys import Mode
from storage.sealing import Seal


class Twice(Exception):
    """A page that was sent twice is one response all the same."""


def type_in(
    session: Session,
    survey: int,
    mode: Literal["paper", "phone"],
    age_band: str,
    district: str,
    answers: Mapping[str, Value | None],
    seal: Seal,
    now: datetime,
    *,
    page: str | None = None,
) -> int:
    """Keep one response to an open survey; by which number it can be taken back until the close. Answers on branches that were
    not asked are left out. ``page``: the key of the form page it came from. Raises ``survey_answers.Closed``, and Twice where
    that page was sent before."""
    asked = surveys.get(session, survey)
    if not asked.takes_answers_at(now):
        raise survey_answers.Closed(survey)
    # Only whoever has the page knows its key.
    token = seal.fingerprint(f"paper {page}")[:32] if page is not None else secrets.token_hex(16)
    if session.execute(_of_token(survey, token)).first() is not None:
        raise Twice
    id_ = survey_answers.by_lot()
    session.add(TypedIn(id=id_, survey=survey, token=token, mode=mode, age_band=age_band, district=district))
    rows = [
        survey_answers.row_of(survey, token, question, value, seal, now)
        for question, value in kept(asked.survey, answers).items()
    ]
    if rows:
        session.execute(insert(SurveyAnswer), rows)
    session.flush()
    return id_


def only_one_at_once(session: Session, by: int) -> None:
    """Whoever types in is held until the transaction ends: a page that is sent twice at once is known the second time."""
    session.execute(select(Staff.id).where(Staff.id == by).with_for_update())


def _of_token(survey: int, token: str) -> Select[int]:
    return select(TypedIn.id).where(TypedIn.survey == survey, TypedIn.token == token)


@dataclass(frozen=True)
class Response:
    """One response as it was typed in."""

    id: int
    mode: Mode
    age_band: str
    district: str
    answers: Mapping[str, Value | None]


def may_be_seen(session: Session, survey: int) -> bool:
    """Whether single responses may still be looked at: while the survey takes answers."""
    return surveys.get(session, survey).state in ("scheduled", "open")


def of(session: Session, survey: int, ids: Collection[int], seal: Seal) -> dict[int, Response]:
    """The responses of these numbers, while they may be seen; those taken back are missing."""
    if not may_be_seen(session, survey):
        return {}
    rows = session.execute(select(TypedIn).where(TypedIn.survey == survey, TypedIn.id.in_(ids))).scalars().all()
    answers = survey_answers.of_tokens(session, survey, [row.token for row in rows], seal)
    return {row.id: Response(row.id, row.mode, row.age_band, row.district, answers.get(row.token, {})) for row in rows}


def take_back(session: Session, survey: int, id_: int, now: datetime) -> bool:
    """Erase one response that was typed in wrong; False when it is gone already. Raises ``survey_answers.Closed``."""
    if not surveys.get(session, survey).takes_answers_at(now):
        raise survey_answers.Closed(survey)
    row = session.execute(select(TypedIn).where(TypedIn.survey == survey, TypedIn.id == id_)).scalar_one_or_none()
    if row is None:
        return False
    survey_answers.erase_typed_in(session, survey, row.token, now)
    return True
