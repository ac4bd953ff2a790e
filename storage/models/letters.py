"""The outbox: what the bot owes to LINE, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant, RowId

LetterState = Literal["due", "sending", "sent", "assumed", "owed", "carried", "dead", "cancelled", "held"]
Route = Literal["reply", "push"]
Fallback = Literal["owe", "push"]
Fate = Literal["undelivered", "unknown"]


class Letter(Base):
    """One message of up to five bubbles on its way to one chat.

    ``purpose`` says what it is for and is unique per chat, so that a job or a turn run twice writes it once. ``body``,
    ``reply_token`` and ``recipient`` are sealed and erased once the letter needs no more sending. ``retry_key`` stands here
    before the first push. ``uncertain``: some attempt may have been accepted without our learning it.

    States: due → sending → sent | assumed (accepted, by all we know) | dead (refused for good) | cancelled; a reply that
    surely (``fate`` undelivered, 未達) or possibly (unknown, 不明) did not arrive is owed, then carried by the chat's next
    letter (``carried_by``), and sent, or owed again, with that one. After a restore what was on its way is held until staff
    let it go (see ``storage.restoring``).
    """

    __tablename__ = "letters"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    chat: Mapped[str] = mapped_column(String(32))
    purpose: Mapped[str] = mapped_column(String(100))
    route: Mapped[Route] = mapped_column(String(8))
    fallback: Mapped[Fallback] = mapped_column(String(8), default="owe", server_default="owe")
    reply_token: Mapped[bytes | None] = mapped_column(LargeBinary)
    token_from: Mapped[datetime | None] = mapped_column(Instant)
    recipient: Mapped[bytes | None] = mapped_column(LargeBinary)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    bubbles: Mapped[int] = mapped_column(default=1, server_default="1")
    retry_key: Mapped[str] = mapped_column(String(36))
    first_push_at: Mapped[datetime | None] = mapped_column(Instant)
    state: Mapped[LetterState] = mapped_column(String(12), default="due", server_default="due")
    fate: Mapped[Fate | None] = mapped_column(String(12))
    carried_by: Mapped[int | None] = mapped_column(ForeignKey("letters.id"))
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    uncertain: Mapped[bool] = mapped_column(default=False, server_default=false())
    due_at: Mapped[datetime] = mapped_column(Instant)
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    line_request_id: Mapped[str | None] = mapped_column(String(64))
    problem: Mapped[str | None] = mapped_column(String(200))

    __table_args__ = (
        UniqueConstraint("chat", "purpose"),
        Index(
            "ix_letters_open",
            "chat",
            "route",
            "id",
            sqlite_where=text("state in ('due', 'sending', 'owed')"),
            postgresql_where=text("state in ('due', 'sending', 'owed')"),
        ),
        Index(
            "ix_letters_due",
            "due_at",
            sqlite_where=text("state in ('due', 'sending')"),
            postgresql_where=text("state in ('due', 'sending')"),
        ),
        Index(
            "ix_letters_carried_by",
            "carried_by",
            sqlite_where=text("carried_by is not null"),
            postgresql_where=text("carried_by is not null"),
        ),
        # 未達 and 不明, for staff.
        Index(
            "ix_letters_troubled",
            "purpose",
            sqlite_where=text("state in ('owed', 'dead')"),
            postgresql_where=text("state in ('owed', 'dead')"),
        ),
        Index("ix_letters_finished_at", "finished_at"),
        {"sqlite_autoincrement": True},
    )
