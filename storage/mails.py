"""Mails to staff: rows first, sent outside any transaction.

Those to whom alarms go name cases by receipt and quote nobody. What is for one person or section alone (a code, a hazard to
be looked at) is sealed while it waits and erased once it has gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from handlers.mail import Mail
from storage.models import MAILS
from storage.models import Mail as Row
from storage.sealing import Seal
from storage.upsert import insert_unless_there

_PAUSES_MINUTES = (1, 5, 15, 60, 240)
# Longer than an SMTP conversation may take; meanwhile nobody else takes the mail up.
_LEASE = timedelta(minutes=2)
# Of a mail that needs no more sending, neither address nor what was for one pair of eyes is kept.
_NOBODYS: dict[str, None] = {"recipient": None, "sealed_body": None}


@dataclass(frozen=True)
class Due:
    """A mail in hand. ``recipient`` and ``sealed_body`` None: it goes to those whom alarms reach, with ``body``."""

    id: int
    subject: str
    body: str
    tries: int
    recipient: bytes | None = None
    sealed_body: bytes | None = None
    good_until: datetime | None = None


def write(session: Session, purpose: str, mail: Mail, now: datetime) -> None:
    """Put a mail on its way, once for each purpose."""
    session.execute(
        insert_unless_there(session, MAILS, "purpose"),
        {"purpose": purpose, "subject": mail.subject[:200], "body": mail.body[:2000], "due_at": now},
    )


def write_to(
    session: Session,
    to: str,
    purpose: str,
    mail: Mail,
    seal: Seal,
    now: datetime,
    *,
    good_until: datetime | None = None,
) -> None:
    """Put a mail to one address on its way, once for each purpose; after ``good_until`` it is not sent any more."""
    session.execute(
        insert_unless_there(session, MAILS, "purpose"),
        {
            "purpose": purpose,
            "subject": mail.subject[:200],
            "body": "",
            "due_at": now,
            "recipient": seal.seal(to),
            "sealed_body": seal.seal(mail.body),
            "good_until": good_until,
        },
    )


def any_due(session: Session, now: datetime) -> bool:
    """Whether there is anything to send: asked often, so it writes nothing."""
    return session.execute(select(Row.id).where(Row.state == "due", Row.due_at <= now).limit(1)).first() is not None


def claim(session: Session, now: datetime, limit: int = 10) -> list[Due]:
    """Take due mails in hand."""
    rows = (
        session.execute(
            select(Row)
            .where(Row.state == "due", Row.due_at <= now)
            .order_by(Row.due_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        .scalars()
        .all()
    )
    taken = [
        Due(row.id, row.subject, row.body, row.tries + 1, row.recipient, row.sealed_body, row.good_until)
        for row in rows
    ]
    if taken:
        session.execute(
            update(Row)
            .where(Row.id.in_([one.id for one in taken]))
            .values(due_at=now + _LEASE, tries=Row.tries + 1)
            .execution_options(synchronize_session=False)
        )
    return taken


def give_up_all_due(session: Session, problem: str, now: datetime) -> int:
    """Nothing can send them here: they wait for nobody, and are counted with their reason; how many there were."""
    done = session.execute(
        update(Row)
        .where(Row.state == "due")
        .values(state="dead", finished_at=now, problem=problem[:80], **_NOBODYS)
        .returning(Row.id)
        .execution_options(synchronize_session=False)
    )
    return len(done.all())


def dead(session: Session) -> dict[str, int]:
    """How many mails were given up, by what was in the way."""
    rows = session.execute(
        select(Row.problem, func.count()).where(Row.state == "dead").group_by(Row.problem).order_by(Row.problem)
    )
    return {problem or "": count for problem, count in rows}


def forget_finished(session: Session, before: datetime) -> None:
    """Delete what was sent or given up before then."""
    session.execute(delete(Row).where(Row.state.in_(("sent", "dead")), Row.finished_at < before))


def mark_sent(session: Session, mail: Due, now: datetime) -> None:
    session.execute(update(Row).where(Row.id == mail.id).values(state="sent", finished_at=now, **_NOBODYS))


def give_up(session: Session, mail: Due, problem: str, now: datetime) -> None:
    """It goes out no more, and is counted with its reason."""
    session.execute(
        update(Row).where(Row.id == mail.id).values(state="dead", finished_at=now, problem=problem[:80], **_NOBODYS)
    )


def mark_failed(session: Session, mail: Due, problem: str, now: datetime) -> None:
    """Try again later; given up after the last pause, and counted."""
    if mail.tries > len(_PAUSES_MINUTES):
        give_up(session, mail, problem, now)
        return
    pause = timedelta(minutes=_PAUSES_MINUTES[mail.tries - 1])
    session.execute(update(Row).where(Row.id == mail.id).values(due_at=now + pause, problem=problem[:80]))
