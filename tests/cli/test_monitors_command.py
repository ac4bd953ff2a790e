"""``koe monitors`` does what the desk does, and stands in the desk's record."""

from __future__ import annotations

from datetime import UTC, datetime

from storage import audit, monitors
from storage.database import Database

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)


def test_registering_and_printing_codes_stand_in_the_record(run, blank_url, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a key that only the tests know")
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
