"""What was answered, apart from who answered.

The two are joined by a token: the keyed hash of the person under a key that only this wave has. The key is destroyed when
the wave closes; from then on nobody can tell whose an answer was.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.orm import Session

from casework.working_days import day_in_japan
from panel.survey import Value, value_as_json, value_from_json
from panel.walking import kept, next_question
from storage import erasures, surveys
from storage.models import INVITATIONS, SURVEY_ANSWERS, SURVEYS, Invitation, SurveyAnswer, TypedIn, WaveKey
from storage.models import Survey as SurveyRow
from storage.sealing import Seal

_ID_BITS = 62

# What a backup must leave out, or the promise of anonymity would be broken by the copy: the tables' names.
NEVER_IN_A_BACKUP = ("wave_keys",)


class Closed(Exception):
    """The survey takes no answers any more, or does not ask this person."""


def new_key(session: Session, survey: int, seal: Seal) -> None:
    """Give a wave its key."""
    session.add(WaveKey(survey=survey, key=seal.seal(secrets.token_hex(32))))
    session.flush()


def key_of(session: Session, survey: int, seal: Seal) -> bytes | None:
    """The key of an open wave; None when it was destroyed, or was lost with an old backup."""
    sealed = session.execute(select(WaveKey.key).where(WaveKey.survey == survey)).scalar_one_or_none()
    return bytes.fromhex(seal.open(sealed)) if sealed is not None else None


def token(key: bytes, chat: str) -> str:
    return hmac.new(key, chat.encode(), hashlib.sha256).hexdigest()[:32]


def by_lot() -> int:
    """An id that tells nothing about when or after whom."""
    return secrets.randbits(_ID_BITS)


def of_person(session: Session, survey: int, chat: str, seal: Seal) -> dict[str, Value | None]:
    """A person's answers to an open wave; empty when the key is gone."""
    key = key_of(session, survey, seal)
    return {} if key is None else of_token(session, survey, token(key, chat), seal)


def of_token(session: Session, survey: int, joined_by: str, seal: Seal) -> dict[str, Value | None]:
    return of_tokens(session, survey, [joined_by], seal).get(joined_by, {})


def of_tokens(
    session: Session, survey: int, joined_by: Collection[str], seal: Seal
) -> dict[str, dict[str, Value | None]]:
    """The answers under each of these tokens; a token without any is missing."""
    told = SURVEY_ANSWERS.c
    rows = session.execute(
        select(told.token, told.question, told.value, told.words).where(
            told.survey == survey, told.token.in_(joined_by)
        )
    )
    found: dict[str, dict[str, Value | None]] = {}
    for token_, question, value, words in rows:
        found.setdefault(token_, {})[question] = _opened(value, words, seal)
    return found


def _opened(value: str | None, words: bytes | None, seal: Seal) -> Value | None:
    if words is not None:
        return seal.open(words)
    return value_from_json(json.loads(value)) if value is not None else None


def answer(
    session: Session, survey: int, chat: str, question: str, value: Value | None, seal: Seal, at: datetime
) -> bool:
    """Keep one answer, drop those on branches it leaves; whether all questions are answered now.

    ``at`` is when it was given. Raises Closed. The first answer freezes the survey.
    """
    row = _held(session, survey)
    invited = session.execute(
        select(INVITATIONS.c.id).where(INVITATIONS.c.survey == survey, INVITATIONS.c.chat == chat)
    ).scalar_one_or_none()
    key = key_of(session, survey, seal)
    if row is None or invited is None or key is None or not surveys.kept(row).takes_answers_at(at):
        raise Closed(survey)
    asked = surveys.parsed(row.definition)
    joined_by = token(key, chat)
    before = of_token(session, survey, joined_by, seal)
    after = kept(asked, {**before, question: value})
    _drop(session, survey, joined_by, [id_ for id_ in before if id_ not in after or id_ == question])
    if question in after:
        session.execute(SURVEY_ANSWERS.insert(), row_of(survey, joined_by, question, value, seal, at))
    finished = next_question(asked, after) is None
    session.execute(update(Invitation).where(Invitation.id == invited).values(started=True, finished=finished))
    if not row.frozen:
        session.execute(update(SurveyRow).where(SurveyRow.id == survey).values(frozen=True))
    return finished


def _held(session: Session, survey: int) -> Row[Any] | None:
    """The survey's row, held so that it does not close meanwhile: shared once it is frozen, alone for the first answer. Two
    who shared it and both wanted to freeze it would wait for each other for ever."""
    this = select(SURVEYS).where(SURVEYS.c.id == survey)
    frozen = session.execute(select(SURVEYS.c.frozen).where(SURVEYS.c.id == survey)).scalar_one_or_none()
    return session.execute(this.with_for_update(read=bool(frozen))).one_or_none()


def row_of(
    survey: int, joined_by: str, question: str, value: Value | None, seal: Seal, at: datetime
) -> dict[str, object]:
    """An answer as it is kept: words sealed, and of the time the day alone."""
    words = seal.seal(value) if isinstance(value, str) else None
    return {
        "id": by_lot(),
        "survey": survey,
        "token": joined_by,
        "question": question,
        "value": None if words is not None else json.dumps(value_as_json(value)),
        "words": words,
        "day": day_in_japan(at).isoformat(),
    }


def _drop(session: Session, survey: int, joined_by: str, questions: Sequence[str]) -> None:
    if questions:
        session.execute(
            delete(SurveyAnswer).where(
                SurveyAnswer.survey == survey, SurveyAnswer.token == joined_by, SurveyAnswer.question.in_(questions)
            )
        )


def erase(session: Session, survey: int, chat: str, seal: Seal, now: datetime) -> None:
    """Erase a person's answers to a wave that still has its key: one that is open, or was held with names.

    They stay among those who were asked; where it has closed, among those who answered, too: the figures have counted them.
    """
    key = key_of(session, survey, seal)
    if key is None:
        return
    joined_by = token(key, chat)
    erasures.note(session, "answers", f"{survey}:{joined_by}", now)
    _erase_joined(session, survey, joined_by)
    session.execute(
        update(Invitation)
        .where(
            Invitation.survey == survey,
            Invitation.chat == chat,
            Invitation.survey.not_in(select(SURVEYS.c.id).where(SURVEYS.c.state.in_(("closed", "reported")))),
        )
        .values(started=False, finished=False),
        execution_options={"synchronize_session": False},
    )


def erase_typed_in(session: Session, survey: int, joined_by: str, now: datetime) -> None:
    """Erase a response that staff typed in."""
    erasures.note(session, "answers", f"{survey}:{joined_by}", now)
    _erase_joined(session, survey, joined_by)


def again(session: Session, erasure: erasures.Erasure) -> None:
    """Erase once more what ``storage.erasures`` notes of a person's answers, in a copy of the database from before."""
    survey, joined_by = erasure.key.split(":")
    _erase_joined(session, int(survey), joined_by)


def _erase_joined(session: Session, survey: int, joined_by: str) -> None:
    session.execute(delete(SurveyAnswer).where(SurveyAnswer.survey == survey, SurveyAnswer.token == joined_by))
    session.execute(delete(TypedIn).where(TypedIn.survey == survey, TypedIn.token == joined_by))


def erase_person(session: Session, chat: str, seal: Seal, now: datetime) -> None:
    """Erase a person's answers to all waves that can still be joined to them."""
    keyed = session.execute(
        select(WaveKey.survey)
        .join(Invitation, Invitation.survey == WaveKey.survey)
        .where(Invitation.chat == chat)
        .order_by(WaveKey.survey)
    ).scalars()
    for survey in list(keyed):
        erase(session, survey, chat, seal, now)


def forget_named(session: Session, before: datetime) -> None:
    """Of surveys with names that closed before then nobody can tell any more whose an answer was: key and answers go.
    The counts, and what was written freely, are kept apart from them since the close."""
    over = select(SURVEYS.c.id).where(~SURVEYS.c.anonymous, SURVEYS.c.closed_at < before)
    for table in (WaveKey, TypedIn, SurveyAnswer):
        session.execute(delete(table).where(table.survey.in_(over)), execution_options={"synchronize_session": False})
