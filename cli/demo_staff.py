"""Accounts of the demonstration: fresh passwords at every start, good on this machine only."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from bot.clock import now
from console.passwords import hashed
from console.rights import SEPARATE
from storage import audit, staff
from storage.database import Database
from storage.models.staff import Role
from storage.schema import bring_up_to_date

# Whoever sends requests from this machine counts as being in the office, which is their second factor.
OFFICE = "127.0.0.1/32"
_PEOPLE: tuple[tuple[str, str, Role], ...] = (("demo", "実演の担当", "admin"), ("demo2", "実演の確認役", "approver"))


@dataclass(frozen=True)
class Login:
    name: str
    password: str


def logins(database_url: str) -> list[Login]:
    """Make the two accounts of the demonstration, or give them new passwords: one works, the other is the second pair of
    eyes."""
    database = Database(database_url)
    try:
        bring_up_to_date(database)
        found = []
        for login, name, role in _PEOPLE:
            password = secrets.token_urlsafe(9)
            _give(database, login, name, role, hashed(password))
            found.append(Login(login, password))
        return found
    finally:
        database.close()


def _give(database: Database, login: str, name: str, role: Role, password_hash: str) -> None:
    with database.writing() as session:
        known = staff.by_login(session, login)
        if known is not None:
            staff.set_password(session, known[0].id, password_hash, must_change=False)
            staff.choose_office(session, known[0].id)
            return
        made = staff.add(
            session,
            login=login,
            name=name,
            role=role,
            department=None,
            rights=tuple(SEPARATE),
            password_hash=password_hash,
            must_change=False,
            second_factor="office",
            now=now(),
        )
        audit.record(session, "account.made", f"staff:{made}", now(), role=role, by="koe demo")
