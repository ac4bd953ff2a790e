"""市民の声 on a telephone from the first photo to 「その後いかがですか」: the chat page and the form in Chromium."""

from __future__ import annotations

import base64
import re
from datetime import date, timedelta

import browser
import pytest
from hall_side import PUBLIC
from line_side import wait_until
from passing_time import rows
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.usefixtures("days"), pytest.mark.chromium]

BENCH = "公園のベンチがこわれています。直してほしいです。"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def kind_of_database():
    return "sqlite"  # the browser sees no difference


@pytest.fixture(scope="module")
def house(house_through_time):
    return house_through_time


@pytest.fixture
def page(chromium, days, town):
    added = town.control("residents", {"name": "佐藤 ハル", "about": "68歳"})
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="ja-JP", reduced_motion="reduce")
    page = context.new_page()
    page.goto(town.address)
    page.locator(f"[data-testid=resident-tab][data-chat={added['userId']}]").click()
    page.get_by_test_id("add-friend").click()
    expect(said(page)).to_have_count(2)
    yield page
    context.close()


def said(page: Page):
    return page.locator("[data-testid=message][data-from=bot]")


def types(page: Page, text: str, answer: str) -> None:
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("composer").press("Enter")
    hears(page, answer)


def taps(page: Page, label: str, answer: str) -> None:
    page.get_by_test_id("quick-reply").filter(has_text=label).first.click()
    hears(page, answer)


def hears(page: Page, words: str) -> None:
    expect(said(page).filter(has_text=words).last).to_be_visible()


def shot(page: Page, name: str) -> None:
    browser.shot(page, f"story-{name}")


def hands_in(page: Page, text: str = BENCH) -> str:
    types(page, "市民の声", "押すまでは受け付けません")
    types(page, text, "まだ受け付けていません")
    taps(page, "送る（返事がほしい）", "受付番号 K-")
    receipt = re.search(r"K-\d{4}-\d{4}-\d", said(page).last.inner_text())
    assert receipt is not None
    return receipt[0]


def test_three_photos_at_once_and_a_place(page):
    types(page, "市民の声", "押すまでは受け付けません")
    files = [{"name": f"{number}.png", "mimeType": "image/png", "buffer": PNG} for number in range(3)]
    page.locator("#photo-file").set_input_files(files)
    hears(page, "写真3枚")
    expect(said(page)).to_have_count(4)
    page.get_by_test_id("attach").click()
    page.get_by_test_id("send-location").click()
    page.get_by_test_id("place").first.click()
    hears(page, "場所：")
    types(page, BENCH, BENCH)
    shot(page, "1-photos-and-place")
    taps(page, "送る（返事がほしい）", "受付番号 K-")
    shot(page, "2-receipt")


def test_a_contact_through_the_form(page, house):
    types(page, "市民の声", "押すまでは受け付けません")
    types(page, "本町の佐藤ハルです。090-1234-5678に電話ください。道が暗いです。", "次からお選びください")
    shot(page, "3-stop")
    taps(page, "連絡先も伝える", f"{PUBLIC}/form/")
    shot(page, "4-link")
    link = re.search(rf"{PUBLIC}(/form/\S+)", said(page).last.inner_text())
    assert link is not None
    phone = page.context.new_page()

    def to_the_bot(route: Route) -> None:
        answer = route.fetch(url=route.request.url.replace(PUBLIC, house.address))
        route.fulfill(response=answer)

    phone.route(f"{PUBLIC}/**", to_the_bot)
    phone.goto(f"{PUBLIC}{link[1]}")
    expect(phone.get_by_label("ご意見")).to_have_value(re.compile("道が暗いです"))
    shot(phone, "5-form")
    phone.get_by_label("お名前").fill("佐藤 ハル")
    phone.get_by_label("連絡先").fill("1234 5678 9012")
    phone.get_by_role("button", name="送る").click()
    expect(phone.get_by_role("alert")).to_contain_text("12けた")
    shot(phone, "6-form-refuses")
    phone.get_by_label("連絡先").fill("090-1234-5678")
    phone.get_by_role("button", name="送る").click()
    expect(phone.get_by_role("heading", name="受け付けました")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(phone, "7-form-done")
    phone.close()
    types(page, "受付状況", "お返事の目安")


def test_asked_back_answered_late_and_asked_after(page, days, officer, database_url):
    receipt = hands_in(page)
    # Pushed, it would be one of the case's two, and 「その後いかがですか」 would only stand under 受付状況.
    officer.step(receipt, "ask_back", text="どの公園のベンチですか。", how="wait")
    types(page, "受付状況", "どの公園のベンチですか。")
    hears(page, "どの公園のベンチですか。")
    shot(page, "8-asked-back")
    page.get_by_role("button", name="答える").last.click()
    hears(page, "市からのおたずね")
    types(page, "月岡公園の入口です", "この内容で答えますか")
    shot(page, "9-answering")
    taps(page, "送る", "お答えを受け取りました")
    shot(page, "10-answered-back")
    days.pass_by(hours=2)
    officer.answers(receipt, "新しいベンチに取りかえました。", days.today)
    hears(page, "新しいベンチに取りかえました。")
    shot(page, "11-answer")
    days.to_the_afternoon_of(days.today + timedelta(days=28))
    hears(page, "その後いかがですか")
    shot(page, "12-after")
    page.get_by_role("button", name="まだ困っている").last.click()
    hears(page, "担当の職員に伝えました")
    shot(page, "13-still")


def test_told_that_it_takes_longer(page, days, database_url):
    receipt = hands_in(page)
    ((due,),) = rows(database_url, f"SELECT due_on FROM cases WHERE receipt = '{receipt}'")
    days.to_the_afternoon_of(date.fromisoformat(str(due)))
    hears(page, "お返事が遅れています")
    shot(page, "14-late")


def test_taken_back_by_unsend(page, database_url):
    receipt = hands_in(page)
    told = page.locator("[data-testid=message][data-from=resident]").filter(has_text=BENCH)
    told.hover()
    told.get_by_test_id("unsend").click()
    of_it = f"SELECT count(*) FROM cases WHERE receipt = '{receipt}'"
    wait_until("the bot has heard of it", lambda: rows(database_url, of_it) == [(0,)])  # the page sends both at once
    types(page, "受付状況", "まだありません")


def test_taken_back_by_withdrawing(page):
    receipt = hands_in(page, "街灯が消えています")
    types(page, receipt, "街灯が消えています")
    shot(page, "15-own")
    taps(page, "取り下げる", "取り下げますか")
    shot(page, "16-withdraw")
    taps(page, "はい、取り下げる", "すべて消しました")
