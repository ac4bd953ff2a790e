"""What was erased, so that an older copy of the database can be made to forget it too."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant


class Erasure(Base):
    """One erasure: ``kind`` and ``key`` say of what (see ``storage.erasures``), in numbers only, never in words."""

    __tablename__ = "erasures"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index("ix_erasures_at", "at"),)
