"""The library: what the city imported, in which edition it was shown, and what was withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.ledger.identity import Family
from storage.models.base import Base, Instant, RowId

Act = Literal["import", "restore", "withdraw", "give_again", "amend", "unamend"]


class Library(Base):
    """One row: the number of the edition that is answered from. Whoever changes the library holds this row."""

    __tablename__ = "library"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    edition: Mapped[int] = mapped_column(default=0, server_default="0")


class Edition(Base):
    """A change of the library. ``restored`` is the edition a restoring went back to, 0 for the bundled documents alone."""

    __tablename__ = "editions"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    act: Mapped[Act] = mapped_column(String(12))
    made_at: Mapped[datetime] = mapped_column(Instant)
    restored: Mapped[int | None]


class ImportedFile(Base):
    """A file that was imported. ``doubts`` is a JSON list of what its reader is not sure of, apart from single rows."""

    __tablename__ = "imported_files"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    edition: Mapped[int] = mapped_column(ForeignKey("editions.number"))
    file_name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime] = mapped_column(Instant)
    doubts: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("ix_imported_files_edition", "edition"), {"sqlite_autoincrement": True})


class KeptSheet(Base):
    """A sheet of an imported file. ``identity`` is the key of what tells it from others, spelt out in the columns behind;
    ``body`` its JSON, ``digest`` the SHA-256 of it. Never changed once written."""

    __tablename__ = "sheets"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("imported_files.id"))
    identity: Mapped[str] = mapped_column(String(32))
    family: Mapped[Family] = mapped_column(String(8))
    city: Mapped[str] = mapped_column(Text)
    year: Mapped[int | None]
    department: Mapped[str] = mapped_column(Text)
    sheet: Mapped[str] = mapped_column(Text)
    nth: Mapped[int] = mapped_column(default=1, server_default="1")
    body: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        Index("ix_sheets_file_id", "file_id"),
        Index("ix_sheets_identity", "identity"),
        {"sqlite_autoincrement": True},
    )


class SheetWords(Base):
    """The words found in a sheet of this ``digest``, by the dictionary and release that ``lexicon`` names.

    They follow from the sheet and are only kept to save time: whoever finds others missing or outdated writes them anew.
    """

    __tablename__ = "sheet_words"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    lexicon: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Text)


class Showing(Base):
    """From edition ``since`` on, up to but not including ``until``, a sheet is answered from."""

    __tablename__ = "showings"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    identity: Mapped[str] = mapped_column(String(32))
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheets.id"))
    since: Mapped[int]
    until: Mapped[int | None]

    __table_args__ = (
        # Of what is the same sheet only one is shown at a time.
        Index(
            "uq_showings_present",
            "identity",
            unique=True,
            sqlite_where=text("until is null"),
            postgresql_where=text("until is null"),
        ),
        Index("ix_showings_sheet_id", "sheet_id"),
        {"sqlite_autoincrement": True},
    )


class Withdrawal(Base):
    """A fact that must not be given, whichever edition is shown; see knowledge.ledger.withdrawal for ``print``.

    ``name`` and ``says`` tell staff which one it was.
    """

    __tablename__ = "withdrawals"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    identity: Mapped[str] = mapped_column(String(32))
    print: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(Text)
    says: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        Index("uq_withdrawals_identity_print", "identity", "print", unique=True),
        {"sqlite_autoincrement": True},
    )
