"""Erasures done once more, upon a database that was brought back from before them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from storage import answers, erasures, monitors, residents, survey_answers, taking_back
from storage.erasures import Erasure
from storage.models import Event
from storage.sealing import Seal


def replay(session: Session, noted: Iterable[Erasure], taken_at: datetime, seal: Seal) -> tuple[int, tuple[str, ...]]:
    """Erase what was erased after ``taken_at``, in the order in which it was; how many, and the photos to be deleted.

    What is noted here already is left out. The notes are kept, so that the next backup knows of them.
    """
    known = {one.id for one in erasures.all_of(session)}
    after = sorted(
        (one for one in noted if one.at > taken_at and one.id not in known), key=lambda one: (one.at, one.id)
    )
    files: list[str] = []
    for one in after:
        if one.kind == "monitor":
            monitors.leave_again(session, one)
        elif one.kind == "answers":
            survey_answers.again(session, one)
        elif one.kind == "asked":
            answers.forget_words(session, int(one.key))
        elif one.kind == "resident":
            residents.forget(session, int(one.key))
        elif one.kind == "unsent":
            session.execute(update(Event).where(Event.message_id == one.key).values(body=None))
        else:
            files += taking_back.again(session, one, seal)
    erasures.take_over(session, after)
    return len(after), tuple(files)
