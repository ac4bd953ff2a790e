"""Voices that staff enter by hand: the same page sent twice is one voice, and the same words entered again are asked about."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.repeats import print_of
from casework.working_days import day_in_japan
from handlers.city import Intake
from storage import cases
from storage.cases import HandedIn, NewVoice
from storage.models import Case, Staff, TimelineEntry, Voice, VoicePart
from storage.sealing import Seal

# Several postcards may say the same in the same words: only what was entered just now may be the same one again.
_JUST_NOW = timedelta(hours=1)


def enter(session: Session, new: NewVoice, intake: Intake, seal: Seal, now: datetime) -> HandedIn:
    """Open a case for what was entered. Nobody's telephone said it, so its words are marked for ``alike`` only."""
    return cases.open_case(session, new, intake, seal, now, mark=_mark(new, seal))


def made_from(session: Session, page: str, by: int) -> str | None:
    """The receipt of the case that was made from a form page (``page``: its key, as kept with the words); None: none was.

    Whoever sends it is held until the transaction ends: a page that is sent twice at once is one all the same.
    """
    session.execute(select(Staff.id).where(Staff.id == by).with_for_update())
    found = (
        select(Case.receipt)
        .join(Voice, Voice.case_id == Case.id)
        .join(VoicePart, VoicePart.voice_id == Voice.id)
        .where(VoicePart.message_id == page)
    )
    return session.execute(found.limit(1)).scalar_one_or_none()


def alike(session: Session, new: NewVoice, seal: Seal, now: datetime) -> str | None:
    """The receipt of a case the same person made just now of the same words, by the same channel and of the same day."""
    rows = session.execute(
        select(Case.receipt, Case.received_at)
        .join(Voice, Voice.case_id == Case.id)
        .join(TimelineEntry, TimelineEntry.case_id == Case.id)
        .where(
            Voice.print == _mark(new, seal),
            Voice.channel == new.channel,
            TimelineEntry.what == "received",
            TimelineEntry.by == new.by,
            TimelineEntry.at >= now - _JUST_NOW,
        )
        .order_by(Case.id.desc())
    )
    day = day_in_japan(new.said_at)
    return next((receipt for receipt, received_at in rows if day_in_japan(received_at) == day), None)


def _mark(new: NewVoice, seal: Seal) -> str:
    return seal.fingerprint(f"voice {print_of(new.text)}")
