"""The desk on a real database, and somebody in front of it with a browser that keeps its cookies."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pyotp
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import select, update
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Response

from bot.importing import Importing
from casework.things import things_of
from console import passwords
from console.app import MOUNTED_AT, create_console
from handlers.city import City, Intake
from handlers.desk_rules import Department, DeskRules
from handlers.panel_rules import PanelRules
from knowledge.finding.knowledge import Knowledge
from storage import cases, residents, staff, timeline, voice_search
from storage.cases import NewVoice, Part
from storage.database import Database
from storage.models import Case, Letter, Mail
from storage.models.staff import Role, SecondFactor
from storage.sealing import Seal
from storage.timeline import Entry

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
    reading: Importing
    seal: Seal = field(default_factory=lambda: Seal(KEY))

    def line_grants(self, limit: int | None, used: int = 0) -> None:
        """What LINE says of the month's pushes when it is asked; until then it cannot be asked."""
        extensions = self.app.extensions
        extensions["koe-desk"] = replace(extensions["koe-desk"], quota=lambda: (limit, used))

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
                password_hash=_hashed_once(PASSWORD),
                must_change=must_change,
                second_factor=second_factor,
                now=self.clock(),
            )

    def hears(
        self,
        text: str = "側溝のふたが割れています",
        *,
        user: str | None = "U-hana",
        ago: timedelta = timedelta(hours=2),
        **columns: object,
    ) -> str:
        """A resident hands a voice in; its receipt. ``columns`` are set on its case."""
        at = self.clock() - ago
        chat = self.seal.fingerprint(user)[:32] if user else None
        with self.database.writing() as session:
            if user and chat:
                residents.greet(session, chat, user, self.seal, at)
            new = NewVoice("line" if user else "phone", at, (Part("text", text),), chat=chat)
            made = cases.hand_in(session, new, Intake(per_day=99), self.seal, at)
            voice_search.remember(session, made.voice_id, text, self.seal, things_of())
            if columns:
                session.execute(update(Case).where(Case.id == made.case_id).values(**columns))
        return made.receipt

    def case(self, receipt: str) -> Case:
        with self.database.reading() as session:
            return cases.by_receipt(session, receipt)

    def told(self, receipt: str) -> list[Entry]:
        """The record of a case."""
        with self.database.reading() as session:
            return timeline.of(session, cases.by_receipt(session, receipt).id, self.seal)

    def letters(self) -> list[tuple[str, str, str]]:
        """All letters to residents: purpose, state, and what they say."""
        with self.database.reading() as session:
            rows = session.execute(select(Letter).order_by(Letter.id)).scalars()
            return [(row.purpose, row.state, self._words(row)) for row in rows]

    def mails(self) -> list[tuple[str, str, str]]:
        """All mails on their way: to whom ("": where alarms go), subject and body."""
        with self.database.reading() as session:
            rows = session.execute(select(Mail).order_by(Mail.id)).scalars()
            return [
                (
                    self.seal.open(row.recipient) if row.recipient else "",
                    row.subject,
                    self.seal.open(row.sealed_body) if row.sealed_body else row.body,
                )
                for row in rows
            ]

    def _words(self, letter: Letter) -> str:
        """What a letter says, as plain JSON."""
        return json.dumps(json.loads(self.seal.open(letter.body)), ensure_ascii=False) if letter.body else ""

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
    _marks: dict[str, str] = field(default_factory=dict)

    def opens(self, path: str, *, follow: bool = True) -> TestResponse:
        answer = self.client.get(
            f"{MOUNTED_AT}{path}",
            follow_redirects=follow,
            buffered=True,  # a file that is sent is closed
            environ_base={"REMOTE_ADDR": self.address},
        )
        self._note(answer)
        return answer

    def sends(self, path: str, *, headers: dict[str, str] | None = None, **fields: object) -> TestResponse:
        """A form of the page that was opened last."""
        answer = self.client.post(
            f"{MOUNTED_AT}{path}",
            data={"csrf_token": self._token, **self._marks, **fields},
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
        if answer.mimetype != "text/html":
            return
        if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.text):
            self._token = found[1]
        marks = {name: re.search(rf'name="{name}" value="(\w*)"', answer.text) for name in ("version", "copy_read")}
        self._marks = {name: found[1] for name, found in marks.items() if found}


# To hash takes long on purpose, and everybody in the tests has the one password.
_hashed_once = cache(passwords.hashed)


class _Compiled(BytecodeCache):
    """The pages, compiled once in a process: every hall has an application of its own, and would compile what it shows."""

    def __init__(self) -> None:
        self._pages: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if compiled := self._pages.get(bucket.key):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._pages[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def code_for(secret: str, at: datetime) -> str:
    return pyotp.TOTP(secret).at(at)


def opened(
    database: Database,
    clock: Clock,
    *,
    office: str = OFFICE,
    name: str = "みほん市",
    phone: str = "0000-00-0000",
    knowledge: Knowledge | None = None,
    media: Path | None = None,
    sends_mail: bool = False,
    panel: PanelRules | None = None,
    line_id: str | None = None,
    intake: Intake = Intake(),  # noqa: B008 - never changed
    **rules: Any,
) -> Hall:
    sections = (Department("建設課", "0000-00-0001", "kensetsu@city.example"), Department("福祉課", "0000-00-0002"))
    desk = DeskRules(mayor="みほん市長", departments=sections, **rules)
    city = City(name=name, phone=phone, line_id=line_id, desk=desk, panel=panel or PanelRules(), voice=intake)
    known = (lambda: knowledge) if knowledge is not None else None
    app = create_console(
        database,
        Seal(KEY),
        city,
        clock,
        secret_key=KEY,
        office=[office],
        knowledge=known,
        sends_mail=sends_mail,
        media_dir=media or Path(tempfile.mkdtemp()) / "media",
        reads_in=lambda practised: Importing(practised, city, Seal(KEY), clock).read_next(),
    )
    app.jinja_env.bytecode_cache = _COMPILED
    return Hall(database, clock, app, Importing(database, city, Seal(KEY), clock))
