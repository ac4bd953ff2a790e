"""What a resident takes back while staff work on it: they hear that it was, and nothing of what it said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.city import Intake
from storage import cases, taking_back
from storage.cases import NewVoice, Part, by_receipt
from storage.models import Case, VoicePart


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


@pytest.mark.parametrize(("minutes", "left"), [(30, []), (90, ["WITHDRAWN"] * 3)])
def test_words_that_were_copied_into_another_case_go_when_their_message_is_taken_back(hall, minutes, left):
    """An urgent case is split within the hour, too."""
    receipt, chat = hall.hears("もとの声"), hall.case(hall.hears("別の声", user="U-hana")).chat
    with hall.database.writing() as session:
        said = NewVoice(
            "line", hall.clock(), (Part("text", "橋も公園もこわれています", "m-1"),), chat=chat, urgent=True
        )
        whole = cases.hand_in(session, said, Intake(per_day=99), hall.seal, hall.clock()).receipt
    desk = hall.at_work()
    desk.opens(f"/cases/{whole}/split")
    desk.sends(f"/cases/{whole}/split", **{"part-1": "公園がこわれています"})
    part = _part_of(hall, whole)
    desk.opens(f"/cases/{part}/split")
    desk.sends(f"/cases/{part}/split", **{"part-1": "公園のブランコがこわれています"})
    part_of_it = _part_of(hall, part)
    hall.clock.passes(minutes=minutes)
    with hall.database.writing() as session:
        taking_back.unsend(session, chat, "m-1", Intake().rules, hall.seal, hall.clock())
    with hall.database.reading() as session:
        gone = select(Case.state).where(Case.receipt.in_((whole, part, part_of_it)))
        assert list(session.execute(gone).scalars()) == left
        if not left:
            kept = session.execute(select(VoicePart.body).where(VoicePart.body.is_not(None))).scalars()
            assert not any("公園" in hall.seal.open(body) for body in kept if body is not None)
    later = hall.at_work("kuri")
    assert [later.opens(f"/cases/{one}/").status_code for one in (whole, part, part_of_it, receipt)] == [
        404,
        404,
        404,
        200,
    ]


def _part_of(hall, receipt):
    return next(entry.details["into"] for entry in hall.told(receipt) if entry.what == "split")
