"""The inbox: what LINE delivered, once per webhookEventId."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant, OrderedId, RowId

EventState = Literal["new", "done", "dead"]


class Event(Base):
    """One delivered event.

    ``chat`` is the keyed hash of the resident, group or room it belongs to, and thereby its place in the queue. ``body``
    is the sealed JSON; it is erased once the event is handled or taken back, the rest of the row stays as the record.
    """

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    webhook_event_id: Mapped[str] = mapped_column(OrderedId, unique=True)
    chat: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(40))
    message_id: Mapped[str | None] = mapped_column(String(64))
    happened_at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime] = mapped_column(Instant)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[EventState] = mapped_column(String(8), default="new", server_default="new")
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    handled_at: Mapped[datetime | None] = mapped_column(Instant)
    problem: Mapped[str | None] = mapped_column(String(200))

    __table_args__ = (
        # The queue itself: small however many events were handled before.
        Index("ix_events_waiting", "id", sqlite_where=text("state = 'new'"), postgresql_where=text("state = 'new'")),
        Index(
            "ix_events_waiting_by_chat",
            "chat",
            "happened_at",
            "webhook_event_id",
            sqlite_where=text("state = 'new'"),
            postgresql_where=text("state = 'new'"),
        ),
        Index("ix_events_message_id", "message_id"),
        Index("ix_events_chat_handled_at", "chat", "handled_at"),
        Index("ix_events_handled_at", "handled_at"),
        {"sqlite_autoincrement": True},
    )
