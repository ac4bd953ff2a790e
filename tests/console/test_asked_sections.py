"""照会 to one section after another: each that was asked reads the case, and replies."""

from __future__ import annotations

import re


def _asks(browser, receipt, department, due="2026-11-24"):
    browser.opens(f"/cases/{receipt}/inquiry/")
    browser.sends(f"/cases/{receipt}/inquiry/", department=department, question="いつ直せますか", due=due)
    return browser.opens(f"/cases/{receipt}/inquiry/").text


def _replies(browser, receipt, who):
    page = browser.opens(f"/cases/{receipt}/inquiry/").text
    browser.sends(f"/cases/{receipt}/inquiry/reply", who=who, on="2026-11-20", text=f"{who}で直します")
    return page


def test_a_second_section_that_is_asked_does_not_shut_out_the_first(hall):
    receipt = hall.hears(department="生涯学習課")
    desk = hall.at_work()
    assert "担当課は、生涯学習課から建設課に変わりました" in _asks(desk, receipt, "建設課")
    page = _asks(desk, receipt, "福祉課", due="2026-11-27")
    assert "担当課は、建設課から福祉課に変わりました" in page
    assert "回答を待っている課：福祉課、建設課" in page
    first = hall.at_work("tanaka", department="建設課")
    assert re.search("建設課への照会・<strong>照会の期限 [^<]*11月24日", first.opens("/").text)
    assert receipt in first.opens("/inbox/?view=section").text
    assert "この照会への回答は、下に記録できます" in _replies(first, receipt, "建設課")
    assert hall.told(receipt)[-1].what == "section_reply"
    assert receipt not in first.opens("/inbox/?view=section").text
    assert first.opens(f"/cases/{receipt}/").status_code == 200
    second = hall.at_work("suzuki", department="福祉課")
    assert re.search("福祉課への照会・<strong>照会の期限 [^<]*11月27日", second.opens("/").text)
    assert "回答を待っている課：福祉課<" in _replies(second, receipt, "小林")
    assert receipt not in second.opens("/inbox/?view=section").text


def test_a_reply_that_the_office_notes_is_that_of_the_section_it_names(hall):
    receipt = hall.hears()
    desk = hall.at_work()
    for department in ("建設課", "福祉課"):
        _asks(desk, receipt, department)
    _replies(desk, receipt, "建設課 小林")
    assert "回答を待っている課：福祉課<" in desk.opens(f"/cases/{receipt}/inquiry/").text


def test_who_was_never_asked_reads_nothing_of_it(hall):
    receipt = hall.hears()
    _asks(hall.at_work(), receipt, "建設課")
    other = hall.at_work("mori", department="環境課")
    assert other.opens(f"/cases/{receipt}/").status_code == 404
    assert receipt not in other.opens("/inbox/").text


def test_a_case_that_is_looked_at_again_waits_for_nobody_who_was_asked_before(hall):
    receipt = hall.hears()
    desk = hall.at_work()
    _asks(desk, receipt, "建設課")
    _asks(desk, receipt, "福祉課")
    desk.opens(f"/cases/{receipt}/")
    desk.sends(f"/cases/{receipt}/step", step="close", end="NOTED", text="記録した")
    desk.opens(f"/cases/{receipt}/")
    desk.sends(f"/cases/{receipt}/step", step="reopen", text="また壊れた")
    _asks(desk, receipt, "福祉課")
    assert "回答を待っている課：福祉課<" in desk.opens(f"/cases/{receipt}/inquiry/").text
    assert receipt not in hall.at_work("tanaka", department="建設課").opens("/inbox/?view=section").text
