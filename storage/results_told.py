"""Who was told what came of a survey: its figures, and later the city's word (反映)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from storage import surveys
from storage.models import INVITATIONS, SURVEYS, Invitation
from storage.surveys import Kept


def out(session: Session, closed_before: datetime, closed_after: datetime) -> list[Kept]:
    """The surveys whose figures are out and not yet old."""
    rows = session.execute(
        select(SURVEYS)
        .where(
            or_(SURVEYS.c.state == "reported", and_(SURVEYS.c.state == "closed", SURVEYS.c.closes_at <= closed_before)),
            SURVEYS.c.closes_at > closed_after,
        )
        .order_by(SURVEYS.c.id)
    )
    return [surveys.kept(row) for row in rows]


def untold(
    session: Session, chats: Sequence[str], among: Collection[int], with_word: Collection[int]
) -> dict[str, list[int]]:
    """Of the surveys ``among``, those each chat was asked to and not told about, the oldest first. Who knows the figures is
    told again once the city's word is there (``with_word``)."""
    rows = session.execute(
        select(INVITATIONS.c.chat, INVITATIONS.c.survey)
        .where(
            INVITATIONS.c.chat.in_(chats),
            INVITATIONS.c.survey.in_(sorted(among)),
            or_(~INVITATIONS.c.told, and_(~INVITATIONS.c.told_word, INVITATIONS.c.survey.in_(sorted(with_word)))),
        )
        .order_by(INVITATIONS.c.survey)
    )
    found: dict[str, list[int]] = {}
    for chat, survey in rows:
        found.setdefault(chat, []).append(survey)
    return found


def mark(session: Session, survey: int, chat: str | None, *, with_word: bool) -> None:
    """Note that somebody was told; ``chat`` None: everybody who was asked."""
    whom = [Invitation.survey == survey, *([Invitation.chat == chat] if chat is not None else [])]
    values = {"told": True, "told_word": True} if with_word else {"told": True}
    session.execute(update(Invitation).where(*whom).values(values), execution_options={"synchronize_session": False})
