"""The inbox: found, narrowed, changed together."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from handlers.city import Intake
from storage import cases
from storage.cases import NewVoice, Part
from storage.models import Case, Voice, VoicePart


def test_two_characters_find_a_voice_and_do_not_stand_in_the_address(hall):
    receipt = hall.hears("うちの前の除雪が遅いです")
    other = hall.hears("街灯が消えています")
    browser = hall.at_work()
    browser.opens("/inbox/")
    answer = browser.sends("/inbox/search", words="除雪")
    assert "除雪" not in answer.location
    assert "%E9%99%A4" not in answer.location
    page = browser.opens(answer.location.removeprefix("/console")).text
    assert receipt in page
    assert other not in page


def test_everyday_words_of_kana_or_one_character_find_their_case_and_signs_alone_are_not_told_as_nothing_found(hall):
    receipts = [
        hall.hears("ごみの分別が分かりにくいです"),
        hall.hears("ゴミ袋が高い", user="U2"),
        hall.hears("雪がすごい", user="U3"),
    ]
    browser = hall.at_work()
    for words, found in (("ごみ", receipts[:2]), ("ごみ袋", [receipts[1]]), ("雪", [receipts[2]]), ("？！", [])):
        browser.opens("/inbox/")
        page = browser.opens(browser.sends("/inbox/search", words=words).location.removeprefix("/console")).text
        assert [one for one in receipts if one in page] == found, words
    assert "記号だけではさがせません" in page
    assert "0件" not in page.split("記号だけでは")[1].split("</p>")[0]


@pytest.mark.parametrize("word", ["街灯", "ガイトウ"])
def test_a_section_finds_its_own_case_however_many_of_others_are_newer(hall, word):
    receipt = hall.hears("街灯（ガイトウ）の話です", user=None, department="建設課")
    for number in range(205):
        hall.hears(f"街灯（ガイトウ）の話 {number}", user=None, department="福祉課")
    desk = hall.at_work("tanaka", department="建設課")
    desk.opens("/inbox/")
    page = desk.opens(desk.sends("/inbox/search", words=word).headers["Location"].removeprefix("/console")).text
    assert [receipt in page, "が見つかった案件：1件" in page] == [True, True]


def test_staff_are_told_of_voices_that_could_not_be_opened_to_be_looked_through(hall):
    damaged, found = hall.hears("雪が心配です"), hall.hears("雪がすごい", user="U2")
    with hall.database.writing() as session:
        voices = select(Voice.id).join(Case, Case.id == Voice.case_id).where(Case.receipt == damaged)
        session.execute(update(VoicePart).where(VoicePart.voice_id.in_(voices)).values(body=b"damaged"))
    browser = hall.at_work()
    browser.opens("/inbox/")
    page = browser.opens(browser.sends("/inbox/search", words="雪").location.removeprefix("/console")).text
    assert found in page
    assert "開けない声が1件あり、その中はさがせていません" in page


def test_a_number_typed_leads_straight_to_its_case(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    browser.opens("/inbox/")
    assert browser.sends("/inbox/search", words=receipt.lower()).location.endswith(f"/cases/{receipt}/")


def test_filter_and_ticks_survive_a_change_of_many(hall):
    receipts = [hall.hears(f"道路の穴その{number}", user=f"U{number}", kind="苦情") for number in range(3)]
    browser = hall.at_work()
    browser.opens("/inbox/?kind=苦情")
    versions = {f"version-{receipt}": hall.case(receipt).version for receipt in receipts}
    answer = browser.sends(
        "/inbox/change", chosen=receipts[:2], **{"set-department": "建設課", "kept-kind": "苦情"}, **versions
    )
    page = browser.opens(answer.location.removeprefix("/console")).text
    assert [hall.case(receipt).department for receipt in receipts] == ["建設課", "建設課", None]
    assert "<option selected>苦情</option>" in page.replace("<option  selected>", "<option selected>")
    ticked = re.findall(r'value="([^"]+)" aria-label="[^"]+" checked', page)
    assert sorted(ticked) == sorted(receipts[:2])


def test_what_somebody_else_changed_meanwhile_is_left_alone_and_named(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    browser.opens("/inbox/")
    answer = browser.sends("/inbox/change", chosen=[receipt], **{"set-department": "建設課", f"version-{receipt}": 99})
    page = browser.opens(answer.location.removeprefix("/console")).text
    assert "ほかの人が先に変えていた" in page
    assert hall.case(receipt).department is None


def test_only_cases_that_change_are_counted_and_stand_in_the_record(hall):
    receipts = [hall.hears(department="建設課"), hall.hears("街灯", user="U2")]
    desk, admin = hall.at_work(), hall.at_work("kuri", "admin")
    for said in ("1件を変えました。1件は、もうそのとおりでした。", "2件は、もうそのとおりでした。"):
        desk.opens("/inbox/")
        desk.sends("/inbox/change", chosen=receipts, **{"set-department": "建設課"})
        assert said in desk.opens("/inbox/").text
    assert admin.opens("/record/?act=case.change").text.count("<td>種類・分野・課・担当などを変えた</td>") == 1


def test_a_case_that_went_to_another_section_meanwhile_does_not_stop_the_change_of_the_others(hall):
    passed_on, mine = hall.hears(department="建設課"), hall.hears("街灯", user="U2", department="建設課")
    section = hall.at_work("tanaka", department="建設課")
    section.opens("/inbox/")
    with hall.database.writing() as session:
        session.execute(update(Case).where(Case.receipt == passed_on).values(department="福祉課"))
    assert section.sends("/inbox/change", chosen=[passed_on, mine], **{"set-kind": "苦情"}).status_code == 302
    assert [hall.case(passed_on).kind, hall.case(mine).kind] == [None, "苦情"]
    assert f"次の案件は、もうここからは開けません：{passed_on}" in section.opens("/inbox/").text


def test_nonsense_in_the_address_shows_the_list(hall):
    hall.hears()
    browser = hall.at_work()
    for query in ("view=x", "page=-5", "page=999999999999999999999", "words=zzz", "assignee=a", "page=x"):
        assert browser.opens(f"/inbox/?{query}").status_code == 200, query


def test_a_table_for_excel_hides_people_and_runs_nothing(hall):
    receipt = hall.hears('=HYPERLINK("http://x") 090-1234-5678')
    hall.hears("＝ＨＹＰＥＲＬＩＮＫ（Ａ１）", user="U2")
    assert hall.at_work("nashi").opens("/inbox/list.csv").status_code == 403
    browser = hall.at_work("kuri", rights=("export",))
    table = browser.opens("/inbox/list.csv").data.decode("utf-8-sig")
    assert receipt in table
    assert "'=HYPERLINK" in table
    assert "'＝ＨＹＰＥＲＬＩＮＫ" in table
    assert "〔電話番号〕" in table
    assert "090" not in table


def test_a_table_has_the_whole_list_and_not_the_page_that_is_looked_at(hall):
    receipts = [hall.hears(f"街灯 {number}", user=None, kind="苦情" if number else "要望") for number in range(53)]
    desk = hall.at_work("kuri", rights=("export",))
    page = desk.opens("/inbox/?kind=苦情&page=2").text
    (link,) = re.findall(r'href="/console(/inbox/list\.csv\?[^"]*)">CSV<', page)
    table = desk.opens(link.replace("&amp;", "&")).data.decode("utf-8-sig")
    assert [receipt in table for receipt in receipts] == [False, *[True] * 52]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_table_for_excel_has_all_that_was_said_and_no_number_cut_in_two(hall, ending):
    """The number stands where the list on the page ends its line."""
    said = "街灯がつきません。" * 6 + "連絡は090-1234-5678へ。\nそのあと、となりも切れました。"
    receipt = hall.hears(said)
    chat = hall.case(receipt).chat
    with hall.database.writing() as session:
        more = NewVoice("line", hall.clock() - timedelta(hours=2), (Part("text", "三本目も切れました"),), chat=chat)
        cases.hand_in(session, more, Intake(per_day=1), hall.seal, more.said_at)
    table = hall.at_work("kuri", rights=("export",)).opens(f"/inbox/list.{ending}").data
    if ending == "csv":
        told = table.decode("utf-8-sig")
    else:
        told = str([cell.value for row in load_workbook(io.BytesIO(table)).worksheets[0] for cell in row])
    assert ["となりも切れました" in told, "三本目も切れました" in told, "〔電話番号〕" in told] == [True] * 3
    assert "090" not in told


def test_a_voice_longer_than_a_cell_of_excel_says_where_the_rest_is(hall):
    receipt = hall.hears("街" * 20_000)
    chat = hall.case(receipt).chat
    with hall.database.writing() as session:
        more = NewVoice("line", hall.clock() - timedelta(hours=2), (Part("text", "灯" * 20_000),), chat=chat)
        cases.hand_in(session, more, Intake(per_day=1), hall.seal, more.said_at)
    table = hall.at_work("kuri", rights=("export",)).opens("/inbox/list.xlsx").data
    (words,) = [cell.value for cell in load_workbook(io.BytesIO(table)).worksheets[0]["D"]][1:]
    assert (len(words), words.endswith("（続きは案件の画面にあります）")) == (32_767, True)


def test_who_asks_for_ended_cases_by_their_state_sees_them_without_asking_for_all(hall):
    ended, open_still = hall.hears("側溝です", state="CLOSED"), hall.hears("街灯です", user="U2")
    page = hall.at_work().opens("/inbox/?state=CLOSED").text
    assert [ended in page, open_still in page] == [True, False]


def test_what_was_answered_in_time_is_not_overdue_because_somebody_still_has_trouble(hall):
    """「まだ困っている」 comes weeks after the date for the answer, which was kept."""
    hall.hears(state="ANSWERED", still_open=True, due_on=hall.clock().date() - timedelta(days=14))
    page = hall.at_work().opens("/").text
    assert "まだ困っている" in page
    assert "回答済み" in page
    assert "超過）" not in page
