"""Flags that residents' words put up on a case. One that is up stays up, whatever is said later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from storage import timeline
from storage.models import Case
from storage.sealing import Seal

FLAGS = ("urgent", "abusive", "sensitive", "personal")
# Of a case that goes on in another one, that one has these too. The tone of its words is its own people's.
SHARED = ("urgent", "sensitive", "personal")


def up(one: object, names: Sequence[str] = FLAGS) -> dict[str, object]:
    """Those of the flags that a voice or a case has, as values of the case they come to."""
    return {name: True for name in names if getattr(one, name)}


def tell_main(session: Session, case: Case, voice: object, now: datetime, seal: Seal) -> None:
    """More was said in a case that goes on in another one: on the desk is that one, so there it is marked and written down."""
    main = case.joined_into_id
    if main is None:
        return
    values = {"version": Case.version + 1, "heard_back": True, **up(voice, SHARED)}
    session.execute(update(Case).where(Case.id == main).values(values))
    timeline.add(session, main, "joined_said_more", now, seal, case=case.receipt)
