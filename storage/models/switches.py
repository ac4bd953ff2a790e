"""What staff have stopped."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant


class Switch(Base):
    """Something that staff can stop at once. ``name`` is a ``storage.switches.Name``; no row: it never was stopped."""

    __tablename__ = "switches"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    off_since: Mapped[datetime | None] = mapped_column(Instant)
    by: Mapped[int | None] = mapped_column(BigInteger)
    why: Mapped[str | None] = mapped_column(String(200))
