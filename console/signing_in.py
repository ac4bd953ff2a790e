"""Signing in: who somebody is, and that they are really there."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

import pyotp
from flask import g
from flask import session as cookie
from flask_login import login_user
from sqlalchemy.orm import Session

from console import mailed_codes
from console.desk import Desk, SignedIn, client_address, in_the_office
from console.passwords import fingerprint, is_right, new_token, plain_code
from storage import audit, staff
from storage.staff import Account

# Five wrong tries lock an account for a quarter of an hour; twenty from one address slow that address down as long.
_TRIES = 5
_LOCKED_FOR = timedelta(minutes=15)
_TRIES_OF_AN_ADDRESS = 20
_CODE_STEP_SECONDS = 30


class TryLater(Exception):
    """Too many wrong tries from here."""


def with_password(desk: Desk, login: str, password: str) -> Account | None:
    """Who that is; None when name or password is wrong or the account is locked, which are not told apart. Raises TryLater."""
    now, address = desk.clock(), desk.seal.fingerprint(f"address {client_address()}")
    with desk.database.reading() as session:
        if staff.failures_from(session, address, now - _LOCKED_FOR) >= _TRIES_OF_AN_ADDRESS:
            raise TryLater
        found = staff.by_login(session, login.strip())
    # Comparing takes its time; no transaction is open meanwhile.
    right = is_right(password, found[1] if found else None)
    person = found[0] if found else None
    with desk.database.writing() as session:
        # Looked at now, by one after the other: many who try at once would else all have seen an account that was open.
        locked = person is not None and staff.is_locked(session, person.id, now)
        if right and not locked:
            return person
        staff.note_address(session, address, now)
        if person is not None and not locked:
            _count_failure(session, desk, person)
    return None


def begin(desk: Desk, person: Account) -> SignedIn:
    """A new session, under a token nobody can have seen before. Being in the office may be the second factor."""
    now, token = desk.clock(), new_token()
    passed = person.second_factor == "office" and in_the_office()
    with desk.database.writing() as session:
        staff.forget_old(session, now, timedelta(days=1))
        staff.open_session(session, fingerprint(token, of="session"), person.id, now)
        if passed:
            _let_in(session, desk, person, "office")
            staff.pass_session(session, fingerprint(token, of="session"), fingerprint(token, of="session"))
    if not passed and person.second_factor == "mail" and desk.sends_mail:
        mailed_codes.send_to_known(desk, person.id)
    signed_in = SignedIn(person, token, passed, practice=False)
    remember(signed_in)
    return signed_in


def with_code(desk: Desk, signed_in: SignedIn, typed: str) -> bool:
    """Whether that is the code of the app, the mailed one or a printed one; then the session goes on under a new token."""
    now, person = desk.clock(), signed_in.account
    with desk.database.writing() as session:
        if staff.is_locked(session, person.id, now):
            return False
        way = _way_of(session, desk, person, typed)
        if way is None:
            _count_failure(session, desk, person)
            return False
        token = new_token()
        staff.pass_session(session, fingerprint(signed_in.token, of="session"), fingerprint(token, of="session"))
        _let_in(session, desk, person, way)
    remember(SignedIn(person, token, passed=True, practice=False))
    return True


def pass_without_code(desk: Desk, signed_in: SignedIn, way: str) -> None:
    """The second factor was chosen and shown just now."""
    token = new_token()
    with desk.database.writing() as session:
        staff.pass_session(session, fingerprint(signed_in.token, of="session"), fingerprint(token, of="session"))
        _let_in(session, desk, signed_in.account, way)
    remember(SignedIn(signed_in.account, token, passed=True, practice=False))


def step_of(secret: str, typed: str, now: datetime, *, after: int = 0) -> int | None:
    """The time step whose code that is, one before and one after the present one included; None for a wrong or used code."""
    present = int(now.timestamp()) // _CODE_STEP_SECONDS
    generator = pyotp.TOTP(secret)
    wanted = digits(typed)
    for step in (present - 1, present, present + 1):
        if step > after and hmac.compare_digest(generator.at(step * _CODE_STEP_SECONDS), wanted):
            return step
    return None


def digits(typed: str) -> str:
    """A code of digits as it was meant, full-width ones too."""
    return "".join(sign for sign in plain_code(typed) if sign.isascii() and sign.isdigit())


def _way_of(session: Session, desk: Desk, person: Account, typed: str) -> str | None:
    code = plain_code(typed)
    if person.second_factor == "totp" and (known := staff.totp(session, person.id, desk.seal)):
        secret, last = known
        if (step := step_of(secret, typed, desk.clock(), after=last)) is not None:
            staff.used_step(session, person.id, step)
            return "totp"
    if person.second_factor == "mail" and staff.use_mailed_code(
        session, person.id, mailed_codes.print_of(digits(typed), person.id), desk.clock()
    ):
        return "mail"
    printed = fingerprint(code, of="printed code", salt=str(person.id))
    return "printed" if staff.use_backup_code(session, person.id, printed, desk.clock()) else None


def _count_failure(session: Session, desk: Desk, person: Account) -> None:
    now = desk.clock()
    locked = staff.note_failure(session, person.id, now, most=_TRIES, lock_for=_LOCKED_FOR)
    if locked:
        audit.record(session, "login.locked", f"staff:{person.id}", now, staff_id=person.id)


def _let_in(session: Session, desk: Desk, person: Account, way: str) -> None:
    staff.forgive(session, person.id)
    audit.record(session, "login", f"staff:{person.id}", desk.clock(), staff_id=person.id, second_factor=way)


def remember(signed_in: SignedIn) -> None:
    """From the next request on the browser is known by this session."""
    cookie.clear()  # whatever was in the cookie before belongs to somebody who had not shown who they are
    g.pop("csrf_token", None)  # the rest of this request must not hand out the token of the former session
    login_user(signed_in, force=True)
