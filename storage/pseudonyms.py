"""Names for people in the log of answers that hold for one day and can be traced for thirty.

Each day draws a random key. While it is kept, the questions of one person on that day can be told to belong together; a
person has another name on every other day. Once the key is erased, nobody can join a name to a chat again, not even with
``SECRET_KEY``: nothing the key could be made from is left.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from casework.working_days import day_in_japan
from storage import changed
from storage.models import PSEUDONYM_KEYS, PseudonymKey
from storage.sealing import Seal, Unreadable
from storage.upsert import insert_unless_there

TRACED_FOR = timedelta(days=30)

_KEY_BYTES = 32


@dataclass(frozen=True)
class Naming:
    """The names of one day ("2026-11-20")."""

    day: str
    key: bytes = field(repr=False)

    def of(self, chat: str) -> str:
        """The name of a chat on this day: 32 hex digits."""
        return hmac.new(self.key, chat.encode(), hashlib.sha256).hexdigest()[:32]


def day_of(moment: datetime) -> str:
    """The day in Japan."""
    return day_in_japan(moment).isoformat()


def naming(session: Session, day: str, seal: Seal) -> Naming:
    """The names of ``day``, the same for every process; its key is drawn by whoever asks first."""
    session.execute(
        insert_unless_there(session, PSEUDONYM_KEYS, "day"),
        {"day": day, "key": seal.seal(os.urandom(_KEY_BYTES).hex())},
    )
    sealed = session.execute(select(PseudonymKey.key).where(PseudonymKey.day == day)).scalar_one()
    try:
        return Naming(day, bytes.fromhex(seal.open(sealed)))
    except Unreadable:
        # SECRET_KEY was changed without its predecessor: the rest of the day has new names.
        fresh = os.urandom(_KEY_BYTES)
        session.execute(update(PseudonymKey).where(PseudonymKey.day == day).values(key=seal.seal(fresh.hex())))
        return Naming(day, fresh)


def kept(session: Session, seal: Seal) -> list[Naming]:
    """The names of all days whose key is still there and can be opened."""
    found = []
    for day, sealed in session.execute(select(PseudonymKey.day, PseudonymKey.key)):
        try:
            found.append(Naming(day, bytes.fromhex(seal.open(sealed))))
        except Unreadable:
            continue  # what was named under a lost key cannot be found again
    return found


def forget(session: Session, before: datetime) -> int:
    """Erase the keys of the days that ended before ``before``; how many."""
    return changed.rows(session, delete(PseudonymKey).where(PseudonymKey.day < day_of(before)))
