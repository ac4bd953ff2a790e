"""Everything of one person, for when they ask to see it or to have it erased. A person is known by a receipt of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.keeping import Rules
from casework.states import State
from storage import conversations, taking_back
from storage.cases import KeptVoice, by_receipt, voices_of
from storage.models import Case, Letter, Monitor
from storage.sealing import Seal


@dataclass(frozen=True)
class Kept:
    """What is kept of a person. ``letters`` and ``monitor``: how many letters went to them, and whether they are one."""

    cases: tuple[tuple[str, datetime, State, tuple[KeptVoice, ...]], ...]
    letters: int
    monitor: bool


class NobodyKnown(LookupError):
    """The case came without a person (paper, telephone): nothing tells who it was."""


def chat_of(session: Session, receipt: str) -> str:
    """The keyed hash of whoever handed that case in. Raises NoSuchCase and NobodyKnown."""
    chat = by_receipt(session, receipt).chat
    if chat is None:
        raise NobodyKnown(receipt)
    return chat


def kept(session: Session, chat: str, seal: Seal) -> Kept:
    """All that is kept of them, sealed cases too: it is theirs."""
    cases = session.execute(select(Case).where(Case.chat == chat).order_by(Case.id)).scalars().all()
    voices = voices_of(session, [case.id for case in cases], seal, sealed_too=True)
    letters = session.execute(select(func.count()).select_from(Letter).where(Letter.chat == chat)).scalar_one()
    monitor = session.execute(select(Monitor.id).where(Monitor.chat == chat).limit(1)).first() is not None
    return Kept(
        tuple((case.receipt, case.received_at, State[case.state], tuple(voices.get(case.id, []))) for case in cases),
        letters,
        monitor,
    )


def erase(
    session: Session, chat: str, rules: Rules, seal: Seal, now: datetime
) -> tuple[list[taking_back.TakenBack], tuple[str, ...]]:
    """Take all their cases back as the city's records rules say, and forget the running conversation.

    What became of each case, and the photos to be deleted once this is kept.
    """
    receipts = session.execute(select(Case.receipt).where(Case.chat == chat, Case.withdrawn_at.is_(None))).scalars()
    taken = [taking_back.withdraw(session, chat, receipt, rules, seal, now) for receipt in receipts.all()]
    conversations.forget(session, chat)
    return taken, tuple(file for one in taken for file in one.files)
