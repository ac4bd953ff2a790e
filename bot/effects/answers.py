"""The log of answers."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.effects.circumstances import Circumstances, Table
from handlers.model import Doubted, Message, QuestionTakenBack
from storage import answers, pseudonyms


def question_taken_back(session: Session, effect: QuestionTakenBack, on: Circumstances) -> tuple[Message, ...]:
    answers.take_back(session, effect.message_id, pseudonyms.kept(session, on.seal))
    return ()


def doubted(session: Session, effect: Doubted, on: Circumstances) -> tuple[Message, ...]:
    answers.doubt(session, effect.answer, effect.about, effect.words, on.seal, on.now)
    return ()


APPLY: Table = {QuestionTakenBack: question_taken_back, Doubted: doubted}
