"""The panel: who is a monitor, or would like to be, and the codes that invite people drawn from the register."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant, RowId

MonitorState = Literal["applied", "waiting", "registered", "ended"]
Mark = Literal["unreachable", "silent"]


class Monitor(Base):
    """A resident who applied. ``verified``: by a code that came by letter, else by their own word.

    ``gender`` is asked only where a quota of the city uses it (None: not asked, or not told).
    States: applied → registered | waiting → ended (term over) → applied, when they apply again. Who leaves has no row.
    ``mark``: blocked the account, or has not answered for ``silent_waves`` waves; the marked are not written to.
    ``term_until`` is a day (ISO).
    """

    __tablename__ = "monitors"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    chat: Mapped[str] = mapped_column(String(32), unique=True)
    age_band: Mapped[str] = mapped_column(String(20))
    district: Mapped[str] = mapped_column(String(60))
    gender: Mapped[str | None] = mapped_column(String(20))
    verified: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[MonitorState] = mapped_column(String(12))
    mark: Mapped[Mark | None] = mapped_column(String(12))
    silent_waves: Mapped[int] = mapped_column(default=0, server_default="0")
    applied_at: Mapped[datetime] = mapped_column(Instant)
    registered_at: Mapped[datetime | None] = mapped_column(Instant)
    term_until: Mapped[str | None] = mapped_column(String(10))

    __table_args__ = (Index("ix_monitors_state_id", "state", "id"), {"sqlite_autoincrement": True})


class MonitorCode(Base):
    """An invitation code, by its keyed hash. Who used it is not kept."""

    __tablename__ = "monitor_codes"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(32), unique=True)
    lot: Mapped[str] = mapped_column(String(60))
    issued_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = ({"sqlite_autoincrement": True},)
