"""``koe monitors`` does what the desk does, and stands in the desk's record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL, select, update

from casework.working_days import JAPAN, day_in_japan
from storage import audit, monitors, residents
from storage.database import Database
from storage.models import Batch, Monitor
from storage.schema import bring_up_to_date
from storage.sealing import Seal

KEY = "a key that only the tests know"
NEVER_QUIET = '[quiet_hours]\nfrom = ""\nto = ""\n'
NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)


def test_registering_and_printing_codes_stand_in_the_record(run, blank_url, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", KEY)
    assert run("monitors", "codes", "3", "--lot", "無作為抽出").exit_code == 0
    database = Database(blank_url)
    with database.writing() as session:
        for chat in ("a" * 32, "b" * 32):
            monitors.apply(session, chat, "30代", "北", NOON)
    assert "登録 1人・待機 1人" in run("monitors", "register", "--capacity", "1", "--no-notice").output
    with database.reading() as session:
        told = {line.act: (line.subject, line.who, dict(line.detail)) for line in audit.lines(session)}
    database.close()
    assert told == {
        "monitors.codes": ("panel", None, {"by": "koe monitors codes", "lot": "無作為抽出", "count": 3}),
        "monitors.registered": ("panel", None, {"by": "koe monitors register", "chosen": 1, "waiting": 1}),
    }


@pytest.fixture
def ending(blank_url: URL, city_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two monitors whose term is over tomorrow, in a city that sends at any hour; its file."""
    monkeypatch.setenv("SECRET_KEY", KEY)
    city_file.write_text(city_file.read_text(encoding="utf-8") + NEVER_QUIET, encoding="utf-8")
    seal, now = Seal(KEY), datetime.now(UTC)
    database = Database(blank_url)
    bring_up_to_date(database)
    with database.writing() as session:
        for name in ("U-hana", "U-kenta"):
            chat = seal.fingerprint(name)[:32]
            residents.greet(session, chat, name, seal, now)
            monitors.apply(session, chat, "30代", "北", now)
        monitors.register(session, quotas={}, capacity=9, now=now)
        session.execute(update(Monitor).values(term_until=(day_in_japan(now) + timedelta(days=1)).isoformat()))
    database.close()
    return city_file


def asked(url: URL) -> list[tuple[int, str]]:
    """To how many people each question about the next term goes, and what the record says of it."""
    database = Database(url)
    with database.reading() as session:
        people = [one.people for one in session.execute(select(Batch)).scalars()]
        told = [str(line.detail["by"]) for line in audit.lines(session, act="monitors.renewal_asked")]
    database.close()
    return list(zip(people, told, strict=True))


def test_whose_term_ends_is_asked_once_and_the_record_tells_of_it(run, ending, line, blank_url):
    told = run("monitors", "renew")
    assert (told.exit_code, told.output) == (0, "更新のお願い 2人\n")
    again = run("monitors", "renew")
    assert (again.exit_code, "もう送りました" in again.output) == (1, True)
    assert asked(blank_url) == [(2, "koe monitors renew")]


def test_nobody_is_asked_about_the_next_term_beyond_the_months_quota(run, ending, line, blank_url, monkeypatch):
    line.quota.limit = 1
    refused = run("monitors", "renew")
    assert (refused.exit_code, "1通足りない" in refused.output) == (1, True)
    monkeypatch.setenv("LINE_API_BASE_URL", "http://127.0.0.1:9")
    assert "今月の残りを確かめられません" in run("monitors", "renew").output
    assert asked(blank_url) == []


def test_nobody_is_asked_about_the_next_term_at_night_or_while_an_election_is_on(run, ending, line, blank_url):
    now = datetime.now(UTC).astimezone(JAPAN)
    begun, over = (f"{now + timedelta(hours=hours):%H:00}" for hours in (-1, 2))
    today = f'from = "{now - timedelta(days=1):%Y-%m-%d}"\nto = "{now + timedelta(days=1):%Y-%m-%d}"'
    open_at_any_hour = ending.read_text(encoding="utf-8")
    for rules, why in (
        (open_at_any_hour.replace(NEVER_QUIET, f'[quiet_hours]\nfrom = "{begun}"\nto = "{over}"\n'), "控える時間帯"),
        (f"{open_at_any_hour}[[election]]\n{today}\n", "選挙の期間"),
    ):
        ending.write_text(rules, encoding="utf-8")
        refused = run("monitors", "renew")
        assert (refused.exit_code, why in refused.output) == (1, True)
    assert asked(blank_url) == []


def test_nobody_is_registered_beyond_the_months_quota_unless_nobody_is_to_be_told(run, blank_url, line, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", KEY)
    seal = Seal(KEY)
    database = Database(blank_url)
    bring_up_to_date(database)
    with database.writing() as session:
        for name in ("U-hana", "U-kenta"):
            chat = seal.fingerprint(name)[:32]
            residents.greet(session, chat, name, seal, NOON)
            monitors.apply(session, chat, "30代", "北", NOON)
    line.quota.limit = 1
    refused = run("monitors", "register", "--capacity", "1")
    assert (refused.exit_code, "登録していません" in refused.output, "2通" in refused.output) == (1, True, True)
    with database.reading() as session:
        assert [one.state for one in monitors.counts(session)] == ["applied"]
    line.quota.limit = 2
    assert "登録 1人・待機 1人" in run("monitors", "register", "--capacity", "1").output
    database.close()


def test_a_panel_of_nobody_is_said(run):
    run("migrate")
    assert run("monitors", "list").output == "モニターも応募した方も、まだいません。\n"
    assert run("survey", "list").output == "アンケートは、まだありません。\n"
