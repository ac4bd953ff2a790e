"""A monitor and a survey for the demonstration, so that something has arrived before anybody has typed a word."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from handlers.city import City
from knowledge.ledger.bundled import bundled
from panel.survey import Survey
from panel.survey_file import read
from storage import monitors, residents, surveys
from storage.database import Database
from storage.keyring import seal_of

_SURVEY = Path(__file__).with_name("demo_survey.yaml")
_OPEN_FOR = timedelta(days=7)
_NO_QUIET_HOURS = '[quiet_hours]\nfrom = ""\nto = ""\n'


def city_without_quiet_hours(city: Path, folder: Path) -> Path:
    """A copy of the city file for a demonstration at any hour of the day."""
    text = city.read_text(encoding="utf-8")
    begin, heading, rest = text.partition("[quiet_hours]\n")
    if heading:
        lines = rest.split("\n")
        while lines and not lines[0].startswith("["):
            lines.pop(0)
        text = begin + "\n".join(lines)
    copy = folder / "city.toml"
    copy.write_text(f"{text.rstrip()}\n\n{_NO_QUIET_HOURS}", encoding="utf-8")
    return copy


def sample_survey(city: City, now: datetime) -> Survey:
    """The sample; only the first city's plan has the measure it is about."""
    text = _SURVEY.read_text(encoding="utf-8").format(opens=now.isoformat(), closes=(now + _OPEN_FOR).isoformat())
    sample = read(text)
    return sample if city.name == bundled().city else replace(sample, measure=None)


def home_in(city: City) -> str:
    """A district of the city; "" where it asks for none."""
    return next((one.name for one in city.panel.districts), "")


def prepare(database_url: str, secret_key: str, chat_url: str, city: City) -> None:
    """Let an invented monitor be a friend of the account and send the sample survey to the panel."""
    person = _post(f"{chat_url}/simulator/residents", {"name": "田中 みのる", "about": "市民モニター", "friend": True})
    now = datetime.now(UTC)
    database = Database(database_url)
    seal = seal_of(database, secret_key)
    chat = seal.fingerprint(person["userId"])
    with database.writing() as session:
        residents.greet(session, chat, person["userId"], seal, now)
        monitors.apply(session, chat, "60代", home_in(city), now)
        monitors.register(session, quotas={}, capacity=1_000, now=now)
        surveys.add(session, sample_survey(city, now), now)
    database.close()


def _post(url: str, body: object) -> Any:
    request = urllib.request.Request(  # noqa: S310 - our own address on this machine
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return json.load(answer)
