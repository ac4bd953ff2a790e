"""``koe survey`` does what the desk does, refuses what the desk refuses, and stands in the desk's record."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import URL

from storage import audit
from storage.database import Database
from tests.cli.conftest import Koe

SURVEY = """\
title: 市報について
opens_at: 2036-12-01T18:30
closes_at: 2036-12-10T20:00
questions:
  - {id: q1, type: single, text: 市報を読みますか？, choices: [読む, 読まない]}
"""


@pytest.fixture
def draft(run: Koe, tmp_path: Path) -> str:
    """The number of a survey that waits for somebody to schedule it."""
    file = tmp_path / "survey.yaml"
    file.write_text(SURVEY, encoding="utf-8")
    loaded = run("survey", "load", file, "--draft")
    assert loaded.exit_code == 0, loaded.output
    return loaded.output.splitlines()[0].strip()


def acts(url: URL) -> list[str]:
    database = Database(url.render_as_string(hide_password=False))
    with database.reading() as session:
        found = [line.act for line in audit.lines(session, subjects=["survey:1"])]
    database.close()
    return found


def test_a_draft_is_scheduled_once_and_stands_in_the_record(run, draft, blank_url):
    assert run("survey", "schedule", draft).exit_code == 0
    again = run("survey", "schedule", draft)
    assert again.exit_code == 1
    assert "下書きではない" in again.output
    assert acts(blank_url) == ["survey.scheduled", "survey.saved"]


def test_what_is_not_held_is_not_released(run, draft, blank_url):
    run("survey", "schedule", draft)
    refused = run("survey", "release", draft)
    assert refused.exit_code == 1
    assert "保留ではありません" in refused.output
    assert acts(blank_url) == ["survey.scheduled", "survey.saved"]
