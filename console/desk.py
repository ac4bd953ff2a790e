"""What every page of the desk needs: database, seal, city, clock, and who is signed in."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from flask import current_app, g, request
from flask_login import current_user

from handlers import callers
from handlers.city import City
from knowledge.finding.knowledge import Knowledge
from storage.database import Database
from storage.media import Media
from storage.sealing import Seal
from storage.staff import Account

# A session nobody uses for an hour is over, and any after a working day.
IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Desk:
    """The parts of one console. ``office`` are the networks that count as being in the office; photos lie in ``media_dir``.

    ``knowledge`` hands out what the bot answers from at the moment; None: nothing is proposed. ``categories`` are the
    fields of work a voice may be about. ``practice``: this is the desk of somebody who practises.
    ``quota`` asks LINE for the pushes granted this month (None: no limit) and those used up; it gives None when LINE does
    not say, and is None itself where there is no LINE. ``reads_in`` reads the files handed in on a database at once, for
    those who practise; elsewhere the worker does.
    """

    database: Database
    seal: Seal
    city: City
    clock: Callable[[], datetime]
    office: tuple[Network, ...] = ()
    sends_mail: bool = False
    media_dir: Path = Path("var/media")
    knowledge: Callable[[], Knowledge] | None = None
    categories: tuple[str, ...] = ()
    practice: bool = False
    quota: Callable[[], tuple[int | None, int] | None] | None = None
    reads_in: Callable[[Database], object] | None = None

    def granted(self) -> tuple[int | None, int] | None:
        """The month's pushes (None: no limit) and those used up, asked of LINE now; None when nobody says."""
        return self.quota() if self.quota else None

    @property
    def media(self) -> Media:
        """The residents' photos."""
        return Media(self.media_dir, self.seal)


@dataclass
class SignedIn:
    """Who uses this session, in the form Flask-Login asks for."""

    account: Account
    token: str
    passed: bool
    practice: bool
    is_active: bool = True
    is_anonymous: bool = False

    @property
    def is_authenticated(self) -> bool:
        return self.passed

    def get_id(self) -> str:
        return self.token


def desk() -> Desk:
    """The desk this request belongs to: the hall's, or one's own in 練習モード."""
    return cast("Desk", g.get("koe_desk") or current_app.extensions["koe-desk"])


def me() -> Account:
    """Who is signed in. Only in views that need a right."""
    return cast("SignedIn", current_user).account


def client_address() -> str:
    """Where the request comes from, as a proxy on this machine tells it."""
    return callers.address(request.remote_addr, request.headers.get("X-Forwarded-For", ""))


def in_the_office() -> bool:
    """Whether the request comes from one of the office's networks."""
    try:
        address = ipaddress.ip_address(client_address())
    except ValueError:
        return False
    return any(address in network for network in desk().office if network.version == address.version)
