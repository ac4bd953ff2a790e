"""What staff write for the yearly review of a measure: short summaries of voices by kind, and what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.models import ReviewNote
from storage.sealing import Seal

CHANGED = "changed"


class AtOnce(Exception):
    """Somebody else wrote about the same at that moment; nothing is kept, and what they wrote can be read now."""


def of(session: Session, measure: str, year: int, seal: Seal) -> dict[str, str]:
    """The notes by what they are about: a kind of voices, or ``CHANGED``."""
    rows = session.execute(
        select(ReviewNote.about, ReviewNote.words).where(ReviewNote.measure == measure, ReviewNote.year == year)
    )
    return {about: seal.open(words) for about, words in rows}


def keep(
    session: Session, measure: str, year: int, notes: Mapping[str, str], seal: Seal, now: datetime, *, by: int
) -> None:
    """Keep these notes in the place of those about the same; an empty one is none. Raises AtOnce."""
    session.execute(
        delete(ReviewNote).where(
            ReviewNote.measure == measure, ReviewNote.year == year, ReviewNote.about.in_(list(notes))
        )
    )
    rows = [
        {
            "measure": measure,
            "year": year,
            "about": about,
            "words": seal.seal(words),
            "written_at": now,
            "written_by": by,
        }
        for about, words in notes.items()
        if words
    ]
    if rows:
        try:
            session.execute(insert(ReviewNote), rows)
        except IntegrityError as problem:
            raise AtOnce from problem
