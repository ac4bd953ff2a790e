"""Erasures are noted, in the transaction that erases, so that a backup from before can be made to forget the same.

A note tells what was erased by numbers that mean nothing outside this database: no words, no user id.

case: a case with all its voices, by receipt · sealed: a case taken back too late to be erased, by receipt · voice: one voice
out of a case that stays, by id · hidden: a voice taken back too late, by id · let_go: the same, and no longer anybody's ·
said: one message of a voice, by LINE's id · unsent: a message that waited to be handled, by LINE's id · monitor: somebody who
left the panel, by id · answers: one person's answers to an open survey, as ``survey:token``; nobody can tell whose token it is
once the survey has closed · asked: the words of one question in the log of answers, by id · resident: who somebody is to
LINE, by id.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast, get_args

from sqlalchemy import Table, func, inspect, select
from sqlalchemy.orm import Session

from storage.models import Erasure as Row
from storage.upsert import insert_unless_there

Kind = Literal[
    "case", "sealed", "voice", "hidden", "let_go", "said", "unsent", "monitor", "answers", "asked", "resident"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
_ERASURES = cast("Table", Row.__table__)


@dataclass(frozen=True)
class Erasure:
    """What was erased, and when. ``id`` is drawn by lot and the same in every copy of the note."""

    id: str
    kind: Kind
    key: str
    at: datetime


def note(session: Session, kind: Kind, key: str | int, now: datetime) -> None:
    """Note an erasure. It belongs to the transaction that erases."""
    session.add(Row(id=uuid.uuid4().hex, kind=kind, key=str(key), at=now))


def count(session: Session) -> int:
    """How many are noted."""
    return session.execute(select(func.count()).select_from(Row)).scalar_one()


def are_noted(session: Session) -> bool:
    """Whether the database has a place for such notes: one that is blank, or of an early release, has none."""
    return inspect(session.connection()).has_table(Row.__tablename__)


def all_of(session: Session) -> list[Erasure]:
    """The notes, oldest first."""
    wanted = select(Row).order_by(Row.at, Row.id)
    return [Erasure(row.id, cast("Kind", row.kind), row.key, row.at) for row in session.execute(wanted).scalars()]


def take_over(session: Session, notes: Iterable[Erasure]) -> None:
    """Keep notes from elsewhere among ours; those that are here already stay as they are."""
    statement = insert_unless_there(session, _ERASURES, "id")
    for one in notes:
        session.execute(statement, {"id": one.id, "kind": one.kind, "key": one.key, "at": one.at})
