"""What residents take back: within the hold it is erased everywhere, later it is stopped, hidden and sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from casework.keeping import Rules, Taken, withdrawal
from casework.states import State
from storage import timeline
from storage.models import (
    Attachment,
    Case,
    CaseLink,
    CasePause,
    FormVisit,
    Letter,
    PublicCopy,
    TimelineEntry,
    Voice,
    VoicePart,
    VoiceToken,
)
from storage.sealing import Seal


@dataclass(frozen=True)
class TakenBack:
    """What became of it, and the names below MEDIA_DIR of photos that are to be deleted once this is kept."""

    how: Taken | Literal["unknown"]
    receipt: str | None = None
    files: tuple[str, ...] = ()


def withdraw(session: Session, chat: str, receipt: str, rules: Rules, seal: Seal, now: datetime) -> TakenBack:
    """Take a whole case back. Only whoever handed it in can; ``unknown``: no such case of theirs, or withdrawn already.

    Others may speak in the same case (it was joined): then only this person's voices go.
    """
    case = session.execute(
        select(Case).where(Case.receipt == receipt, Case.chat == chat).with_for_update()
    ).scalar_one_or_none()
    if case is None or case.withdrawn_at is not None:
        return TakenBack("unknown")
    how = withdrawal(case.received_at, now, rules, against_retention=case.held_at is not None)
    if how is Taken.ERASED:
        return TakenBack(how, receipt, erase_case(session, case.id))
    _seal_case(session, case, now)
    timeline.add(session, case.id, "withdrawn", now, seal)
    return TakenBack(how, receipt)


def unsend(session: Session, chat: str, message_id: str, rules: Rules, seal: Seal, now: datetime) -> TakenBack:
    """A message was taken back in LINE. Called in the webhook's own transaction.

    Within the hold its words, place or photo are erased at once; nothing else left of the voice, the whole case is. Later
    the case is sealed: what staff may have printed cannot be called back.
    """
    found = session.execute(
        select(Voice.id, Voice.case_id)
        .where(
            Voice.chat == chat,
            exists().where(VoicePart.voice_id == Voice.id, VoicePart.message_id == message_id)
            | exists().where(Attachment.voice_id == Voice.id, Attachment.message_id == message_id),
        )
        .limit(1)
    ).one_or_none()
    if found is None:
        return TakenBack("unknown")
    voice_id, case_id = found
    case = session.execute(select(Case).where(Case.id == case_id).with_for_update()).scalar_one()
    how = withdrawal(case.received_at, now, rules, against_retention=case.held_at is not None)
    if how is Taken.SEALED:
        if case.withdrawn_at is None:
            _seal_case(session, case, now)
            timeline.add(session, case.id, "taken_back", now, seal)
        return TakenBack(how, case.receipt)
    files = _erase_message(session, voice_id, message_id)
    if not _something_left(session, case_id):
        return TakenBack(how, case.receipt, (*files, *erase_case(session, case_id)))
    # What was made from the words goes as well, and is made anew from the rest.
    session.execute(delete(VoiceToken).where(VoiceToken.voice_id == voice_id))
    session.execute(update(Voice).where(Voice.id == voice_id).values(print=None))
    session.execute(delete(TimelineEntry).where(TimelineEntry.case_id == case_id, TimelineEntry.what.in_(_WITH_WORDS)))
    session.execute(
        update(Case)
        .where(Case.id == case_id)
        .values(
            triaged_at=None,
            proposed_kind=None,
            proposed_categories=None,
            proposed_measures=None,
            version=Case.version + 1,
        )
    )
    timeline.add(session, case_id, "taken_back", now, seal)
    return TakenBack(how, case.receipt, files)


# Entries that may quote the resident: drafts, questions to a section, notes.
_WITH_WORDS = ("drafted", "inquiry", "note", "section_reply", "asked_back")


def _erase_message(session: Session, voice_id: int, message_id: str) -> tuple[str, ...]:
    session.execute(
        update(VoicePart)
        .where(VoicePart.voice_id == voice_id, VoicePart.message_id == message_id)
        .values(body=None, message_id=None)
    )
    files = session.execute(
        select(Attachment.file).where(
            Attachment.voice_id == voice_id, Attachment.message_id == message_id, Attachment.file.is_not(None)
        )
    ).scalars()
    kept = tuple(file for file in files if file)
    session.execute(
        update(Attachment)
        .where(Attachment.voice_id == voice_id, Attachment.message_id == message_id)
        .values(state="erased", file=None, message_id=None, due_at=None)
    )
    return kept


def _something_left(session: Session, case_id: int) -> bool:
    voices = select(Voice.id).where(Voice.case_id == case_id)
    part = session.execute(
        select(VoicePart.id).where(VoicePart.voice_id.in_(voices), VoicePart.body.is_not(None)).limit(1)
    ).first()
    photo = session.execute(
        select(Attachment.id).where(Attachment.voice_id.in_(voices), Attachment.state != "erased").limit(1)
    ).first()
    return part is not None or photo is not None


def _seal_case(session: Session, case: Case, now: datetime) -> None:
    session.execute(
        update(Case)
        .where(Case.id == case.id)
        .values(
            state=State.WITHDRAWN.name,
            withdrawn_at=now,
            sealed_at=now,
            ask_after_on=None,
            may_publish=False,
            version=Case.version + 1,
        )
    )
    session.execute(update(PublicCopy).where(PublicCopy.case_id == case.id).values(state="withdrawn", changed_at=now))
    # Hidden from all lists means hidden from search and likeness too.
    voices = select(Voice.id).where(Voice.case_id == case.id)
    session.execute(delete(VoiceToken).where(VoiceToken.voice_id.in_(voices)))
    _cancel_letters(session, case.id, now)


def _cancel_letters(session: Session, case_id: int, now: datetime) -> None:
    session.execute(
        update(Letter)
        .where(
            Letter.purpose.in_([f"case:{case_id}:{what}" for what in ("late", "answer", "after")]),
            Letter.state == "due",
        )
        .values(state="cancelled", finished_at=now, body=None, recipient=None)
        .execution_options(synchronize_session=False)
    )


def erase_case(session: Session, case_id: int) -> tuple[str, ...]:
    """Delete a case and all that was kept of it; the files to be deleted. Its number is not given again."""
    voices: Sequence[int] = session.execute(select(Voice.id).where(Voice.case_id == case_id)).scalars().all()
    files = session.execute(
        select(Attachment.file).where(Attachment.voice_id.in_(voices), Attachment.file.is_not(None))
    ).scalars()
    kept = tuple(file for file in files if file)
    session.execute(
        update(Case)
        .where(Case.parent_id == case_id)
        .values(parent_id=None)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Case)
        .where(Case.joined_into_id == case_id)
        .values(joined_into_id=None)
        .execution_options(synchronize_session=False)
    )
    session.execute(update(FormVisit).where(FormVisit.case_id == case_id).values(case_id=None, draft=None))
    for table in (VoiceToken, VoicePart, Attachment):
        session.execute(delete(table).where(table.voice_id.in_(voices)))
    session.execute(delete(Voice).where(Voice.case_id == case_id))
    session.execute(delete(CaseLink).where((CaseLink.case_id == case_id) | (CaseLink.other_id == case_id)))
    session.execute(delete(TimelineEntry).where(TimelineEntry.case_id == case_id))
    session.execute(delete(CasePause).where(CasePause.case_id == case_id))
    session.execute(delete(PublicCopy).where(PublicCopy.case_id == case_id))
    session.execute(delete(Case).where(Case.id == case_id))
    return kept
