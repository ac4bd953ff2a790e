"""``koe survey`` does what the desk does, refuses what the desk refuses, and stands in the desk's record."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from invented_town import PLAN
from sqlalchemy import URL, select

from panel.calendar import JAPAN
from panel.results import Rules
from storage import audit, monitors, residents, survey_closing, surveys, waves
from storage.database import Database
from storage.models import Batch
from storage.sealing import Seal
from tests.cli.conftest import Koe

KEY = "a key that only the tests know"

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


def _on(day: datetime) -> str:
    return day.astimezone(JAPAN).strftime("%Y-%m-%dT%H:%M")


_NOW = datetime.now(UTC)
_REFUSED = {
    "the quiet hours cover it": (
        SURVEY.replace("T18:30", "T22:06").replace("2036-12-10T20:00", "2036-12-02T08:00"),
        "このままでは、だれにも送れません",
    ),
    "its start is long past": (
        SURVEY.replace("2036-12-01T18:30", _on(_NOW - timedelta(hours=7))).replace(
            "2036-12-10T20:00", _on(_NOW + timedelta(days=9))
        ),
        "開始の時刻が過ぎています",
    ),
}


@pytest.mark.parametrize("why", _REFUSED)
def test_what_the_desk_does_not_let_go_is_not_scheduled_by_a_command(run, tmp_path, blank_url, why):
    file, (text, told) = tmp_path / "survey.yaml", _REFUSED[why]
    file.write_text(text, encoding="utf-8")
    loaded = run("survey", "load", file)
    assert (loaded.exit_code, told in loaded.stderr) == (1, True)
    assert run("survey", "list").output == "アンケートは、まだありません。\n"
    draft = run("survey", "load", file, "--draft")
    assert (draft.exit_code, told in draft.stderr, "下書きにしました" in draft.stderr) == (0, True, True)
    scheduled = run("survey", "schedule", draft.stdout.strip())
    assert (scheduled.exit_code, told in scheduled.stderr) == (1, True)
    assert acts(blank_url) == ["survey.saved"]


def test_the_example_of_the_page_is_a_survey_and_the_page_tells_every_key_there_is(run, tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "ja" / "survey-file.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    file = tmp_path / "survey.yaml"
    file.write_text(example, encoding="utf-8")
    loaded = run("survey", "load", file, "--draft")
    assert loaded.exit_code == 0, loaded.output
    assert "5問" in loaded.stderr
    for broken in ("colour: x\n" + example, example.replace("id: q1", "colour: x\n    id: q1")):
        file.write_text(broken, encoding="utf-8")
        (keys,) = re.findall(r"使えるのは (.*?)）", run("survey", "load", file, "--draft").stderr)
        assert [key for key in keys.split("、") if f"`{key}`" not in page and f"`{key}:" not in page] == []


def test_a_measure_that_no_document_has_is_told_with_the_nearest(run, tmp_path):
    documents = tmp_path / "計画.txt"
    documents.write_text(PLAN, encoding="utf-8")
    assert run("import", documents).exit_code == 0
    file = tmp_path / "survey.yaml"
    said = {}
    for measure in ("4次 2-1-1", "４次　２－１－１", "4次 2-9-1"):
        file.write_text(f"measure: {measure}\n{SURVEY}", encoding="utf-8")
        said[measure] = run("survey", "load", file, "--draft").stderr
    assert "注意：施策「4次 2-9-1」は、資料にありません。近いのは 4次 2-1-1「図書館の充実」" in said.pop("4次 2-9-1")
    assert not any("注意" in one for one in said.values())


def test_what_is_not_held_is_not_released(run, draft, blank_url):
    run("survey", "schedule", draft)
    refused = run("survey", "release", draft)
    assert refused.exit_code == 1
    assert "保留ではありません" in refused.output
    assert acts(blank_url) == ["survey.scheduled", "survey.saved"]


@pytest.fixture
def asked(run: Koe, draft: str, blank_url: URL, monkeypatch: pytest.MonkeyPatch) -> str:
    """The number of a survey that went to two people, and is still open."""
    monkeypatch.setenv("SECRET_KEY", KEY)
    seal, now = Seal(KEY), datetime(2036, 12, 1, 10, tzinfo=UTC)
    database = Database(blank_url)
    with database.writing() as session:
        for name in ("U-hana", "U-kenta"):
            chat = seal.fingerprint(name)[:32]
            residents.greet(session, chat, name, seal, now)
            monitors.apply(session, chat, "30代", "北地区", now)
        monitors.register(session, quotas={}, capacity=9, now=now)
        surveys.schedule(session, int(draft), now - timedelta(hours=9))
        assert waves.take(session, int(draft), now, "a lease")
        assert waves.plan_invitations(session, int(draft), "a lease", b"", seal, now).people == 2
    database.close()
    return draft


@pytest.fixture
def over(asked: str, blank_url: URL) -> str:
    """The same survey when it has closed."""
    database = Database(blank_url)
    with database.writing() as session:
        survey_closing.begin(session, int(asked))
        kept, seal = surveys.get(session, int(asked)), Seal(KEY)
        tallied = survey_closing.tally(session, kept, {}, Rules(), seal)
        assert survey_closing.finish(session, kept, tallied, seal, kept.survey.closes_at)
    database.close()
    return asked


def pushed_to(url: URL) -> list[int]:
    """To how many people each batch of results goes."""
    database = Database(url)
    with database.reading() as session:
        found = [one.people for one in session.execute(select(Batch).where(Batch.purpose == "results")).scalars()]
    database.close()
    return found


def test_a_survey_that_runs_is_ended_once_and_the_record_tells_of_it(run, asked, blank_url):
    told = run("survey", "close", asked)
    assert (told.exit_code, told.output.split("。")[0]) == (0, "締め切りました")
    again = run("survey", "close", asked)
    assert (again.exit_code, "もう締め切られています" in again.output) == (1, True)
    assert acts(blank_url).count("survey.ended") == 1


def test_a_survey_that_has_not_begun_or_is_not_there_is_not_ended(run, draft):
    run("survey", "schedule", draft)
    early = run("survey", "close", draft)
    assert (early.exit_code, "まだ始まっていないため" in early.output) == (1, True)
    assert "アンケート 99 はありません" in run("survey", "close", "99").output


def test_results_are_pushed_once_to_all_who_were_asked_and_the_record_tells_of_it(run, over, line, blank_url):
    told = run("survey", "tell", over)
    assert (told.exit_code, told.output) == (0, "結果を 2人に送ります。\n")
    again = run("survey", "tell", over)
    assert (again.exit_code, "もう送りました" in again.output) == (1, True)
    assert pushed_to(blank_url) == [2]
    assert acts(blank_url).count("survey.told") == 1


def test_results_of_a_survey_that_is_not_over_or_not_there_are_not_pushed(run, asked, line, blank_url):
    refused = run("survey", "tell", asked)
    assert (refused.exit_code, "まだ締め切られていません" in refused.output) == (1, True)
    assert "アンケート 99 はありません" in run("survey", "tell", "99").output
    assert pushed_to(blank_url) == []


def test_before_the_close_nobody_writes_what_the_city_does_of_it_nor_says_that_the_key_is_gone(run, asked, blank_url):
    early = run("survey", "reflect", asked, "道を直します。")
    assert (early.exit_code, "締切のあとに書けます" in early.output) == (1, True)
    assert "締切のときに消します" in run("survey", "results", asked, "--json").output
    assert "survey.reflected" not in acts(blank_url)


def test_the_citys_word_is_kept_once_a_survey_is_over(run, over, blank_url):
    told = run("survey", "reflect", over, "道を直します。")
    assert (told.exit_code, told.output) == (0, "反映を記録しました。結果のカードに載ります。\n")
    assert "締切のときに消しました" in run("survey", "results", over, "--json").output
    assert acts(blank_url).count("survey.reflected") == 1


def test_results_the_months_quota_does_not_do_for_are_not_pushed_to_anybody(run, over, line, blank_url):
    line.quota.limit = 1
    refused = run("survey", "tell", over)
    assert (refused.exit_code, "1通足りない" in refused.output) == (1, True)
    assert pushed_to(blank_url) == []
    line.quota.limit = 2
    assert run("survey", "tell", over).exit_code == 0


def test_results_are_not_pushed_where_line_does_not_say_what_is_left(run, over, line, monkeypatch, blank_url):
    monkeypatch.setenv("LINE_API_BASE_URL", "http://127.0.0.1:9")
    away = run("survey", "tell", over)
    monkeypatch.delenv("LINE_CHANNEL_ACCESS_TOKEN")
    unknown = run("survey", "tell", over)
    for refused in (away, unknown):
        assert (refused.exit_code, "今月の残りを確かめられません" in refused.output) == (1, True)
    assert pushed_to(blank_url) == []
