"""What residents take back: within the hold, and before the city has acted on it, it is erased everywhere; later it is
stopped, hidden and sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import Session

from casework.keeping import Rules, Taken, withdrawal
from casework.states import State
from storage import case_outbox, case_pushes, erasures, joining, split_off, taking_down, timeline
from storage.erasures import Erasure
from storage.models import (
    Attachment,
    Case,
    CaseLink,
    CasePause,
    FormVisit,
    PublicCopy,
    TimelineEntry,
    Voice,
    VoicePart,
    VoiceToken,
)
from storage.sealing import Seal


@dataclass(frozen=True)
class TakenBack:
    """What became of it, and the names below MEDIA_DIR of photos that are to be deleted once this is kept. ``was_out``: the
    city's own site may hold a copy. ``parts``: the numbers of the cases that went along."""

    how: Taken | Literal["unknown"]
    receipt: str | None = None
    files: tuple[str, ...] = ()
    was_out: bool = False
    parts: tuple[str, ...] = ()


def withdraw_letter(session: Session, chat: str, receipt: str, rules: Rules, seal: Seal, now: datetime) -> TakenBack:
    """Take a case back as ``withdraw`` does, and with it what staff split off it, which is the same words.

    ``how`` is ERASED where nothing is left of any of them; ``parts`` are the numbers that went along.
    """
    mine = select(Case.id).where(Case.receipt == receipt, Case.chat == chat, Case.withdrawn_at.is_(None))
    case_id = session.execute(mine.with_for_update()).scalar_one_or_none()
    parts = split_off.parts_of(session, [case_id], hold=True).get(case_id, ()) if case_id is not None else ()
    whole = withdraw(session, chat, receipt, rules, seal, now)
    along = [done for part in parts if (done := withdraw(session, chat, part, rules, seal, now)).how != "unknown"]
    return replace(
        whole,
        how=Taken.SEALED if any(one.how is Taken.SEALED for one in along) else whole.how,
        files=(*whole.files, *(file for one in along for file in one.files)),
        was_out=whole.was_out or any(one.was_out for one in along),
        parts=tuple(one.receipt for one in along if one.receipt is not None),
    )


def withdraw(session: Session, chat: str, receipt: str, rules: Rules, seal: Seal, now: datetime) -> TakenBack:
    """Take a whole case back. Only whoever handed it in can; ``unknown``: no such case of theirs, or withdrawn already.

    Each voice is judged by when it was said: one that joined an open case later has an hour of its own. But what the city has
    decided or said in the case, and all that stands with it, is kept whole. ``how`` is ERASED where nothing of theirs is left.
    Others may speak in the same case: then it stays theirs, with their voices in it.
    """
    case = session.execute(
        select(Case).where(Case.receipt == receipt, Case.chat == chat).with_for_update()
    ).scalar_one_or_none()
    if case is None or case.withdrawn_at is not None:
        return TakenBack("unknown")
    was_out = taking_down.at_wish(session, case, "withdrawn", now, seal)
    voices = _voices_of_case(session, case.id)
    own = [voice for voice in voices if voice.chat == chat]
    acted_on = bool(timeline.last_official(session, [case.id]))
    fresh = [voice for voice in own if _what_becomes_of(case, voice.said_at, rules, now, acted_on) is Taken.ERASED]
    # Where no voice is left in it at all, its own time of handing in decides.
    as_a_whole = _what_becomes_of(case, case.received_at, rules, now, acted_on)
    if len(fresh) == len(voices) and (voices or as_a_whole is Taken.ERASED):
        return TakenBack(Taken.ERASED, receipt, erase_case(session, case.id, now), was_out)
    files = _erase_voices(session, case.id, [voice.id for voice in fresh], seal, now)
    late = [voice.id for voice in own if voice not in fresh]
    if len(own) == len(voices):
        _seal_case(session, case, seal, now)
    else:
        _let_go(session, case, late, now)
    timeline.add(session, case.id, "withdrawn", now, seal)
    return TakenBack(Taken.SEALED if late or not voices else Taken.ERASED, receipt, files, was_out)


def unsend(session: Session, chat: str, message_id: str, rules: Rules, seal: Seal, now: datetime) -> TakenBack:
    """A message was taken back in LINE. Called in the webhook's own transaction.

    Within the hold of the voice it belongs to, and before the city has acted on it, its words, place or photo are erased at
    once; with nothing else left of the voice, the voice is; with no other voice in it, the case is. Later the voice is sealed,
    and with it the case unless other voices stand in it: what staff may have printed cannot be called back. With a case goes
    what staff split off it, as if it was withdrawn.
    """
    found = session.execute(
        select(Voice.id, Voice.case_id, Voice.said_at)
        .where(
            Voice.chat == chat,
            exists().where(VoicePart.voice_id == Voice.id, VoicePart.message_id == message_id)
            | exists().where(Attachment.voice_id == Voice.id, Attachment.message_id == message_id),
        )
        .limit(1)
    ).one_or_none()
    if found is None:
        return TakenBack("unknown")
    voice_id, case_id, said_at = found
    case = session.execute(select(Case).where(Case.id == case_id).with_for_update()).scalar_one()
    parts = split_off.parts_of(session, [case_id], hold=True).get(case_id, ())
    done = _unsaid(session, case, voice_id, said_at, message_id, rules, seal, now)
    still = select(Case.id).where(Case.id == case_id, Case.withdrawn_at.is_(None))
    if session.execute(still).first() is not None:
        return done
    # What was copied out of it into cases of their own is the same words.
    along = [withdraw(session, chat, part, rules, seal, now) for part in parts]
    return replace(done, files=(*done.files, *(file for one in along for file in one.files)))


def _unsaid(
    session: Session,
    case: Case,
    voice_id: int,
    said_at: datetime,
    message_id: str,
    rules: Rules,
    seal: Seal,
    now: datetime,
) -> TakenBack:
    acted_at = timeline.last_official(session, [case.id]).get(case.id)
    # What was said after the city had acted is nothing the city has answered to.
    how = _what_becomes_of(case, said_at, rules, now, acted_at is not None and said_at <= acted_at)
    if how is Taken.SEALED:
        if case.withdrawn_at is None:
            _seal_voice(session, case, voice_id, seal, now)
            timeline.add(session, case.id, "taken_back", now, seal)
        return TakenBack(how, case.receipt)
    return TakenBack(how, case.receipt, _erase_said(session, case, voice_id, message_id, seal, now))


def _erase_said(
    session: Session, case: Case, voice_id: int, message_id: str, seal: Seal, now: datetime
) -> tuple[str, ...]:
    """Erase one message of a voice; with nothing else left the voice, and with no other voice the case."""
    erasures.note(session, "said", message_id, now)
    files = _erase_message(session, voice_id, message_id)
    if not _something_left(session, voice_id):
        if len(_voices_of_case(session, case.id)) == 1:
            taking_down.at_wish(session, case, "withdrawn", now, seal)
            return (*files, *erase_case(session, case.id, now))
        files += _erase_voices(session, case.id, [voice_id], seal, now)
        if all(one.sealed_at is not None for one in _voices_of_case(session, case.id)):
            _seal_case(session, case, seal, now)
    else:
        # What was made from the words goes as well, and is made anew from the rest.
        session.execute(delete(VoiceToken).where(VoiceToken.voice_id == voice_id))
        voice = session.execute(select(Voice).where(Voice.id == voice_id)).scalar_one()
        voice.print = None
        _forget_what_was_made(session, case, voice.said_at, seal, now)
    timeline.add(session, case.id, "taken_back", now, seal)
    return files


def _what_becomes_of(case: Case, said_at: datetime, rules: Rules, now: datetime, acted_on: bool) -> Taken:
    return withdrawal(said_at, now, rules, against_retention=case.held_at is not None, acted_on=acted_on)


def _voices_of_case(session: Session, case_id: int) -> Sequence[Voice]:
    return session.execute(select(Voice).where(Voice.case_id == case_id).order_by(Voice.id)).scalars().all()


def _erase_voices(session: Session, case_id: int, voices: Sequence[int], seal: Seal, now: datetime) -> tuple[str, ...]:
    """Delete these voices out of a case that stays; the files to be deleted."""
    if not voices:
        return ()
    for voice_id in voices:
        erasures.note(session, "voice", voice_id, now)
    since = session.execute(select(func.min(Voice.said_at)).where(Voice.id.in_(voices))).scalar_one()
    files = _delete_voices(session, voices)
    case = session.execute(select(Case).where(Case.id == case_id)).scalar_one()
    _forget_what_was_made(session, case, since, seal, now)
    return files


def _delete_voices(session: Session, voices: Sequence[int]) -> tuple[str, ...]:
    files = session.execute(
        select(Attachment.file).where(Attachment.voice_id.in_(voices), Attachment.file.is_not(None))
    ).scalars()
    kept = tuple(file for file in files if file)
    for table in (VoiceToken, VoicePart, Attachment):
        session.execute(delete(table).where(table.voice_id.in_(voices)))
    session.execute(delete(Voice).where(Voice.id.in_(voices)).execution_options(synchronize_session=False))
    return kept


def _forget_what_was_made(session: Session, case: Case, said_at: datetime, seal: Seal, now: datetime) -> None:
    """Proposals and whatever may quote what was said then: staff and program start anew from the words that are left.

    Of a question to the resident stays how it was asked: a case has two pushes, whatever is taken back. Of a copy that was
    published, that it has to come off the city's own site.
    """
    case_id = case.id
    taking_down.at_wish(session, case, "withdrawn", now, seal)
    copies = PublicCopy.case_id == case_id
    session.execute(delete(PublicCopy).where(copies, PublicCopy.clear_since.is_(None)))
    session.execute(update(PublicCopy).where(copies).values(asked=seal.seal(""), answered=None))
    for entry in timeline.of(session, case_id, seal):
        if entry.what == "asked_back" and entry.at >= said_at:
            timeline.keep_only(session, entry, ("how",), seal)
    quoting = TimelineEntry.what.in_(_WITH_WORDS), TimelineEntry.at >= said_at
    session.execute(delete(TimelineEntry).where(TimelineEntry.case_id == case_id, *quoting))
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


def _let_go(session: Session, case: Case, late: Sequence[int], now: datetime) -> None:
    """The case is other people's from now on: what was said in it too late to be erased is sealed, and nobody's."""
    for voice_id in late:
        erasures.note(session, "let_go", voice_id, now)
    _hide(session, late, now)
    session.execute(update(Voice).where(Voice.id.in_(late)).values(chat=None))
    heir = session.execute(
        select(Voice.chat)
        .where(Voice.case_id == case.id, Voice.chat.is_not(None), Voice.chat != case.chat, Voice.sealed_at.is_(None))
        .limit(1)
    ).scalar_one_or_none()
    session.execute(update(Case).where(Case.id == case.id).values(chat=heir, version=Case.version + 1))


def _seal_voice(session: Session, case: Case, voice_id: int, seal: Seal, now: datetime) -> None:
    """One voice is taken back after its hold. The others in the case, of the same person or of others, still want an answer."""
    others = [one for one in _voices_of_case(session, case.id) if one.id != voice_id and one.sealed_at is None]
    if not others:
        _seal_case(session, case, seal, now)
        return
    whose = session.execute(select(Voice.chat).where(Voice.id == voice_id)).scalar_one_or_none()
    if all(one.chat != whose for one in others):
        _let_go(session, case, [voice_id], now)
        return
    erasures.note(session, "hidden", voice_id, now)
    _hide(session, [voice_id], now)
    session.execute(update(Case).where(Case.id == case.id).values(triaged_at=None, version=Case.version + 1))


def _hide(session: Session, voices: Sequence[int], now: datetime) -> None:
    """Nobody finds the case by what these voices said, nobody reads it, and no letter goes out because of them."""
    session.execute(delete(VoiceToken).where(VoiceToken.voice_id.in_(voices)))
    session.execute(update(Voice).where(Voice.id.in_(voices)).values(sealed_at=now, wants_reply=False, print=None))


# Entries that may quote the resident: drafts, questions to a section, notes, copies for publication.
_WITH_WORDS = ("drafted", "inquiry", "note", "section_reply", "heard_back", "copied")


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


def _something_left(session: Session, voice_id: int) -> bool:
    part = session.execute(
        select(VoicePart.id).where(VoicePart.voice_id == voice_id, VoicePart.body.is_not(None)).limit(1)
    ).first()
    photo = session.execute(
        select(Attachment.id).where(Attachment.voice_id == voice_id, Attachment.state != "erased").limit(1)
    ).first()
    return part is not None or photo is not None


def _seal_case(session: Session, case: Case, seal: Seal, now: datetime) -> None:
    erasures.note(session, "sealed", case.receipt, now)
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
    taking_down.at_wish(session, case, "withdrawn", now, seal)
    session.execute(update(PublicCopy).where(PublicCopy.case_id == case.id).values(state="withdrawn", changed_at=now))
    # Hidden from all lists means hidden from search and likeness too.
    voices = select(Voice.id).where(Voice.case_id == case.id)
    session.execute(delete(VoiceToken).where(VoiceToken.voice_id.in_(voices)))
    _take_letters_back(session, case, now)
    # They are other people's, and would end with it, unanswered.
    joining.let_all_go(session, case.id)


def _take_letters_back(session: Session, case: Case, now: datetime) -> None:
    """Nothing more is said about a case to those who spoke in it. What others in joined cases are owed they get, and so does
    who has another case among these: one letter speaks of both."""
    own = _chats_in(session, Voice.case_id == case.id)
    main = case.joined_into_id or case.id
    joined = select(Case.id).where((Case.id == main) | (Case.joined_into_id == main), Case.id != case.id)
    wish = _chats_in(session, Voice.case_id.in_(joined.where(Case.sealed_at.is_(None))), Voice.wants_reply.is_(True))
    # What the city asks back is asked of one case alone; so is what was written before this one went on in another.
    alone: Sequence[case_pushes.Purpose] = ["question"] if main == case.id else case_pushes.PURPOSES
    case_outbox.take_back(session, case.id, alone, now, only_to=own)
    case_outbox.take_back(session, main, case_outbox.OF_ALL, now, only_to=own - wish)


def _chats_in(session: Session, *voices: ColumnElement[bool]) -> set[str]:
    spoke = select(Voice.chat).where(*voices, Voice.chat.is_not(None)).distinct()
    return {chat for chat in session.execute(spoke).scalars() if chat is not None}


def erase_case(session: Session, case_id: int, now: datetime) -> tuple[str, ...]:
    """Delete a case and all that was kept of it; the files to be deleted. Its number is not given again, and stays known where
    the city's own site may still show a copy of it (``storage.taking_down``)."""
    case = session.execute(select(Case).where(Case.id == case_id)).scalar_one()
    erasures.note(session, "case", case.receipt, now)
    _take_letters_back(session, case, now)
    voices: Sequence[int] = session.execute(select(Voice.id).where(Voice.case_id == case_id)).scalars().all()
    session.execute(
        update(Case)
        .where(Case.parent_id == case_id)
        .values(parent_id=None)
        .execution_options(synchronize_session=False)
    )
    joining.let_all_go(session, case_id)
    session.execute(update(FormVisit).where(FormVisit.case_id == case_id).values(case_id=None, draft=None))
    kept = _delete_voices(session, voices)
    session.execute(delete(CaseLink).where((CaseLink.case_id == case_id) | (CaseLink.other_id == case_id)))
    session.execute(delete(TimelineEntry).where(TimelineEntry.case_id == case_id))
    session.execute(delete(CasePause).where(CasePause.case_id == case_id))
    taking_down.outlives(session, case_id)
    session.execute(delete(PublicCopy).where(PublicCopy.case_id == case_id))
    session.execute(delete(Case).where(Case.id == case_id))
    return kept


def again(session: Session, erasure: Erasure, seal: Seal) -> tuple[str, ...]:
    """Do once more what ``storage.erasures`` notes of a case, in a copy of the database from before; the files to be deleted.

    Harmless where it has been done, or where the copy never knew of it.
    """
    if erasure.kind in ("case", "sealed"):
        case = session.execute(select(Case).where(Case.receipt == erasure.key)).scalar_one_or_none()
        if case is None:
            return ()
        if erasure.kind == "case":
            return erase_case(session, case.id, erasure.at)
        if case.withdrawn_at is None:
            _seal_case(session, case, seal, erasure.at)
            timeline.add(session, case.id, "withdrawn", erasure.at, seal)
        return ()
    if erasure.kind == "said":
        part = select(VoicePart.voice_id).where(VoicePart.message_id == erasure.key)
        photo = select(Attachment.voice_id).where(Attachment.message_id == erasure.key)
        found = select(Voice).where(Voice.id.in_(part.union(photo)))
    else:
        found = select(Voice).where(Voice.id == int(erasure.key))
    voice = session.execute(found).scalar_one_or_none()
    if voice is None:
        return ()
    case = session.execute(select(Case).where(Case.id == voice.case_id)).scalar_one()
    if erasure.kind == "said":
        return _erase_said(session, case, voice.id, erasure.key, seal, erasure.at)
    files: tuple[str, ...] = ()
    if erasure.kind == "voice":
        files = _erase_voices(session, case.id, [voice.id], seal, erasure.at)
    elif erasure.kind == "let_go":
        _let_go(session, case, [voice.id], erasure.at)
    else:
        _hide(session, [voice.id], erasure.at)
    timeline.add(session, case.id, "taken_back", erasure.at, seal)
    return files
