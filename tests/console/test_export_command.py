"""``koe export`` gives what the desk's downloads give: one function, one figure, however it is asked for."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import stat
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from docx import Document
from flask import Flask
from hall import KEY, Browser, Clock, Hall, opened
from held_survey import FILE, held, made
from openpyxl import load_workbook

from bot.public import create_public
from casework.working_days import day_in_japan
from cli.main import koe
from handlers.city import City
from handlers.desk_rules import DeskRules
from storage import audit, cases, public_copies, surveys

Koe = Callable[..., Result]
JAPAN = ZoneInfo("Asia/Tokyo")
CITY = '[city]\nname = "上山市"\nphone = "0000-00-0000"\n'


@pytest.fixture
def clock() -> Clock:
    """Commands ask the machine's clock; the desk they are held against has to look at the same, and at the same day."""
    now = datetime.now(JAPAN)
    if (now + timedelta(minutes=2)).date() != now.date():
        midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        time.sleep((midnight - now).total_seconds() + 1)
    return Clock(datetime.now(UTC))


@pytest.fixture
def town(database, clock: Clock) -> Hall:
    return opened(database, clock, name="上山市")


@pytest.fixture
def run(town: Hall, tmp_path: Path) -> Koe:
    """``run("cases", file)`` is ``koe export cases FILE`` on the database of the hall."""
    city_file = tmp_path / "city.toml"
    city_file.write_text(CITY, encoding="utf-8")
    address = town.database.url.render_as_string(hide_password=False)
    env = {"CITY_FILE": str(city_file), "DATABASE_URL": address, "SECRET_KEY": KEY}
    return lambda *words: CliRunner().invoke(koe, ["export", *(str(word) for word in words)], env=env)


@pytest.fixture
def browser(town: Hall) -> Browser:
    return town.at_work("kuri", "admin", rights=("export", "publish"))


def _cells(data: bytes) -> list[list[list[object]]]:
    """The cells of all sheets of a workbook."""
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in load_workbook(io.BytesIO(data))]


def _words(data: bytes) -> list[str]:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*cells, *(one.text for one in document.paragraphs)]


def _published(town: Hall, number: int = 1) -> None:
    for nth in range(number):
        receipt = town.hears(f"街灯{nth}。山田です", user=f"U-{nth}", may_publish=True)
        today = day_in_japan(town.clock())
        days = (today, today - timedelta(days=1), today + timedelta(days=365))
        with town.database.writing() as session:
            case, now = cases.by_receipt(session, receipt), town.clock()
            public_copies.write(session, case.id, f"=街灯{nth}", "なおしました", "要約した", now, town.seal, by=1)
            public_copies.propose(session, case, now, town.seal, by=1)
            public_copies.publish(session, case, *days, now, town.seal, by=2)


def test_the_list_of_cases_is_the_desks_and_hides_people(town, run, browser, tmp_path):
    receipt = town.hears('=HYPERLINK("http://x") 090-1234-5678', user="U-secret")
    town.hears("髙橋橋の𠮷のことです", user="U-two", department="建設課")
    for kind in ("csv", "xlsx"):
        assert run("cases", tmp_path / f"list.{kind}").exit_code == 0
    table = (tmp_path / "list.csv").read_bytes()
    assert table == browser.opens("/inbox/list.csv").data
    assert _cells((tmp_path / "list.xlsx").read_bytes()) == _cells(browser.opens("/inbox/list.xlsx").data)
    told = table.decode("utf-8-sig")
    assert receipt in told
    assert "'=HYPERLINK" in told
    assert "〔電話番号〕" in told
    assert "090" not in told
    assert "U-secret" not in told


def test_a_filter_asks_the_same_of_the_command_and_of_the_desk(town, run, browser):
    town.hears(department="建設課", kind="要望")
    town.hears("別のこと", user="U2", kind="苦情")
    town.hears("終わったこと", user="U3", kind="要望", state="CLOSED")
    asked = run("cases", "-", "--kind", "要望", "--all")
    page = browser.opens("/inbox/?kind=要望&all=1").text
    (address,) = re.findall(r'href="/console(/inbox/list\.csv[^"]*)">CSV<', page)
    assert asked.stdout_bytes == browser.opens(html.unescape(address)).data
    assert asked.stdout_bytes.count(b"\r\n") == 3
    assert "2件" in asked.stderr


def test_the_command_writes_every_page_of_the_list(town, run):
    for nth in range(53):
        town.hears(f"{nth}番目のこと", user=f"U-{nth}")
    rows = list(csv.reader(io.StringIO(run("cases", "-").stdout_bytes.decode("utf-8-sig"))))
    assert len({row[0] for row in rows[1:]}) == 53


def test_a_voice_that_may_still_be_taken_back_does_not_leave_by_a_command_either(town, run):
    receipt = town.hears("言いなおすかもしれません", ago=timedelta(minutes=5))
    written = run("cases", "-")
    assert receipt not in written.stdout
    assert "取り下げられる 1件は、入れていません" in written.stderr


def test_shift_jis_is_the_desks_and_the_command_names_what_did_not_fit(town, run, browser):
    town.hears("看板の𠮷の字が消えています")
    asked = run("cases", "-", "--encoding", "shift_jis")
    assert asked.stdout_bytes == browser.opens("/inbox/list.csv?text=sjis").data
    assert "〓" in asked.stdout_bytes.decode("cp932")
    assert "𠮷（U+20BB7）" in asked.stderr


def test_published_voices_are_the_open_data_of_the_city(town, run, tmp_path):
    _published(town)
    public = Flask("town", root_path=str(tmp_path), static_folder=None)
    rules = DeskRules(open_data=True)
    public.register_blueprint(create_public(town.database, town.seal, City(name="上山市", desk=rules)))
    for kind in ("csv", "json"):
        asked = run("published", "-", "--format", kind)
        assert asked.stdout_bytes == public.test_client().get(f"/voices/voices.{kind}").data
        assert "山田" not in asked.stdout
    (one,) = json.loads(run("published", "-", "--format", "json").stdout)
    assert (one["published_on"], one["voice"], one["answer"]) == (
        day_in_japan(town.clock()).isoformat(),
        "=街灯0",
        "なおしました",
    )
    assert "'=街灯0" in run("published", "-").stdout


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx", "pdf"])
def test_figures_of_a_period_are_those_of_the_desk(town, run, browser, tmp_path, kind):
    town.hears(kind="要望", department="建設課")
    town.hears("別のこと", user="U2", kind="苦情")
    first = (town.clock() - timedelta(days=30)).date().isoformat()
    file = tmp_path / f"figures.{kind}"
    assert run("figures", file, "--first", first).exit_code == 0
    here, there = file.read_bytes(), browser.opens(f"/figures/figures.{kind}?first={first}").data
    if kind == "csv":
        assert here == there
    elif kind == "pdf":
        assert here.startswith(b"%PDF")
        assert abs(len(here) - len(there)) < 100  # it holds the moment at which it was made
    else:
        read = _cells if kind == "xlsx" else _words
        assert read(here) == read(there)


def test_a_fiscal_year_is_from_april_to_march_and_one_that_has_not_begun_is_refused(town, run, browser):
    town.hears(ago=timedelta(days=800))
    day = day_in_japan(town.clock() - timedelta(days=800))
    year = day.year - (day.month < 4)
    asked = run("figures", "-", "--year", year)
    where = f"first={year}-04-01&last={year + 1}-03-31"
    assert asked.stdout_bytes == browser.opens(f"/figures/figures.csv?{where}").data
    assert "案件 1件" in asked.stderr
    for words in (("--year", "2999"), ("--first", "2026-05-01", "--last", "2026-04-01"), ("--first", "1999-01-01")):
        refused = run("figures", "-", *words)
        assert (refused.exit_code, refused.stdout, len(refused.stderr.splitlines())) == (1, "", 1), words
    assert run("figures", "-", "--year", "2026", "--first", "2026-04-01").exit_code == 2
    assert run("figures", "-", "--first", "来週").exit_code == 2


def test_a_survey_is_exported_as_at_the_desk_and_only_once_it_is_over(town, run, browser, tmp_path):
    opens, closes = (f"{town.clock().astimezone(JAPAN) + timedelta(days=days):%Y-%m-%dT%H:%M}" for days in (3, 10))
    of_now = FILE.replace("2026-12-01T18:30", opens).replace("2026-12-08T20:00", closes)
    open_, over = made(town, of_now), made(town, of_now)
    assert run("survey", open_, tmp_path / "early.csv").exit_code == 1
    held(town, over, [{"q1": number % 3, "q2": (0,), "q3": 3, "q4": 1, "q5": ""} for number in range(12)])
    browser.signs_in("kuri")
    assert run("survey", over, tmp_path / "results.csv").exit_code == 0
    assert (tmp_path / "results.csv").read_bytes() == browser.opens(f"/surveys/{over}/results.csv").data
    assert run("survey", over, tmp_path / "results.xlsx").exit_code == 0
    assert _cells((tmp_path / "results.xlsx").read_bytes()) == _cells(
        browser.opens(f"/surveys/{over}/results.xlsx").data
    )
    assert run("survey", 999, tmp_path / "none.csv").exit_code == 1
    assert not (tmp_path / "none.csv").exists()


def test_the_draft_of_a_yearly_review_is_the_desks(town, run, browser, tmp_path):
    town.hears(measures='["7次 5-1-1"]', kind="要望", department="建設課")
    for kind, read in (("docx", _words), ("xlsx", _cells)):
        file = tmp_path / f"review.{kind}"
        assert run("review", "７次　5-1-1", "2023", file).exit_code == 0
        there = browser.opens(f"/figures/review/draft.{kind}?measure=7次+5-1-1&year=2023").data
        assert read(file.read_bytes()) == read(there)
    assert "99-9-9" in run("review", "99-9-9", "2023", tmp_path / "no.docx").stderr
    assert run("review", "7次 5-1-1", "2999", tmp_path / "no.docx").exit_code == 1


def test_a_file_is_for_its_owner_alone_and_is_written_over_only_when_told_so(town, run, tmp_path):
    receipt, file = town.hears(), tmp_path / "list.csv"
    file.write_text("mine")
    refused = run("cases", file)
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)
    assert "--force" in refused.stderr
    assert file.read_text() == "mine"
    assert run("cases", file, "--force").exit_code == 0
    assert receipt in file.read_text(encoding="utf-8-sig")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {one.name for one in tmp_path.iterdir()} <= {"list.csv", "city.toml", "koe.db", "koe.db-wal", "koe.db-shm"}


def test_where_nothing_can_be_written_nothing_is_noted_as_taken_away(town, run, tmp_path):
    for file in (tmp_path, tmp_path / "nowhere" / "list.csv"):
        assert run("cases", file, "--format", "csv").exit_code == 1
    for words in (("cases", tmp_path / "list.doc"), ("cases", "-", "--format", "xlsx"), ("published", "x.xlsx")):
        assert run(*words).exit_code == 2, words
    with town.database.reading() as session:
        assert not audit.lines(session, act="case.export")


def test_every_export_stands_in_the_record_as_done_by_the_command(town, run, browser, tmp_path):
    over = made(town)
    with town.database.writing() as session:
        session.execute(surveys.update(surveys.SurveyRow).values(state="closed"))
    run("cases", "-")
    run("published", "-")
    run("figures", "-")
    run("survey", over, "-")
    run("review", "7次 5-1-1", "2023", tmp_path / "review.docx")
    with town.database.reading() as session:
        noted = {line.act: line for line in audit.lines(session)}
        assert audit.first_broken(session) is None
    for act in ("case.export", "copy.exported", "figures.exported", "survey.exported", "review.exported"):
        assert noted[act].who is None
        assert noted[act].detail["by"] == "koe export"
    assert "koe export" in browser.opens("/record/").text
