"""A voice on its way through the hall."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
from bundled_knowledge import bundled_knowledge
from docx import Document
from hall import PASSWORD, opened
from sqlalchemy import update

from casework.phrases import Phrase
from handlers.city import Intake
from storage import audit, cases
from storage.cases import NewVoice, Part
from storage.models import Case, VoicePart
from storage.sealing import Seal

ANSWER = "側溝のふたを、11月25日に取りかえました。\nお知らせくださり、ありがとうございました。"


def _drafted(browser, receipt, **more):
    browser.opens(f"/cases/{receipt}/reply")
    fields = {"text": ANSWER, "end": "DONE", "reason": "ふたを取りかえた", "signed_as": "mayor", "do": "keep", **more}
    return browser.sends(f"/cases/{receipt}/reply", **fields)


def _decided(browser, receipt):
    browser.opens(f"/cases/{receipt}/reply")
    return browser.sends(f"/cases/{receipt}/decide", on="2026-11-19", who="市長", document_number="市政第12号")


def test_a_voice_goes_from_the_inbox_through_inquiry_and_decision_to_the_residents_chat(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    assert "側溝のふたが割れています" in browser.opens("/").text
    assert receipt in browser.opens("/inbox/?view=unread").text
    assert "側溝のふたが割れています" in browser.opens(f"/cases/{receipt}/").text

    page = browser.opens(f"/cases/{receipt}/inquiry/")
    assert "課に渡す文" in page.text
    browser.sends(f"/cases/{receipt}/inquiry/", department="建設課", question="いつ直せますか", due="2026-11-30")
    assert "建設課" in browser.opens(f"/cases/{receipt}/inquiry/sheet").text
    assert receipt in browser.opens("/inbox/?view=section").text
    browser.opens(f"/cases/{receipt}/inquiry/")
    browser.sends(f"/cases/{receipt}/inquiry/reply", who="建設課 小林", on="2026-11-20", text="25日に取りかえます")

    assert "25日に取りかえます" in browser.opens(f"/cases/{receipt}/reply").text
    assert _drafted(browser, receipt).status_code == 302
    page = browser.opens(f"/cases/{receipt}/reply").text
    assert "決裁日・決裁者・文書番号を記録すると、送れます" in page
    assert 'class="bubble city-says"' in page
    assert hall.letters() == []
    assert _decided(browser, receipt).status_code == 302
    assert "プッシュ 1通" in browser.opens(f"/cases/{receipt}/reply").text
    browser.sends(f"/cases/{receipt}/send", how="push")

    ((purpose, state, said),) = hall.letters()
    assert (purpose, state) == (f"case:{hall.case(receipt).id}:answer", "due")
    assert "みほん市長" in said
    assert "11月25日" in said
    assert hall.case(receipt).state == "ANSWERED"
    assert [entry.what for entry in hall.told(receipt)] == [
        "received",
        "inquiry",
        "section_reply",
        "drafted",
        "decided",
        "answered",
    ]


def test_no_section_is_asked_for_a_day_gone_by_and_none_answered_on_a_day_to_come(hall):
    receipt = hall.hears()
    browser = hall.at_work()

    def asks(due: str):
        browser.opens(f"/cases/{receipt}/inquiry/")
        return browser.sends(f"/cases/{receipt}/inquiry/", department="建設課", question="いつ直せますか", due=due)

    def answers(on: str):
        browser.opens(f"/cases/{receipt}/inquiry/")
        return browser.sends(f"/cases/{receipt}/inquiry/reply", who="建設課", on=on, text="直します")

    past, today = asks("2026-11-19"), asks("2026-11-20")
    assert (past.status_code, "もう過ぎた日" in past.text, today.status_code) == (400, True, 302)
    to_come, today = answers("2027-11-20"), answers("2026-11-20")
    assert (to_come.status_code, "今日よりあと" in to_come.text, today.status_code) == (400, True, 302)
    assert [entry.what for entry in hall.told(receipt)][-2:] == ["inquiry", "section_reply"]


def test_nothing_is_sent_before_the_decision_and_a_new_draft_needs_a_new_one(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    _drafted(browser, receipt)
    browser.opens(f"/cases/{receipt}/reply")
    assert browser.sends(f"/cases/{receipt}/send").status_code == 400
    _decided(browser, receipt)
    _drafted(browser, receipt, text="書き直しました。")
    browser.opens(f"/cases/{receipt}/reply")
    page = browser.sends(f"/cases/{receipt}/send")
    assert page.status_code == 400
    assert "決裁日・決裁者・文書番号" in page.text
    assert hall.letters() == []


@pytest.mark.parametrize("missing", ["on", "who", "document_number"])
def test_a_decision_given_outside_needs_day_person_and_number(hall, missing):
    receipt = hall.hears()
    browser = hall.at_work()
    _drafted(browser, receipt)
    browser.opens(f"/cases/{receipt}/reply")
    given = {"on": "2026-11-19", "who": "市長", "document_number": "市政第12号", missing: ""}
    assert browser.sends(f"/cases/{receipt}/decide", **given).status_code == 400
    assert hall.case(receipt).decided_on is None


def test_no_decision_is_of_a_day_to_come_for_one_case_or_for_several(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    _drafted(browser, receipt)
    browser.opens(f"/cases/{receipt}/reply")
    given = {"on": "2026-11-21", "who": "市長", "document_number": "市政第12号"}
    for path, more in ((f"/cases/{receipt}/decide", {}), ("/group", {"chosen": [receipt], "do": "decide"})):
        page = browser.sends(path, **given, **more)
        assert (page.status_code, "今日よりあと" in page.text) == (400, True), path
    assert hall.case(receipt).decided_on is None


def test_at_a_strict_hall_the_number_typed_for_several_cases_is_kept_with_each(strict_hall):
    receipts = [strict_hall.hears(f"除雪が遅いです その{number}", user=f"U{number}") for number in range(2)]
    writer, boss = strict_hall.at_work("kuri", "approver"), strict_hall.at_work("momo", "approver")
    writer.opens("/inbox/")
    draft = {"text": "除雪の順番を見直します。", "end": "DONE", "reason": "順番を見直した"}
    writer.sends("/group", chosen=receipts, do="keep", **draft)
    boss.opens("/inbox/")
    boss.sends("/group", chosen=receipts, do="decide", document_number="市政第12号")
    assert [strict_hall.case(receipt).document_number for receipt in receipts] == ["市政第12号"] * 2


def test_at_a_strict_hall_a_second_person_with_the_right_approves(strict_hall):
    receipt = strict_hall.hears()
    writer, boss = strict_hall.at_work("kuri", "approver"), strict_hall.at_work("momo", "approver")
    officer = strict_hall.at_work("nashi")
    _drafted(writer, receipt)
    officer.opens(f"/cases/{receipt}/reply")
    assert officer.sends(f"/cases/{receipt}/decide").status_code == 403
    writer.opens(f"/cases/{receipt}/reply")
    assert "自分では承認できません" in writer.sends(f"/cases/{receipt}/decide").text
    boss.opens(f"/cases/{receipt}/reply")
    assert boss.sends(f"/cases/{receipt}/decide").status_code == 302
    boss.opens(f"/cases/{receipt}/reply")
    boss.sends(f"/cases/{receipt}/send")
    assert len(strict_hall.letters()) == 1


def test_a_simple_question_is_answered_at_once_without_decision(hall):
    receipt = hall.hears("図書館は何時までですか", fast_lane=True)
    browser = hall.at_work()
    _drafted(browser, receipt, text="午後7時までです。", end="DONE", reason="開館時間を案内", signed_as="section")
    browser.opens(f"/cases/{receipt}/reply")
    browser.sends(f"/cases/{receipt}/send", how="push")
    assert "広報の担当" in hall.letters()[0][2]


def test_nothing_goes_out_in_the_mayors_name_without_decision_however_simple(hall):
    receipt = hall.hears("図書館は何時までですか", fast_lane=True)
    browser = hall.at_work()
    _drafted(browser, receipt, text="午後7時までです。", end="DONE", reason="開館時間を案内", signed_as="mayor")
    assert "決裁待ち" in browser.opens(f"/cases/{receipt}/").text
    browser.opens(f"/cases/{receipt}/reply")
    browser.sends(f"/cases/{receipt}/send", how="push")
    assert hall.letters() == []


def test_an_answer_may_wait_for_the_next_contact_and_costs_nothing_then(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    _drafted(browser, receipt)
    _decided(browser, receipt)
    browser.opens(f"/cases/{receipt}/reply")
    browser.sends(f"/cases/{receipt}/send", how="wait")
    ((_, state, said),) = hall.letters()
    assert state == "owed"
    assert "11月25日" in said
    assert "次にメッセージが来たときに届けます" in browser.opens(f"/cases/{receipt}/").text
    assert receipt not in browser.opens("/inbox/?view=undelivered").text


def test_who_answers_with_thanks_alone_is_warned_and_so_is_who_approves(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    text = "貴重なご意見をありがとうございます。今後の市政運営の参考にさせていただきます。"
    thin = {"text": text, "end": "NOTED", "reason": "貴重なご意見として承る"}
    _drafted(browser, receipt, **thin)
    page = browser.opens(f"/cases/{receipt}/reply").text
    assert "回答が、お礼やあいさつだけになっています" in page
    assert "決裁を記録する" in page


def test_an_unfinished_slot_or_end_is_named_and_nothing_typed_is_lost(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    page = _drafted(browser, receipt, text="〔課〕が〔したこと〕を行いました。")
    assert page.status_code == 400
    assert "〔したこと〕" in page.text
    page = _drafted(browser, receipt, end="PLANNED", text="春に直します。")
    assert page.status_code == 400
    assert "春に直します。" in page.text
    assert hall.case(receipt).state == "RECEIVED"


def test_a_promise_for_a_month_that_is_over_is_not_kept_nor_sent_once_it_is(hall, clock):
    first, second = hall.hears(), hall.hears("街灯が消えています", user="U2")
    browser = hall.at_work()
    promise = {
        "text": "来年の春に直します。",
        "end": "PLANNED",
        "reason": "春に直す",
        "signed_as": "mayor",
        "do": "keep",
    }
    slip = _drafted(browser, first, **promise, when="2025-04-01")
    assert (slip.status_code, "予定の時期（2025年4月）は、もう過ぎています" in slip.text) == (400, True)
    assert "来年の春に直します。" in slip.text
    browser.opens("/inbox/")
    several = browser.sends("/group", chosen=[first, second], **promise, when="2025-04-01")
    assert (several.status_code, "もう過ぎています" in several.text) == (400, True)
    browser.opens(f"/cases/{first}/")
    closed = {"step": "close", "end": "PLANNED", "text": "春に直す", "when": "2026-10-31"}
    assert browser.sends(f"/cases/{first}/step", **closed).status_code == 400
    assert _drafted(browser, first, **promise, when="2026-11-30").status_code == 302
    _decided(browser, first)
    clock.passes(days=11)
    browser.signs_in()
    browser.opens(f"/cases/{first}/reply")
    gone = browser.sends(f"/cases/{first}/send", how="push")
    assert (gone.status_code, "もう過ぎています" in gone.text) == (400, True)
    assert hall.letters() == []


def test_a_sample_answer_comes_with_its_slots_filled_as_far_as_known(hall):
    receipt = hall.hears(department="建設課")
    browser = hall.at_work()
    browser.opens(f"/cases/{receipt}/reply")
    page = browser.sends(f"/cases/{receipt}/reply", text="", end="", do="phrase:done").text
    assert "11月20日にお寄せいただいた" in page
    assert "建設課で〔確かめたこと〕" in page


def test_samples_are_those_of_the_cases_field_and_state_until_others_are_chosen(hall):
    receipt = hall.hears(department="建設課", category="道路・公園・環境")
    browser = hall.at_work()
    page = browser.opens(f"/cases/{receipt}/reply").text
    assert 'value="phrase:road_mended"' in page
    assert 'value="phrase:money"' not in page
    assert 'value="phrase:from_section"' not in page
    chosen = {"phrase_category": "財政", "phrase_state": "", "do": "phrases", "text": "書きかけ"}
    page = browser.sends(f"/cases/{receipt}/reply", **chosen).text
    assert 'value="phrase:money"' in page
    assert 'value="phrase:road_mended"' not in page
    assert "書きかけ" in page


def test_what_the_section_answered_is_a_slot_of_its_own(hall):
    receipt = hall.hears(department="建設課")
    browser = hall.at_work()
    browser.opens(f"/cases/{receipt}/inquiry/")
    browser.sends(f"/cases/{receipt}/inquiry/", department="建設課", question="いつ直せますか", due="2026-11-30")
    browser.opens(f"/cases/{receipt}/inquiry/")
    browser.sends(f"/cases/{receipt}/inquiry/reply", who="建設課 小林", on="2026-11-20", text="25日に取りかえます")
    browser.opens(f"/cases/{receipt}/reply")
    page = browser.sends(f"/cases/{receipt}/reply", text="", do="phrase:from_section").text
    assert "建設課に確かめました。\n25日に取りかえます" in page


def test_a_city_has_samples_of_its_own_for_answers_and_late_notices(database, clock):
    own = (
        Phrase("city-1", "冬の道", "PLANNED", "〔課〕が〔日付〕に砂をまきます。", "answer", ("道路・公園・環境",)),
        Phrase("city-2", "大雪", "", "大雪の対応", "late"),
    )
    hall = opened(database, clock, phrases=own)
    receipt = hall.hears(department="建設課", category="道路・公園・環境")
    browser = hall.at_work()
    assert "大雪の対応" in browser.opens(f"/cases/{receipt}/").text
    browser.opens(f"/cases/{receipt}/reply")
    page = browser.sends(f"/cases/{receipt}/reply", text="", end="", do="phrase:city-1").text
    assert "建設課が〔日付〕に砂をまきます。" in page


def test_two_people_on_one_case_the_second_sees_what_changed_and_overwrites_nothing(hall):
    receipt = hall.hears()
    first, second = hall.at_work("kuri"), hall.at_work("momo")
    first.opens(f"/cases/{receipt}/")
    second.opens(f"/cases/{receipt}/")
    first.sends(f"/cases/{receipt}/fields", kind="苦情", department="建設課")
    page = second.sends(f"/cases/{receipt}/fields", kind="要望", department="福祉課")
    assert page.status_code == 409
    assert "種類：" in page.text
    assert "苦情" in page.text
    assert 'name="department" value="福祉課"' in page.text
    assert hall.case(receipt).department == "建設課"
    second.sends(f"/cases/{receipt}/fields", kind="要望", department="福祉課")
    assert hall.case(receipt).department == "福祉課"


def test_the_sheet_for_a_section_hides_who_spoke_and_is_a_document_too(hall):
    receipt = hall.hears("側溝が割れています。090-1234-5678 山田です\x07")
    browser = hall.at_work()
    browser.opens(f"/cases/{receipt}/inquiry/")
    browser.sends(f"/cases/{receipt}/inquiry/", department="建設課", question="いつ直せますか", due="2026-11-30")
    page = browser.opens(f"/cases/{receipt}/inquiry/sheet").text
    assert "〔電話番号〕" in page
    assert "090-1234-5678" not in page
    file = browser.opens(f"/cases/{receipt}/inquiry/sheet.docx")
    cells = [cell.text for row in Document(io.BytesIO(file.data)).tables[0].rows for cell in row.cells]
    assert any("〔電話番号〕" in cell for cell in cells)
    assert not any("090" in cell for cell in cells)


def test_within_the_hour_no_sheet_leaves_the_desk_unless_it_is_urgent(hall):
    fresh = hall.hears(ago=timedelta(minutes=5))
    urgent = hall.hears("煙が出ています", ago=timedelta(minutes=5), urgent=True)
    browser = hall.at_work()
    for receipt, status in ((fresh, 400), (urgent, 302)):
        browser.opens(f"/cases/{receipt}/inquiry/")
        answer = browser.sends(f"/cases/{receipt}/inquiry/", department="建設課", question="至急", due="2026-11-20")
        assert answer.status_code == status
    assert fresh not in browser.opens("/circulation").text


def test_a_late_case_is_told_once_with_reason_and_new_date(hall):
    receipt = hall.hears(due_on=date(2026, 11, 18))
    browser = hall.at_work()
    assert "超過" in browser.opens("/").text
    browser.opens(f"/cases/{receipt}/")
    past = browser.sends(f"/cases/{receipt}/step", step="late", text="現地の確認", until="2026-11-20")
    assert past.status_code == 400
    browser.opens(f"/cases/{receipt}/")
    browser.sends(f"/cases/{receipt}/step", step="late", text="現地の確認", until="2026-12-18")
    ((_, _, said),) = hall.letters()
    assert "現地の確認のため" in said
    assert hall.case(receipt).due_on == date(2026, 12, 18)


def test_no_new_date_is_told_on_which_the_hall_is_closed_and_no_reason_ends_twice(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    browser.opens(f"/cases/{receipt}/")
    why = "バス会社との協議のため"
    closed = browser.sends(f"/cases/{receipt}/step", step="late", text=why, until="2027-01-03")
    assert closed.status_code == 400
    assert "1月3日(日)は、閉庁日です。そのあとの開庁日は1月4日(月)です。" in closed.text
    browser.opens(f"/cases/{receipt}/")
    browser.sends(f"/cases/{receipt}/step", step="late", text=why, until="2027-01-04")
    ((_, _, said),) = hall.letters()
    assert "バス会社との協議のためです。" in said


def test_asking_back_stops_the_clock_until_there_is_an_answer(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    browser.opens(f"/cases/{receipt}/")
    browser.sends(f"/cases/{receipt}/step", step="ask_back", text="場所はどこですか")
    assert hall.case(receipt).due_on is None
    hall.clock.passes(days=6)
    browser.signs_in()
    assert "止まっています" in browser.opens(f"/cases/{receipt}/").text
    browser.sends(f"/cases/{receipt}/step", step="hear_back", text="駅前です")
    assert hall.case(receipt).due_on > date(2026, 12, 7)


def test_what_is_heard_back_is_with_the_section_only_where_one_was_asked(hall):
    receipt = hall.hears()
    browser = hall.at_work()

    def asks_and_hears() -> str:
        browser.opens(f"/cases/{receipt}/")
        browser.sends(f"/cases/{receipt}/step", step="ask_back", text="場所はどこですか")
        browser.opens(f"/cases/{receipt}/")
        browser.sends(f"/cases/{receipt}/step", step="hear_back", text="駅前です")
        return hall.case(receipt).state

    assert asks_and_hears() == "RECEIVED"
    browser.opens(f"/cases/{receipt}/inquiry/")
    browser.sends(f"/cases/{receipt}/inquiry/", department="建設課", question="いつ直せますか", due="2026-11-30")
    _drafted(browser, receipt)
    assert asks_and_hears() == "ASKED"
    browser.opens(f"/cases/{receipt}/")
    browser.sends(f"/cases/{receipt}/step", step="close", end="NOTED", text="記録した")
    browser.opens(f"/cases/{receipt}/")
    browser.sends(f"/cases/{receipt}/step", step="reopen", text="また壊れた")
    assert asks_and_hears() == "RECEIVED"


def test_a_case_ends_without_an_answer_only_with_a_reason_and_what_the_end_needs(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    for fields in (
        {"end": "NOTED", "text": ""},
        {"end": "NOT_ANSWERED", "text": "要綱によるため"},
        {"end": "", "text": "参考にします"},
    ):
        browser.opens(f"/cases/{receipt}/")
        assert browser.sends(f"/cases/{receipt}/step", step="close", **fields).status_code == 400
    browser.opens(f"/cases/{receipt}/")
    browser.sends(
        f"/cases/{receipt}/step", step="close", end="NOT_ANSWERED", text="要綱によるため", detail="要綱 第5条"
    )
    assert hall.case(receipt).state == "CLOSED"
    browser.opens(f"/cases/{receipt}/")
    browser.sends(f"/cases/{receipt}/step", step="reopen", text="まだ困っている")
    assert hall.case(receipt).state == "RECEIVED"


def test_several_cases_get_one_answer_each_with_its_own_number(hall):
    receipts = [hall.hears(f"除雪が遅いです その{number}", user=f"U{number}") for number in range(3)]
    browser = hall.at_work()
    browser.opens("/inbox/")
    page = browser.sends("/group", chosen=receipts).text
    assert all(receipt in page for receipt in receipts)
    draft = {"text": "〔受付番号〕の件、除雪の順番を見直します。", "end": "DONE", "reason": "順番を見直した"}
    browser.sends("/group", chosen=receipts, do="keep", **draft)
    browser.sends("/group", chosen=receipts, do="decide", on="2026-11-20", who="市長", document_number="1")
    browser.sends("/group", chosen=receipts, do="send", how="push")
    letters = hall.letters()
    assert len(letters) == 3
    assert [receipt in said for receipt, (_, _, said) in zip(receipts, letters, strict=True)] == [True] * 3


def test_a_letter_from_the_box_is_entered_and_split_and_the_original_stays(hall):
    browser = hall.at_work()
    browser.opens("/enter")
    words = "公園の街灯が暗い。\nバスの本数も増やしてほしい。"
    answer = browser.sends("/enter", channel="box", on="2026-11-18", text=words, wants_reply="on")
    receipt = answer.location.rsplit("/", 2)[1]
    assert hall.case(receipt).channel == "box"
    browser.opens(f"/cases/{receipt}/split")
    browser.sends(f"/cases/{receipt}/split", **{"part-1": "公園の街灯が暗い。", "part-2": "バスの本数"})
    page = browser.opens(f"/cases/{receipt}/").text
    assert words.split("\n")[1] in page
    assert "分けた案件" in page
    assert "公園の街灯が暗い。" in browser.opens("/inbox/").text


def _entry(page: str, **more: str) -> dict[str, str]:
    key = re.search(r'name="page" value="(\w+)"', page)[1]
    return {"channel": "phone", "on": "2026-11-20", "text": "手すりがほしい", "page": key, **more}


def test_a_page_that_is_sent_twice_leads_to_the_case_that_was_made(hall):
    browser = hall.at_work()
    entry = _entry(browser.opens("/enter").text)
    first, second = browser.sends("/enter", **entry), browser.sends("/enter", **entry)
    assert (first.status_code, first.location) == (302, second.location)
    assert "すでに K-2026-0001-7 として受け付けています" in browser.opens("/").text
    assert browser.sends("/enter", **{**entry, "text": "書き足しました"}).location == first.location


def test_the_same_words_entered_again_are_asked_about_and_another_persons_are_taken(hall):
    browser = hall.at_work()
    made = browser.sends("/enter", **_entry(browser.opens("/enter").text)).location
    again = browser.sends(
        "/enter", **_entry(browser.opens("/enter").text)
    )  # 戻る shows the page anew, with what was typed
    assert again.status_code == 409
    assert f'同じ内容を、先ほど <a href="{made}">' in again.text
    assert "手すりがほしい" in again.text
    other = browser.sends("/enter", **_entry(again.text, another_than="K-2026-0001-7"))
    assert other.status_code == 302
    assert other.location != made
    elsewhere = hall.at_work("kuri")
    assert elsewhere.sends("/enter", **_entry(elsewhere.opens("/enter").text)).status_code == 302


def test_a_bad_entry_loses_nothing(hall):
    browser = hall.at_work()
    browser.opens("/enter")
    page = browser.sends("/enter", channel="", on="2026-11-18", text="街灯が暗い")
    assert page.status_code == 400
    assert "街灯が暗い" in page.text
    assert browser.sends("/enter", channel="line", on="2026-11-18", text="x").status_code == 400
    assert browser.sends("/enter", channel="phone", on="2027-01-01", text="x").status_code == 400
    assert browser.sends("/enter", channel="phone", on="0026-11-18", text="x").status_code == 400  # 2026, half typed


def test_what_a_section_takes_in_is_the_sections_own(hall):
    browser = hall.at_work("kuwa", department="福祉課")
    browser.opens("/enter")
    answer = browser.sends("/enter", channel="phone", on="2026-11-20", text="手すりがほしい")
    assert answer.status_code == 302
    assert "手すりがほしい" in browser.opens(answer.location.removeprefix("/console")).text


def test_who_sees_few_cases_changes_nobodys_count_of_those_alike(database, clock):
    hall = opened(database, clock, name="上山市", knowledge=bundled_knowledge())
    receipts = [hall.hears(user=user, department="建設課") for user in ("U-a", "U-b", "U-c")]
    hall.at_work().opens(f"/cases/{receipts[0]}/")
    counted = hall.case(receipts[0]).alike
    with hall.database.writing() as session:
        session.execute(update(Case).where(Case.receipt.in_(receipts[1:])).values(department="福祉課"))
    hall.at_work("kuwa", department="建設課").opens(f"/cases/{receipts[0]}/")
    assert hall.case(receipts[0]).alike == counted == 2


def test_contact_data_needs_the_right_and_a_reason_and_is_recorded(hall):
    receipt = hall.hears(contact=hall.seal.seal("山田 0000-11-2222"))
    officer = hall.at_work("nashi")
    page = officer.opens(f"/cases/{receipt}/").text
    assert "0000-11-2222" not in page
    assert officer.sends(f"/cases/{receipt}/contact", reason="電話をかけるため").status_code == 403
    browser = hall.at_work("kuri", rights=("identity",))
    browser.opens(f"/cases/{receipt}/")
    assert "0000-11-2222" not in browser.sends(f"/cases/{receipt}/contact", reason="").text
    assert "0000-11-2222" in browser.sends(f"/cases/{receipt}/contact", reason="本人に電話をかけるため").text
    with hall.database.reading() as session:
        (line,) = audit.lines(session, act="contact.read")
    assert line.detail["why"] == "本人に電話をかけるため"


def test_a_number_that_came_with_a_later_voice_is_shown_the_same_way(hall):
    receipt = hall.hears("街灯が切れています")
    with hall.database.writing() as session:
        chat = hall.seal.fingerprint("U-hana")[:32]
        again = NewVoice("form", hall.clock(), (Part("text", "街灯が切れています"),), chat=chat, contact="0000-11-2222")
        assert cases.hand_in(session, again, Intake(), hall.seal, hall.clock()).receipt == receipt
    assert "連絡先があります" in hall.at_work("nashi").opens(f"/cases/{receipt}/").text
    browser = hall.at_work("kuri", rights=("identity",))
    page = browser.opens(f"/cases/{receipt}/").text
    assert "書いてありました" in page
    assert "0000-11-2222" not in page
    assert "0000-11-2222" in browser.sends(f"/cases/{receipt}/contact", reason="本人に電話をかけるため").text


def test_a_caller_hears_the_state_and_never_the_content(hall):
    receipt = hall.hears(state="ASKED", department="建設課")
    browser = hall.at_work()
    browser.opens("/lookup")
    page = browser.sends("/lookup", receipt=f"ｋ－{receipt[2:]}").text
    assert "担当課で確認中" in page
    assert "側溝" not in page
    assert "建設課" not in page
    assert browser.sends("/lookup", receipt="K-2026-0001-8").status_code == 400
    assert browser.sends("/lookup", receipt="K-2025-0001-9").status_code in (400, 404)


def test_a_week_goes_round_once(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    assert receipt in browser.opens("/circulation").text
    browser.sends("/circulation", week="2026-11-16", on="2027-11-20", who="市長まで")
    assert "今日よりあと" in browser.opens("/circulation").text
    browser.sends("/circulation", week="2026-11-16", on="2026-11-20", who="市長まで")
    browser.sends("/circulation", week="2026-11-16", on="2026-11-20", who="市長まで")
    assert [entry.what for entry in hall.told(receipt)].count("circulated") == 1


def test_a_week_of_very_many_voices_is_several_sheets_and_each_goes_round_by_itself(hall):
    receipts = [hall.hears(f"声{number}", user=f"U{number}") for number in range(52)]
    browser = hall.at_work()
    first = browser.opens("/circulation").text
    assert "2枚のうち1枚目" in first
    assert receipts[0] in first
    assert receipts[51] not in first
    assert receipts[51] in browser.opens("/circulation?sheet=2").text
    browser.sends("/circulation", week="2026-11-16", sheet="2", on="2026-11-20", who="市長まで")
    assert "circulated" in [entry.what for entry in hall.told(receipts[51])]
    assert "circulated" not in [entry.what for entry in hall.told(receipts[0])]


def test_all_open_cases_of_one_become_anothers_in_one_step(hall):
    admin = hall.at_work("kuri", "admin")
    giver, taker = hall.hires("momo"), hall.hires("nashi")
    mine = [hall.hears(f"声{number}", assignee=giver) for number in range(3)]
    done = hall.hears("終わった", assignee=giver, state="CLOSED")
    admin.opens("/handover")
    admin.sends("/handover", giver=giver, taker=taker)
    assert [hall.case(receipt).assignee for receipt in mine] == [taker] * 3
    assert hall.case(done).assignee == giver
    assert hall.told(mine[0])[-1].what == "handed_over"


def test_the_case_of_another_section_looks_like_one_that_is_not_there(hall):
    own, other = hall.hears("除雪", department="建設課"), hall.hears("保育園", department="福祉課")
    browser = hall.at_work(department="建設課")
    assert browser.opens(f"/cases/{own}/").status_code == 200
    for path in ("", "inquiry/", "reply", "publish", "split"):
        assert browser.opens(f"/cases/{other}/{path}").status_code == 404
    browser.opens(f"/cases/{own}/")
    assert browser.sends(f"/cases/{other}/note", text="x").status_code == 404
    assert browser.sends(f"/cases/{own}/alike", other=other, verdict="join").status_code == 404


def test_what_was_withdrawn_is_nowhere(hall):
    receipt = hall.hears(sealed_at=hall.clock(), state="WITHDRAWN")
    browser = hall.at_work()
    nowhere = browser.opens(f"/cases/{receipt}/")
    assert (nowhere.status_code, "本人が取り下げた案件は開けません" in nowhere.text) == (404, True)
    page = browser.opens("/inbox/?all=1").text
    assert ["側溝" in page, 'value="WITHDRAWN"' in page] == [False, False]


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}'--"])
def test_residents_words_are_text_on_every_page(hall, words):
    receipt = hall.hears(words)
    browser = hall.at_work("kuri", "admin", rights=("publish", "export"))
    for path in (
        "/",
        "/inbox/",
        f"/cases/{receipt}/",
        f"/cases/{receipt}/inquiry/",
        f"/cases/{receipt}/reply",
        f"/cases/{receipt}/publish",
        f"/cases/{receipt}/split",
        "/circulation",
    ):
        page = browser.opens(path).text
        assert words not in page, path
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_every_reading_of_a_case_is_recorded(hall):
    receipt = hall.hears()
    hall.at_work().opens(f"/cases/{receipt}/")
    with hall.database.reading() as session:
        assert audit.lines(session, act="case.read")[0].subject == f"case:{hall.case(receipt).id}"


def test_an_answer_typed_into_an_expired_session_is_not_lost(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    browser.opens(f"/cases/{receipt}/reply")
    hall.clock.passes(hours=2)
    fields = {"text": ANSWER, "end": "DONE", "reason": "ふたを取りかえた", "do": "keep"}
    page = browser.sends(f"/cases/{receipt}/reply", **fields)
    assert page.status_code == 401
    kept = re.search(r'name="kept" value="([^"]+)"', page.text)[1]
    page = browser.sends("/login", login="sato", password=PASSWORD, kept=kept).text
    assert "側溝のふたを、11月25日に取りかえました。" in page
    assert f'action="/console/cases/{receipt}/reply"' in page


def test_a_case_that_was_looked_at_again_is_answered_again(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    for _ in range(2):
        _drafted(browser, receipt)
        _decided(browser, receipt)
        browser.opens(f"/cases/{receipt}/reply")
        browser.sends(f"/cases/{receipt}/send", how="push")
        browser.opens(f"/cases/{receipt}/")
        browser.sends(f"/cases/{receipt}/step", step="reopen", text="まだ困っている")
    assert len(hall.letters()) == 2


def test_a_case_whose_key_is_not_at_hand_says_what_to_do_and_its_list_is_shown(hall):
    receipt = hall.hears()
    with hall.database.writing() as session:
        session.execute(update(VoicePart).values(body=Seal("a key that was lost since").seal("側溝")))
    browser = hall.at_work()
    assert "鍵を確かめてください" in browser.opens("/inbox/").text
    for page in (f"/cases/{receipt}/", f"/cases/{receipt}/reply", f"/cases/{receipt}/inquiry/"):
        answer = browser.opens(page)
        assert (answer.status_code, "SECRET_KEY_PREVIOUS" in answer.text) == (503, True)


def test_the_dates_inside_the_hall_follow_a_date_that_was_told_later(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    page = browser.opens(f"/cases/{receipt}/").text
    assert ("<dt>決裁</dt><dd>12/4(" in page, "<dt>送付</dt><dd>12/7(" in page) == (True, True)
    browser.sends(f"/cases/{receipt}/step", step="late", text="現地の確認", until="2026-12-18")
    page = browser.opens(f"/cases/{receipt}/").text
    assert ("<dt>決裁</dt><dd>12/17(" in page, "<dt>送付</dt><dd>12/18(" in page) == (True, True)
    assert 'value="2026-12-14"' in browser.opens(f"/cases/{receipt}/inquiry/").text  # by when the section is asked


def test_a_second_notice_of_delay_says_that_it_costs_nothing(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    for until in ("2026-12-18", "2027-01-15"):
        browser.opens(f"/cases/{receipt}/")
        browser.sends(f"/cases/{receipt}/step", step="late", text="現地の確認", until=until)
    assert "1人に連絡します（プッシュは使いません" in browser.opens(f"/cases/{receipt}/").text


def test_where_a_question_was_pushed_the_notice_of_delay_says_that_it_costs_nothing(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    browser.opens(f"/cases/{receipt}/")
    browser.sends(f"/cases/{receipt}/step", step="ask_back", text="どの角ですか。", how="push")
    browser.opens(f"/cases/{receipt}/")
    browser.sends(f"/cases/{receipt}/step", step="hear_back", text="北の角です。")
    assert "連絡する（次にメッセージが来たときに届きます）" in browser.opens(f"/cases/{receipt}/").text
    browser.sends(f"/cases/{receipt}/step", step="late", text="現地の確認", until="2026-12-18")
    assert "プッシュは使いません" in browser.opens(f"/cases/{receipt}/").text


def test_what_was_corrected_after_the_decision_is_neither_passed_over_nor_lost(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    _drafted(browser, receipt)
    _decided(browser, receipt)
    page = browser.opens(f"/cases/{receipt}/reply").text
    assert "まだ保存されていません" not in page
    saved = {"text": ANSWER, "end": "DONE", "reason": "ふたを取りかえた", "signed_as": "mayor"}
    answer = browser.sends(f"/cases/{receipt}/send", how="push", **{**saved, "text": f"{ANSWER}\n申し訳ありません。"})
    assert (answer.status_code, "まだ保存されていません" in answer.text) == (400, True)
    assert "申し訳ありません。</textarea>" in answer.text
    assert hall.letters() == []
    browser.opens(f"/cases/{receipt}/reply")
    assert browser.sends(f"/cases/{receipt}/send", how="push", **saved).status_code == 302
    assert len(hall.letters()) == 1


def test_a_decision_is_taken_on_what_stands_in_the_boxes_or_not_at_all(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    _drafted(browser, receipt)
    browser.opens(f"/cases/{receipt}/reply")
    decision = {"on": "2026-11-19", "who": "副市長", "document_number": "市政第12号"}
    typed = {"text": ANSWER, "end": "IMPOSSIBLE", "reason": "ふたを取りかえた", "signed_as": "mayor"}
    answer = browser.sends(f"/cases/{receipt}/decide", **decision, **typed)
    assert answer.status_code == 400
    assert 'value="副市長"' in answer.text
    assert hall.case(receipt).decided_on is None
    browser.opens(f"/cases/{receipt}/reply")
    assert browser.sends(f"/cases/{receipt}/decide", **decision, **{**typed, "end": "DONE"}).status_code == 302


def _asks_section(browser, receipt, department="建設課", due="2026-11-24"):
    browser.opens(f"/cases/{receipt}/inquiry/")
    browser.sends(f"/cases/{receipt}/inquiry/", department=department, question="いつ直せますか", due=due)


def test_a_section_that_was_asked_reads_so_first_with_the_day_it_is_to_reply_by(hall):
    receipt = hall.hears(due_on=date(2026, 12, 25))
    _asks_section(hall.at_work(), receipt)
    home = hall.at_work("tanaka", department="建設課").opens("/").text
    assert "急いですることはありません" not in home
    assert re.search("建設課への照会・<strong>照会の期限 [^<]*11月24日", home)


def test_nobody_waits_any_more_for_a_section_that_has_replied(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    _asks_section(browser, receipt)
    assert receipt in browser.opens("/inbox/?view=section").text
    browser.opens(f"/cases/{receipt}/inquiry/")
    browser.sends(f"/cases/{receipt}/inquiry/reply", who="建設課", on="2026-11-20", text="25日に取りかえます")
    assert receipt not in browser.opens("/inbox/?view=section").text
    assert receipt in browser.opens("/inbox/?view=replied").text
    assert "課の回答あり" in browser.opens(f"/cases/{receipt}/").text
    _asks_section(browser, receipt, "福祉課")
    assert receipt in browser.opens("/inbox/?view=section").text


def test_an_inquiry_to_another_section_than_the_cases_own_says_so(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    _asks_section(browser, receipt)
    assert "前の課" not in browser.opens(f"/cases/{receipt}/inquiry/").text
    browser.opens(f"/cases/{receipt}/")
    browser.sends(f"/cases/{receipt}/fields", department="福祉課")
    page = browser.opens(f"/cases/{receipt}/inquiry/").text
    assert "前の課（建設課）へのものです。いまの課は福祉課です" in page


def test_a_warning_about_mere_thanks_is_about_what_says_no_more(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    says = "ご提案ありがとうございます。土曜日の開館時間の延長を検討します。"
    _drafted(browser, receipt, text=says, end="PLANNED", reason="来年度の人員を見て決める", when="2027-04-01")
    assert "だけになっています" not in browser.opens(f"/cases/{receipt}/reply").text
    _drafted(browser, receipt, text=says, end="PLANNED", reason="検討します", when="2027-04-01")
    assert (
        "「終わり方の理由（庁内の記録）」が、お礼や決まり文句だけになっています"
        in browser.opens(f"/cases/{receipt}/reply").text
    )
    _drafted(browser, receipt, text="ありがとうございました。")
    page = browser.opens(f"/cases/{receipt}/reply").text
    assert "回答が、お礼やあいさつだけになっています" in page
    assert "「貴重なご意見」" not in page


def test_days_left_are_named_as_working_days_and_none_is_left_of_what_is_over(hall):
    receipt = hall.hears(due_on=date(2026, 12, 4))
    browser = hall.at_work()
    assert "12/4(金)（開庁日であと9日）" in browser.opens(f"/cases/{receipt}/").text
    browser.sends(f"/cases/{receipt}/step", step="close", end="DONE", text="ふたを取りかえた")
    assert "あと9日" not in browser.opens(f"/cases/{receipt}/").text
    assert "あと9日" not in browser.opens("/inbox/?all=1").text


def test_whose_own_second_page_was_first_is_told_so_and_what_the_button_does(hall):
    receipt = hall.hears()
    browser = hall.at_work()
    page = browser.opens(f"/cases/{receipt}/").text
    saw = {name: re.search(rf'name="{name}" value="(\d+)"', page)[1] for name in ("version", "seen")}
    browser.sends(f"/cases/{receipt}/fields", kind="苦情")
    asks = {"step": "ask_back", "text": "どちらの側溝ですか", "how": "push"}
    page = browser.sends(f"/cases/{receipt}/step", **asks, **saw).text
    assert "あなたが、別の画面で先に変えました" in page
    assert "ほかの人が" not in page
    assert "変わったことを見たうえで、本人に聞き返す" in page
    assert "いますぐ（プッシュ）" in page
    assert hall.letters() == []


def test_a_reply_to_an_answer_leads_to_the_case_that_was_answered_and_back(hall):
    first = hall.hears(ago=timedelta(days=9), department="建設課", state="ANSWERED")
    reply = hall.hears(f"（{first} のお返事について）\nまだ割れています")
    somebody = hall.hears(f"（{first} のお返事について）\n隣の家の者です", user="U-other")
    browser = hall.at_work()
    page = browser.opens(f"/cases/{reply}/").text
    assert re.search(rf">{first}</a> の回答への返事です", page)
    assert "案：建設課" in page
    assert "<option selected>建設課</option>" in page
    page = browser.opens(f"/cases/{first}/").text
    assert re.search(rf"この回答に、返事がありました：<a [^>]+>{reply}</a>", page)
    assert somebody not in page.partition("似た声")[0]
    assert "の回答への返事です" not in browser.opens(f"/cases/{somebody}/").text


def test_on_paper_a_case_says_what_was_decided_in_place_of_the_forms(hall):
    receipt = hall.hears(kind="苦情", department="建設課", alike=2)
    page = hall.at_work(department="建設課").opens(f"/cases/{receipt}/").text
    printed = re.search(r'<dl class="pairs only-paper">.*?</dl>', page)[0]
    assert "<dd>苦情</dd>" in printed
    assert "<dd>建設課</dd>" in printed
    assert "ほかの課の案件に、似た声が2件あります" in page
