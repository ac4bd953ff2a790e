"""The demonstration is for this machine alone, whatever the operator has set for the real bot."""

from __future__ import annotations

from datetime import UTC, datetime

from click.testing import CliRunner

from cli.demo_panel import home_in, sample_survey
from cli.demonstration import without_settings
from cli.main import koe
from handlers.city import read
from knowledge.ledger.bundled import bundled

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def test_the_demonstration_takes_over_nothing_of_the_real_bots_settings():
    real = {
        "SMTP_URL": "smtp://koe:secret@mail.example.jp:587",
        "ALERT_MAIL_TO": "koho@example.jp",
        "FORWARD_WEBHOOK_TO": "https://other.example.jp/hook",
        "PUBLIC_BASE_URL": "https://koe.example.jp",
        "KOE_ROLE": "web",
        "WEB_CONCURRENCY": "4",
        "SECRET_KEY_PREVIOUS": "the key of last year",
    }
    assert without_settings({**real, "PATH": "/usr/bin", "LANG": "ja_JP.UTF-8"}) == {
        "PATH": "/usr/bin",
        "LANG": "ja_JP.UTF-8",
    }


def test_another_citys_monitor_lives_there_and_is_asked_about_no_measure_of_the_first_citys_plan():
    other = read('[city]\nname = "みほん市"\n[[district]]\nname = "浜"\n[[district]]\nname = "山"')
    first = read(f'[city]\nname = "{bundled().city}"')
    assert (home_in(other), home_in(first)) == ("浜", "")
    assert sample_survey(other, NOW).measure is None
    assert sample_survey(first, NOW).measure is not None


def test_a_document_that_is_not_there_begins_no_demonstration(tmp_path):
    said = CliRunner().invoke(koe, ["demo", str(tmp_path / "計画.pdf")])
    assert said.exit_code != 0
    assert "計画.pdf" in said.output
