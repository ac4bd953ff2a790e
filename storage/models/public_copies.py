"""What of a case is published, beside the original and never in place of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from sqlalchemy import BigInteger, Date, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant, RowId

CopyState = Literal["draft", "proposed", "published", "withdrawn", "refused"]


class PublicCopy(Base):
    """The copy of a case for publication: ``asked`` and ``answered`` are sealed texts, ``asked`` begun as the original.

    draft → proposed (by ``drafted_by``) → published (by ``checked_by``, somebody else) → withdrawn; or refused, with
    ``refusal`` as the reason that is counted. ``as_of``: the day of which the answer is true; ``review_on``: from then on
    the bot does not give it any more. Every change of ``asked`` stands in the timeline with its reason. ``published_on`` stays
    while it may be out, whatever is written meanwhile. ``clear_since``: it is not to be out any more, and nobody has said yet
    that it is off the city's own site; an ``ErasedCopy`` keeps that where the case is erased.
    """

    __tablename__ = "public_copies"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), unique=True)
    state: Mapped[CopyState] = mapped_column(String(12), default="draft", server_default="draft")
    asked: Mapped[bytes] = mapped_column(LargeBinary)
    answered: Mapped[bytes | None] = mapped_column(LargeBinary)
    refusal: Mapped[str | None] = mapped_column(String(20))
    drafted_by: Mapped[int | None] = mapped_column(BigInteger)
    checked_by: Mapped[int | None] = mapped_column(BigInteger)
    published_on: Mapped[date | None] = mapped_column(Date)
    as_of: Mapped[date | None] = mapped_column(Date)
    review_on: Mapped[date | None] = mapped_column(Date)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    clear_since: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (Index("ix_public_copies_state", "state", "published_on"), {"sqlite_autoincrement": True})


class ErasedCopy(Base):
    """A copy that the city's own site may still show though its case is erased: which one, and since when it has to come off.

    Nothing of what it said, nor of who said it. ``case_id`` is the number that the audit knows the case by.
    """

    __tablename__ = "erased_copies"

    receipt: Mapped[str] = mapped_column(String(24), primary_key=True)
    case_id: Mapped[int] = mapped_column(BigInteger)
    published_on: Mapped[date | None] = mapped_column(Date)
    clear_since: Mapped[datetime] = mapped_column(Instant)
