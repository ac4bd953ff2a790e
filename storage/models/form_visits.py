"""Visits to the secured form."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant


class FormVisit(Base):
    """An opened way to the secured form: who may use it, until when, and what was written there so far (sealed).

    ``token`` is a keyed hash; the token itself stands only in the link. ``used_at`` and ``case_id`` are set by using it.
    """

    __tablename__ = "form_visits"

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    chat: Mapped[str] = mapped_column(String(32))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    draft: Mapped[bytes | None] = mapped_column(LargeBinary)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))

    __table_args__ = (Index("ix_form_visits_chat", "chat"), Index("ix_form_visits_until", "until"))
