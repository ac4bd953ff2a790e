"""Joining, leaving and answering."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.effects.circumstances import Circumstances, Table
from handlers import survey_wording
from handlers.flows.monitor import Applied, JoinedByCode, LeftPanel, OwnDataChanged, TermRenewed
from handlers.flows.survey_steps import Answered, AnswersErased
from handlers.model import Message
from handlers.tidings import ResultsTold
from storage import monitors, results_told, survey_answers, surveys


def applied(session: Session, effect: Applied, on: Circumstances) -> tuple[Message, ...]:
    if not monitors.apply(session, on.chat, effect.age_band, effect.district, on.now, gender=effect.gender):
        return (survey_wording.APPLIED_BEFORE,)
    return survey_wording.applied(on.city)


def joined(session: Session, effect: JoinedByCode, on: Circumstances) -> tuple[Message, ...]:
    outcome = monitors.join_by_code(
        session, on.chat, effect.code, effect.age_band, effect.district, on.seal, on.now, gender=effect.gender
    )
    if outcome == "unusable":
        return (survey_wording.code_unusable(on.city),)
    if outcome == "already":
        return (Message("すでに、確認済みの市民モニターとして登録されています。"),)
    member = monitors.members(session, [on.chat])[on.chat]
    assert member.term_until is not None
    return survey_wording.registered(on.city, member.term_until, by_code=True)


def changed(session: Session, effect: OwnDataChanged, on: Circumstances) -> tuple[Message, ...]:
    monitors.change(session, on.chat, effect.age_band, effect.district, gender=effect.gender)
    return ()


def renewed(session: Session, _effect: TermRenewed, on: Circumstances) -> tuple[Message, ...]:
    monitors.renew(session, on.chat)
    return ()


def left(session: Session, _effect: LeftPanel, on: Circumstances) -> tuple[Message, ...]:
    monitors.leave(session, on.chat, on.seal, on.now)
    return ()


def answered(session: Session, effect: Answered, on: Circumstances) -> tuple[Message, ...]:
    try:
        survey_answers.answer(session, effect.wave, on.chat, effect.question, effect.value, on.seal, effect.at)
    except survey_answers.Closed:  # it closed between reading and writing
        title = surveys.get(session, effect.wave).survey.title
        finished = monitors.invited_to(session, [on.chat]).get(on.chat, {}).get(effect.wave, False)
        return (survey_wording.late(title, answered=finished, results_out=False),)
    return ()


def erased(session: Session, effect: AnswersErased, on: Circumstances) -> tuple[Message, ...]:
    survey_answers.erase(session, effect.wave, on.chat, on.seal, on.now)
    return ()


def results_told_to(session: Session, effect: ResultsTold, on: Circumstances) -> tuple[Message, ...]:
    results_told.mark(session, effect.wave, on.chat, with_word=effect.with_word)
    return ()


APPLY: Table = {
    Applied: applied,
    JoinedByCode: joined,
    OwnDataChanged: changed,
    TermRenewed: renewed,
    LeftPanel: left,
    Answered: answered,
    AnswersErased: erased,
    ResultsTold: results_told_to,
}
