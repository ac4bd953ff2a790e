"""Everything of one person, for when they ask to see it or to have it erased. They are known by a receipt or monitor number.

What they answered to surveys is erased while it can still be joined to them. It is shown where the survey was held with names:
they were told that staff can tell, and it is theirs to ask for. Who answered what to an anonymous one is for no member of staff
to know, on request or not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from casework.keeping import Rules
from casework.states import State
from storage import (
    answers,
    contacts,
    conversations,
    erasures,
    monitors,
    outbox,
    pseudonyms,
    residents,
    survey_answers,
    surveys,
    taking_back,
    timeline,
)
from storage.answers import Asked
from storage.cases import KeptVoice, by_receipt, voices_of
from storage.models import Case, Conversation, FormVisit, Invitation, Letter, Monitor, Resident, Survey, Trial
from storage.monitors import Member
from storage.sealing import Seal
from storage.timeline import Entry, What

# What passes between a person and the city, or comes of what they said; not how the city works at it.
_BETWEEN_THEM: frozenset[What] = frozenset(
    {
        "publication", "answered", "closed", "late", "asked_back", "heard_back", "asked_after", "still_open", "solved",
        "published", "not_published", "unpublished", "withdrawn", "taken_back",
    }
)  # fmt: skip
_TOLD_THEM = frozenset({"text", "question", "until", "end", "on"})


@dataclass(frozen=True)
class KeptCase:
    """One case of a person, sealed or not. ``contact`` as they gave it; ``may_publish`` as they answered (None: not).
    ``happened``: what they and the city said to one another about it, and what came of publishing it, oldest first."""

    receipt: str
    received_at: datetime
    state: State
    voices: tuple[KeptVoice, ...]
    contact: str | None
    may_publish: bool | None
    age_band: str | None
    district: str | None
    happened: tuple[Entry, ...]


@dataclass(frozen=True)
class LettersOfAKind:
    """Letters to a person ("case", "survey" or "reply"): how many, and when the last one was written. Never their words."""

    kind: str
    count: int
    last_at: datetime


@dataclass(frozen=True)
class AskedTo:
    """A survey they were asked to, and whether they answered. ``answers``: each question and what they said, in words; none of
    an anonymous survey."""

    title: str
    opened_at: datetime | None
    finished: bool
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Kept:
    """What is kept of a person. ``questions`` reach back as far as anybody can tell whose they are (thirty days).

    ``talking``: a conversation is under way; ``form_visits``: links to the secured form that are still kept.
    """

    first_seen_at: datetime | None
    blocked_since: datetime | None
    cases: tuple[KeptCase, ...]
    letters: tuple[LettersOfAKind, ...]
    monitor: Member | None
    applied_at: datetime | None
    surveys: tuple[AskedTo, ...]
    questions: tuple[Asked, ...]
    talking: bool
    form_visits: int


class NobodyKnown(LookupError):
    """Nothing tells who it was: the case came without a person (paper, telephone), or no monitor has that number."""


def chat_of(session: Session, receipt: str) -> str:
    """The keyed hash of whoever handed that case in. Raises NoSuchCase and NobodyKnown."""
    chat = by_receipt(session, receipt).chat
    if chat is None:
        raise NobodyKnown(receipt)
    return chat


def chat_of_monitor(session: Session, number: str, seal: Seal) -> str:
    """The keyed hash of the monitor or applicant who gave that number. Raises NobodyKnown."""
    chat = monitors.by_number(session, number, seal)
    if chat is None:
        raise NobodyKnown(number)
    return chat


def is_of(session: Session, chat: str, department: str) -> bool:
    """Whether they handed something in, and all of it is with this section. A monitor without a case is no section's: the
    panel is the office's."""
    theirs = set(session.execute(select(Case.department).where(Case.chat == chat).distinct()).scalars())
    return theirs == {department}


def kept(session: Session, chat: str, seal: Seal) -> Kept:
    """All that is kept of them, sealed cases too: it is theirs."""
    resident = session.execute(select(Resident).where(Resident.chat == chat)).scalar_one_or_none()
    names = [naming.of(chat) for naming in pseudonyms.kept(session, seal)]
    return Kept(
        resident.first_seen_at if resident is not None else None,
        resident.left_at if resident is not None else None,
        _cases(session, chat, seal),
        _letters(session, chat),
        monitors.members(session, [chat]).get(chat),
        session.execute(select(Monitor.applied_at).where(Monitor.chat == chat)).scalar_one_or_none(),
        _surveys(session, chat, seal),
        tuple(answers.of_person(session, names, seal)),
        session.get(Conversation, chat) is not None,
        _count(session, FormVisit, chat),
    )


def _cases(session: Session, chat: str, seal: Seal) -> tuple[KeptCase, ...]:
    cases = session.execute(select(Case).where(Case.chat == chat).order_by(Case.id)).scalars().all()
    voices = voices_of(session, [case.id for case in cases], seal, sealed_too=True)
    return tuple(
        KeptCase(
            case.receipt,
            case.received_at,
            State[case.state],
            tuple(voices.get(case.id, [])),
            contacts.of(session, case, seal, sealed_too=True),
            case.may_publish,
            case.age_band,
            case.district,
            tuple(_as_told(entry) for entry in timeline.of(session, case.id, seal) if entry.what in _BETWEEN_THEM),
        )
        for case in cases
    )


def _as_told(entry: Entry) -> Entry:
    """What of an entry is theirs: neither what staff noted for themselves nor the receipt of a case theirs was joined with."""
    theirs = _TOLD_THEM | {"why"} if entry.what == "late" else _TOLD_THEM  # why it is late was written to them
    return replace(entry, details={key: told for key, told in entry.details.items() if key in theirs})


def _letters(session: Session, chat: str) -> tuple[LettersOfAKind, ...]:
    rows = session.execute(select(Letter.purpose, Letter.created_at).where(Letter.chat == chat).order_by(Letter.id))
    found: dict[str, LettersOfAKind] = {}
    for purpose, at in rows:
        kind = purpose.split(":")[0]
        before = found.get(kind)
        found[kind] = LettersOfAKind(kind, before.count + 1 if before else 1, at)
    return tuple(found.values())


def _surveys(session: Session, chat: str, seal: Seal) -> tuple[AskedTo, ...]:
    rows = session.execute(
        select(Survey.id, Survey.anonymous, Survey.title, Survey.opened_at, Invitation.finished)
        .join(Invitation, Invitation.survey == Survey.id)
        .where(Invitation.chat == chat)
        .order_by(Survey.id)
    )
    return tuple(
        AskedTo(row.title, row.opened_at, row.finished, () if row.anonymous else _answers(session, row.id, chat, seal))
        for row in rows
    )


def _answers(session: Session, survey: int, chat: str, seal: Seal) -> tuple[tuple[str, str], ...]:
    given = survey_answers.of_person(session, survey, chat, seal)
    asked = surveys.get(session, survey).survey.questions
    return tuple((one.text, one.told(given[one.id])) for one in asked if one.id in given)


def _count(session: Session, table: type[FormVisit], chat: str) -> int:
    return session.execute(select(func.count()).select_from(table).where(table.chat == chat)).scalar_one()


def erase(
    session: Session, chat: str, rules: Rules, seal: Seal, now: datetime
) -> tuple[list[taking_back.TakenBack], tuple[str, ...]]:
    """Erase what is kept of a person; their cases are taken back as the city's records rules say.

    The panel forgets them with the answers that can still be joined to them, the log of answers forgets their words, what
    is on its way to them is not sent, and who they are to LINE is forgotten: should they write again, they are new. What
    became of each case, and the photos to be deleted once this is kept.
    """
    receipts = session.execute(select(Case.receipt).where(Case.chat == chat, Case.withdrawn_at.is_(None))).scalars()
    taken = [taking_back.withdraw(session, chat, receipt, rules, seal, now) for receipt in receipts.all()]
    monitors.leave(session, chat, seal, now)
    answers.forget_person(session, [naming.of(chat) for naming in pseudonyms.kept(session, seal)], now)
    outbox.cancel_all(session, chat, now)
    for table in (FormVisit, Trial):
        session.execute(delete(table).where(table.chat == chat))
    for resident in session.execute(select(Resident.id).where(Resident.chat == chat)).scalars().all():
        erasures.note(session, "resident", resident, now)
        residents.forget(session, resident)
    conversations.forget(session, chat)
    return taken, tuple(file for one in taken for file in one.files)
