"""What a resident answers in the chat when the city asked back: it joins the case, and the clock goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.states import State
from handlers.city import Intake
from storage import case_flags, case_work, timeline
from storage.cases import NewVoice, keep_voice
from storage.models import Case
from storage.sealing import Seal


@dataclass(frozen=True)
class HeardBack:
    """An answer was kept; ``due_on`` is the day the city answers by, as it stands now."""

    voice_id: int
    due_on: date | None


def hear(
    session: Session, receipt: str, answer: NewVoice, intake: Intake, seal: Seal, now: datetime
) -> HeardBack | None:
    """Keep an answer in its case; None where nobody asks that person anything (any more).

    The words stand with the case's voices, so that taking them back, searching and holding them go the same way; in the
    record stands only that there was an answer.
    """
    case = session.execute(
        select(Case)
        .where(Case.receipt == receipt, Case.chat == answer.chat, Case.state == State.ASKED_BACK.name)
        .with_for_update()
    ).scalar_one_or_none()
    if case is None or answer.chat is None or case.sealed_at is not None:
        return None
    case_id = case.id
    voice_id = keep_voice(session, case_id, answer, None, seal, now, asked_for=True)
    # Prepared anew for staff: what it is about may be clear only now.
    case_work.go_on(session, case, intake, now, heard_back=True, triaged_at=None, **case_flags.up(answer))
    timeline.add(session, case_id, "heard_back", now, seal, voice=voice_id)
    return HeardBack(voice_id, case.due_on)
