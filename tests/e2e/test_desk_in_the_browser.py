"""A voice from the chat page through the hall and back, in Chromium: the resident's telephone beside the office's PC."""

from __future__ import annotations

import re
from datetime import timedelta

import browser
import pytest
from playwright.sync_api import Page, expect
from running import bot
from sqlalchemy import update

from bot.clock import now
from casework.working_days import day_in_japan
from cli import demo_staff
from storage.database import Database
from storage.models import Case

pytestmark = [pytest.mark.chromium]


@pytest.fixture(scope="module")
def kind_of_database():
    return "sqlite"  # the browser sees no difference


@pytest.fixture(scope="module")
def house(_line, database_url, folder):
    with bot(_line, database_url, folder, OFFICE_ADDRESSES="127.0.0.1/32", MEDIA_DIR=str(folder / "media")) as running:
        yield running


@pytest.fixture(scope="module")
def staff(house, database_url):
    """Two people of the hall: one works, the other is the second pair of eyes."""
    return demo_staff.logins(database_url)


@pytest.fixture
def office(chromium, house, staff):
    """Opens the desk for one of the two, on a screen of that size."""
    contexts = []

    def signed_in(who: int = 0, size: tuple[int, int] = (1366, 768)) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="ja-JP", reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{house.address}/console/login")
        page.get_by_label("ログイン名").fill(staff[who].name)
        page.get_by_label("パスワード").fill(staff[who].password)
        page.get_by_role("button", name="ログイン").click()
        expect(page.get_by_role("heading", name="今日やること")).to_be_visible()
        return page

    yield signed_in
    for context in contexts:
        context.close()


@pytest.fixture
def resident(chromium, town):
    """Somebody with the chat open on a telephone, who has just added the account."""
    added = town.control("residents", {"name": "高橋 花", "about": "40歳・会社員"})
    page = chromium.new_page(viewport={"width": 390, "height": 844}, locale="ja-JP", reduced_motion="reduce")
    page.goto(town.address)
    page.locator(f"[data-testid=resident-tab][data-chat={added['userId']}]").click()
    page.get_by_test_id("add-friend").click()
    expect(_said(page).first).to_be_visible()
    yield page
    page.close()


def _said(page: Page):
    return page.locator("[data-testid=message][data-from=bot] .words")


def _say(page: Page, text: str) -> None:
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("composer").press("Enter")


def _hands_in(page: Page, text: str) -> str:
    """市民の声 in two taps; the receipt."""
    _say(page, "市民の声")
    expect(_said(page).last).to_contain_text("ここに書いて")
    _say(page, text)
    send = page.get_by_test_id("quick-reply").filter(has_text="送る（返事がほしい）")
    send.click(timeout=browser.PATIENCE_MS)
    expect(_said(page).last).to_contain_text("受け付けました")
    found = re.search(r"K-\d{4}-\d{4}-\d", _said(page).last.inner_text())
    assert found is not None
    return found[0]


def _hours_later(database_url: str, receipt: str, **columns: object) -> None:
    """As if it had come in three hours ago, so that it may leave the desk."""
    database = Database(database_url)
    with database.writing() as session:
        session.execute(
            update(Case).where(Case.receipt == receipt).values(received_at=now() - timedelta(hours=3), **columns)
        )
    database.close()


def _shot(page: Page, name: str) -> None:
    browser.shot(page, f"story-{name}", full_page=True)


def _desk(page: Page, path: str) -> None:
    page.goto(re.sub(r"/console/.*", f"/console{path}", page.url))


def _answers(page: Page, receipt: str, text: str) -> None:
    """回答案 through to the push."""
    _desk(page, f"/cases/{receipt}/reply")
    page.get_by_label("回答の文").fill(text)
    page.get_by_label("終わり方", exact=True).select_option("DONE")
    page.get_by_label("終わり方の理由").fill("直したため")
    page.get_by_role("button", name="回答案を保存する").click()


def test_a_voice_goes_through_the_hall_and_the_answer_arrives_in_the_chat_and_is_published(
    resident, office, database_url
):
    receipt = _hands_in(resident, "駅前の側溝のふたが割れています。つまずきそうで危ないです。")
    resident.get_by_test_id("quick-reply").filter(has_text="要約ならのせてよい").click()
    _hours_later(database_url, receipt)

    desk = office()
    desk.get_by_role("link", name=re.compile("駅前の側溝のふた")).click()
    expect(desk.get_by_role("heading", name=receipt)).to_be_visible()
    _shot(desk, "1-case-desk")
    desk.get_by_role("link", name="照会票").click()
    desk.get_by_label("課", exact=True).fill("建設課")
    desk.get_by_role("button", name="照会する").click()
    _shot(desk, "2-inquiry-desk")
    desk.get_by_label("回答", exact=True).fill("11月30日に取りかえます。")
    desk.get_by_role("button", name="記録する").click()
    _answers(desk, receipt, "側溝のふたを取りかえました。お知らせくださり、ありがとうございました。")
    expect(desk.get_by_text("決裁日・決裁者・文書番号を記録すると、送れます")).to_be_visible()
    desk.get_by_label("決裁日").fill(day_in_japan(now()).isoformat())
    desk.get_by_label("決裁者").fill("市長")
    desk.get_by_label("文書番号").fill("市政第12号")
    desk.get_by_role("button", name="決裁を記録する").click()
    _shot(desk, "3-reply-desk")
    desk.get_by_role("button", name="送る", exact=True).click()
    expect(desk.get_by_text("1人に回答を送ります")).to_be_visible()
    expect(_said(resident).last).to_contain_text("側溝のふたを取りかえました")
    expect(_said(resident).last).to_contain_text("上山市長")
    _shot(resident, "4-answer-phone")

    desk.get_by_role("link", name="公表", exact=True).last.click()
    desk.get_by_label("声（要約）").fill("駅前の側溝のふたが割れている。")
    desk.get_by_label("変えた理由").fill("要約した")
    desk.get_by_role("button", name="写しを保存する").click()
    desk.get_by_role("button", name="公表の案を出す").click()
    other = office(1, (390, 844))
    _desk(other, f"/cases/{receipt}/publish")
    _shot(other, "5-publish-phone")
    other.get_by_role("button", name="確かめたので公表する").click()
    _desk(desk, "/published")
    expect(desk.get_by_text("駅前の側溝のふたが割れている。")).to_be_visible()
    _shot(desk, "6-published-desk")


def test_a_hazard_reaches_the_section_within_the_hour_and_the_fast_lane_needs_no_decision(resident, office):
    receipt = _hands_in(resident, "倒木が県道をふさいでいて、車が通れません")
    desk = office(size=(390, 844))
    _desk(desk, "/inbox/?view=urgent")
    desk.get_by_role("link", name=receipt).click()
    desk.get_by_label("課", exact=True).select_option("建設課")
    desk.get_by_label(re.compile("すぐ答える")).check()
    desk.get_by_label(re.compile("現場対応")).check()
    desk.get_by_role("button", name="保存する").click()
    _shot(desk, "7-hazard-phone")
    desk.get_by_role("link", name="照会票").click()
    desk.get_by_role("button", name="照会する").click()
    _answers(desk, receipt, "倒木は、建設課が取りのぞきました。")
    desk.get_by_role("button", name="送る", exact=True).click()
    expect(_said(resident).last).to_contain_text("取りのぞきました")


def test_a_late_case_is_told_and_a_colleague_takes_all_cases_over(resident, office, database_url):
    receipt = _hands_in(resident, "公園の遊具がさびています")
    _hours_later(database_url, receipt, due_on=day_in_japan(now()) - timedelta(days=1), late_told_at=now())
    desk = office()
    expect(desk.get_by_role("heading", name=re.compile("超過"))).to_be_visible()
    _shot(desk, "8-late-desk")
    _desk(desk, f"/cases/{receipt}/")
    desk.get_by_label("担当").select_option(label="実演の担当")
    desk.get_by_role("button", name="保存する").click()
    desk.get_by_text("遅れる連絡をする").click()
    desk.get_by_label(re.compile("「…のため」と続きます")).fill("現地の確認")
    desk.get_by_label("新しい期限").fill((day_in_japan(now()) + timedelta(days=14)).isoformat())
    desk.get_by_role("button", name="連絡する（プッシュ1通）").click()
    expect(_said(resident).last).to_contain_text("現地の確認のため")
    _desk(desk, "/handover")
    desk.get_by_label("だれから").select_option(index=1)
    desk.get_by_label("だれへ").select_option(label="実演の確認役")
    desk.get_by_role("button", name="引き継ぐ").click()
    expect(desk.get_by_text("件を引き継ぎました")).to_be_visible()
    _shot(desk, "9-handover-desk")


def _opens_the_foot(page: Page) -> None:
    """「止める」 at the foot of whatever page is open."""
    page.get_by_text("止める（この答え・ボット・配信）").click()


def test_what_staff_stop_from_any_page_is_told_in_the_chat_and_stands_in_the_record(resident, office, database_url):
    question = "令和5年度のNPO法人数は？"
    _say(resident, question)
    expect(_said(resident).last).to_contain_text("17団体")
    receipt = _hands_in(resident, "公民館の玄関の電球が切れています")
    _hours_later(database_url, receipt)

    desk = office()
    _desk(desk, "/published")  # any page will do
    _opens_the_foot(desk)
    _shot(desk, "10-stop-foot-desk")
    desk.get_by_label("この答えを止める：答えにある言葉").fill("NPO法人数 令和5年度")
    desk.get_by_role("button", name="この答えをさがす").click()
    desk.get_by_role("button", name=re.compile("^止める：.*NPO法人数")).first.click()
    expect(desk.get_by_role("status").filter(has_text="止めました")).to_be_visible()
    _shot(desk, "11-answer-stopped-desk")
    _says_until(resident, question, "市が確認しているため、お答えを控えています")
    desk.get_by_role("button", name=re.compile("^また答える：.*NPO法人数")).first.click()
    _says_until(resident, question, "17団体")

    phone = office(size=(390, 844))
    _desk(phone, f"/cases/{receipt}/")
    _opens_the_foot(phone)
    phone.get_by_label(re.compile("ボットを止める理由")).fill("おかしな答えが出た")
    phone.get_by_role("button", name="ボットを止める", exact=True).click()
    _shot(phone, "12-bot-stopped-phone")
    _desk(desk, "/inbox/")
    expect(desk.locator(".stopped-now")).to_contain_text("ボットを止めています")
    _shot(desk, "13-stopped-above-desk")
    _says_until(resident, question, "いま、自動のお返事を止めています")
    _shot(resident, "14-bot-stopped-chat")
    phone.get_by_role("button", name="再開する").click()
    _says_until(resident, question, "17団体")

    _desk(desk, f"/cases/{receipt}/reply")
    _opens_the_foot(desk)
    desk.get_by_label(re.compile("配信を全部止める理由")).fill("数字の訂正")
    desk.get_by_role("button", name="配信を全部止める", exact=True).click()
    _says_until(resident, "受付状況", "いま、市からお送りするメッセージを止めています")
    _answers(desk, receipt, "電球を取りかえました。")
    desk.get_by_label("決裁日").fill(day_in_japan(now()).isoformat())
    desk.get_by_label("決裁者").fill("市長")
    desk.get_by_label("文書番号").fill("市政第13号")
    desk.get_by_role("button", name="決裁を記録する").click()
    desk.get_by_role("button", name="送る", exact=True).click()
    resident.wait_for_timeout(3_000)
    assert "電球を取りかえました" not in " ".join(_said(resident).all_inner_texts())
    _shot(resident, "15-pushes-stopped-chat")
    _opens_the_foot(desk)
    desk.get_by_role("button", name="配信を再開する").click()
    expect(_said(resident).last).to_contain_text("電球を取りかえました")

    _desk(desk, "/record/")
    _shot(desk, "16-record-of-stops-desk")
    for act in ("bot.stop", "bot.start", "pushes.stop", "pushes.start", "fact.withdrawn", "fact.given_again"):
        desk.goto(re.sub(r"/console/.*", f"/console/record/?act={act}", desk.url))
        expect(desk.locator("tbody tr").first).to_contain_text("実演の担当")


def _says_until(page: Page, text: str, answer: str) -> None:
    """Say it again until the switch has reached the bot, as it does within seconds."""
    heard: list[str] = []
    for _ in range(20):
        page.wait_for_timeout(1_000)
        before = _said(page).count()
        _say(page, text)
        expect(_said(page)).not_to_have_count(before)
        heard = _said(page).all_inner_texts()[before:]
        if answer in " ".join(heard):
            return
    raise AssertionError(f"the chat never said {answer!r} but {heard}")
