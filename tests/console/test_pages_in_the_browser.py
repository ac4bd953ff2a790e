"""Every page of the desk in a real browser: nothing keeps people out, and nothing runs off the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from barriers import Barriers, served, signs_in
from bundled_knowledge import bundled_knowledge
from hall import PASSWORD, Clock, Hall, opened
from playwright.sync_api import Page

from storage.database import Database

pytestmark = [pytest.mark.chromium]

# Pages that are about one measure.
ABOUT_A_MEASURE = ("/figures/review/draft", "/knowledge/ledger/measure")
DAYS_WORK = ("/inbox/", "/cases/", "/enter", "/lookup", "/circulation", "/published", "/stop/", "/handover")


@pytest.fixture
def town(sqlite: Database) -> Iterator[tuple[Hall, str]]:
    """A hall with work of every kind, served on this machine."""
    knowledge = bundled_knowledge()
    hall = opened(sqlite, Clock(), office="127.0.0.0/8", name="上山市", knowledge=knowledge)
    hall.hires("kuri", "admin", rights=("identity", "export", "publish"))
    officer = hall.hires("momo")
    hall.hears(
        "うちの前の除雪が遅くて、子どもが道路を歩いています。090-1234-5678 山田です", urgent=True, may_publish=True
    )
    hall.hears("側溝のふたが割れています", user="U2", due_on=date(2026, 11, 18), assignee=officer, department="建設課")
    hall.hears("側溝のふたが外れたままです", user="U3", alike=1)
    hall.hears("図書館は何時までですか", user="U4", fast_lane=True, contact=hall.seal.seal("山田 0000-11-2222"))
    hall.hears("保育園を増やしてください", user=None, ago=timedelta(days=3), proposed_kind="要望", personal=True)
    with served(hall) as address:
        yield hall, address


def _work_through(page: Page, address: str, receipt: str) -> None:
    """照会, 回答案 and 決裁 by hand, so that the pages have something to show."""
    page.goto(f"{address}/cases/{receipt}/inquiry/")
    page.get_by_label("課", exact=True).fill("建設課")
    page.get_by_role("button", name="照会する").click()
    page.get_by_label("回答", exact=True).fill("25日に取りかえます。")
    page.get_by_role("button", name="記録する").click()
    page.get_by_label("回答の文").fill("側溝のふたを取りかえました。")
    page.get_by_label("終わり方", exact=True).select_option("DONE")
    page.get_by_label("終わり方の理由").fill("取りかえた")
    page.get_by_role("button", name="回答案を保存する").click()
    page.get_by_label("決裁日").fill("2026-11-20")
    page.get_by_label("決裁者").fill("市長")
    page.get_by_label("文書番号").fill("市政第12号")
    page.get_by_role("button", name="決裁を記録する").click()


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_nothing_on_any_page_keeps_people_out(town, chromium, script):
    hall, address = town
    receipt = "K-2026-0001-7"
    barriers = Barriers()
    # axe needs script on the page; without it the pages must work all the same, and are only opened.
    context = chromium.new_context(locale="ja-JP", reduced_motion="reduce", java_script_enabled=script, bypass_csp=True)
    page = context.new_page()
    signs_in(page, address)
    _work_through(page, address, receipt)
    for path in _pages(hall, receipt):
        answer = page.goto(f"{address}{path}")
        assert answer is not None
        assert answer.status == 200, path
        if script:
            barriers.looks(page, f"desk-{path.partition('?')[0].strip('/').replace('/', '-') or 'today'}")
    assert barriers == Barriers()


def _pages(hall: Hall, receipt: str) -> list[str]:
    """All pages that are opened by their address, with a case where they ask for one."""
    left_out = ("/login", "/me/second-factor", "/published/page", "/photos/", "/static", "sheet.docx", ".csv")
    paths = []
    for rule in hall.app.url_map.iter_rules():
        path = rule.rule.replace("<receipt>", receipt).replace("<int:staff_id>", "1")
        if "GET" in (rule.methods or ()) and not any(part in path for part in left_out) and "<" not in path:
            paths.append(f"{path}?measure=7次+5-1-1&year=2023" if path in ABOUT_A_MEASURE else path)
    return sorted(set(paths))


def _tab_to(page: Page, name: str, *, whole: bool = False, most: int = 150) -> None:
    """Go on by Tab alone until that control has the focus, which must be seen; whoever is trapped never gets there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
                const here = document.activeElement;
                const ring = getComputedStyle(here);
                const box = here.getBoundingClientRect();
                const label = here.labels && here.labels.length ? here.labels[0].innerText : "";
                return {
                    name: (here.getAttribute("aria-label") || label || here.innerText || "").trim(),
                    ring: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2
                        || ring.boxShadow !== "none",
                    seen: box.width > 0 && box.height > 0,
                };
            }"""
        )
        if here["name"] == name or (not whole and here["name"].startswith(name)):
            assert (here["seen"], here["ring"]) == (True, True), f"the focus on {name} is not seen"
            return
    raise AssertionError(f"no way by Tab to {name}")


def _types(page: Page, name: str, text: str) -> None:
    _tab_to(page, name)
    page.keyboard.type(text)


def test_from_the_inbox_to_the_answer_by_keyboard_alone(town, chromium):
    hall, address = town
    page = chromium.new_page(locale="ja-JP", viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    page.goto(f"{address}/login")
    _types(page, "ログイン名", "kuri")
    _types(page, "パスワード", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=今日やること")
    page.goto(f"{address}/")
    _tab_to(page, "本文へ")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.goto(f"{address}/inbox/")
    _tab_to(page, "K-2026-0002-5", whole=True)
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/K-2026-0002-5/")
    _tab_to(page, "種類")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "すぐ答える")
    page.keyboard.press("Space")
    _tab_to(page, "保存する")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=保存しました")
    _tab_to(page, "照会票")
    page.keyboard.press("Enter")
    page.wait_for_url("**/inquiry/")
    _tab_to(page, "照会する")
    page.keyboard.press("Space")
    page.wait_for_selector("text=照会を記録しました")
    page.goto(f"{address}/cases/K-2026-0002-5/")
    _tab_to(page, "回答", whole=True)
    page.keyboard.press("Enter")
    page.wait_for_url("**/reply")
    _types(page, "回答の文", "側溝のふたを取りかえました。")
    _tab_to(page, "終わり方")
    page.keyboard.press("ArrowDown")
    _types(page, "終わり方の理由", "取りかえた")
    _tab_to(page, "回答案を保存する")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=回答案を保存しました")
    _tab_to(page, "送る")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=1人に回答を送ります")
    assert hall.case("K-2026-0002-5").state == "ANSWERED"


def test_no_page_of_the_days_work_traps_the_keyboard_and_every_control_is_reached(town, chromium):
    """From the skip link once round: at least as many stops as there are controls."""
    hall, address = town
    page = chromium.new_page(locale="ja-JP", viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    signs_in(page, address)
    trapped = []
    for path in (one for one in _pages(hall, "K-2026-0001-7") if one == "/" or one.startswith(DAYS_WORK)):
        page.goto(f"{address}{path}")
        # The button that Enter presses for a form is seen, read and reached by nobody.
        controls = page.evaluate(
            """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
                .filter((one) => one.type !== "hidden" && !one.disabled && one.checkVisibility() && !one.ariaHidden).length"""
        )
        stops = 0
        for _ in range(2 * controls + 40):
            page.keyboard.press("Tab")
            where = page.evaluate(
                """() => {
                    const here = document.activeElement;
                    if (here === document.body) return "out";
                    // The parts of a date are stops of one control.
                    if (window.lastStop === here && here.type === "date") return "part";
                    window.lastStop = here;
                    const twice = here.dataset.been === "yes";
                    here.dataset.been = "yes";
                    return twice ? "again" : "next";
                }"""
            )
            if where in ("out", "again"):
                break
            stops += where == "next"
        # Radio buttons of one group are one stop.
        radios = page.evaluate(
            """() => {
                const all = [...document.querySelectorAll("input[type=radio]")].filter((one) => one.checkVisibility());
                return all.length - new Set(all.map((one) => one.form?.action + one.name)).size;
            }"""
        )
        if stops < controls - radios:
            trapped.append((path, stops, controls - radios))
    assert trapped == []


def test_paper_bears_no_buttons_of_the_desk_and_the_words_of_its_narrow_columns_stay_whole(town, chromium):
    hall, address = town
    hall.hears("公園の水道が出ません。" * 40, user="U5", department="生涯学習課", kind="要望", category="道路・除雪")
    page = chromium.new_context(locale="ja-JP", viewport={"width": 718, "height": 1000}).new_page()
    signs_in(page, address)
    page.emulate_media(media="print")
    for path in ("/", "/inbox/", "/circulation", "/figures/"):
        page.goto(f"{address}{path}")
        assert not page.locator(".desk-foot").is_visible(), path
        assert not page.locator(".desk-head").is_visible(), path
    page.goto(f"{address}/circulation")
    broken = page.evaluate(
        """() => [...document.querySelectorAll(".circulation th, .circulation td:not(.said)")]
            .flatMap((cell) => [...cell.childNodes])
            .filter((node) => node.nodeType === Node.TEXT_NODE)
            .flatMap((node) => [...node.textContent.matchAll(/[^・\\s]+/g)].map((word) => [node, word]))
            .filter(([node, word]) => {
                const range = document.createRange();
                range.setStart(node, word.index);
                range.setEnd(node, word.index + word[0].length);
                return range.getClientRects().length > 1;
            })
            .map(([, word]) => word[0])"""
    )
    assert broken == []


def test_the_inbox_on_a_sheet_of_a4_is_whole_and_without_what_is_to_be_pressed(town, chromium):
    hall, address = town
    hall.hears(
        "道路の雪を早くかいてください" * 6, user="U6", department="生涯学習課", kind="要望", category="道路・除雪"
    )
    page = chromium.new_context(locale="ja-JP", viewport={"width": 718, "height": 1000}).new_page()
    signs_in(page, address)
    page.emulate_media(media="print")
    for path in ("/inbox/", "/inbox/?kind=要望", "/cases/K-2026-0002-5/", "/cases/K-2026-0003-0/"):
        page.goto(f"{address}{path}")
        shown = "one => one.checkVisibility()"
        pressed = "[...document.querySelectorAll('main button, main input, main .btn')]"
        assert page.evaluate(f"{pressed}.filter({shown}).map(one => one.outerHTML)") == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.goto(f"{address}/inbox/")
    cut = "[...document.querySelectorAll('.cases td, .cases th')].filter(one => one.getBoundingClientRect().right > innerWidth)"
    assert page.evaluate(f"{cut}.map(one => one.textContent)") == []
    assert not page.locator("#kind").is_visible()
    page.goto(f"{address}/inbox/?kind=要望")
    assert page.locator("#kind").is_visible()


def test_enter_in_the_field_of_a_figure_puts_it_into_the_reply(town, chromium):
    _, address = town
    page = chromium.new_context(locale="ja-JP").new_page()
    signs_in(page, address)
    page.goto(f"{address}/cases/K-2026-0001-7/reply")
    page.get_by_label("回答の文").fill("お声をありがとうございます。")
    page.get_by_label("計画や成果の数字を入れる").fill("令和5年度のNPO法人数は？")
    page.get_by_label("計画や成果の数字を入れる").press("Enter")
    page.wait_for_load_state()
    written = page.get_by_label("回答の文").input_value()
    assert written.startswith("お声をありがとうございます。")
    assert "出典" in written
    page.get_by_label("終わり方の理由").fill("取りかえた")
    page.get_by_label("終わり方の理由").press("Enter")
    page.wait_for_load_state()
    assert page.get_by_label("回答の文").input_value() == written
