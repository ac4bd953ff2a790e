"""Closing a survey: the answers become counts, the key that joined them to persons is destroyed, traces are wiped.

In four steps, each harmless when repeated after a crash: no more answers are taken; the answers are counted (reading only,
so that nobody waits); one transaction keeps the counts, destroys the key and wipes what would tell whose an answer was;
then the answers themselves go.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from panel import ages
from panel.results import Rules
from panel.survey import Survey, Value
from panel.tables import PEOPLE, TallyKey, pairs
from panel.walking import is_complete, kept
from storage import changed, conversations, survey_answers
from storage.models import (
    CONVERSATIONS,
    EVENTS,
    INVITATIONS,
    LETTERS,
    SURVEY_ANSWERS,
    SURVEYS,
    TALLIES,
    Batch,
    Conversation,
    Event,
    FreeText,
    Invitation,
    Letter,
    Monitor,
    SurveyAnswer,
    TypedIn,
    WaveKey,
)
from storage.models import Survey as SurveyRow
from storage.sealing import Seal
from storage.surveys import Kept

_CHUNK = 500
# So long the record of a handled event is kept even so: LINE may deliver it again.
_REDELIVERED_WITHIN = timedelta(hours=1)
_WIPED_FOR = timedelta(days=3)
_WIPED_AT_ONCE = 2_000

# Whoever has not answered so many waves in a row is marked, and not written to any more.
SILENT_AFTER_WAVES = 3


@dataclass
class Tallied:
    """The counts of one survey: (question, by, group, answer) → times; free texts apart, in no order."""

    counts: Counter[TallyKey] = field(default_factory=Counter)
    texts: list[tuple[str, str]] = field(default_factory=list)
    finished: list[int] = field(default_factory=list)

    def add(self, survey: Survey, answers: Mapping[str, Value | None], groups: Sequence[tuple[str, str]]) -> None:
        """Count one person's answers, in each of ``groups`` (by, group) apart."""
        for question in survey.questions:
            value = answers.get(question.id)
            if value is None:
                continue
            if isinstance(value, str):
                self.texts.append((question.id, value))
                self.counts[(question.id, "all", "", PEOPLE)] += 1
                continue
            for by, group in (("all", ""), *groups):
                self.counts[(question.id, by, group, PEOPLE)] += 1
                for answer in value if isinstance(value, tuple) else (value,):
                    self.counts[(question.id, by, group, answer)] += 1

    def cross(self, survey: Survey, answers: Mapping[str, Value | None]) -> None:
        """Count the answers to one question by those to another."""
        for first, second in pairs(survey):
            group, value = answers.get(first.id), answers.get(second.id)
            if not isinstance(group, int) or not isinstance(value, int | tuple):
                continue
            self.counts[(second.id, f"q:{first.id}", str(group), PEOPLE)] += 1
            for answer in value if isinstance(value, tuple) else (value,):
                self.counts[(second.id, f"q:{first.id}", str(group), answer)] += 1


def due(session: Session, now: datetime) -> list[int]:
    """Surveys to be closed: past their time, or begun to be closed before a crash."""
    # What was never sent stays with staff; what is being answered closes at its minute.
    over = or_(SURVEYS.c.state == "closing", and_(SURVEYS.c.state == "open", SURVEYS.c.closes_at <= now))
    return list(session.execute(select(SURVEYS.c.id).where(over)).scalars())


def begin(session: Session, survey: int) -> None:
    """From now on no answer is taken."""
    session.execute(update(SurveyRow).where(SurveyRow.id == survey, SurveyRow.state == "open").values(state="closing"))


def tally(session: Session, survey: Kept, area_of: Mapping[str, str], rules: Rules, seal: Seal) -> Tallied:
    """Count the answers; nothing is written. ``area_of`` maps districts to areas. Answers without a person (the key was
    lost) count as a whole, without groups."""
    found = Tallied()
    crossing = _responses(session, survey.id) >= rules.two_way_min
    key = survey_answers.key_of(session, survey.id, seal)
    if key is not None:
        for invitation, age_band, district, answers in _people(session, survey, key, seal):
            if is_complete(survey.survey, answers):
                area = area_of.get(district, district)
                found.finished.append(invitation)
                found.add(survey.survey, answers, (("age", ages.group(age_band)), ("area", area), ("mode", "line")))
                if crossing:
                    found.cross(survey.survey, answers)
    typed_in = session.execute(select(TypedIn).where(TypedIn.survey == survey.id)).scalars().all()
    on_paper = survey_answers.of_tokens(session, survey.id, [one.token for one in typed_in], seal)
    for one in typed_in:
        answers = on_paper.get(one.token, {})
        area = area_of.get(one.district, one.district)
        found.add(survey.survey, answers, (("age", ages.group(one.age_band)), ("area", area), ("mode", one.mode)))
        found.counts[("", "mode", one.mode, PEOPLE)] += 1
    found.counts[("", "mode", "line", PEOPLE)] = len(found.finished)
    found.counts.update(_asked_by_area(session, survey, area_of))
    random.SystemRandom().shuffle(found.texts)
    return found


def _asked_by_area(session: Session, survey: Kept, area_of: Mapping[str, str]) -> dict[TallyKey, int]:
    """How many were asked in each area whose people might have been: 0 is told, too."""
    asked = dict.fromkeys((area_of.get(name, name) for name in survey.survey.audience.districts or area_of), 0)
    rows = session.execute(
        select(INVITATIONS.c.district, func.count())
        .where(INVITATIONS.c.survey == survey.id)
        .group_by(INVITATIONS.c.district)
    )
    for district, people in rows:
        area = area_of.get(district, district)
        asked[area] = asked.get(area, 0) + people
    return {("", "area", area, PEOPLE): people for area, people in asked.items()}


def _responses(session: Session, survey: int) -> int:
    tokens = select(SURVEY_ANSWERS.c.token).where(SURVEY_ANSWERS.c.survey == survey).distinct().subquery()
    return session.execute(select(func.count()).select_from(tokens)).scalar_one()


def _people(
    session: Session, survey: Kept, key: bytes, seal: Seal
) -> Iterator[tuple[int, str, str, dict[str, Value | None]]]:
    """Those who have begun to answer: the invitation, age band and district of that day, and what they answered."""
    after = 0
    while True:
        chunk = session.execute(
            select(INVITATIONS.c.id, INVITATIONS.c.chat, INVITATIONS.c.age_band, INVITATIONS.c.district)
            .where(
                INVITATIONS.c.survey == survey.id,
                INVITATIONS.c.id > after,
                INVITATIONS.c.chat.is_not(None),
                INVITATIONS.c.started,
            )
            .order_by(INVITATIONS.c.id)
            .limit(_CHUNK)
        ).all()
        if not chunk:
            return
        after = chunk[-1].id
        tokens = {survey_answers.token(key, row.chat): row for row in chunk}
        answers = survey_answers.of_tokens(session, survey.id, tokens, seal)
        for token, row in tokens.items():
            yield row.id, row.age_band, row.district, kept(survey.survey, answers.get(token, {}))


def finish(session: Session, survey: Kept, tallied: Tallied, seal: Seal, now: datetime) -> bool:
    """Keep the counts, destroy the key, wipe the traces; False when another worker has done it."""
    row = session.execute(select(SURVEYS.c.state).where(SURVEYS.c.id == survey.id).with_for_update()).scalar_one()
    if row != "closing":
        return False
    _keep(session, survey.id, tallied, seal)
    for start in range(0, len(tallied.finished), _CHUNK):
        session.execute(
            update(Invitation).where(Invitation.id.in_(tallied.finished[start : start + _CHUNK])).values(finished=True)
        )
    _mark_the_silent(session, survey)
    if survey.survey.anonymous:
        session.execute(delete(WaveKey).where(WaveKey.survey == survey.id))
    _wipe_conversations(session, survey.id, seal, now)
    _wipe_letters(session, survey.id)
    session.execute(
        update(SurveyRow)
        .where(SurveyRow.id == survey.id)
        # What staff were asked about it was whether something should still be sent: nothing is any more.
        .values(state="closed", closed_at=now, lease=None, leased_until=None, held=None, held_note=None)
    )
    return True


def _keep(session: Session, survey: int, tallied: Tallied, seal: Seal) -> None:
    rows = [
        {"survey": survey, "question": question, "by": by, "in_group": group, "answer": answer, "times": times}
        for (question, by, group, answer), times in sorted(tallied.counts.items())
    ]
    if rows:
        session.connection().execute(TALLIES.insert(), rows)
    texts = [
        {"id": survey_answers.by_lot(), "survey": survey, "question": question, "words": seal.seal(words)}
        for question, words in tallied.texts
    ]
    if texts:
        session.execute(insert(FreeText), texts)


def _mark_the_silent(session: Session, survey: Kept) -> None:
    """Count who let a survey pass. Where LINE refused some of its invitations nobody knows who was asked at all: then nobody is
    counted, or people would drop out who never heard of it; nor where staff ended it before the time people were told."""
    finished = select(INVITATIONS.c.chat).where(INVITATIONS.c.survey == survey.id, INVITATIONS.c.finished)
    silent = select(INVITATIONS.c.chat).where(INVITATIONS.c.survey == survey.id, ~INVITATIONS.c.finished)
    session.execute(
        update(Monitor).where(Monitor.chat.in_(finished)).values(silent_waves=0),
        execution_options={"synchronize_session": False},
    )
    if survey.meant_to_close is not None:
        return
    refused = select(Batch.id).where(Batch.survey == survey.id, Batch.purpose == "invitation", Batch.state == "dead")
    if session.execute(refused.limit(1)).first() is not None:
        return
    session.execute(
        update(Monitor).where(Monitor.chat.in_(silent)).values(silent_waves=Monitor.silent_waves + 1),
        execution_options={"synchronize_session": False},
    )
    session.execute(
        update(Monitor).where(Monitor.silent_waves >= SILENT_AFTER_WAVES, Monitor.mark.is_(None)).values(mark="silent"),
        execution_options={"synchronize_session": False},
    )


def _wipe_conversations(session: Session, survey: int, seal: Seal, now: datetime) -> None:
    """Where somebody stood in the survey tells which branch they took. That they stood in it at all stays until their next
    word: they are to be told that it has closed. What has faded of those who were asked may name the survey as well."""
    session.execute(
        update(Conversation)
        .where(CONVERSATIONS.c.flow == f"survey:{survey}")
        .values(progress=None, until=None, version=Conversation.version + 1),
        execution_options={"synchronize_session": False},
    )
    asked_chats = select(INVITATIONS.c.chat).where(INVITATIONS.c.survey == survey, INVITATIONS.c.chat.is_not(None))
    busy = session.execute(
        select(CONVERSATIONS.c.chat)
        .where(CONVERSATIONS.c.chat.in_(asked_chats), CONVERSATIONS.c.progress.is_not(None))
        .order_by(CONVERSATIONS.c.chat)
    ).scalars()
    chats = list(busy)
    for start in range(0, len(chats), _CHUNK):  # a voice that came in between knows where the survey waits
        conversations.nothing_waits(session, chats[start : start + _CHUNK], f"survey:{survey}", seal)
    session.execute(
        update(Conversation)
        .where(CONVERSATIONS.c.chat.in_(asked_chats), CONVERSATIONS.c.until <= now)
        .values(progress=None, until=None),
        execution_options={"synchronize_session": False},
    )


def _wipe_letters(session: Session, survey: int) -> None:
    """Which questions somebody was sent tells the same; so does how many they were."""
    ours = LETTERS.c.purpose.startswith(f"survey:{survey}:", autoescape=True)
    session.execute(
        update(Letter).where(LETTERS.c.carried_by.in_(select(LETTERS.c.id).where(ours))).values(carried_by=None),
        execution_options={"synchronize_session": False},
    )
    session.execute(delete(Letter).where(ours), execution_options={"synchronize_session": False})


def wipe_rest(session: Session, now: datetime) -> int:
    """Erase what may go only after the close: the answers themselves, and the records of when whoever was asked wrote.

    For surveys closed in the last days, a bounded number of rows at a time; how many. Harmless when nothing is left.
    """
    recent = session.execute(
        select(SURVEYS.c.id, SURVEYS.c.opened_at, SURVEYS.c.closed_at).where(
            SURVEYS.c.anonymous, SURVEYS.c.state.in_(("closed", "reported")), SURVEYS.c.closed_at >= now - _WIPED_FOR
        )
    ).all()
    wiped = 0
    for row in recent:
        some = select(SURVEY_ANSWERS.c.id).where(SURVEY_ANSWERS.c.survey == row.id).limit(_WIPED_AT_ONCE)
        wiped += changed.rows(session, delete(SurveyAnswer).where(SurveyAnswer.id.in_(some)), _PLAIN)
        session.execute(delete(TypedIn).where(TypedIn.survey == row.id), execution_options=_PLAIN)
        asked_chats = select(INVITATIONS.c.chat).where(INVITATIONS.c.survey == row.id)
        times = (
            select(EVENTS.c.id)
            .where(
                EVENTS.c.state == "done",
                EVENTS.c.chat.in_(asked_chats),
                EVENTS.c.handled_at >= (row.opened_at or row.closed_at),
                EVENTS.c.handled_at <= min(now - _REDELIVERED_WITHIN, row.closed_at + _REDELIVERED_WITHIN),
            )
            .limit(_WIPED_AT_ONCE)
        )
        wiped += changed.rows(session, delete(Event).where(Event.id.in_(times)), _PLAIN)
    return wiped


_PLAIN = {"synchronize_session": False}


def without_key(session: Session) -> list[int]:
    """Open surveys whose key is gone."""
    keyed = select(WaveKey.survey)
    rows = session.execute(
        select(SURVEYS.c.id).where(
            SURVEYS.c.state == "open", SURVEYS.c.planned, SURVEYS.c.id.not_in(keyed), SURVEYS.c.held.is_(None)
        )
    )
    return list(rows.scalars())
