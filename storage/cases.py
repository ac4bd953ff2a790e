"""Taking voices in, by whatever channel, and reading the cases they became."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session

from casework.about_an_answer import answer_spoken_of
from casework.keeping import Retention
from casework.receipts import Receipt, fiscal_year
from casework.repeats import print_of
from casework.states import OPEN_NAMES, OPEN_STATES, State
from casework.working_days import JAPAN, day_in_japan
from handlers.city import Intake
from storage import case_flags, case_locks, said_again, timeline
from storage.models import RUNNING_NUMBERS, Attachment, Case, RunningNumber, TimelineEntry, Voice, VoicePart
from storage.models.cases import Channel
from storage.said_again import Earlier
from storage.sealing import Seal
from storage.upsert import insert_unless_there


class NoSuchCase(LookupError):
    """There is no case of that number, or it is not for this person to see."""


@dataclass(frozen=True)
class Part:
    """One message of a voice; ``message_id`` None where it did not come through LINE, nor from a page of the desk
    (``storage.entered``)."""

    kind: Literal["text", "place"]
    body: str
    message_id: str | None = None


@dataclass(frozen=True)
class NewPicture:
    """A photo that is kept already, under its name below MEDIA_DIR."""

    file: str
    bytes: int
    width: int
    height: int


@dataclass(frozen=True)
class NewVoice:
    """A voice as handed in. ``photos`` are LINE's message ids of pictures still to be fetched.

    ``chat`` None: nobody knows who it is. ``contact`` is what the secured form or a telephone note holds, as text.
    ``department``: the section that took it in and keeps it; None: nobody's yet. ``adds_to``: the receipt number of the case
    it goes on with.
    """

    channel: Channel
    said_at: datetime
    parts: tuple[Part, ...]
    chat: str | None = None
    photos: tuple[str, ...] = ()
    pictures: tuple[NewPicture, ...] = ()
    wants_reply: bool = True
    measure: str | None = None
    notice_version: str | None = None
    contact: str | None = None
    may_publish: bool | None = None
    urgent: bool = False
    abusive: bool = False
    sensitive: bool = False
    personal: bool = False
    retention: Retention = Retention.VOICE
    by: int | None = None
    department: str | None = None
    adds_to: str | None = None

    @property
    def text(self) -> str:
        return "\n".join(part.body for part in self.parts if part.kind == "text")

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(part.body for part in self.parts if part.kind == "place")


@dataclass(frozen=True)
class HandedIn:
    """What became of a voice: a case of its own, part of an open one (joined), or the same words as there (repeated)."""

    case_id: int
    voice_id: int
    receipt: str
    due_on: date | None
    outcome: Literal["new", "joined", "repeated"]
    wants_reply: bool


def hand_in(session: Session, new: NewVoice, intake: Intake, seal: Seal, now: datetime) -> HandedIn:
    """Take a voice in.

    The same words of the same person are folded into what is there, unless they speak of another place; a photo, a place or a
    contact that comes along with them is kept as a voice beside the first. What goes on with an open case of the same person
    joins it; beyond ``intake.per_day`` a person's voices join the newest of their open cases. All else becomes a case with the
    next receipt number.
    """
    mark = seal.fingerprint(f"voice {print_of(new.text)}") if new.text.strip() else None
    if (
        new.chat is not None
        and mark is not None
        and (earlier := said_again.earlier(session, new.chat, mark, new.places, seal, now))
    ):
        return _fold(session, earlier, new, mark, seal, now)
    case = None
    if new.chat is not None:
        case = _open_one_it_adds_to(session, new.chat, new.adds_to) or _newest_open_when_many(
            session, new.chat, intake, now
        )
    if case is not None and _is_held_open(session, case):
        voice_id = _add(session, case, new, mark, seal, now)
        timeline.add(session, case.id, "joined", now, seal, voice=voice_id, contact=_told_of_contact(new))
        return HandedIn(case.id, voice_id, case.receipt, case.due_on, "joined", case.wants_reply or new.wants_reply)
    return open_case(session, new, intake, seal, now, mark=mark, parent_id=_answered_before(session, new))


def _answered_before(session: Session, new: NewVoice) -> int | None:
    """The case whose answer a voice is about, by the number in its first line; None where the person has no such case."""
    receipt = answer_spoken_of(new.text)
    if receipt is None or new.chat is None:
        return None
    said = select(Voice.case_id).where(Voice.chat == new.chat)
    case = select(Case.id).where(Case.receipt == receipt, Case.sealed_at.is_(None), Case.id.in_(said))
    return session.execute(case).scalar_one_or_none()


def open_case(
    session: Session,
    new: NewVoice,
    intake: Intake,
    seal: Seal,
    now: datetime,
    *,
    mark: str | None = None,
    parent_id: int | None = None,
) -> HandedIn:
    """A case of its own for a voice; also for what staff enter by hand and for one matter split off a letter."""
    received = new.said_at
    due_on = intake.calendar.after(day_in_japan(received), intake.working_days)
    receipt = str(_next_receipt(session, received))
    case_id = session.execute(
        insert(Case)
        .values(
            receipt=receipt,
            channel=new.channel,
            chat=new.chat,
            received_at=received,
            wants_reply=new.wants_reply,
            may_publish=new.may_publish,
            department=new.department,
            notice_version=new.notice_version,
            measure=new.measure,
            contact=seal.seal(new.contact) if new.contact else None,
            urgent=new.urgent,
            abusive=new.abusive,
            sensitive=new.sensitive,
            personal=new.personal,
            working_days=intake.working_days,
            due_on=due_on,
            retention=new.retention.value,
            parent_id=parent_id,
        )
        .returning(Case.id)
    ).scalar_one()
    voice_id = keep_voice(session, case_id, new, mark, seal, now)
    timeline.add(session, case_id, "received", now, seal, by=new.by, channel=new.channel, notice=new.notice_version)
    return HandedIn(case_id, voice_id, receipt, due_on, "new", new.wants_reply)


def _next_receipt(session: Session, received: datetime) -> Receipt:
    year = fiscal_year(received)
    session.execute(insert_unless_there(session, RUNNING_NUMBERS, "year"), {"year": year, "last": 0})
    running = session.execute(
        update(RunningNumber)
        .where(RunningNumber.year == year)
        .values(last=RunningNumber.last + 1)
        .returning(RunningNumber.last)
        .execution_options(synchronize_session=False)
    ).scalar_one()
    return Receipt(year, running)


def keep_voice(
    session: Session,
    case_id: int,
    new: NewVoice,
    mark: str | None,
    seal: Seal,
    now: datetime,
    *,
    asked_for: bool = False,
) -> int:
    """Keep a voice in a case that is there; its id. ``asked_for``: it answers what the city asked back."""
    voice_id = session.execute(
        insert(Voice)
        .values(
            case_id=case_id,
            chat=new.chat,
            channel=new.channel,
            said_at=new.said_at,
            wants_reply=new.wants_reply,
            print=mark,
            asked_for=asked_for,
        )
        .returning(Voice.id)
    ).scalar_one()
    if new.parts:
        session.execute(
            insert(VoicePart),
            [
                {"voice_id": voice_id, "kind": part.kind, "message_id": part.message_id, "body": seal.seal(part.body)}
                for part in new.parts
            ],
        )
    _keep_photos(session, voice_id, new, now)
    return voice_id


def _keep_photos(session: Session, voice_id: int, new: NewVoice, now: datetime) -> None:
    if new.photos:
        session.execute(
            insert(Attachment),
            [{"voice_id": voice_id, "message_id": photo, "state": "wanted", "due_at": now} for photo in new.photos],
        )
    if new.pictures:
        session.execute(
            insert(Attachment),
            [{"voice_id": voice_id, "state": "ready", **asdict(picture)} for picture in new.pictures],
        )


def _fold(session: Session, earlier: Earlier, new: NewVoice, mark: str, seal: Seal, now: datetime) -> HandedIn:
    voice, case = earlier.voice, earlier.case
    if earlier.adds or new.photos or new.pictures or new.contact:
        voice_id = _add(session, case, new, mark, seal, now)
    else:
        voice_id = voice.id
        wished = {"wants_reply": True} if new.wants_reply else {}
        session.execute(update(Voice).where(Voice.id == voice_id).values(times=Voice.times + 1, **wished))
        _raise_flags(session, case, new)
    timeline.add(session, case.id, "repeated", now, seal, voice=voice_id, contact=_told_of_contact(new))
    return HandedIn(case.id, voice_id, case.receipt, case.due_on, "repeated", case.wants_reply or new.wants_reply)


def _add(session: Session, case: Case, new: NewVoice, mark: str | None, seal: Seal, now: datetime) -> int:
    """One more voice in a case that is there, with all that came along; its id. It is prepared anew for staff."""
    # Staff may be joining it, or parting it, in this moment: the one it goes on in is to be marked, and no other.
    case_locks.hold(session, case.receipt)
    session.refresh(case)
    voice_id = keep_voice(session, case.id, new, mark, seal, now)
    if new.contact:
        session.execute(update(Voice).where(Voice.id == voice_id).values(contact=seal.seal(new.contact)))
    _raise_flags(session, case, new)
    session.execute(update(Case).where(Case.id == case.id).values(triaged_at=None, version=Case.version + 1))
    case_flags.tell_main(session, case, new, now, seal)
    return voice_id


def _told_of_contact(new: NewVoice) -> str | None:
    return "書いてありました" if new.contact else None


def _raise_flags(session: Session, case: Case, new: NewVoice) -> None:
    """A flag that is up stays up; what was answered for or chosen before stays as it was."""
    raised = case_flags.up(new, (*case_flags.FLAGS, "wants_reply"))
    given: dict[str, object] = {
        name: getattr(new, name)
        for name in ("measure", "may_publish")
        if getattr(case, name) is None and getattr(new, name) is not None
    }
    if values := raised | given:
        session.execute(update(Case).where(Case.id == case.id).values(values))


def _is_held_open(session: Session, case: Case) -> bool:
    """Whether a case is ours and open still: in one that was ended while we waited for it nobody would read what comes in."""
    case_locks.hold(session, case.receipt)
    session.refresh(case)
    return State[case.state] in OPEN_STATES and case.sealed_at is None


def _open_one_it_adds_to(session: Session, chat: str, receipt: str | None) -> Case | None:
    """The person's own case of that number, while it is open; None else."""
    if receipt is None:
        return None
    case_locks.hold(session, receipt)  # staff may be ending it in this moment
    own = select(Case).where(Case.receipt == receipt, Case.chat == chat)
    return session.execute(own.where(Case.state.in_(OPEN_NAMES), Case.sealed_at.is_(None))).scalar_one_or_none()


def _newest_open_when_many(session: Session, chat: str, intake: Intake, now: datetime) -> Case | None:
    """The person's newest open case when they have said enough for one day; None otherwise, or when none is open. Into how many
    cases staff split what they said is not their doing, and those are about one part of it alone."""
    own = Case.chat == chat, Case.id.notin_(_made_by_staff_of_parts(chat))
    today = now.astimezone(JAPAN).replace(hour=0, minute=0, second=0, microsecond=0)
    said = session.execute(select(func.count()).select_from(Case).where(*own, Case.received_at >= today)).scalar_one()
    if said < intake.per_day:
        return None
    return session.execute(
        select(Case)
        .where(*own, Case.state.in_(OPEN_NAMES), Case.sealed_at.is_(None))
        .order_by(Case.received_at.desc(), Case.id.desc())
        .limit(1)
    ).scalar_one_or_none()


def _made_by_staff_of_parts(chat: str) -> Select[int]:
    return (
        select(TimelineEntry.case_id)
        .join(Case, Case.id == TimelineEntry.case_id)
        .where(
            Case.chat == chat,
            Case.parent_id.is_not(None),
            TimelineEntry.what == "received",
            TimelineEntry.by.is_not(None),
        )
    )


# --- reading -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Photo:
    id: int
    state: str
    file: str | None
    problem: str | None


@dataclass(frozen=True)
class KeptVoice:
    """``text`` leaves out what was taken back. ``places`` are "緯度,経度 名前". ``times``: so often the same words came.
    ``asked_for``: it answers what the city asked back.
    """

    id: int
    channel: Channel
    said_at: datetime
    text: str
    places: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    times: int = 1
    asked_for: bool = False


def by_receipt(session: Session, receipt: str) -> Case:
    """The case of a receipt number, as its row. Raises NoSuchCase."""
    case = session.execute(select(Case).where(Case.receipt == receipt)).scalar_one_or_none()
    if case is None:
        raise NoSuchCase(receipt)
    return case


def count(session: Session) -> int:
    """How many cases there are, of any state."""
    return session.execute(select(func.count()).select_from(Case)).scalar_one()


def receipt_of_case(session: Session, case_id: int) -> str | None:
    """The receipt number of a case; None when it was erased."""
    return session.execute(select(Case.receipt).where(Case.id == case_id)).scalar_one_or_none()


def receipts_of(session: Session, case_ids: Collection[int]) -> dict[int, str]:
    """The receipt numbers of these cases; those that were erased are missing."""
    rows = session.execute(select(Case.id, Case.receipt).where(Case.id.in_(case_ids)))
    return {case_id: receipt for case_id, receipt in rows}


def voices_of(
    session: Session, case_ids: Sequence[int], seal: Seal, *, sealed_too: bool = False
) -> dict[int, list[KeptVoice]]:
    """The voices of each case, oldest first, their words opened; without those sealed one by one. Raises Unreadable."""
    shown = select(Voice).where(Voice.case_id.in_(case_ids)).order_by(Voice.id)
    if not sealed_too:
        shown = shown.where(Voice.sealed_at.is_(None))
    voices = session.execute(shown).scalars().all()
    ids = [voice.id for voice in voices]
    parts: dict[int, list[VoicePart]] = {}
    for part in session.execute(select(VoicePart).where(VoicePart.voice_id.in_(ids)).order_by(VoicePart.id)).scalars():
        parts.setdefault(part.voice_id, []).append(part)
    photos: dict[int, list[Photo]] = {}
    for one in session.execute(
        select(Attachment).where(Attachment.voice_id.in_(ids)).order_by(Attachment.id)
    ).scalars():
        photos.setdefault(one.voice_id, []).append(Photo(one.id, one.state, one.file, one.problem))
    found: dict[int, list[KeptVoice]] = {}
    for voice in voices:
        own = [part for part in parts.get(voice.id, []) if part.body is not None]
        opened = [(part.kind, seal.open(part.body)) for part in own if part.body is not None]
        found.setdefault(voice.case_id, []).append(
            KeptVoice(
                voice.id,
                voice.channel,
                voice.said_at,
                "\n".join(body for kind, body in opened if kind == "text"),
                tuple(body for kind, body in opened if kind == "place"),
                tuple(photos.get(voice.id, [])),
                voice.times,
                voice.asked_for,
            )
        )
    return found


def listed(names: str | None) -> tuple[str, ...]:
    """What a column with a JSON list holds; empty for None."""
    return tuple(json.loads(names)) if names else ()


def written(names: Sequence[str]) -> str | None:
    """A list for such a column."""
    return json.dumps(list(names), ensure_ascii=False) if names else None


def is_open(case: Case) -> bool:
    return State[case.state] in OPEN_STATES and case.sealed_at is None and case.joined_into_id is None
