"""市民モニター on a telephone, from the card to the farewell: the chat page in Chromium at 390 by 844, in real time."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import browser
import pytest
from line_side import wait_until
from playwright.sync_api import Page, expect
from running import SECRETS, bot
from running import koe as one_command
from sqlalchemy import create_engine, make_url, text

pytestmark = [pytest.mark.chromium]

HANA, KENTA, YUI = "森 はな", "林 けんた", "原 ゆい"
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
title: 市報について
opens_at: {opens}
closes_at: {closes}
remind_after: [1h]
questions:
  - {{id: q1, type: single, text: 市報を読みますか？, choices: [毎月読む, ときどき読む, 読まない]}}
  - id: q2
    type: multiple
    text: 読むページは？
    choices: [お知らせ, 特集, 催し]
    max: 2
    show_if: {{q1: [毎月読む, ときどき読む]}}
  - {{id: q3, type: scale, text: 分かりやすさは？, min: 1, max: 5, labels: {{1: 分かりにくい, 5: 分かりやすい}}}}
  - {{id: q4, type: number, text: 月に何回市のサイトを見ますか？, min: 0, max: 100}}
  - {{id: q5, type: text, text: ご意見をどうぞ, required: false}}
"""


@pytest.fixture(scope="module")
def kind_of_database():
    return "sqlite"  # the browser sees no difference


@pytest.fixture(scope="module")
def city_file(folder: Path) -> Path:
    path = folder / "city.toml"
    path.write_text(CITY, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def house(_line, database_url, folder, city_file):
    with bot(_line, database_url, folder, CITY_FILE=str(city_file)) as running:
        yield running


@pytest.fixture
def koe(database_url, city_file):
    def run(*words: str) -> str:
        environment = {**os.environ, **SECRETS, "DATABASE_URL": database_url, "CITY_FILE": str(city_file)}
        done = one_command(environment, *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def page(chromium, town, house):
    for name in (HANA, KENTA, YUI):
        town.control("residents", {"name": name, "friend": True})
    page = chromium.new_page(viewport={"width": 390, "height": 844}, locale="ja-JP", reduced_motion="reduce")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(town.address)
    yield page
    page.close()
    assert faults == []


def becomes(page: Page, who: str) -> None:
    page.get_by_test_id("resident-tab").filter(has_text=who).click()


def says(page: Page, words: str) -> None:
    page.get_by_test_id("composer").fill(words)
    page.get_by_test_id("composer").press("Enter")


def taps(page: Page, label: str) -> None:
    """A quick reply, or the newest button of that name in a card."""
    quick = page.get_by_test_id("quick-reply").filter(has_text=label)
    (quick.first if quick.count() else page.get_by_role("button", name=label, exact=True).last).click()


def hears(page: Page, words: str) -> None:
    last = page.locator("[data-testid=message][data-from=bot] .words").last
    expect(last).to_contain_text(words)


def shot(page: Page, name: str) -> None:
    browser.shot(page, f"panel-{name}-phone")


def applies(page: Page, age: str, district: str) -> None:
    for label, heard in (
        ("同意して応募する", "年代を選んで"),
        (age, "地区を選んで"),
        (district, "応募しますか"),
        ("応募する", "応募を受け付けました"),
    ):
        taps(page, label)
        hears(page, heard)


def time_passes(database_url: str, id_: str, passed: timedelta, **columns: str) -> None:
    """The survey is so much older than it was."""
    engine = create_engine(make_url(database_url))
    with engine.begin() as connection:
        (definition,) = connection.execute(text("SELECT definition FROM surveys WHERE id = :id"), {"id": id_}).one()
        survey = json.loads(definition)
        for name in ("opens_at", "closes_at"):
            survey[name] = (datetime.fromisoformat(survey[name]) - passed).isoformat()
        moments = ", ".join(f"{name} = {name} - :ms" for name in ("opens_at", "closes_at", "opened_at"))
        more = "".join(f", {name} = '{value}'" for name, value in columns.items())
        connection.execute(
            text(f"UPDATE surveys SET definition = :definition, {moments}{more} WHERE id = :id"),
            {"definition": json.dumps(survey), "ms": int(passed.total_seconds() * 1000), "id": id_},
        )
    engine.dispose()


def test_from_the_card_to_the_farewell(page, koe, town, database_url, tmp_path):
    # --- joining: two apply for one place, a third brings a code ------------------------------------------------------
    for who in (HANA, KENTA):
        becomes(page, who)
        says(page, "モニター")
        hears(page, "市民モニターを募集しています")
        shot(page, "1-card")
        applies(page, "30代", "東地区")
    becomes(page, YUI)
    says(page, "モニター")
    taps(page, "招待コードを使う")
    hears(page, "招待コードを送って")
    says(page, koe("monitors", "codes", "1").strip().lower())
    hears(page, "年代を選んで")
    taps(page, "40代")
    hears(page, "地区を選んで")
    taps(page, "北地区")
    hears(page, "登録しますか")
    shot(page, "2-code")
    taps(page, "登録する")
    hears(page, "市民モニターに登録しました")
    assert "登録 1人・待機 1人" in koe("monitors", "register", "--quota", "18〜39歳=1")
    becomes(page, HANA)
    hears(page, "登録しました")
    becomes(page, KENTA)
    hears(page, "登録をお待ちいただく")
    shot(page, "3-waits")

    # --- a wave with every kind of question, in a few seconds ---------------------------------------------------------
    opens = datetime.now(UTC) + timedelta(seconds=3)
    file = tmp_path / "survey.yaml"
    file.write_text(
        SURVEY.format(opens=opens.isoformat(), closes=(opens + timedelta(days=7)).isoformat()), encoding="utf-8"
    )
    id_ = koe("survey", "load", str(file)).strip()
    becomes(page, HANA)
    hears(page, "アンケートのお願い")
    assert datetime.now(UTC) >= opens
    shot(page, "4-arrived")
    taps(page, "はじめる")
    hears(page, "1/5")
    taps(page, "ときどき読む")
    hears(page, "2/5")
    taps(page, "特集")
    taps(page, "催し")
    taps(page, "決定")
    hears(page, "「特集、催し」を受け取りました。")

    # --- a voice in between, and the open question comes again --------------------------------------------------------
    says(page, "市民の声")
    hears(page, "市へのご意見をお聞きします")
    says(page, "公園のベンチを増やしてください")
    hears(page, "この内容で送りますか")
    taps(page, "送る（返事はいらない）")
    hears(page, "アンケートの続きです。\n3/5　分かりやすさは？")
    shot(page, "5-after-the-voice")
    taps(page, "のせない")
    hears(page, "アンケートの続きです。\n3/5　分かりやすさは？")
    taps(page, "5（分かりやすい）")
    hears(page, "4/5")
    says(page, "３回くらい")
    hears(page, "5/5")
    shot(page, "6-free-words")
    taps(page, "とばす")
    hears(page, "ご回答ありがとうございました")

    # --- a change of mind, which leaves the branch --------------------------------------------------------------------
    taps(page, "答えを見直す")
    hears(page, "今の答えです")
    taps(page, "1 を直す")
    hears(page, "1/5")
    taps(page, "読まない")
    hears(page, "「市報を読みますか？」の答えを「読まない」にしました。")
    shot(page, "7-changed")
    becomes(page, KENTA)  # waits, and was asked nothing
    hears(page, "登録をお待ちいただく")

    # --- only the unfinished are reminded -----------------------------------------------------------------------------
    time_passes(database_url, id_, timedelta(hours=2))
    becomes(page, YUI)
    hears(page, "まだ終わっていない方に")
    shot(page, "8-reminded")
    becomes(page, HANA)
    hears(page, "「読まない」にしました")  # the last she heard

    # --- it closes, and the figures come with whatever is asked next --------------------------------------------------
    time_passes(database_url, id_, timedelta(days=15))
    wait_until("it is closed", lambda: json.loads(koe("survey", "results", id_, "--json"))["state"] == "closed")
    becomes(page, YUI)
    taps(page, "はじめる")
    late = page.locator("[data-testid=message] .words").filter(has_text="「市報について」は締め切りました")
    expect(late).to_have_count(1)
    koe("survey", "reflect", id_, "4月号から見出しを大きくします")
    becomes(page, HANA)
    said = page.locator("[data-testid=message][data-from=bot]")
    for _ in range(30):  # a process looks every two seconds which results are out, and what the city says to them
        before = said.count()
        says(page, "使い方")
        expect(said).not_to_have_count(before)
        if said.filter(has_text="4月号から見出しを大きくします").count():
            break
        page.wait_for_timeout(500)
    hears(page, "お願いした人 2人・答えた人 1人")
    hears(page, "4月号から見出しを大きくします")
    hears(page, "答えた方が1人と少ないため")
    shot(page, "9-results")

    # --- and farewell -------------------------------------------------------------------------------------------------
    says(page, "退会")
    hears(page, "退会しますか")
    taps(page, "はい、退会します")
    hears(page, "退会しました")
    shot(page, "10-left")
