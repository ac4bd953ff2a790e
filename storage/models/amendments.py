"""What staff put right on top of the documents, in which editions it is answered by, and the questions that guard it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant, RowId

AmendmentKind = Literal["word", "door", "fact", "words", "scope", "doubt", "check"]


class Amendment(Base):
    """``body`` is the JSON of what the kind says, "" for a check that stands alone. Never changed once written."""

    __tablename__ = "amendments"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[AmendmentKind] = mapped_column(String(8))
    body: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = ({"sqlite_autoincrement": True},)


class AmendmentSpan(Base):
    """From edition ``since`` on, up to but not including ``until``, the amendment is answered by."""

    __tablename__ = "amendment_spans"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendments.id"))
    since: Mapped[int]
    until: Mapped[int | None]

    __table_args__ = (
        Index(
            "uq_amendment_spans_present",
            "amendment_id",
            unique=True,
            sqlite_where=text("until is null"),
            postgresql_where=text("until is null"),
        ),
        {"sqlite_autoincrement": True},
    )


class AmendmentCheck(Base):
    """A question (sealed: residents may have asked it in these words) that has to be answered as ``expected`` as long as its
    amendment is answered by; ``says`` has to stand in the answer."""

    __tablename__ = "amendment_checks"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendments.id"))
    question: Mapped[bytes] = mapped_column(LargeBinary)
    expected: Mapped[str] = mapped_column(String(12))
    says: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("ix_amendment_checks_amendment_id", "amendment_id"),
        {"sqlite_autoincrement": True},
    )


class ReviewNote(Base):
    """What staff write for the review of a measure in a fiscal year. ``about`` is the kind of voices it sums up, or "changed"
    for what was changed because of them. Sealed: it may repeat words of voices."""

    __tablename__ = "review_notes"

    measure: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    about: Mapped[str] = mapped_column(String(12), primary_key=True)
    words: Mapped[bytes] = mapped_column(LargeBinary)
    written_at: Mapped[datetime] = mapped_column(Instant)
    written_by: Mapped[int | None] = mapped_column(BigInteger)
