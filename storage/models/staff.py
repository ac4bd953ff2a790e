"""Who works at the desk: accounts, their open sessions, and the record of what they did."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant, RowId

Role = Literal["viewer", "officer", "approver", "admin"]
SecondFactor = Literal["", "totp", "mail", "office"]


class Staff(Base):
    """One account.

    ``department`` None: the whole hall, else only the cases of that department are open to them. ``rights`` are the
    separate ones beyond the role, as words parted by blanks ("identity export publish"). ``second_factor`` "" until the
    person has chosen one. ``totp_secret`` and ``mail`` are sealed; ``code_hash`` is the mailed code that is good until
    ``code_until``. ``failures`` counts wrong tries since the last right one. Accounts are never deleted, the record names
    them; ``left_at`` closes one.
    """

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(64))
    role: Mapped[Role] = mapped_column(String(12))
    department: Mapped[str | None] = mapped_column(String(64))
    rights: Mapped[str] = mapped_column(String(100), default="")
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change: Mapped[bool] = mapped_column(default=False, server_default=false())
    second_factor: Mapped[SecondFactor] = mapped_column(String(8), default="")
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_last_step: Mapped[int] = mapped_column(default=0, server_default="0")
    mail: Mapped[bytes | None] = mapped_column(LargeBinary)
    code_hash: Mapped[str | None] = mapped_column(String(64))
    code_until: Mapped[datetime | None] = mapped_column(Instant)
    failures: Mapped[int] = mapped_column(default=0, server_default="0")
    locked_until: Mapped[datetime | None] = mapped_column(Instant)
    made_at: Mapped[datetime] = mapped_column(Instant)
    left_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = ({"sqlite_autoincrement": True},)


class BackupCode(Base):
    """A printed code that replaces the second factor once."""

    __tablename__ = "backup_codes"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (UniqueConstraint("staff_id", "code_hash"), {"sqlite_autoincrement": True})


class StaffSession(Base):
    """An open session; the cookie holds a token, this row only its hash. ``passed`` once the second factor is through."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    passed: Mapped[bool] = mapped_column(default=False, server_default=false())
    practice: Mapped[bool] = mapped_column(default=False, server_default=false())
    started_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index("ix_staff_sessions_staff_id", "staff_id"), Index("ix_staff_sessions_seen_at", "seen_at"))


class LoginFailure(Base):
    """A wrong try from an address (its keyed hash), to slow down who tries many names."""

    __tablename__ = "login_failures"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    address: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index("ix_login_failures_address_at", "address", "at"), {"sqlite_autoincrement": True})


class AuditEntry(Base):
    """One line of the record, append-only; ``link`` chains it to the one before, so that a missing or changed line shows.

    ``staff_id`` None: the system itself. ``subject`` is what it was done to ("case:12", "staff:3"), ``detail`` JSON without
    any resident's words.
    """

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    act: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    detail: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        Index("ix_audit_subject", "subject"),
        Index("ix_audit_staff_id_at", "staff_id", "at"),
        Index("ix_audit_at", "at"),
    )


class AuditHead(Base):
    """One row: the last line of the record. Whoever adds a line holds it, so that there is one order."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(default=0, server_default="0")
    link: Mapped[str] = mapped_column(String(64), default="")
