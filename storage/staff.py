"""Staff accounts and their sessions. Passwords and codes arrive here hashed; what is secret at rest is sealed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage import changed
from storage.models import BackupCode, LoginFailure, Staff, StaffSession
from storage.models.staff import Role, SecondFactor
from storage.sealing import Seal


class NameTaken(Exception):
    """An account of that login name is there already."""


@dataclass(frozen=True)
class Account:
    """One account as the desk sees it. ``rights`` are the separate ones; ``department`` None: the whole hall."""

    id: int
    login: str
    name: str
    role: Role
    department: str | None
    rights: frozenset[str]
    must_change: bool
    second_factor: SecondFactor
    has_mail: bool
    locked_until: datetime | None
    left_at: datetime | None


@dataclass(frozen=True)
class Opened:
    """An open session and whose it is. ``passed``: the second factor is through."""

    account: Account
    passed: bool
    practice: bool
    started_at: datetime


# --- accounts ----------------------------------------------------------------------------------------------------


def add(
    session: Session,
    *,
    login: str,
    name: str,
    role: Role,
    department: str | None,
    rights: Iterable[str],
    password_hash: str,
    must_change: bool,
    second_factor: SecondFactor = "",
    now: datetime,
) -> int:
    """Make an account; its id. Raises NameTaken."""
    row = Staff(
        login=login,
        name=name,
        role=role,
        department=department,
        rights=" ".join(sorted(rights)),
        password_hash=password_hash,
        must_change=must_change,
        second_factor=second_factor,
        made_at=now,
    )
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as problem:
        raise NameTaken(login) from problem
    return row.id


def lend(session: Session, accounts: Iterable[Account], now: datetime) -> None:
    """Let accounts stand in another database under the same numbers, for practice. Nobody can sign in with them there."""
    session.add_all(
        Staff(
            id=one.id,
            login=one.login,
            name=one.name,
            role=one.role,
            department=one.department,
            rights=" ".join(sorted(one.rights)),
            password_hash="",
            made_at=now,
            left_at=one.left_at,
        )
        for one in accounts
    )
    session.flush()


def everybody(session: Session, *, gone: bool = False) -> Sequence[Account]:
    """All accounts by login name; with ``gone`` also the closed ones."""
    wanted = select(Staff).order_by(Staff.login)
    if not gone:
        wanted = wanted.where(Staff.left_at.is_(None))
    return [_account(row) for row in session.scalars(wanted)]


def account(session: Session, staff_id: int) -> Account | None:
    """One account, closed ones too."""
    row = session.get(Staff, staff_id)
    return _account(row) if row is not None else None


class LastAdministrator(Exception):
    """Without this account nobody could administer the desk any more."""


def change(
    session: Session, staff_id: int, *, name: str, role: Role, department: str | None, rights: Iterable[str]
) -> None:
    """What the account may do from now on; open sessions follow at once. Raises LastAdministrator."""
    if role != "admin":
        _keep_one_administrator(session, but=staff_id)
    _set(session, staff_id, name=name, role=role, department=department, rights=" ".join(sorted(rights)))


def close(session: Session, staff_id: int, now: datetime) -> None:
    """Nobody signs in with this account any more; its sessions end at once. Raises LastAdministrator."""
    _keep_one_administrator(session, but=staff_id)
    _set(session, staff_id, left_at=now)
    end_sessions(session, staff_id)


def _keep_one_administrator(session: Session, *, but: int) -> None:
    """Raises LastAdministrator where ``but`` is the only open account that may administer. Two who give it up at the same
    moment wait for each other."""
    admins = session.scalars(
        select(Staff.id).where(Staff.role == "admin", Staff.left_at.is_(None)).order_by(Staff.id).with_for_update()
    ).all()
    if list(admins) == [but]:
        raise LastAdministrator(but)


def set_password(session: Session, staff_id: int, password_hash: str, *, must_change: bool) -> None:
    """A new password; a lock is lifted and all sessions end."""
    _set(session, staff_id, password_hash=password_hash, must_change=must_change, failures=0, locked_until=None)
    end_sessions(session, staff_id)


# --- signing in --------------------------------------------------------------------------------------------------


def by_login(session: Session, login: str) -> tuple[Account, str] | None:
    """The open account of that login name and its password hash."""
    row = session.scalar(select(Staff).where(Staff.login == login, Staff.left_at.is_(None)))
    return (_account(row), row.password_hash) if row is not None else None


def is_locked(session: Session, staff_id: int, now: datetime) -> bool:
    """Whether wrong tries have locked the account; no other try is counted until the transaction ends."""
    until = session.scalar(select(Staff.locked_until).where(Staff.id == staff_id).with_for_update())
    return until is not None and until > now


def note_failure(session: Session, staff_id: int, now: datetime, *, most: int, lock_for: timedelta) -> bool:
    """Count a wrong password or code; True when that locked the account. Every ``most``-th one does."""
    failures = session.scalar(select(Staff.failures).where(Staff.id == staff_id).with_for_update()) or 0
    locked = (failures + 1) % most == 0
    values: dict[str, object] = {"failures": failures + 1}
    if locked:
        values["locked_until"] = now + lock_for
    _set(session, staff_id, **values)
    return locked


def forgive(session: Session, staff_id: int) -> None:
    """The person has shown who they are."""
    _set(session, staff_id, failures=0, locked_until=None)


def note_address(session: Session, address: str, now: datetime) -> None:
    """Count a wrong try from an address (its keyed hash)."""
    session.add(LoginFailure(address=address, at=now))


def failures_from(session: Session, address: str, since: datetime) -> int:
    """Wrong tries from an address since then."""
    wanted = select(func.count()).where(LoginFailure.address == address, LoginFailure.at >= since)
    return session.scalar(wanted.select_from(LoginFailure)) or 0


# --- second factor -----------------------------------------------------------------------------------------------


def choose_totp(session: Session, staff_id: int, secret: str, seal: Seal) -> None:
    """An app on a telephone gives the code."""
    _set(session, staff_id, second_factor="totp", totp_secret=seal.seal(secret), totp_last_step=0)


def choose_mail(session: Session, staff_id: int, mail: str, seal: Seal) -> None:
    """A code comes by mail."""
    _set(session, staff_id, second_factor="mail", mail=seal.seal(mail), totp_secret=None)


def choose_office(session: Session, staff_id: int) -> None:
    """Being in the office network is the second factor."""
    _set(session, staff_id, second_factor="office", totp_secret=None)


def forget_second_factor(session: Session, staff_id: int) -> None:
    """The person chooses anew at the next login; printed codes are void."""
    _set(session, staff_id, second_factor="", totp_secret=None, mail=None, code_hash=None, code_until=None)
    session.execute(delete(BackupCode).where(BackupCode.staff_id == staff_id))


def totp(session: Session, staff_id: int, seal: Seal) -> tuple[str, int] | None:
    """The secret and the last time step used (no code is good twice); None where the person has none."""
    row = session.execute(
        select(Staff.totp_secret, Staff.totp_last_step).where(Staff.id == staff_id).with_for_update()
    ).one()
    return (seal.open(row.totp_secret), row.totp_last_step) if row.totp_secret is not None else None


def used_step(session: Session, staff_id: int, step: int) -> None:
    """The time step whose code was used."""
    _set(session, staff_id, totp_last_step=step)


def mail_of(session: Session, staff_id: int, seal: Seal) -> str | None:
    """Where codes are mailed."""
    sealed = session.scalar(select(Staff.mail).where(Staff.id == staff_id))
    return seal.open(sealed) if sealed is not None else None


def expect_code(session: Session, staff_id: int, code_hash: str, until: datetime) -> None:
    """A code was mailed and is good until then."""
    _set(session, staff_id, code_hash=code_hash, code_until=until)


def code_until(session: Session, staff_id: int) -> datetime | None:
    """Until when the code mailed last is good; None where none waits."""
    return session.scalar(select(Staff.code_until).where(Staff.id == staff_id).with_for_update())


def use_mailed_code(session: Session, staff_id: int, code_hash: str, now: datetime) -> bool:
    """Whether that is the mailed code and still good; it is good once."""
    used = changed.rows(
        session,
        update(Staff)
        .where(Staff.id == staff_id, Staff.code_hash == code_hash, Staff.code_until > now)
        .values(code_hash=None, code_until=None),
    )
    return used == 1


def keep_backup_codes(session: Session, staff_id: int, code_hashes: Iterable[str]) -> None:
    """New printed codes; the former ones are void."""
    session.execute(delete(BackupCode).where(BackupCode.staff_id == staff_id))
    session.add_all(BackupCode(staff_id=staff_id, code_hash=one) for one in code_hashes)


def use_backup_code(session: Session, staff_id: int, code_hash: str, now: datetime) -> bool:
    """Whether that is one of the printed codes not used before; it is good once."""
    used = changed.rows(
        session,
        update(BackupCode)
        .where(BackupCode.staff_id == staff_id, BackupCode.code_hash == code_hash, BackupCode.used_at.is_(None))
        .values(used_at=now),
    )
    return used == 1


def backup_codes_left(session: Session, staff_id: int) -> int:
    """Printed codes not used yet."""
    wanted = select(func.count()).where(BackupCode.staff_id == staff_id, BackupCode.used_at.is_(None))
    return session.scalar(wanted.select_from(BackupCode)) or 0


# --- sessions ----------------------------------------------------------------------------------------------------


def open_session(session: Session, token_hash: str, staff_id: int, now: datetime) -> None:
    """A session begins; its second factor is still to come."""
    session.add(StaffSession(token_hash=token_hash, staff_id=staff_id, started_at=now, seen_at=now))
    session.flush()


def pass_session(session: Session, old_hash: str, new_hash: str) -> None:
    """The second factor is through: the session goes on under a new token."""
    session.execute(
        update(StaffSession).where(StaffSession.token_hash == old_hash).values(token_hash=new_hash, passed=True)
    )


def opened(session: Session, token_hash: str, now: datetime, *, idle: timedelta, longest: timedelta) -> Opened | None:
    """The session of a cookie; None where there is none, it was left too long, or the account was closed."""
    found = session.execute(
        select(StaffSession, Staff)
        .join(Staff, Staff.id == StaffSession.staff_id)
        .where(
            StaffSession.token_hash == token_hash,
            StaffSession.seen_at > now - idle,
            StaffSession.started_at > now - longest,
            Staff.left_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        return None
    row, person = found
    return Opened(_account(person), row.passed, row.practice, row.started_at)


def note_use(session: Session, token_hash: str, now: datetime, *, unless_since: datetime) -> None:
    """The session is in use; written only when the last note is older than ``unless_since``."""
    session.execute(
        update(StaffSession)
        .where(StaffSession.token_hash == token_hash, StaffSession.seen_at < unless_since)
        .values(seen_at=now)
    )


def practise(session: Session, token_hash: str, *, on: bool) -> None:
    """Practice mode for this session, or no longer."""
    session.execute(update(StaffSession).where(StaffSession.token_hash == token_hash).values(practice=on))


def end_session(session: Session, token_hash: str) -> None:
    """Signed out."""
    session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash))


def end_sessions(session: Session, staff_id: int) -> None:
    """Signed out everywhere."""
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))


def forget_old(session: Session, now: datetime, longest: timedelta) -> None:
    """Sessions that ended by themselves and old wrong tries."""
    session.execute(delete(StaffSession).where(StaffSession.started_at <= now - longest))
    session.execute(delete(LoginFailure).where(LoginFailure.at <= now - timedelta(days=1)))


def _set(session: Session, staff_id: int, **values: object) -> None:
    session.execute(update(Staff).where(Staff.id == staff_id).values(**values))


def _account(row: Staff) -> Account:
    return Account(
        id=row.id,
        login=row.login,
        name=row.name,
        role=row.role,
        department=row.department,
        rights=frozenset(row.rights.split()),
        must_change=row.must_change,
        second_factor=row.second_factor,
        has_mail=row.mail is not None,
        locked_until=row.locked_until,
        left_at=row.left_at,
    )
