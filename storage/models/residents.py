"""The people who added the account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant, RowId


class Resident(Base):
    """A LINE user. ``chat`` is the keyed hash of the user id, ``line_user_id`` the sealed id itself. ``left_at`` is set while
    the account is blocked: nothing is pushed then."""

    __tablename__ = "residents"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    chat: Mapped[str] = mapped_column(String(32), unique=True)
    line_user_id: Mapped[bytes] = mapped_column(LargeBinary)
    first_seen_at: Mapped[datetime] = mapped_column(Instant)
    left_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = ({"sqlite_autoincrement": True},)
