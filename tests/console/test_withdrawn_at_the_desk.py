"""What a resident takes back while staff work on it: they hear that it was, and nothing of what it said."""

from __future__ import annotations

from datetime import timedelta

from handlers.city import Intake
from storage import taking_back
from storage.cases import by_receipt


def _withdrawn(hall, receipt):
    with hall.database.writing() as session:
        chat = by_receipt(session, receipt).chat
        return taking_back.withdraw(session, chat, receipt, Intake().rules, hall.seal, hall.clock())


def test_who_worked_on_a_case_reads_on_the_first_page_that_it_was_withdrawn_and_no_word_of_it(hall):
    receipt = hall.hears("側溝のふたが割れています", department="福祉課")
    office, section = hall.at_work(), hall.at_work("tanaka", department="建設課")
    other = hall.at_work("suzuki", department="庶務課")
    office.opens(f"/cases/{receipt}/inquiry/")
    office.sends(f"/cases/{receipt}/inquiry/", department="建設課", question="いつですか", due="2026-11-30")
    assert "本人が取り下げた案件" not in office.opens("/").text
    _withdrawn(hall, receipt)
    for reads, browser in ((True, office), (True, section), (False, other)):
        page = browser.opens("/").text
        assert [receipt in page, "本人が取り下げた案件" in page, "側溝" in page] == [reads, reads, False]
    hall.clock.passes(days=15)
    later = hall.at_work("momo")
    assert receipt not in later.opens("/").text


def test_what_was_taken_back_without_a_trace_has_none_on_the_first_page(hall):
    receipt = hall.hears("側溝のふたが割れています", ago=timedelta(minutes=10))
    _withdrawn(hall, receipt)
    page = hall.at_work().opens("/").text
    assert [receipt in page, "本人が取り下げた案件" in page] == [False, False]


def test_who_looks_for_the_number_of_a_withdrawn_case_is_told_and_another_section_is_not(hall):
    receipt = hall.hears("側溝のふたが割れています", department="建設課")
    _withdrawn(hall, receipt)
    for browser, told in ((hall.at_work(), True), (hall.at_work("suzuki", department="福祉課"), False)):
        browser.opens("/inbox/")
        found = browser.opens(
            browser.sends("/inbox/search", words=receipt).headers["Location"].removeprefix("/console")
        )
        assert (f"{receipt} は、2026年11月20日に本人が取り下げました" in found.text) is told
        assert "側溝" not in found.text
