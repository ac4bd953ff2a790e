"""From the desk into the chat: an unanswered question, a doubtful document and a survey, in Chromium, each to its end."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import browser
import pytest
from invented_town import results_text
from playwright.sync_api import Page, expect
from running import ROOT, SECRETS, bot
from sqlalchemy import create_engine, make_url, text

from bot.checked import city_from
from cli import demo_panel, demo_staff
from storage import surveys
from storage.database import Database

pytestmark = [pytest.mark.chromium]

JAPAN = ZoneInfo("Asia/Tokyo")
LOST = "ボラ団体の数は？"


@pytest.fixture(scope="module")
def kind_of_database():
    return "sqlite"  # the browser sees no difference


@pytest.fixture(scope="module")
def house(_line, database_url, folder):
    city = demo_panel.city_without_quiet_hours(ROOT / "city.toml", folder)
    addresses = {"OFFICE_ADDRESSES": "127.0.0.1/32", "MEDIA_DIR": str(folder / "media")}
    with bot(_line, database_url, folder, CITY_FILE=str(city), **addresses) as running:
        demo_panel.prepare(database_url, SECRETS["SECRET_KEY"], _line.address, city_from(city))
        yield running


@pytest.fixture(scope="module")
def staff(house, database_url):
    return demo_staff.logins(database_url)


@pytest.fixture
def office(chromium, house, staff):
    """The desk of somebody who works there."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{house.address}/console/login")
    page.get_by_label("ログイン名").fill(staff[0].name)
    page.get_by_label("パスワード").fill(staff[0].password)
    page.get_by_role("button", name="ログイン").click()
    expect(page.get_by_role("heading", name="今日やること")).to_be_visible()
    yield page
    context.close()


@pytest.fixture
def tanaka(chromium, town):
    """The chat of a monitor, on a telephone."""
    page = chromium.new_page(viewport={"width": 390, "height": 844}, locale="ja-JP", reduced_motion="reduce")
    page.goto(town.address)
    page.get_by_test_id("resident-tab").filter(has_text="田中").click()
    yield page
    page.close()


def _last(page: Page):
    return page.locator("[data-testid=message][data-from=bot] .words").last


def _say(page: Page, words: str) -> None:
    page.get_by_test_id("composer").fill(words)
    page.get_by_test_id("composer").press("Enter")


def _asks_until(page: Page, question: str, answer: str, without: str | None = None) -> None:
    """Ask again until the new edition is answered from: within seconds, but not at once."""
    said = ""
    for _ in range(20):
        _hears_after(page, question)
        said = _last(page).inner_text()
        if answer in said and (without is None or without not in said):
            return
        page.wait_for_timeout(1000)
    pytest.fail(f"{question}: {said}")


def _hears_after(page: Page, words: str) -> None:
    """Say something and wait until something is said to it."""
    heard = page.locator("[data-testid=message][data-from=bot]")
    before = heard.count()
    _say(page, words)
    expect(heard).not_to_have_count(before)


def _shot(page: Page, name: str) -> None:
    browser.shot_at_each_size(page, f"knowledge-{name}")


def _shot_of_chat(page: Page, name: str) -> None:
    browser.shot(page, f"knowledge-{name}-chat")


def _opens(page: Page, house, path: str) -> None:
    page.goto(f"{house.address}/console{path}")


def test_an_unanswered_question_becomes_an_answer(tanaka, office, house):
    _hears_after(tanaka, LOST)
    assert "18団体" not in _last(tanaka).inner_text()
    _shot_of_chat(tanaka, "1-not-answered")
    _opens(office, house, "/knowledge/questions")
    expect(office.get_by_text(LOST).first).to_be_visible()
    _shot(office, "2-questions")
    office.get_by_role("link", name=f"直す：{LOST}").click()
    office.get_by_text("言葉を足す", exact=True).click()
    word = office.locator("details[open]")
    word.get_by_label("住民の言い方").fill("ボラ団体")
    word.get_by_label("資料での言い方").fill("NPO法人")
    word.get_by_label("答えに必ず入る言葉（数字や名前。答えるときは必要）").fill("18団体")
    word.get_by_role("button", name="試す").click()
    expect(office.get_by_text("確認用の質問は、すべて正しく答えられます。")).to_be_visible()
    _shot(office, "3-tried")
    office.locator("details[open]").get_by_role("button", name="この修正を使う").click()
    expect(office.get_by_text("ボットは数秒後から、この修正で答えます")).to_be_visible()
    _shot(office, "4-kept")
    _asks_until(tanaka, LOST, "目標18団体・実績17団体")
    assert "出典：令和5年度 主要施策の成果説明書" in _last(tanaka).inner_text()
    _shot_of_chat(tanaka, "5-answered")


def test_a_document_with_doubts_becomes_a_confirmed_ledger_and_an_answer(tanaka, office, house):
    _opens(office, house, "/knowledge/")
    sheet = results_text().replace("第４次みほん市振興計画", "第８次上山市振興計画")
    office.get_by_label("資料を取り込む").set_input_files(
        {"name": "成果.txt", "mimeType": "text/plain", "buffer": sheet.encode()}
    )
    office.get_by_role("button", name="取り込む", exact=True).click()
    expect(office.get_by_text("として取り込みました")).to_be_visible()
    _asks_until(tanaka, "試乗会の参加者数は？", "※")
    _shot_of_chat(tanaka, "6-doubted")
    _opens(office, house, "/knowledge/doubts")
    row = office.locator("section", has=office.get_by_role("heading", name="試乗会の参加者数"))
    row.get_by_label("実績").fill("27")
    row.get_by_label("目標").fill("30")
    row.get_by_label("単位").fill("人")
    _shot(office, "7-doubts")
    row.get_by_role("button", name="直す").click()
    expect(office.get_by_text("確かめました")).to_be_visible()
    _opens(office, house, "/knowledge/amendments")
    _shot(office, "8-amendments")
    _asks_until(tanaka, "試乗会の参加者数は？", "実績27人", without="※")
    assert "出典：" in _last(tanaka).inner_text()
    _shot_of_chat(tanaka, "9-confirmed")


def test_a_survey_goes_from_the_builder_to_its_results_in_the_chat(tanaka, office, house, database_url):
    now = datetime.now(JAPAN)
    _opens(office, house, "/surveys/new")
    office.get_by_label("題名").fill("雪かきについて")
    office.get_by_label("開始", exact=True).fill(f"{now:%Y-%m-%dT%H:%M}")
    office.get_by_label("締切", exact=True).fill(f"{now + timedelta(days=2):%Y-%m-%dT%H:%M}")
    office.get_by_label("再度のお願い").fill("")
    office.get_by_label("決裁番号").fill("市政第7号")
    office.get_by_label("質問の文").fill("雪かきに困っていますか？")
    office.get_by_label("選択肢（1行に1つ。選ぶ質問だけ）").fill("はい\nいいえ")
    office.get_by_role("button", name="確かめる").last.click()
    _shot(office, "10-builder")
    office.get_by_role("button", name="下書きとして保存する").click()
    office.get_by_role("button", name="予約する").click()
    expect(office.get_by_text("予約しました")).to_be_visible()
    arrived = tanaka.get_by_text("「雪かきについて」")
    expect(arrived.first).to_be_visible()
    _shot_of_chat(tanaka, "11-asked")
    tanaka.get_by_role("button", name="はじめる", exact=True).last.click()
    expect(_last(tanaka)).to_contain_text("雪かきに困っていますか")
    _say(tanaka, "はい")
    expect(_last(tanaka)).to_contain_text("ご回答ありがとうございました")
    survey = office.url
    _passes_its_close(database_url)
    for _ in range(60):
        office.goto(survey)
        if office.get_by_label("市では次のようにします").count():
            break
        office.wait_for_timeout(500)
    office.get_by_label("市では次のようにします").fill("除雪の受付を1時間早めます。")
    office.get_by_role("button", name="記録する").click()
    office.goto(survey)
    _shot(office, "12-results")
    _an_hour_passes(database_url)
    _hears_after(tanaka, "アンケート")
    expect(_last(tanaka)).to_contain_text("答えた方が1人と少ないため")
    _shot_of_chat(tanaka, "13-results")
    assert "除雪の受付を1時間早めます。" in tanaka.locator("[data-testid=message][data-from=bot]").last.inner_text()


def _an_hour_passes(database_url: str) -> None:
    """What the bot does once an hour: figures that are due are told from now on."""
    database = Database(database_url)
    with database.writing() as session:
        surveys.report_due(session, datetime.now(JAPAN), datetime.now(JAPAN))
    database.close()


def _passes_its_close(database_url: str) -> None:
    """As if all surveys had closed eight days ago: their figures are told now."""
    engine = create_engine(make_url(database_url))
    ago = int((datetime.now(JAPAN) - timedelta(days=8)).timestamp() * 1000)
    with engine.begin() as connection:
        connection.execute(text("UPDATE surveys SET closes_at = :ago"), {"ago": ago})
    engine.dispose()
