"""What has to be put right in a database that was brought back, before a bot may run on it.

Between the backup and today the bot went on: letters that were waiting then have long been sent, reply tokens are spent, a
survey that was still to come may have gone out. So nothing leaves by itself until somebody has looked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from storage import audit, changed, signs, snapshot, survey_answers, switches
from storage.archive import Archive, Progress
from storage.models import Batch, Conversation, FormVisit, Letter, Mail, RunningNumber, StaffSession, Survey
from storage.schema import begin_anew, finish

WHY = "バックアップから戻しました。待っていた配信を確かめるまで、止めています。"
_SURVEY_NOTE = "バックアップから戻しました。すでに送ったものでないか確かめてください。"
# So many numbers are passed over: what was counted after the backup is in residents' hands, and must not be given again.
NUMBERS_PASSED_OVER = 1_000


@dataclass(frozen=True)
class Calmed:
    """How many letters, multicasts and surveys wait for staff."""

    letters: int
    batches: int
    surveys: int


def put_back(session: Session, kept: Archive, progress: Progress = lambda _name, _count: None) -> int:
    """Put the rows of a backup in the place of whatever is there; how many. Raises NoArchive and SchemaTooNew.

    The caller's transaction holds all of it, the tables too: killed half-way, everything is as before.
    """
    begin_anew(session.connection(), kept.note.revision)
    count = 0
    for table in snapshot.tables(session):
        here = snapshot.put(session, table, kept.rows(table))
        progress(table.name, here)
        count += here
    snapshot.go_on_from(session, {name: last + NUMBERS_PASSED_OVER for name, last in kept.note.last_numbers.items()})
    finish(session.connection())
    return count


def calm(session: Session, taken_at: datetime, now: datetime) -> Calmed:
    """Hold whatever was on its way, forget reply tokens, running conversations, sessions and workers, stop all pushes; of
    closed surveys with names keep the counts alone."""
    letters = changed.rows(
        session,
        update(Letter)
        .where(Letter.state.in_(("due", "sending", "owed")))
        .values(state="held", reply_token=None, token_from=None, lease=None, leased_until=None),
    )
    batches = changed.rows(
        session,
        update(Batch).where(Batch.state.in_(("due", "sending"))).values(state="held", lease=None, leased_until=None),
    )
    coming = changed.rows(
        session,
        update(Survey)
        .where(Survey.state.in_(("scheduled", "open")), Survey.held.is_(None))
        .values(held="restored", held_note=_SURVEY_NOTE, lease=None, leased_until=None),
    )
    session.execute(update(Mail).where(Mail.state == "due").values(state="dead", problem="restored"))
    for fleeting in (Conversation, StaffSession, FormVisit):
        session.execute(delete(fleeting))
    survey_answers.forget_named(session, now)  # no backup has the keys: nobody could be shown, or erase, what is theirs
    signs.forget_processes(session)
    session.execute(update(RunningNumber).values(last=RunningNumber.last + NUMBERS_PASSED_OVER))
    switches.stop(session, "pushes", WHY, now, by=None)
    audit.record(session, "restored", "database", now, taken_at=taken_at.isoformat(), letters=letters, batches=batches)
    return Calmed(letters, batches, coming)


def held(session: Session) -> Counter[str]:
    """The letters that wait since a restore: how many for each route, multicasts apart."""
    found: Counter[str] = Counter()
    for route, count in session.execute(
        select(Letter.route, func.count()).where(Letter.state == "held").group_by(Letter.route)
    ):
        found[route] = count
    batches = session.execute(select(func.count()).where(Batch.state == "held")).scalar_one()
    return found + Counter({"multicast": batches})


def release(session: Session, now: datetime) -> int:
    """Let them go: pushes become due, replies go along with the next one, marked as such. How many."""
    pushes = changed.rows(
        session, update(Letter).where(Letter.state == "held", Letter.route == "push").values(state="due", due_at=now)
    )
    replies = changed.rows(
        session, update(Letter).where(Letter.state == "held").values(state="owed", fate="unknown", finished_at=None)
    )
    batches = changed.rows(session, update(Batch).where(Batch.state == "held").values(state="due", due_at=now))
    return pushes + replies + batches


def drop(session: Session, now: datetime) -> int:
    """They have arrived already, as far as anybody knows: never send them. How many."""
    over = {"finished_at": now, "body": None}
    letters = changed.rows(
        session, update(Letter).where(Letter.state == "held").values(state="cancelled", recipient=None, **over)
    )
    batches = changed.rows(
        session,
        update(Batch).where(Batch.state == "held").values(state="dead", recipients=None, problem="restored", **over),
    )
    return letters + batches
