"""市民の声 on a telephone, as somebody of 68 sees it: the chat page in Chromium."""

from __future__ import annotations

import browser
import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.chromium]

BENCH = "公園のベンチがこわれています。直してほしいです。"


@pytest.fixture(scope="module")
def kind_of_database():
    return "sqlite"  # the browser sees no difference


@pytest.fixture
def page(chromium, town):
    added = town.control("residents", {"name": "佐藤 ハル", "about": "68歳"})
    page = chromium.new_page(viewport={"width": 390, "height": 844}, locale="ja-JP", reduced_motion="reduce")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(town.address)
    page.locator(f"[data-testid=resident-tab][data-chat={added['userId']}]").click()
    yield page
    page.close()
    assert faults == []


def bubbles(page: Page):
    return page.locator("[data-testid=message][data-from=bot]")


def shot(page: Page, name: str) -> None:
    browser.shot(page, f"voice-{name}")


def types(page: Page, text: str, answer: str) -> None:
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("composer").press("Enter")
    expect(bubbles(page).last).to_contain_text(answer)


def taps(page: Page, label: str, answer: str) -> None:
    page.get_by_test_id("quick-reply").filter(has_text=label).first.click()
    expect(bubbles(page).last).to_contain_text(answer)


def test_two_taps_and_the_text(page):
    page.get_by_test_id("add-friend").click()
    expect(bubbles(page)).to_have_count(2)
    taps(page, "市民の声を送る", "押すまでは受け付けません")
    shot(page, "1-notice")
    types(page, BENCH, "まだ受け付けていません")
    shot(page, "2-card")
    taps(page, "送る（返事がほしい）", "受付番号 K-")
    shot(page, "3-receipt")
    taps(page, "要約ならのせてよい", "要約してのせることがあります")
    types(page, "受付状況", "お返事の目安")
    shot(page, "4-state")
    page.get_by_test_id("quick-reply").first.click()
    expect(bubbles(page).last).to_contain_text(BENCH)
    shot(page, "5-one")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_personal_data_and_help(page):
    page.get_by_test_id("add-friend").click()
    expect(bubbles(page)).to_have_count(2)
    types(page, "市民の声", "押すまでは受け付けません")
    types(page, "本町の佐藤ハルです。090-1234-5678に電話ください。", "次からお選びください")
    shot(page, "6-personal-data")
    taps(page, "かくして送る", "〔電話番号〕")
    shot(page, "7-hidden")
    types(page, "やめる", "書いたものは残っていません")
    types(page, "側溝のふたが割れている", "こちらへお願いします")
    shot(page, "8-complaint")
    taps(page, "市民の声として送る", "まだ受け付けていません")
    shot(page, "9-with-notice")
