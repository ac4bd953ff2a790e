"""A whole bot but for threads of its own: webhook, database, turns and sender, with a clock and a LINE for tests."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from clock import Clock
from fake_line import FakeLine
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from bot.failpoints import Reach, never
from bot.multicasts import Multicasts
from bot.precedence import Precedence
from bot.sender import Sender
from bot.stopping import Stopping
from bot.turns import Turns
from bot.waves import Waves
from bot.web import create_app
from handlers.city import City, Door
from handlers.panel_rules import PanelRules
from knowledge.browsing.places import PLANS, Place
from knowledge.browsing.shelves import Shelf
from knowledge.reply import Choice, Reply, Topic
from storage import answers, outbox
from storage.answers import Asked
from storage.database import Database
from storage.media import Media
from storage.models import Conversation, Event, Letter, Resident
from storage.outbox import Draft
from storage.sealing import Seal

SECRET = "channel-secret"
_WHOLE_LOG = 10_000
HANA, KENTA, YUI = "U" + "1" * 32, "U" + "2" * 32, "U" + "3" * 32
TOWN = City(name="見本市", phone="000-000-0000")
AT_ONCE = 8

Json = dict[str, Any]
_numbers = count(1)


class Broken(Exception):
    """What a fault of ours raises."""


@dataclass
class Office:
    """One process of the bot. Several on one database, with one ``line`` and ``clock``, are several machines."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    line: FakeLine | None = None
    reach: Reach = never
    at_once: int = AT_ONCE
    edition: int = 0
    version: str = "v0"
    doors: tuple[Door, ...] = ()
    per_minute: int = 20
    town: City | None = None
    media_folder: Path = Path("no-such-folder-of-the-tests")
    while_asked: Callable[[str], None] = lambda _question: None
    heard: list[str] = field(default_factory=list)
    panel: PanelRules = PanelRules()
    subjects: tuple[str, ...] = ()  # what answers speak of; the question itself unless told otherwise

    def __post_init__(self) -> None:
        self.line = self.line or FakeLine(self.clock)
        self.seal = Seal("a key that is long enough")
        self.wakes = 0
        self.stopping = Stopping()
        self.sender = Sender(
            self.database,
            self.line,  # type: ignore[arg-type]
            self.seal,
            self.clock,
            at_once=self.at_once,
            reach=self._reached,
            on_more_due=self._wake,
            pushes_stopped=lambda: self.stopping.pushes,
            # Short, for every test waits for it; long enough for letters sent together to be noted together.
            record_pause_seconds=0.01,
            gather_seconds=0.005,
        )
        town = self.town or City(name=TOWN.name, phone=TOWN.phone, per_minute=self.per_minute, panel=self.panel)
        self.media = Media(self.media_folder, self.seal)
        self.turns = Turns(
            self.database,
            self.seal,
            town,
            self,
            self.clock,
            self.sender,
            Precedence(),
            media=self.media,
            reach=self._reached,
            stopped=lambda: self.stopping.bot,
            pushes_stopped=lambda: self.stopping.pushes,
        )
        self.waves = Waves(self.database, self.line, self.seal, town, self.clock, reach=self._reached)  # type: ignore[arg-type]
        self.multicasts = Multicasts(self.database, self.line, self.seal, town, self.clock, reach=self._reached)  # type: ignore[arg-type]
        self.web: FlaskClient = create_app(
            self.database,
            self.seal,
            town,
            self.media,
            channel_secret=SECRET,
            metrics_token=None,
            clock=self.clock,
            on_stored=self._wake,
            troubles=dict,
            precedence=Precedence(),
            reach=self._reached,
        ).test_client()

    # --- what people and LINE do ----------------------------------------------------------------------------------------

    def said(self, who: str, text: str, *, seconds: float = 0, **more: Any) -> Json:
        """An event: ``who`` said ``text``, so many ``seconds`` from now by LINE's clock."""
        number = next(_numbers)
        message = {"type": "text", "id": f"message-{number}", "text": text}
        return self.event(who, "message", seconds=seconds, message=message, **more)

    def event(self, who: str, kind: str, *, seconds: float = 0, **more: Any) -> Json:
        return {
            "type": kind,
            "mode": "active",
            "webhookEventId": f"EVENT{next(_numbers):08d}",
            "timestamp": int((self.clock().timestamp() + seconds) * 1000),
            "source": {"type": "user", "userId": who},
            "replyToken": self.line.token_for(who),
            "deliveryContext": {"isRedelivery": False},
            **more,
        }

    def unsent(self, event: Json, **more: Any) -> Json:
        who = event["source"]["userId"]
        return self.event(who, "unsend", unsend={"messageId": event["message"]["id"]}, replyToken=None, **more)

    def delivers(self, *events: Any) -> TestResponse:
        return self.calls(json.dumps({"destination": "U" + "0" * 32, "events": events}).encode())

    def calls(self, body: bytes, **headers: str) -> TestResponse:
        signature = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()
        return self.web.post("/callback", data=body, headers={"X-Line-Signature": signature} | headers)

    # --- what the worker does -------------------------------------------------------------------------------------------

    def works(self) -> None:
        """Do all that can be done at this moment."""
        while self.turns.take() + self.sends():
            self.rests()

    def sends(self) -> int:
        sent = self.sender.send_due(self.at_once)
        self.rests()
        return sent

    def rests(self) -> None:
        """Return when no call is under way."""
        for _ in range(20_000):
            free = self.sender.reserve(self.at_once)
            self.sender.give_back(free)
            if free == self.at_once:
                return
            time.sleep(0.001)
        raise AssertionError(f"{self.at_once - free} calls never came free again")

    def answers(self, *events: Json) -> None:
        assert self.delivers(*events).status_code == 200
        self.works()

    def ticks(self) -> None:
        """The clock's work on surveys, and all batches that are due by then."""
        self.waves.tick()
        while self.multicasts.send_due():
            pass

    def closes(self) -> None:
        self.sender.stop()

    def writes_to(self, who: str, words: str, **more: Any) -> None:
        """A letter to be pushed, as staff's answers are."""
        draft = Draft(
            chat=self.seal.fingerprint(who),
            purpose=f"push:{words}",
            route="push",
            body=self.seal.seal(json.dumps([{"type": "text", "text": words}])),
            bubbles=1,
            recipient=self.seal.seal(who),
            **more,
        )
        with self.database.writing() as session:
            outbox.write(session, [draft], self.clock())

    # --- what can be seen -----------------------------------------------------------------------------------------------

    def phone(self, who: str) -> list[str]:
        return self.line.phone(who)

    def events(self) -> list[Event]:
        return self._rows(select(Event).order_by(Event.id))

    def letters(self) -> list[Letter]:
        return self._rows(select(Letter).order_by(Letter.id))

    def conversations(self) -> list[Conversation]:
        return self._rows(select(Conversation).order_by(Conversation.chat))

    def residents(self) -> list[Resident]:
        return self._rows(select(Resident).order_by(Resident.id))

    def log(self) -> list[Asked]:
        """The log of answers, oldest hour first."""
        with self.database.reading() as session:
            return answers.page(session, self.seal, None, None, _WHOLE_LOG)[::-1]

    def states(self) -> list[str]:
        return [letter.state for letter in self.letters()]

    def _rows(self, statement: Any) -> list[Any]:
        with self.database.reading() as session:
            return list(session.execute(statement).scalars())

    def present(self) -> Office:
        """What is answered from: the hall itself, as it is now."""
        return self

    def ask(self, question: str, topic: Topic | None, today: date | None = None) -> Reply:
        self.while_asked(question)
        self.heard.append(question)
        if "故障" in question:
            raise Broken(question)
        if "資料にない" in question or "側溝" in question:
            return Reply("unknown", "手元の資料では分かりませんでした。")
        if "引っ越し" in question:
            offered = (Choice("件数", "引っ越した件数は？"), Choice("費用", "引っ越しの費用は？"))
            return Reply("asked_back", "どれをお調べしますか。番号でも選べます。\n1 件数\n2 費用", choices=offered)
        choices = (Choice("理由は？", "理由は？"), Choice("費用は？", "費用は？"))
        follows_up = topic is not None and question in {choice.says for choice in choices}
        since = f"（{topic.subjects[0]}の続き）" if follows_up else ""
        return Reply(
            "answered",
            f"{question}の答え{since}\n出典：見本の資料",
            choices=choices,
            topic=Topic(self.subjects or (question,)),
        )

    def look(self, place: Place) -> Shelf | None:
        return Shelf("何もありません。", ()) if place == PLANS else None

    def _wake(self) -> None:
        self.wakes += 1

    def _reached(self, point: str) -> None:
        self.reach(point)


def way_to_form(office: Office, told: str) -> str:
    """The address of the secured form, as it comes in the talk to whoever tells this and wants to leave contact data."""
    office.answers(office.said(HANA, "市民の声"))
    office.answers(office.said(HANA, told, seconds=1))
    office.answers(office.said(HANA, "連絡先も伝える", seconds=2))
    return re.search(r"https://koe\.example\.jp(/form/\S+)", office.phone(HANA)[-1])[1]
