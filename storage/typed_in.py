"""Responses on paper or by phone, typed in by staff: counted with the others, their mode printed."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from sqlalchemy import insert
from sqlalchemy.orm import Session

from panel.calendar import JAPAN
from panel.survey import Value, value_as_json
from panel.walking import kept
from storage import survey_answers, surveys
from storage.models import SurveyAnswer, TypedIn
from storage.sealing import Seal


def type_in(
    session: Session,
    survey: int,
    mode: Literal["paper", "phone"],
    age_band: str,
    district: str,
    answers: Mapping[str, Value | None],
    seal: Seal,
    now: datetime,
) -> None:
    """Keep one response to an open survey. Answers on branches that were not asked are left out. Raises
    ``survey_answers.Closed``."""
    asked = surveys.get(session, survey)
    if not asked.takes_answers_at(now):
        raise survey_answers.Closed(survey)
    token = secrets.token_hex(16)
    session.add(
        TypedIn(id=survey_answers.by_lot(), survey=survey, token=token, mode=mode, age_band=age_band, district=district)
    )
    rows = [
        {
            "id": survey_answers.by_lot(),
            "survey": survey,
            "token": token,
            "question": question,
            "value": None if isinstance(value, str) else json.dumps(value_as_json(value)),
            "words": seal.seal(value) if isinstance(value, str) else None,
            "day": now.astimezone(JAPAN).date().isoformat(),
        }
        for question, value in kept(asked.survey, answers).items()
    ]
    if rows:
        session.execute(insert(SurveyAnswer), rows)
    session.flush()
