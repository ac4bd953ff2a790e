"""What the bot remembers between two turns of one chat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant


class Conversation(Base):
    """The state of one chat.

    ``version`` grows by one with every turn; a turn decided on an older version is not kept. ``last_happened_at`` and
    ``last_event_id`` are those of the newest event handled, so that a late one is known as late. ``progress`` is sealed and
    None when nothing needs remembering. ``flow`` names the flow the resident stands in, or stood in until silence ended it.
    """

    __tablename__ = "conversations"

    chat: Mapped[str] = mapped_column(String(32), primary_key=True)
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    last_happened_at: Mapped[datetime | None] = mapped_column(Instant)
    last_event_id: Mapped[str | None] = mapped_column(String(64))
    progress: Mapped[bytes | None] = mapped_column(LargeBinary)
    until: Mapped[datetime | None] = mapped_column(Instant)
    flow: Mapped[str | None] = mapped_column(String(60))

    __table_args__ = (Index("ix_conversations_until", "until"),)
