"""The desk on a real database, and somebody in front of it with a browser that keeps its cookies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pyotp
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Response

from console import passwords
from console.app import MOUNTED_AT
from storage import staff
from storage.database import Database
from storage.models.staff import Role, SecondFactor
from storage.sealing import Seal

KEY = "a key that only the tests know"
PASSWORD = "kaminoyama no kaki wa amai"
OFFICE = "192.0.2.0/24"


@dataclass
class Clock:
    at: datetime = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class Hall:
    """The desk and those who work there."""

    database: Database
    clock: Clock
    app: Flask
    seal: Seal = field(default_factory=lambda: Seal(KEY))

    def hires(
        self,
        login: str = "sato",
        role: Role = "officer",
        *,
        rights: tuple[str, ...] = (),
        department: str | None = None,
        must_change: bool = False,
        second_factor: SecondFactor = "office",
    ) -> int:
        with self.database.writing() as session:
            return staff.add(
                session,
                login=login,
                name=f"{login}さん",
                role=role,
                department=department,
                rights=rights,
                password_hash=passwords.hashed(PASSWORD),
                must_change=must_change,
                second_factor=second_factor,
                now=self.clock(),
            )

    def browser(self, address: str = "192.0.2.7") -> Browser:
        return Browser(Client(DispatcherMiddleware(Response("", 404), {MOUNTED_AT: self.app}), Response), address)

    def at_work(self, login: str = "sato", role: Role = "officer", **more: object) -> Browser:
        """A browser in the office in which that person, hired now, has signed in."""
        self.hires(login, role, **more)  # type: ignore[arg-type]
        browser = self.browser()
        assert browser.signs_in(login).status_code == 302
        return browser


@dataclass
class Browser:
    """Opens pages, fills in forms as they stand on the page, and follows where it is sent."""

    client: Client
    address: str
    _token: str = ""

    def opens(self, path: str, *, follow: bool = True) -> TestResponse:
        answer = self.client.get(
            f"{MOUNTED_AT}{path}", follow_redirects=follow, environ_base={"REMOTE_ADDR": self.address}
        )
        self._note(answer)
        return answer

    def sends(self, path: str, *, headers: dict[str, str] | None = None, **fields: object) -> TestResponse:
        """A form of the page that was opened last."""
        answer = self.client.post(
            f"{MOUNTED_AT}{path}",
            data={"csrf_token": self._token, **fields},
            headers={"Sec-Fetch-Site": "same-origin", **(headers or {})},
            environ_base={"REMOTE_ADDR": self.address},
        )
        self._note(answer)
        return answer

    def signs_in(self, login: str = "sato", password: str = PASSWORD) -> TestResponse:
        self.opens("/login")
        answer = self.sends("/login", login=login, password=password)
        self.opens("/me/")
        return answer

    @property
    def cookie(self) -> str:
        cookie = self.client.get_cookie("koe_desk", path=MOUNTED_AT)
        return cookie.value if cookie else ""

    def _note(self, answer: TestResponse) -> None:
        if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.text):
            self._token = found[1]


def code_for(secret: str, at: datetime) -> str:
    return pyotp.TOTP(secret).at(at)
