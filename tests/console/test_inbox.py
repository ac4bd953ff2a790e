"""The inbox: found, narrowed, changed together."""

from __future__ import annotations

import re

from sqlalchemy import select, update

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


def test_nonsense_in_the_address_shows_the_list(hall):
    hall.hears()
    browser = hall.at_work()
    for query in ("view=x", "page=-5", "page=999999999999999999999", "words=zzz", "assignee=a", "page=x"):
        assert browser.opens(f"/inbox/?{query}").status_code == 200, query


def test_a_table_for_excel_hides_people_and_runs_nothing(hall):
    receipt = hall.hears('=HYPERLINK("http://x") 090-1234-5678')
    assert hall.at_work("nashi").opens("/inbox/list.csv").status_code == 403
    browser = hall.at_work("kuri", rights=("export",))
    table = browser.opens("/inbox/list.csv").data.decode("utf-8-sig")
    assert receipt in table
    assert "'=HYPERLINK" in table
    assert "〔電話番号〕" in table
    assert "090" not in table


def test_who_asks_for_ended_cases_by_their_state_sees_them_without_asking_for_all(hall):
    ended, open_still = hall.hears("側溝です", state="CLOSED"), hall.hears("街灯です", user="U2")
    page = hall.at_work().opens("/inbox/?state=CLOSED").text
    assert [ended in page, open_still in page] == [True, False]
