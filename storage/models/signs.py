"""What processes noticed last, for all of them to see."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant


class Sign(Base):
    """A number somebody noticed, and when: a worker's sign of life, LINE's quota, a count of something outside the rows.

    ``number`` None: there is no such number (no limit, nothing to count). See ``storage.signs`` for the names.
    """

    __tablename__ = "signs"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    number: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(Instant)
