"""What becomes of a case when it is split, passed on or made by a section: nobody loses it, and nothing of it is lost."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sqlalchemy import update

from storage import staff
from storage.models import Case


def _split(browser, receipt, *texts):
    browser.opens(f"/cases/{receipt}/split")
    return browser.sends(f"/cases/{receipt}/split", **{f"part-{at}": text for at, text in enumerate(texts, 1)})


def _parts(hall, receipt):
    return [entry.details["into"] for entry in hall.told(receipt) if entry.what == "split"]


def _petition(hall, browser):
    """An urgent petition on paper, with the address of who brought it."""
    browser.opens("/enter")
    said = {
        "on": "2026-11-20",
        "text": "橋がさびています。公園のトイレがこわれています。",
        "contact": "山田 0000-00-1234",
    }
    made = browser.sends("/enter", channel="petition", wants_reply="on", urgent="on", **said)
    return re.search(r"K-[\d-]+\d", made.headers["Location"])[0]


def test_each_matter_of_a_petition_is_kept_as_long_and_can_be_answered_by_its_section(hall):
    desk = hall.at_work("tanaka", department="建設課", rights=("identity",))
    receipt = _petition(hall, desk)
    assert _split(desk, receipt, "橋がさびています", "公園のトイレがこわれています").status_code == 302
    whole = hall.case(receipt)
    assert (whole.retention, whole.urgent, whole.department) == ("petition", True, "建設課")
    for part in _parts(hall, receipt):
        case = hall.case(part)
        assert (case.retention, case.urgent, case.department) == ("petition", True, "建設課")
        assert desk.opens(f"/cases/{part}/").status_code == 200
        assert "0000-00-1234" in desk.sends(f"/cases/{part}/contact", reason="返事の手紙を送るため").text


def test_what_is_split_off_is_answered_by_the_date_that_was_told_last(hall):
    receipt, ended = hall.hears(ago=timedelta(days=40)), hall.hears("街灯", user="U2", ago=timedelta(days=40))
    with hall.database.writing() as session:
        told = {"due_on": date(2026, 12, 21), "late_told_at": hall.clock()}
        session.execute(update(Case).where(Case.receipt == receipt).values(**told))
        session.execute(update(Case).where(Case.receipt == ended).values(state="CLOSED"))
    desk = hall.at_work()
    for one in (receipt, ended):
        _split(desk, one, "橋がさびています")
    (part,), (anew,) = _parts(hall, receipt), _parts(hall, ended)
    assert (hall.case(part).due_on, hall.case(part).late_told_at) == (
        date(2026, 12, 21),
        hall.case(receipt).late_told_at,
    )
    assert hall.case(anew).due_on > date(2026, 11, 24)


def test_nothing_is_copied_into_another_case_while_it_can_be_taken_back_without_a_trace(hall):
    receipt = hall.hears(ago=timedelta(minutes=10))
    desk = hall.at_work()
    assert "までは本人が取り消せます。そのあとで分けてください" in desk.opens(f"/cases/{receipt}/split").text
    answer = _split(desk, receipt, "橋がさびています")
    assert (answer.status_code, "本人が取り消せる時間です" in answer.text) == (400, True)
    assert _parts(hall, receipt) == []


def test_a_question_that_a_section_makes_a_case_is_the_sections_own(hall):
    desk = hall.at_work("tanaka", department="建設課")
    desk.opens("/knowledge/mend")
    made = desk.sends("/knowledge/mend/case", question="除雪はいつ始まりますか")
    assert desk.opens(made.headers["Location"].removeprefix("/console")).status_code == 200


def test_a_section_that_passes_its_case_on_is_told_so_and_led_to_its_list(hall):
    receipt = hall.hears(department="建設課")
    desk = hall.at_work("tanaka", department="建設課")
    desk.opens(f"/cases/{receipt}/")
    passed = desk.sends(f"/cases/{receipt}/fields", department="福祉課", kind="要望")
    assert passed.headers["Location"] == "/console/inbox/"
    told = desk.opens("/inbox/")
    assert (told.status_code, f"{receipt} は、福祉課の案件になりました" in told.text) == (200, True)
    assert desk.opens(f"/cases/{receipt}/").status_code == 404


def test_a_section_that_asks_another_about_its_own_case_keeps_it_and_reads_the_reply(hall):
    receipt = hall.hears(department="建設課")
    desk, asked = hall.at_work("tanaka", department="建設課"), hall.at_work("suzuki", department="福祉課")
    assert "担当課は、建設課のままです" in desk.opens(f"/cases/{receipt}/inquiry/").text
    question = {"department": "福祉課", "question": "さしつかえはありませんか", "due": "2026-11-30"}
    assert desk.sends(f"/cases/{receipt}/inquiry/", **question).headers["Location"].endswith("/inquiry/")
    page = desk.opens(f"/cases/{receipt}/inquiry/").text
    assert ["照会票を印刷する" in page, "前の課" in page, hall.case(receipt).department] == [True, False, "建設課"]
    assert "福祉課への照会" in asked.opens("/").text
    assert "担当課は、いまは建設課です" in asked.opens(f"/cases/{receipt}/inquiry/").text
    reply = {"who": "福祉課", "on": "2026-11-20", "text": "さしつかえありません"}
    # Who only replies has nothing to write on the page of the answer.
    assert asked.sends(f"/cases/{receipt}/inquiry/reply", **reply).headers["Location"] == f"/console/cases/{receipt}/"
    assert hall.case(receipt).state == "REPLIED"
    page = desk.opens(f"/cases/{receipt}/reply").text
    assert ["さしつかえありません" in page, "回答案を保存する" in page] == [True, True]


def test_whoever_gives_a_case_to_somebody_who_does_not_see_it_is_told_so(hall):
    receipt, other = hall.hears(department="建設課"), hall.hears("街灯", user="U2", department="建設課")
    theirs, ours = hall.hires("suzuki", department="福祉課"), hall.hires("tanaka", department="建設課")
    desk, said = hall.at_work(), "担当のsuzukiさんさんは、福祉課の案件だけを扱います"
    desk.opens(f"/cases/{receipt}/")
    desk.sends(f"/cases/{receipt}/fields", department="建設課", assignee=theirs)
    assert said in desk.opens(f"/cases/{receipt}/").text
    desk.opens("/inbox/")
    desk.sends("/inbox/change", chosen=[receipt, other], **{"set-assignee": theirs})
    assert f"{other}：{said}" in desk.opens("/inbox/").text
    desk.opens(f"/cases/{receipt}/")
    desk.sends(f"/cases/{receipt}/fields", department="建設課", assignee=ours)
    assert said not in desk.opens(f"/cases/{receipt}/").text


def test_nobody_who_left_is_given_a_case_from_a_page_that_was_opened_before(hall):
    receipt, gone = hall.hears(), hall.hires("momo")
    desk = hall.at_work()
    desk.opens(f"/cases/{receipt}/")
    with hall.database.writing() as session:
        staff.close(session, gone, hall.clock())
    answer = desk.sends(f"/cases/{receipt}/fields", kind="苦情", assignee=gone)
    assert "担当は、いま案件を扱える人から選んでください" in answer.text
    desk.opens("/inbox/")
    desk.sends("/inbox/change", chosen=[receipt], **{"set-assignee": gone, "set-kind": "苦情"})
    assert "担当は、いま案件を扱える人から選んでください" in desk.opens("/inbox/").text
    assert (hall.case(receipt).assignee, hall.case(receipt).kind) == (None, None)


def test_what_a_case_has_stays_when_something_else_is_saved_though_it_is_offered_no_longer(hall):
    """The field was renamed in the city's file, and who had the case has left: that is to be handed over, not lost."""
    gone = hall.hires("momo")
    receipt = hall.hears(category="雪とくらし", assignee=gone)
    with hall.database.writing() as session:
        staff.close(session, gone, hall.clock())
    desk = hall.at_work()
    page = desk.opens(f"/cases/{receipt}/").text
    assert "<option selected>雪とくらし</option>" in page
    assert f'<option value="{gone}" selected>momoさん</option>' in page
    assert "momoさん" in desk.opens("/inbox/").text
    desk.opens(f"/cases/{receipt}/")
    desk.sends(f"/cases/{receipt}/fields", kind="苦情", category="雪とくらし", assignee=gone)
    case = hall.case(receipt)
    assert (case.kind, case.category, case.assignee) == ("苦情", "雪とくらし", gone)


def test_a_sample_text_holds_what_every_section_replied_the_last_time(hall):
    receipt = hall.hears()
    desk = hall.at_work()
    for department in ("建設課", "福祉課"):
        desk.opens(f"/cases/{receipt}/inquiry/")
        desk.sends(f"/cases/{receipt}/inquiry/", department=department, question="いつですか", due="2026-11-30")
    for who, text in (("建設課", "来月です"), ("福祉課", "さしつかえありません"), ("建設課", "来週、取りかえます")):
        desk.opens(f"/cases/{receipt}/inquiry/")
        desk.sends(f"/cases/{receipt}/inquiry/reply", who=who, on="2026-11-20", text=text)
    desk.opens(f"/cases/{receipt}/reply")
    box = re.search(
        r"<textarea[^>]*>(.*?)</textarea>",
        desk.sends(f"/cases/{receipt}/reply", do="phrase:from_section").text,
        re.DOTALL,
    )[1]
    assert ["来週、取りかえます" in box, "さしつかえありません" in box, "来月です" in box] == [True, True, False]
