"""What staff have stopped: the bot's answers, and everything that is pushed. Read by every process within seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from storage.models import Switch
from storage.upsert import insert_or_change

Name = Literal["bot", "pushes"]
NAMES: tuple[Name, ...] = ("bot", "pushes")
_SWITCHES = cast("Table", Switch.__table__)


@dataclass(frozen=True)
class Stopped:
    """Since when something is stopped, by whom (an account's id), and why."""

    since: datetime
    by: int | None
    why: str


def stop(session: Session, name: Name, why: str, now: datetime, *, by: int | None) -> None:
    """Stop it until somebody starts it again."""
    session.execute(
        insert_or_change(session, _SWITCHES, "name", ("off_since", "by", "why")),
        {"name": name, "off_since": now, "by": by, "why": why[:200]},
    )


def start(session: Session, name: Name) -> None:
    """Let it go on."""
    session.execute(update(Switch).where(Switch.name == name).values(off_since=None, by=None, why=None))


def stopped(session: Session) -> dict[Name, Stopped]:
    """What is stopped at the moment."""
    rows = session.execute(select(Switch).where(Switch.off_since.is_not(None))).scalars()
    return {
        cast("Name", row.name): Stopped(row.off_since, row.by, row.why or "")
        for row in rows
        if row.off_since is not None
    }
