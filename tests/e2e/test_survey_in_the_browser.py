"""A monitor answers on a telephone: the chat page in Chromium at 390 by 844."""

from __future__ import annotations

import browser
import pytest
from playwright.sync_api import expect
from running import ROOT, bot

from bot.checked import city_from
from cli import demo_panel

pytestmark = [pytest.mark.chromium]


@pytest.fixture(scope="module")
def kind_of_database():
    return "sqlite"  # the browser sees no difference


@pytest.fixture(scope="module")
def house(_line, database_url, folder):
    city = demo_panel.city_without_quiet_hours(ROOT / "city.toml", folder)
    with bot(_line, database_url, folder, CITY_FILE=str(city)) as running:
        yield running


@pytest.fixture
def page(chromium, town, house, database_url):
    """The chat of a monitor to whom the sample survey has come."""
    demo_panel.prepare(database_url, "a key that only the tests know", town.address, city_from(ROOT / "city.toml"))
    page = chromium.new_page(viewport={"width": 390, "height": 844}, locale="ja-JP", reduced_motion="reduce")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(town.address)
    page.get_by_test_id("resident-tab").filter(has_text="田中").click()
    yield page
    page.close()
    assert faults == []


def last_words(page):
    return page.locator("[data-testid=message][data-from=bot] .words").last


def say(page, text: str) -> None:
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("composer").press("Enter")


def shot(page, name: str) -> None:
    browser.shot(page, f"survey-{name}-phone")


def test_a_survey_is_answered_by_taps_and_words(page):
    begin = page.get_by_role("button", name="はじめる", exact=True)
    expect(begin).to_be_visible()
    shot(page, "1-arrived")
    begin.click()
    expect(last_words(page)).to_contain_text("1/5")
    shot(page, "2-first-question")
    page.get_by_test_id("quick-reply").filter(has_text="毎月読む").click()
    expect(last_words(page)).to_contain_text("2/5")
    page.get_by_role("button", name="お知らせ", exact=True).click()
    page.get_by_role("button", name="催し", exact=True).click()
    shot(page, "3-several")
    page.get_by_role("button", name="決定", exact=True).click()
    expect(last_words(page)).to_contain_text("「お知らせ、催し」を受け取りました。")
    say(page, "NPO法人数の目標は？")
    expect(last_words(page)).to_contain_text("アンケートの続きです。")
    say(page, "わかりやすい")
    expect(last_words(page)).to_contain_text("4/5")
    say(page, "３回くらい")
    expect(last_words(page)).to_contain_text("5/5")
    shot(page, "4-free-words")
    page.get_by_test_id("quick-reply").filter(has_text="とばす").click()
    expect(last_words(page)).to_contain_text("ご回答ありがとうございました")
    expect(last_words(page)).to_be_in_viewport()
    shot(page, "5-thanks")
