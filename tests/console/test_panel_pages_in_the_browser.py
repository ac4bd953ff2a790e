"""The pages of panel, surveys, knowledge and figures in a real browser: nothing keeps people out or runs off the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from barriers import Barriers, served, signs_in
from browser import shot
from bundled_knowledge import bundled_knowledge
from hall import Clock, Hall, opened
from held_survey import held, made
from playwright.sync_api import expect

from handlers.checks import Check
from handlers.city import Word
from storage import amendments
from storage.database import Database

pytestmark = [pytest.mark.chromium]

PAGES = (
    "/surveys/",
    "/surveys/new",
    "/surveys/1",
    "/surveys/1/texts",
    "/surveys/2",
    "/surveys/2/edit",
    "/surveys/2/try",
    "/surveys/2/paper",
    "/monitors/",
    "/knowledge/",
    "/knowledge/doubts",
    "/knowledge/facts",
    "/knowledge/questions",
    "/knowledge/bench",
    "/figures/",
    "/figures/cases",
    "/figures/council",
    "/figures/yearly",
    "/figures/review/",
    "/figures/review/draft?measure=7次+5-1-1&year=2023",
    "/figures/review/draft?measure=7次+5-1-1&year=2026",
    "/knowledge/mend",
    "/knowledge/amendments",
    "/knowledge/ledger",
    "/knowledge/ledger/measure?measure=7次+5-1-1&year=2026",
    "/knowledge/log",
)


@pytest.fixture
def town(sqlite: Database) -> Iterator[tuple[Hall, str]]:
    """A hall in which one survey was held and one is being made, served on this machine."""
    knowledge = bundled_knowledge()
    hall = opened(sqlite, Clock(), office="127.0.0.0/8", name="上山市", knowledge=knowledge)
    hall.hires("kuri", "admin", rights=("identity", "export", "publish"))
    answers = [
        {"q1": number % 3, "q2": (0,), "q3": 1 + number % 5, "q4": number % 7, "q5": "もっと大きな字で"}
        for number in range(41)
    ]
    held(hall, made(hall), answers)
    made(hall)
    hall.hears("側溝のふたが割れています", user="U2", kind="要望", department="建設課", measures='["7次 5-1-1"]')
    hall.hears("街灯が消えています", user="U3", kind="苦情", category="道路・公園・環境")
    with sqlite.writing() as session:
        check = Check("NPO法人数は？", "answered", "18団体")
        amendments.add(session, Word("ボラ団体", "NPO法人"), [check], hall.seal, hall.clock(), by=1)
    with served(hall) as address:
        yield hall, address


def test_nothing_on_these_pages_keeps_people_out(town, chromium):
    _, address = town
    barriers = Barriers()
    page = chromium.new_context(locale="ja-JP", reduced_motion="reduce", bypass_csp=True).new_page()
    signs_in(page, address)
    for path in PAGES:
        answer = page.goto(f"{address}{path}")
        assert answer is not None
        assert answer.status == 200, path
        barriers.looks(page, "desk-" + re.sub(r"[^\w-]+", "-", path.strip("/")))
    assert barriers == Barriers()


def test_a_survey_is_built_without_script(town, chromium):
    _, address = town
    context = chromium.new_context(locale="ja-JP", java_script_enabled=False)
    page = context.new_page()
    signs_in(page, address)
    page.goto(f"{address}/surveys/new")
    page.get_by_label("題名").fill("雪かきについて")
    page.get_by_label("開始", exact=True).fill("2027-01-11T18:30")
    page.get_by_label("締切", exact=True).fill("2027-01-20T20:00")
    page.get_by_label("質問の文").fill("雪かきに困っていますか？")
    page.get_by_label("選択肢（1行に1つ。選ぶ質問だけ）").fill("はい\nいいえ")
    page.get_by_role("button", name="質問を足す").click()
    page.get_by_label("質問の文").nth(1).fill("どこで困りますか？")
    page.get_by_label("答え方").nth(1).select_option("text")
    page.get_by_role("button", name="確かめる").last.click()
    expect(page.get_by_text("2/2　どこで困りますか？")).to_have_count(1)
    shot(page, "desk-surveys-built", full_page=True)
    page.get_by_role("button", name="下書きとして保存する").click()
    expect(page.get_by_text("下書きとして保存しました")).to_have_count(1)


def test_a_question_is_put_right_and_the_council_s_sheet_taken_along_without_script(town, chromium):
    _, address = town
    context = chromium.new_context(locale="ja-JP", java_script_enabled=False)
    page = context.new_page()
    signs_in(page, address)
    page.goto(f"{address}/knowledge/mend")
    page.get_by_text("数字を足す", exact=True).click()
    form = page.locator("details[open]")
    form.get_by_label("どの施策・事業の数字か").select_option(index=1)
    form.get_by_label("指標などの名前").fill("ごみ拾いの参加者数")
    form.get_by_label("実績（ないときは空に）").fill("1,234")
    form.get_by_label("単位").fill("人")
    form.get_by_label("載っている資料の名前").fill("令和5年度 決算附属資料")
    form.get_by_label("資料の中の場所").fill("第5章")
    form.get_by_label("質問", exact=True).fill("ごみ拾いの参加者数は？")
    form.get_by_label("答えに必ず入る言葉").fill("1,234人")
    form.get_by_role("button", name="試す").click()
    expect(page.get_by_text("確認用の質問は、すべて正しく答えられます。")).to_have_count(1)
    page.locator("details[open]").get_by_role("button", name="この修正を使う").click()
    expect(page.get_by_text("ごみ拾いの参加者数：目標－・実績1,234人").first).to_be_attached()
    page.goto(f"{address}/figures/")
    page.get_by_role("link", name="議会資料（A4 1枚）").click()
    expect(page.get_by_text("世論調査ではなく").first).to_be_attached()
    page.goto(f"{address}/figures/")
    page.get_by_text("書き出す", exact=True).click()
    with page.expect_download() as sheet:
        page.get_by_role("link", name=re.compile("PDF")).first.click()
    assert sheet.value.path().read_bytes().startswith(b"%PDF")


def test_on_paper_a_survey_shows_how_it_was_held_and_nothing_to_press(town, chromium):
    _, address = town
    page = chromium.new_context(locale="ja-JP", viewport={"width": 718, "height": 1000}).new_page()
    signs_in(page, address)
    page.goto(f"{address}/surveys/1")
    method = page.locator("dt", has_text="匿名")
    assert not method.is_visible()
    page.emulate_media(media="print")
    assert method.is_visible()
    assert page.get_by_role("button").filter(visible=True).count() == 0
