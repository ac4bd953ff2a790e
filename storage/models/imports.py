"""Files handed in at the desk while they are being read, and doubts about whole files that somebody looked at."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant, RowId

ImportState = Literal["waiting", "asking", "kept", "refused"]
ImportStep = Literal["read", "words", "checks"]


class HandedIn(Base):
    """Files that are to become one edition. Waiting until ``claimed_until``, unless it is None or past, they are in
    somebody's hands, who took them up as the ``claims``-th.

    ``step``, ``about`` (a file's name), ``done`` and ``total`` tell how far it is. ``said`` is what came of it, a line for
    each file; ``broken`` (sealed: residents may have asked so) the checks that would not hold, as JSON, which staff are
    asked about; ``why`` their reason to take it in all the same; ``edition`` what it has become.
    """

    __tablename__ = "handed_in"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    handed_at: Mapped[datetime] = mapped_column(Instant)
    handed_by: Mapped[int | None] = mapped_column(BigInteger)
    state: Mapped[ImportState] = mapped_column(String(8))
    claims: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None] = mapped_column(Instant)
    step: Mapped[ImportStep | None] = mapped_column(String(8))
    about: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    said: Mapped[str] = mapped_column(Text, default="")
    broken: Mapped[bytes | None] = mapped_column(LargeBinary)
    why: Mapped[str] = mapped_column(Text, default="")
    edition: Mapped[int | None]

    __table_args__ = (Index("ix_handed_in_state", "state"), {"sqlite_autoincrement": True})


class HandedFile(Base):
    """One of the files. ``content`` is base64, for all bytes in our tables are sealed, and a document of the city is public;
    it is emptied when nobody needs to read it any more."""

    __tablename__ = "handed_files"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    handed_id: Mapped[int] = mapped_column(ForeignKey("handed_in.id"))
    name: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("ix_handed_files_handed_id", "handed_id"), {"sqlite_autoincrement": True})


class SettledFileDoubt(Base):
    """A doubt about a file as a whole that somebody looked at on the original; ``nth`` counts the file's doubts from 0."""

    __tablename__ = "settled_file_doubts"

    file_id: Mapped[int] = mapped_column(ForeignKey("imported_files.id"), primary_key=True)
    nth: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    settled_at: Mapped[datetime] = mapped_column(Instant)
    settled_by: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(Text)
