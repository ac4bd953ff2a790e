"""What a newcomer sees after one command: the real bot, the simulated LINE, a real browser."""

from __future__ import annotations

import re

import browser
import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.chromium]


@pytest.fixture(scope="module")
def kind_of_database():
    return "sqlite"  # the browser sees no difference


@pytest.fixture(params=browser.SIZES)
def size(request):
    return request.param


@pytest.fixture
def page(chromium, town, size):
    """The chat page with a resident of its own chosen, who is no friend yet."""
    added = town.control("residents", {"name": "山田 みどり", "about": "52歳・移住3年目"})
    width, height = browser.SIZES[size]
    page = chromium.new_page(viewport={"width": width, "height": height}, locale="ja-JP", reduced_motion="reduce")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(town.address)
    page.locator(f"[data-testid=resident-tab][data-chat={added['userId']}]").click()
    yield page
    page.close()
    assert faults == []


def said(page: Page, side: str):
    return page.locator(f"[data-testid=message][data-from={side}]")


def shot(page: Page, size: str, name: str) -> None:
    browser.shot(page, f"{name}-{size}")


def ask(page: Page, text: str, answer: str) -> None:
    """Type, press Enter, and wait until the bot's last text says ``answer`` and stands in sight."""
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("composer").press("Enter")
    expect(said(page, "resident").last).to_contain_text(text)
    words = said(page, "bot").locator(".words").last
    expect(words).to_contain_text(answer)
    expect(words).to_be_in_viewport()


def test_a_newcomer_is_led_from_the_greeting_to_an_answer_with_its_source(page, size):
    shot(page, size, "1-before")
    page.get_by_test_id("add-friend").click()
    expect(said(page, "bot")).to_have_count(2)
    shot(page, size, "2-greeted")
    ask(page, "NPO法人数の目標は？", "18団体")
    answer = said(page, "bot").nth(2)
    expect(answer).to_contain_text("18団体")
    expect(answer).to_contain_text("17団体")
    expect(answer).to_contain_text(re.compile("^出典", re.MULTILINE))
    card = said(page, "bot").nth(3).get_by_test_id("flex-card")
    expect(card).to_contain_text("NPO法人数")
    shot(page, size, "3-answer")
    page.get_by_test_id("quick-reply").filter(has_text="予算は？").click()
    expect(said(page, "bot").nth(4)).to_contain_text("出典")
    shot(page, size, "4-next-step")
    ask(page, "ごみの収集日は？", "手元の資料")
    expect(said(page, "bot").last.locator(".words")).to_be_in_viewport(ratio=1)  # not behind the buttons below
    shot(page, size, "5-refusal")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_way_to_an_answer_can_be_gone_by_keyboard_alone(page, size):
    page.get_by_test_id("add-friend").focus()
    page.keyboard.press("Enter")
    expect(said(page, "bot")).to_have_count(2)
    _tab_to(page, "composer")
    page.keyboard.type("NPO法人数の目標は？")
    page.keyboard.press("Enter")
    expect(said(page, "bot")).to_have_count(4)
    _tab_to(page, "quick-reply")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
    assert (outline, shadow) != ("none", "none"), "one cannot see where one is"
    page.keyboard.press("Enter")
    expect(said(page, "bot").nth(4)).to_contain_text("出典")


def test_what_is_no_text_and_what_is_taken_back_are_shown_and_answered(page, size):
    page.get_by_test_id("add-friend").click()
    expect(said(page, "bot")).to_have_count(2)
    # A photo is offered to be sent to the city; a place after it belongs to the same voice, with the notice before it.
    ways = (
        (2, "send-sticker", "sticker", "スタンプ"),
        (3, "send-photo", None, "写真"),
        (5, "send-location", "place", "場所"),
    )
    for place, way, choice, named in ways:
        page.get_by_test_id("attach").click()
        page.get_by_test_id(way).click()
        if choice:
            page.get_by_test_id(choice).first.click()
        expect(said(page, "bot").nth(place)).to_contain_text(named)
    shot(page, size, "6-photo-place-sticker")
    ask(page, "裏通りの話です", "まだ受け付けていません")
    expect(said(page, "bot")).to_have_count(7)
    said(page, "resident").last.hover()
    page.get_by_test_id("unsend").last.click()
    expect(page.get_by_test_id("unsent")).to_be_visible()
    expect(page.get_by_text("裏通りの話です", exact=True)).to_have_count(0)
    shot(page, size, "7-unsent")


def test_who_blocks_the_account_and_returns_is_welcomed_back(page, size):
    page.get_by_test_id("add-friend").click()
    expect(said(page, "bot")).to_have_count(2)
    page.get_by_test_id("standing").click()
    expect(page.get_by_test_id("composer")).to_be_hidden()
    shot(page, size, "8-blocked")
    page.get_by_test_id("unblock").click()
    expect(said(page, "bot")).to_have_count(4)
    expect(said(page, "bot").nth(2)).to_contain_text("おかえりなさい")


def test_the_json_of_an_answer_is_one_click_away(page, size):
    page.get_by_test_id("add-friend").click()
    expect(said(page, "bot")).to_have_count(2)
    ask(page, "NPO法人数の目標は？", "18団体")
    said(page, "bot").nth(3).get_by_test_id("raw").click()
    expect(page.get_by_test_id("raw-json")).to_contain_text('"altText"')
    expect(page.get_by_test_id("raw-json")).to_contain_text('"replyToken"')
    shot(page, size, "9-raw")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("raw-json")).to_be_hidden()


def test_every_control_has_a_name(page, size):
    page.get_by_test_id("add-friend").click()
    expect(said(page, "bot")).to_have_count(2)
    ask(page, "NPO法人数の目標は？", "18団体")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, textarea, a[href]")]
          .filter((node) => node.checkVisibility() && !(node.ariaLabel || node.textContent.trim() || node.title
            || node.labels?.length || node.getAttribute("aria-labelledby")))
          .map((node) => node.outerHTML.slice(0, 120))"""
    )
    assert nameless == []


def _tab_to(page: Page, test_id: str) -> None:
    """Walk with the Tab key, as far as a patient person would."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.dataset.testid") == test_id:
            return
    raise AssertionError(f"{test_id} is not reached with the Tab key")


def test_who_does_not_know_what_to_ask_looks_around_by_taps(page, size):
    page.get_by_test_id("add-friend").click()
    expect(said(page, "bot")).to_have_count(2)
    page.get_by_test_id("quick-reply").filter(has_text="計画を見る").click()
    _in_the_last_card(page, "第7次振興計画")
    shot(page, size, "10-plans")
    _tap_in_card(page, "第7次振興計画", "章の一覧")
    _in_the_last_card(page, "第5章")
    shot(page, size, "11-chapters")
    _tap_in_card(page, "第5章", "施策の一覧")
    _in_the_last_card(page, "5-1-1")
    shot(page, size, "12-measures")
    _tap_in_card(page, "5-1-1", "くわしく見る")
    _in_the_last_card(page, "26.8%")
    expect(said(page, "bot").nth(-2)).to_contain_text(re.compile("^出典", re.MULTILINE))
    shot(page, size, "13-indicators")
    _tap_in_card(page, "NPO法人数", "くわしく")
    expect(said(page, "bot").nth(-2)).to_contain_text("17団体")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_who_finds_an_answer_wrong_says_in_what(page, size):
    page.get_by_test_id("add-friend").click()
    expect(said(page, "bot")).to_have_count(2)
    ask(page, "NPO法人数の目標は？", "18団体")
    expect(page.get_by_test_id("quick-reply").last).to_have_text("ちがう")
    page.get_by_test_id("quick-reply").last.click()
    expect(said(page, "bot").last).to_contain_text("どこがちがいますか")
    shot(page, size, "14-wrong")
    page.get_by_test_id("quick-reply").filter(has_text="数字がちがう").click()
    expect(said(page, "bot").last).to_contain_text("一覧に入れました")
    shot(page, size, "15-wrong-noted")


def test_what_the_documents_do_not_tell_has_a_door_or_nearest_questions(page, size):
    page.get_by_test_id("add-friend").click()
    expect(said(page, "bot")).to_have_count(2)
    ask(page, "除雪はいつ来ますか", "除雪")
    shot(page, size, "16-door")
    ask(page, "令和6年度のNPO法人数は？", "お答えできる質問の例")
    expect(page.get_by_test_id("quick-reply").first).to_be_visible()
    shot(page, size, "17-refusal")
    ask(page, "側溝のふたが割れてる", "")
    shot(page, size, "18-complaint")


def _in_the_last_card(page: Page, words: str) -> None:
    card = page.get_by_test_id("flex-card").last
    expect(card).to_contain_text(words)
    card.get_by_role("button").first.scroll_into_view_if_needed()


def _tap_in_card(page: Page, title: str, label: str) -> None:
    """A button of the card with this title, in the newest message; in a carousel one scrolls to it."""
    bubble = page.locator("[data-testid=flex-card]").last
    if bubble.locator(".fx-bubble").count():
        bubble = bubble.locator(".fx-bubble").filter(has_text=title).first
    bubble.get_by_role("button", name=label, exact=True).click()
