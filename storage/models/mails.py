"""Mails to staff on their way."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant, RowId


class Mail(Base):
    """A mail to staff on its way. ``subject`` and ``body`` name cases by receipt, never a resident's words.

    ``recipient`` None: those whom alarms reach; else the sealed address of one person or section. ``sealed_body`` stands in
    the place of ``body`` where nobody else is to read it, and is erased once the mail needs no more sending. After
    ``good_until`` it would be worth nothing any more.
    """

    __tablename__ = "mails"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    purpose: Mapped[str] = mapped_column(String(80), unique=True)
    recipient: Mapped[bytes | None] = mapped_column(LargeBinary)
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(String(2000))
    sealed_body: Mapped[bytes | None] = mapped_column(LargeBinary)
    good_until: Mapped[datetime | None] = mapped_column(Instant)
    state: Mapped[Literal["due", "sent", "dead"]] = mapped_column(String(8), default="due", server_default="due")
    due_at: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    problem: Mapped[str | None] = mapped_column(String(80))

    __table_args__ = (
        Index("ix_mails_due", "due_at", sqlite_where=text("state = 'due'"), postgresql_where=text("state = 'due'")),
        {"sqlite_autoincrement": True},
    )
