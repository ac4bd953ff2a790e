"""市民の声 from the receipt to the end, over HTTP on both databases: hours and weeks pass in the bot and at LINE alike."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hall_side import PUBLIC, Browser
from line_side import Person, text_of, wait_until
from passing_time import rows

pytestmark = pytest.mark.usefixtures("days")

BENCH = "公園のベンチを直してほしいです"
SEND = "送る（返事がほしい）"
SATO = "私は佐藤です。090-1234-5678です。道が暗いです。"


@pytest.fixture(scope="module")
def house(house_through_time):
    return house_through_time


def hands_in(who: Person, text: str = BENCH) -> tuple[str, str]:
    """Two taps and the text; the receipt's number and the id of the message."""
    who.asks("市民の声")
    told = who.says(text)
    who.hears()
    who.taps(SEND)
    receipt = re.search(r"K-\d{4}-\d{4}-\d", text_of(who.hears()))
    assert receipt is not None
    return receipt[0], told["event"]["message"]["id"]


def of_case(database_url: str, receipt: str, column: str) -> str:
    ((value,),) = rows(database_url, f"SELECT {column} FROM cases WHERE receipt = '{receipt}'")
    return str(value)


def hears(who: Person, words: str) -> str:
    """Wait for words of the city's own accord; all that was said by then."""
    return wait_until(words, lambda: text if words in (text := text_of(who.said_to())) else "")  # type: ignore[no-any-return]


def cases_of(database_url: str, receipt: str) -> int:
    ((count,),) = rows(database_url, f"SELECT count(*) FROM cases WHERE receipt = '{receipt}'")
    return int(str(count))


# --- answered, late, asked after ---------------------------------------------------------------------------------


def test_an_answer_arrives_and_28_days_later_one_is_asked_once(hana, days, officer, database_url):
    receipt, _ = hands_in(hana)
    days.pass_by(hours=2)
    assert "1人に回答を送ります" in officer.answers(receipt, "新しいベンチに取りかえました。", days.today)
    hears(hana, "新しいベンチに取りかえました。")
    answered = days.today
    days.to_the_afternoon_of(answered + timedelta(days=27))
    days.to_the_afternoon_of(answered + timedelta(days=28))
    hears(hana, "その後いかがですか")
    hana.listens()
    assert "担当の職員に伝えました" in hana.asks("まだ困っている")
    assert receipt in officer.opens("/inbox/?view=unread")
    assert "回答しました" in hana.asks("受付状況")


def test_before_the_promised_day_passes_one_is_told_and_the_answer_still_arrives(hana, days, officer, database_url):
    receipt, _ = hands_in(hana)
    due = date.fromisoformat(of_case(database_url, receipt, "due_on"))
    days.to_the_afternoon_of(due)
    assert "ごろまでを目安に" in hears(hana, "お返事が遅れています")
    assert date.fromisoformat(of_case(database_url, receipt, "due_on")) > due
    officer.answers(receipt, "ベンチは来月に直します。", days.today)
    hears(hana, "ベンチは来月に直します。")
    days.to_the_afternoon_of(days.today + timedelta(days=28))
    wait_until(
        "the question is noted",
        lambda: of_case(database_url, receipt, "asked_after_at") not in ("None", ""),
        seconds=60,
    )
    assert "その後いかがですか" not in text_of(hana.said_to())  # two pushes a case, and no third
    hana.listens()
    assert "その後いかがですか" in hana.asks(receipt)


def test_the_city_asks_back_and_hears_back_in_the_chat(hana, days, officer, database_url):
    receipt, _ = hands_in(hana)
    assert "トークで届けます" in officer.step(receipt, "ask_back", text="どの公園ですか。", how="push")
    hears(hana, "どの公園ですか。")
    hana.listens()
    days.pass_by(days=3)
    hana.does("postback", data=f"v1:answering:{receipt}")
    assert "市からのおたずね" in text_of(hana.hears())
    assert "この内容で答えますか" in hana.asks("月岡公園です")
    hana.taps("送る")
    assert "お答えを受け取りました" in text_of(hana.hears())
    page = officer.opens(f"/cases/{receipt}/")
    assert "月岡公園です" in page
    assert "返事あり" in page


def test_a_day_of_silence_ends_it_with_a_word_at_the_next_contact(hana, days, database_url):
    hana.asks("市民の声")
    hana.asks(BENCH)
    before = rows(database_url, "SELECT count(*) FROM cases")
    days.pass_by(hours=25)
    assert "1日たったので終わりにし" in hana.asks("使い方")
    assert "まだありません" in hana.asks("受付状況")
    assert rows(database_url, "SELECT count(*) FROM cases") == before


# --- taken back --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "said", "left"), [(50, "すべて消しました", 0), (70, "封をして保管", 1)])
def test_withdrawing_before_and_after_the_hour(hana, days, database_url, minutes, said, left):
    receipt, _ = hands_in(hana)
    days.pass_by(minutes=minutes)
    hana.asks("受付状況")
    assert BENCH in hana.asks("1")
    hana.taps("取り下げる")
    assert "取り下げますか" in text_of(hana.hears())
    hana.taps("はい、取り下げる")
    assert said in text_of(hana.hears())
    assert cases_of(database_url, receipt) == left
    assert "まだありません" in hana.asks("受付状況")


@pytest.mark.parametrize(("minutes", "left"), [(50, 0), (70, 1)])
def test_unsending_before_and_after_the_hour(hana, days, officer, database_url, minutes, left):
    receipt, message = hands_in(hana)
    days.pass_by(minutes=minutes)
    hana.does("unsend", messageId=message)
    assert cases_of(database_url, receipt) == left
    assert "まだありません" in hana.asks("受付状況")
    if left:
        assert of_case(database_url, receipt, "state") == "WITHDRAWN"


# --- personal data, in each of the four ways, to the receipt -----------------------------------------------------


def test_hiding_a_number_sends_the_voice_without_it(hana, officer, days):
    hana.asks("市民の声")
    assert "090…5678" in hana.asks(SATO)
    hana.taps("かくして送る")
    assert "〔電話番号〕" in text_of(hana.hears())
    receipt = sends(hana)
    page = officer.opens(f"/cases/{receipt}/")
    assert "道が暗いです" in page
    assert "090-1234" not in page


def test_rewriting_forgets_what_was_written(hana, officer, days):
    hana.asks("市民の声")
    hana.asks(SATO)
    hana.taps("書き直す")
    hana.hears()
    hana.asks("道が暗いです")
    receipt = sends(hana)
    page = officer.opens(f"/cases/{receipt}/")
    assert "道が暗いです" in page
    assert "佐藤" not in page


def test_a_place_is_sent_as_it_is(hana, officer, days):
    hana.asks("市民の声")
    hana.asks("本町2丁目3-15の前の側溝が割れています")
    hana.taps("そのまま送る")
    hana.hears()
    receipt = sends(hana)
    page = officer.opens(f"/cases/{receipt}/")
    assert "本町2丁目3-15" in page


def test_a_contact_goes_through_the_form_and_only_once(hana, house, officer, days, database_url):
    hana.asks("市民の声")
    hana.asks(SATO)
    hana.taps("連絡先も伝える")
    link = re.search(rf"{PUBLIC}(/form/\S+)", text_of(hana.hears()))
    assert link is not None
    address, phone = f"{house.address}{link[1]}", Browser()
    page = phone.opens(address)
    assert "道が暗いです" in page.text  # what was written in the talk has come along
    written = {"text": "道が暗いです。", "name": "佐藤 ハル", "contact": "090-1234-5678", "reply": "yes"}
    refused = phone.sends(address, csrf=csrf(page.text), **{**written, "contact": "1234 5678 9012"})
    assert "12けた" in refused.text
    without = Browser().sends(address, csrf="made-up", **written)
    assert "もう一度「送る」" in without.text
    page = phone.opens(address)  # a lost connection: what was written is there
    assert "佐藤 ハル" in page.text
    done = phone.sends(address, csrf=csrf(page.text), **written)
    receipt = re.search(r"K-\d{4}-\d{4}-\d", done.text)
    assert receipt is not None
    assert "すでに受け付けています" in phone.sends(address, csrf=csrf(page.text), **written).text
    assert receipt[0] in hana.asks("受付状況")
    ((contact,),) = rows(database_url, f"SELECT contact FROM cases WHERE receipt = '{receipt[0]}'")
    assert b"090-1234-5678" not in bytes(contact)  # type: ignore[call-overload]
    hana.asks("市民の声")
    hana.taps("連絡先も伝えたい")
    late = re.search(rf"{PUBLIC}(/form/\S+)", text_of(hana.hears()))
    assert late is not None
    days.pass_by(minutes=31)
    assert phone.opens(f"{house.address}{late[1]}").status == 404


def sends(who: Person) -> str:
    who.taps(SEND)
    receipt = re.search(r"K-\d{4}-\d{4}-\d", text_of(who.hears()))
    assert receipt is not None
    return receipt[0]


def csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found is not None
    return found[1]


# --- photos together ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2)])
def test_three_photos_sent_together_bring_one_card(hana, town, house, order):
    hana.asks("市民の声")
    acts = [
        {"from": hana.id, "kind": "image", "imageSet": {"id": "set", "index": index, "total": 3}} for index in order
    ]
    town.batch(*acts)
    assert "写真3枚" in text_of(hana.hears())
    house.settled()
    assert hana.listens() == []
    hana.taps(SEND)
    assert "受付番号" in text_of(hana.hears())
