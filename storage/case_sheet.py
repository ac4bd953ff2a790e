"""All that the desk shows of one case, read at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.about_an_answer import answer_spoken_of
from casework.repeats import Tally, tally
from casework.sides import Side, side_of
from storage import case_pushes, case_work, contacts, timeline
from storage.cases import KeptVoice, by_receipt, voices_of
from storage.models import Attachment, Case, CaseLink, Letter, TimelineEntry, Voice
from storage.sealing import Seal
from storage.timeline import Entry


@dataclass(frozen=True)
class Posted:
    """A letter about the case: what it was for, what became of it, when."""

    purpose: str
    state: str
    fate: str | None
    at: datetime


@dataclass(frozen=True)
class Along:
    """A case that goes on in another one, with the words that the one answer is for as well. ``voices`` None: they are not
    for whoever looks."""

    case: Case
    voices: tuple[KeptVoice, ...] | None

    @property
    def receipt(self) -> str:
        return self.case.receipt

    @property
    def text(self) -> str:
        return _words(self.voices or ())

    @property
    def side(self) -> Side | None:
        return side_of(self.text)


@dataclass(frozen=True)
class Sheet:
    """``joined`` are the cases that go on in this one; ``parts`` the receipts of those split off it, ``replies`` of those about
    the answer to it (``about``: this one is, to ``parent``, a case of ``parent_department``); ``people`` counts the voices and
    those who spoke, in all that are joined; ``waits_until``: its words may not leave the desk before."""

    case: Case
    voices: tuple[KeptVoice, ...]
    entries: tuple[Entry, ...]
    people: Tally
    joined: tuple[Along, ...] = ()
    into: str | None = None
    parent: str | None = None
    parts: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    parent_department: str | None = None
    letters: tuple[Posted, ...] = ()
    has_contact: bool = False
    waits_until: datetime | None = None

    @property
    def text(self) -> str:
        """The original words of the case's own voices."""
        return _words(self.voices)

    @property
    def about(self) -> str | None:
        """The case whose answer this one is about."""
        return self.parent if any(answer_spoken_of(voice.text) == self.parent for voice in self.voices) else None

    @property
    def side(self) -> Side | None:
        return side_of(self.text)

    @property
    def opposed(self) -> bool:
        """Whether the one answer goes to people who want the opposite."""
        return len({side for side in (self.side, *(one.side for one in self.joined)) if side is not None}) > 1


@dataclass(frozen=True)
class Draft:
    """回答案: the text, and how the case is to end with it. ``signed_as`` 名義: mayor or section."""

    text: str
    end: str
    reason: str
    signed_as: str
    detail: str | None = None
    when: date | None = None
    by: int | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Decision:
    """決裁 of the newest draft."""

    on: date
    who: str
    document_number: str | None
    by: int | None


def sheet(session: Session, receipt: str, seal: Seal) -> Sheet:
    """One case. Raises NoSuchCase."""
    case = by_receipt(session, receipt)
    entries = tuple(timeline.of(session, case.id, seal))
    parent = session.get(Case, case.parent_id) if case.parent_id is not None else None
    came_of_it = session.execute(
        select(Case.receipt).where(Case.parent_id == case.id, Case.sealed_at.is_(None)).order_by(Case.id)
    ).scalars()
    split_off = {entry.details.get("into") for entry in entries if entry.what == "split"}
    children = tuple(came_of_it)
    return Sheet(
        case,
        tuple(voices_of(session, [case.id], seal).get(case.id, [])),
        entries,
        tally(case_work.people_and_voices(session, case.id)),
        _along(session, case.id, seal),
        _receipt_of(session, case.joined_into_id),
        parent.receipt if parent is not None else None,
        tuple(one for one in children if one in split_off),
        tuple(one for one in children if one not in split_off),
        parent.department if parent is not None else None,
        _letters(session, case.id),
        contacts.any_left(session, case),
    )


def newest_draft(entries: Sequence[Entry]) -> Draft | None:
    """The draft that counts: the newest since the case was opened (again)."""
    for entry in reversed(entries):
        if entry.what == "reopened":
            return None
        if entry.what == "drafted":
            told = entry.details
            when = date.fromisoformat(told["when"]) if told.get("when") else None
            return Draft(
                str(told.get("text", "")),
                str(told.get("end", "")),
                str(told.get("reason", "")),
                str(told.get("signed_as", "mayor")),
                told.get("detail"),
                when,
                entry.by,
                entry.at,
            )
    return None


def newest_decision(entries: Sequence[Entry]) -> Decision | None:
    """The decision on the newest draft, as an answer to who spoke in the case then. A draft written after it has none, nor has
    one that goes to further people since: whoever decided has not read them."""
    for entry in reversed(entries):
        if entry.what in ("drafted", "reopened", "taken_in"):
            return None
        if entry.what == "decided":
            told = entry.details
            return Decision(date.fromisoformat(told["on"]), str(told["who"]), told.get("document_number"), entry.by)
    return None


def fell(entries: Sequence[Entry]) -> bool:
    """Whether the newest draft was decided on before others were taken in."""
    what = [entry.what for entry in entries]
    since = what[max((at for at, one in enumerate(what) if one in ("drafted", "reopened")), default=0) :]
    return "decided" in since and newest_decision(entries) is None


def different_from(session: Session, case_id: int) -> set[int]:
    """The cases staff said are not the same as this one."""
    rows = session.execute(
        select(CaseLink.case_id, CaseLink.other_id).where(
            (CaseLink.case_id == case_id) | (CaseLink.other_id == case_id), CaseLink.verdict == "different"
        )
    )
    return {other for pair in rows for other in pair if other != case_id}


def _along(session: Session, case_id: int, seal: Seal) -> tuple[Along, ...]:
    joined = select(Case).where(Case.joined_into_id == case_id, Case.sealed_at.is_(None)).order_by(Case.id)
    cases = session.execute(joined).scalars().all()
    voices = voices_of(session, [one.id for one in cases], seal) if cases else {}
    return tuple(Along(one, tuple(voices.get(one.id, ()))) for one in cases)


def _words(voices: Sequence[KeptVoice]) -> str:
    return "\n\n".join(voice.text for voice in voices if voice.text)


def _receipt_of(session: Session, case_id: int | None) -> str | None:
    if case_id is None:
        return None
    return session.execute(select(Case.receipt).where(Case.id == case_id)).scalar_one_or_none()


def _letters(session: Session, case_id: int) -> tuple[Posted, ...]:
    purposes = [f"case:{case_id}:{what}" for what in case_pushes.PURPOSES]
    rows = session.execute(select(Letter).where(Letter.purpose.in_(purposes)).order_by(Letter.id)).scalars()
    return tuple(
        Posted(row.purpose.rsplit(":", 1)[1], row.state, row.fate, row.finished_at or row.created_at) for row in rows
    )


def photo(session: Session, photo_id: int) -> tuple[Case, str] | None:
    """The case a photo belongs to and the photo's name below MEDIA_DIR; None for one that is not there (any more)."""
    row = session.execute(
        select(Case, Attachment.file)
        .join(Voice, Voice.case_id == Case.id)
        .join(Attachment, Attachment.voice_id == Voice.id)
        .where(
            Attachment.id == photo_id,
            Attachment.state == "ready",
            Attachment.file.is_not(None),
            Voice.sealed_at.is_(None),
        )
    ).one_or_none()
    return (row[0], str(row[1])) if row else None


def circulated(session: Session, case_ids: Sequence[int]) -> dict[int, datetime]:
    """Those among the cases that have been round (供覧済), and when that was noted."""
    rows = session.execute(
        select(TimelineEntry.case_id, TimelineEntry.at)
        .where(TimelineEntry.case_id.in_(case_ids), TimelineEntry.what == "circulated")
        .order_by(TimelineEntry.id)
    )
    return {case_id: at for case_id, at in rows}
