# ruff: noqa: E501 - a file of the city is as wide as the city writes it
"""A town with a panel: residents who join, staff who register and send, all against the stand-ins of this folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from clock import Clock
from office import Office
from sqlalchemy import select

from handlers import survey_wording
from handlers.city import City
from handlers.panel_rules import District, PanelRules, Recruiting
from panel import tables
from panel.report import Report
from panel.results import Rules
from panel.survey import Survey
from panel.survey_file import read
from storage import monitors, survey_closing, survey_results, surveys, waves
from storage.models import Mail
from storage.outbox import sealed_body

RULES = PanelRules(
    quiet=None,
    recruiting=Recruiting(capacity=100, answer_by=date(2026, 12, 18)),
    districts=(District("東地区", "東部"), District("北地区", "北部")),
    # Few live here, and what the tests tell of happens to one or two of them; test_few_answers.py is about the floor.
    results=Rules(whole_min=1),
)
NOON = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)

FILE = """\
title: 市報についてのアンケート
opens_at: 2026-12-01T12:00
closes_at: 2026-12-08T20:00
remind_after: [3d]
questions:
  - {id: q1, type: single, text: 市報を読みますか？, choices: [毎月読む, ときどき読む, 読まない]}
  - {id: q2, type: multiple, text: 読むページは？, choices: [お知らせ, 特集, 催し], max: 2, show_if: {q1: [毎月読む, ときどき読む]}}
  - {id: q3, type: scale, text: 分かりやすさは？, min: 1, max: 5, labels: {1: 分かりにくい, 5: 分かりやすい}}
  - {id: q4, type: number, text: 月に何回市のサイトを見ますか？, min: 0, max: 100}
  - {id: q5, type: text, text: ご意見をどうぞ, required: false, max_chars: 500}
"""


def person(number: int) -> str:
    return f"U{number:032x}"


@dataclass
class PanelTown:
    """One office with a panel, and the words of staff and residents."""

    office: Office

    @classmethod
    def opened(cls, opens: Callable[..., Office], rules: PanelRules = RULES, **settings: Any) -> PanelTown:
        clock = Clock(NOON)
        return cls(opens(clock=clock, panel=rules, **settings))

    # --- residents -----------------------------------------------------------------------------------------------------

    def says(self, who: str, *texts: str) -> str:
        """Say things one after the other; what was heard after the last."""
        for text in texts:
            self.office.clock.passes(seconds=1)
            before = len(self.office.phone(who))
            self.office.answers(self.office.said(who, text))
        return "\n".join(self.office.phone(who)[before:])

    def presses(self, who: str, label: str, *, message: int = -1) -> str:
        """Tap a button of any message, the newest that has it unless told otherwise; what was heard after."""
        data = self.data_of(who, label)[message]
        return self.posts(who, data)

    def posts(self, who: str, data: str) -> str:
        self.office.clock.passes(seconds=1)
        before = len(self.office.phone(who))
        self.office.answers(self.office.event(who, "postback", postback={"data": data}))
        return "\n".join(self.office.phone(who)[before:])

    def taps(self, who: str) -> list[str]:
        """The labels of the buttons under what was heard last."""
        items = self.office.line.bubbles[who][-1].get("quickReply", {}).get("items", [])
        return [item["action"]["label"] for item in items]

    def data_of(self, who: str, label: str) -> list[str]:
        """The data of every button of that name this person was ever shown, oldest first."""
        found: list[str] = []

        def look(part: Any) -> None:
            if isinstance(part, dict):
                if part.get("type") == "postback" and part.get("label") == label:
                    found.append(part["data"])
                for inner in part.values():
                    look(inner)
            elif isinstance(part, list):
                for inner in part:
                    look(inner)

        look(self.office.line.bubbles.get(who, []))
        return found

    def applies(self, who: str, age: str = "30代", district: str = "東地区") -> str:
        return self.says(who, "モニター", "同意して応募する", age, district, "応募する")

    def joins(self, *people: str, **own: str) -> None:
        """Apply and be registered."""
        for who in people:
            self.applies(who, **own)
        self.registers()

    # --- staff ---------------------------------------------------------------------------------------------------------

    def registers(self, quotas: dict[str, int] | None = None, *, capacity: int = 100, tells: bool = False) -> Any:
        office = self.office
        with office.database.writing() as session:
            found = monitors.register(session, quotas=quotas or {}, capacity=capacity, now=office.clock())
            if tells:
                words = sealed_body(survey_wording.registered(_city(office), date(2027, 3, 31)), office.seal)
                waves.write_notice(session, found.chosen, "registered", words, office.seal, office.clock())
        office.ticks()
        return found

    def loads(self, text: str = FILE, **changes: Any) -> int:
        survey: Survey = replace(read(text, districts=["東地区", "北地区"]), **changes)
        with self.office.database.writing() as session:
            return surveys.add(session, survey, self.office.clock())

    def sends(self, text: str = FILE, **changes: Any) -> int:
        """Load a survey that is due now, and send it."""
        id_ = self.loads(text, **changes)
        self.office.ticks()
        return id_

    def passes(self, **span: float) -> None:
        self.office.clock.passes(**span)
        self.office.ticks()

    def kept(self, id_: int) -> surveys.Kept:
        with self.office.database.reading() as session:
            return surveys.get(session, id_)

    def mails(self) -> list[tuple[str, str]]:
        """Subject and body of every mail to staff that was put on its way, oldest first."""
        with self.office.database.reading() as session:
            return [(one.subject, one.body) for one in session.execute(select(Mail).order_by(Mail.id)).scalars()]

    def results(self, id_: int) -> Report:
        with self.office.database.reading() as session:
            return survey_results.report(session, id_, self.office.panel.results, self.office.seal)

    def answers(self, id_: int) -> list[dict[int, int]]:
        """How often each answer to each question was given so far, as it would be counted at the close. Nobody at the hall is
        shown this while a survey runs."""
        with self.office.database.reading() as session:
            survey = surveys.get(session, id_)
            found = survey_closing.tally(session, survey, {}, self.office.panel.results, self.office.seal)
        return [
            dict(tables.column(question, found.counts, "all", "").by_answer) for question in survey.survey.questions
        ]


def _city(office: Office) -> City:
    return City(name="見本市", panel=office.panel)
