"""The chat page in a real browser, as a resident uses it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.chromium]

CHOICES = {
    "items": [
        {"type": "action", "action": {"type": "message", "label": "理由は？", "text": "理由を教えて"}},
        {
            "type": "action",
            "action": {"type": "postback", "label": "くわしく", "data": "more", "displayText": "くわしく見る"},
        },
        {"type": "action", "action": {"type": "datetimepicker", "label": "日を選ぶ", "data": "day", "mode": "date"}},
    ]
}


@pytest.fixture
def answers(town, bot):
    """The bot says everything back, with three choices below."""

    def answer(event):
        if "replyToken" in event:
            words = event.get("message", {}).get("text") or event.get("postback", {}).get("data") or event["type"]
            town.reply(event["replyToken"], {"type": "text", "text": f"「{words}」", "quickReply": CHOICES})

    bot.on_event = answer


PHONE = (390, 844)
on_desk_and_phone = pytest.mark.parametrize("page", [(1366, 768), PHONE], ids=["desk", "phone"], indirect=True)


@pytest.fixture
def page(chromium, line_address, answers, request):
    width, height = getattr(request, "param", PHONE)
    page = chromium.new_page(viewport={"width": width, "height": height})
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(line_address)
    yield page
    # Long polls are still open; leaving the page ends them before the server does.
    page.close()
    assert faults == []


def add_friend(page):
    page.get_by_test_id("add-friend").click()
    expect(said(page, "bot")).to_have_text(["「follow」"])


def said(page, side):
    return page.locator(f"[data-testid=message][data-from={side}] .words")


@on_desk_and_phone
def test_a_newcomer_adds_the_account_asks_and_taps_a_choice(page):
    expect(page.get_by_test_id("composer")).to_be_hidden()
    add_friend(page)
    page.get_by_test_id("composer").fill("雪はいつまで")
    page.get_by_test_id("send").click()
    expect(said(page, "bot").last).to_have_text("「雪はいつまで」")
    page.get_by_test_id("quick-reply").first.click()
    expect(said(page, "resident").last).to_have_text("理由を教えて")
    expect(said(page, "bot").last).to_have_text("「理由を教えて」")
    expect(page.locator("[aria-live=polite]")).to_have_text("声のまど：「理由を教えて」")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_choices_stand_only_under_the_last_message(page, town):
    add_friend(page)
    expect(page.get_by_test_id("quick-reply")).to_have_count(3)
    town.push(town.hana, {"type": "text", "text": "お知らせ"})
    expect(said(page, "bot").last).to_have_text("お知らせ")
    expect(page.get_by_test_id("quick-reply")).to_have_count(0)


def test_buttons_send_their_data_and_a_chosen_day(page, bot):
    add_friend(page)
    page.get_by_role("button", name="くわしく").click()
    expect(said(page, "bot").last).to_have_text("「more」")
    expect(said(page, "resident").last).to_have_text("くわしく見る")
    page.get_by_role("button", name="日を選ぶ").click()
    page.get_by_test_id("moment").fill("2026-12-01")
    page.get_by_role("button", name="決定").click()
    expect(said(page, "bot").last).to_have_text("「day」")
    assert bot.events[-1]["postback"] == {"data": "day", "params": {"date": "2026-12-01"}}


def test_enter_sends_but_not_while_japanese_is_being_composed(page, bot):
    add_friend(page)
    field = page.get_by_test_id("composer")
    field.fill("ゆき")
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(field).to_have_value("ゆき")
    field.press("Shift+Enter")
    field.press_sequentially("かき")
    field.press("Enter")
    expect(field).to_have_value("")
    expect(said(page, "resident")).to_have_text(["ゆき\nかき"])
    # The bubble stands before the webhook has left; the reply shows that it arrived.
    expect(said(page, "bot").last).to_have_text("「ゆき\nかき」")
    assert [event["message"]["text"] for event in bot.events if event["type"] == "message"] == ["ゆき\nかき"]


@on_desk_and_phone
def test_the_raw_json_is_one_click_away(page):
    add_friend(page)
    page.locator("[data-testid=message][data-from=bot]").get_by_test_id("raw").click()
    expect(page.get_by_test_id("raw-json")).to_contain_text('"replyToken"')
    expect(page.get_by_test_id("raw-json")).to_contain_text('"sentMessages"')
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("raw-json")).to_be_hidden()


def test_a_message_can_be_taken_back(page, bot):
    add_friend(page)
    page.get_by_test_id("composer").fill("まちがい")
    page.get_by_test_id("composer").press("Enter")
    page.locator("[data-from=resident]").hover()
    page.get_by_test_id("unsend").click()
    expect(page.get_by_test_id("unsent")).to_be_visible()
    expect(page.get_by_text("まちがい", exact=True)).to_have_count(0)
    bot.hears("unsend")


def test_photo_place_and_sticker_go_out(page, bot):
    add_friend(page)
    ways = (("send-photo", None), ("send-location", "place"), ("send-sticker", "sticker"))
    for number, (button, choice) in enumerate(ways, start=1):
        page.get_by_test_id("attach").click()
        page.get_by_test_id(button).click()
        if choice:
            page.get_by_test_id(choice).first.click()
        expect(page.locator("[data-from=bot]")).to_have_count(1 + number)
    kinds = [event["message"]["type"] for event in bot.events if event["type"] == "message"]
    assert kinds == ["image", "location", "sticker"]


def test_blocking_ends_the_talk_until_it_is_lifted(page):
    add_friend(page)
    page.get_by_test_id("standing").click()
    expect(page.get_by_test_id("composer")).to_be_hidden()
    page.get_by_test_id("unblock").click()
    expect(page.get_by_test_id("composer")).to_be_visible()
    expect(said(page, "bot")).to_have_count(2)


def test_words_never_become_markup(page, town):
    add_friend(page)
    markup = "<img src=x onerror=\"document.title='taken'\"><b>太字</b>"
    body = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": markup}]}
    card = {"type": "flex", "altText": markup, "contents": {"type": "bubble", "body": body}}
    town.push(town.hana, {"type": "text", "text": markup}, card)
    expect(said(page, "bot").last).to_have_text(markup)
    expect(page.get_by_test_id("flex-card")).to_have_text(markup)
    assert page.title() != "taken"


def test_the_group_is_invited_and_called_by_name(page, bot):
    page.get_by_test_id("resident-tab").last.click()
    page.get_by_test_id("invite").click()
    expect(said(page, "bot")).to_have_text(["「join」"])
    page.get_by_test_id("mention").check()
    page.get_by_test_id("composer").fill("予算は？")
    page.get_by_test_id("composer").press("Enter")
    expect(said(page, "bot")).to_have_count(2)
    assert bot.events[-1]["message"]["mention"]["mentionees"][0]["isSelf"] is True


def test_a_message_the_bot_did_not_take_says_so(page, bot):
    add_friend(page)
    bot.status = 500
    bot.on_event = lambda event: None
    page.get_by_test_id("composer").fill("もしもし")
    page.get_by_test_id("composer").press("Enter")
    expect(page.get_by_text("届きませんでした")).to_be_visible()


def test_a_failure_is_switched_on_by_keyboard_and_seen_in_the_traffic(page, town):
    add_friend(page)
    page.get_by_test_id("open-drawer").press("Enter")
    page.get_by_role("tab", name="通信").press("ArrowRight")
    choice = page.get_by_test_id("fail-reply")
    choice.focus()
    choice.select_option("500")
    expect(choice).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("open-drawer")).to_be_focused()
    page.get_by_test_id("composer").fill("もしもし")
    page.get_by_test_id("composer").press("Enter")
    expect(page.get_by_test_id("open-drawer")).to_contain_text("1")
    page.get_by_test_id("open-drawer").click()
    page.get_by_role("tab", name="通信").click()
    expect(page.get_by_test_id("exchange").filter(has_text="500 断られた")).to_have_count(1)
    assert len(town.said_to(town.hana)) == 1


def test_the_typing_sign_lasts_until_the_answer(page, town):
    add_friend(page)
    town.call("POST", "/v2/bot/chat/loading/start", {"chatId": town.hana})
    expect(page.get_by_test_id("typing")).to_be_visible()
    town.push(town.hana, {"type": "text", "text": "お待たせしました"})
    expect(page.get_by_test_id("typing")).to_have_count(0)
    expect(said(page, "bot").last).to_have_text("お待たせしました")


def test_another_persons_messages_are_counted_at_their_tab(page, town):
    add_friend(page)
    town.does(town.kenta, "text", text="やあ")
    tab = page.get_by_test_id("resident-tab").nth(1)
    expect(tab.get_by_label("新着1件")).to_be_visible()
    tab.click()
    expect(said(page, "bot")).to_have_text(["「やあ」"])
    expect(tab.get_by_label("新着1件")).to_have_count(0)


# Text against the first solid ground behind it; gradients and pictures are judged by eye.
FAINT_TEXTS = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, part, i) => sum + part * linear(colour[i] / 255), 0);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("body *")].filter((node) => node.checkVisibility({ visibilityProperty: true })
      && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
    .map((node) => {
      const [one, other] = [light(numbers(getComputedStyle(node).color)), light(ground(node))].sort((a, b) => b - a);
      return [node.textContent.trim().slice(0, 20), (one + 0.05) / (other + 0.05)];
    })
    .filter(([, contrast]) => contrast < 4.5);
}"""


@on_desk_and_phone
def test_every_text_stands_out_from_its_ground(page, town, bot):
    add_friend(page)
    bot.status = 500
    town.does(town.hana, "text", text="もしもし")
    expect(page.get_by_text("届きませんでした")).to_be_visible()
    assert page.evaluate(FAINT_TEXTS) == []
    page.get_by_test_id("attach").click()
    page.evaluate("document.body.classList.add('drawer-open')")
    for pane in ("障害と設定", "特別な出来事", "通信"):
        page.get_by_role("tab", name=pane).click()
        assert page.evaluate(FAINT_TEXTS) == []
