"""A monitor's survey over the webhook and LINE's API, in real time: join by code, load, answer, close, results, leave."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from line_side import Person, Town, text_of, wait_until
from passing_time import rows
from running import SECRETS, bot
from running import koe as one_command

CITY = """\
[city]
name = "見本市"
[quiet_hours]
from = ""
to = ""
[recruiting]
capacity = 100
[[district]]
name = "東地区"
[[district]]
name = "北地区"
"""

SURVEY = """\
title: 市報についてのアンケート
opens_at: {opens}
closes_at: {closes}
questions:
  - {{id: q1, type: single, text: 市報を読みますか？, choices: [毎月読む, ときどき読む, 読まない]}}
  - {{id: q2, type: multiple, text: 読むページは？, choices: [お知らせ, 特集, 催し], max: 2, show_if: {{q1: [毎月読む]}}}}
  - {{id: q3, type: text, text: ご意見をどうぞ, required: false}}
"""


@pytest.fixture(scope="module")
def city_file(folder: Path) -> Path:
    path = folder / "city.toml"
    path.write_text(CITY, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def house(_line: Town, database_url: str, folder: Path, city_file: Path):
    with bot(_line, database_url, folder, CITY_FILE=str(city_file)) as running:
        yield running


@pytest.fixture
def koe(database_url: str, city_file: Path):
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, **SECRETS, "DATABASE_URL": database_url, "CITY_FILE": str(city_file)}
        return one_command(environment, *words)

    return run


def press(person: Person, label: str) -> None:
    """Tap a button that posts back, in a card or under a message, wherever it was shown last."""
    found: list[str] = []

    def look(part: object) -> None:
        if isinstance(part, dict):
            if part.get("type") == "postback" and part.get("label") == label:
                found.append(part["data"])
            for inner in part.values():
                look(inner)
        elif isinstance(part, list):
            for inner in part:
                look(inner)

    look(person.said_to())
    assert found, f"no button {label}"
    person.does("postback", data=found[-1])


def joins(person: Person, code: str) -> None:
    for words, heard in (
        ("モニター", "市民モニターを募集"),
        ("招待コードを使う", "招待コードを送って"),
        (code.lower(), "年代を選んで"),
        ("30代", "地区を選んで"),
        ("東地区", "登録しますか"),
        ("応募する", "市民モニターに登録しました"),
    ):
        assert heard in person.asks(words)


def test_a_survey_from_the_file_to_the_figures_in_real_time(town, koe, tmp_path, database_url):
    hana, kenta = town.newcomer(), town.newcomer()
    for person, code in zip((hana, kenta), koe("monitors", "codes", "2").stdout.split(), strict=True):
        joins(person, code)
    opens = datetime.now(UTC) + timedelta(seconds=3)
    file = tmp_path / "survey.yaml"
    file.write_text(
        SURVEY.format(opens=opens.isoformat(), closes=(opens + timedelta(hours=2)).isoformat()), encoding="utf-8"
    )
    loaded = koe("survey", "load", str(file))
    assert loaded.returncode == 0, loaded.stderr
    id_ = loaded.stdout.strip()
    assert "お願い 2通" in loaded.stderr
    letter = text_of(hana.hears(2))
    assert "アンケートのお願い\n「市報についてのアンケート」全3問・約1分" in letter
    assert datetime.now(UTC) >= opens
    press(hana, "はじめる")
    assert text_of(hana.hears()).startswith("1/3")
    press(hana, "毎月読む")
    assert text_of(hana.hears(2)).startswith("2/3")
    press(hana, "お知らせ")
    press(hana, "催し")
    press(hana, "決定")
    assert "3/3" in text_of(hana.hears())
    assert "ありがとうございました" in hana.asks("雪の日の知らせを早く")
    open_results = json.loads(koe("survey", "results", id_, "--json").stdout)
    assert (open_results["asked"], open_results["answered"], open_results["verified"]) == (2, 1, 1)
    assert open_results["questions"] == []  # what was answered is told when it has closed
    assert "答えの人数は、締切のあとに出ます" in koe("survey", "results", id_).stdout
    _close(database_url, id_)
    wait_until(
        "the survey closes", lambda: json.loads(koe("survey", "results", id_, "--json").stdout)["state"] == "closed"
    )
    results = json.loads(koe("survey", "results", id_, "--json").stdout)
    assert (results["withheld"], results["questions"]) == (True, [])  # one answer of two would be hers
    counted = (
        "select question, answer, times from tallies where \"by\" = 'all' and answer >= 0 order by question, answer"
    )
    assert rows(database_url, counted) == [("q1", 0, 1), ("q2", 0, 1), ("q2", 2, 1)]
    for table in ("wave_keys", "survey_answers"):  # some is wiped right after the close
        wait_until(f"{table} is empty", lambda t=table: rows(database_url, f"select count(*) from {t}") == [(0,)])
    kenta.listens()
    press(kenta, "はじめる")
    assert "締め切りました" in text_of(kenta.hears())
    assert koe("survey", "export", id_, str(tmp_path / "結果.xlsx")).returncode == 0
    assert (tmp_path / "結果.xlsx").read_bytes().startswith(b"PK")
    assert "退会しますか" in hana.asks("退会")
    assert "退会しました" in hana.asks("はい、退会します")


def test_a_file_with_a_fault_is_refused_in_one_line_and_nothing_is_stored(town, koe, tmp_path, database_url):
    before = rows(database_url, "select count(*) from surveys")
    file = tmp_path / "bad.yaml"
    now = datetime.now(UTC)
    text = SURVEY.format(opens=now.isoformat(), closes=(now + timedelta(days=1)).isoformat())
    file.write_text(text.replace("max: 2", "maxi: 2"), encoding="utf-8")
    refused = koe("survey", "load", str(file))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert len(refused.stderr.splitlines()) == 1
    assert f"{file}：6行目：maxi" in refused.stderr
    assert rows(database_url, "select count(*) from surveys") == before


def _close(database_url: str, id_: str) -> None:
    """Its time is over: the close is moved to this moment."""
    from sqlalchemy import create_engine, make_url, text

    engine = create_engine(make_url(database_url))
    with engine.begin() as connection:
        now = int(datetime.now(UTC).timestamp() * 1000)
        connection.execute(text("UPDATE surveys SET closes_at = :now WHERE id = :id"), {"now": now, "id": int(id_)})
    engine.dispose()
