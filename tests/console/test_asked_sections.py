"""照会 to one section after another: each that was asked reads the case, and replies."""

from __future__ import annotations

import re
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import update

import storage
from storage.models import TimelineEntry


def _asks(browser, receipt, department, due="2026-11-24"):
    browser.opens(f"/cases/{receipt}/inquiry/")
    browser.sends(f"/cases/{receipt}/inquiry/", department=department, question="いつ直せますか", due=due)
    return browser.opens(f"/cases/{receipt}/inquiry/").text


def _forgets_who_was_asked(hall):
    """As an older release kept a 照会."""
    with hall.database.writing() as session:
        session.execute(update(TimelineEntry).values(section=None))


def _upgraded(hall):
    """From the last release that did not note whom it asked."""
    config = Config()
    config.set_main_option("script_location", str(Path(storage.__file__).parent / "migrations"))
    with hall.database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0030")
        command.upgrade(config, "head")


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


def test_the_office_waits_until_all_sections_that_were_asked_have_replied(hall):
    receipt = hall.hears()
    desk = hall.at_work()
    for department in ("建設課", "福祉課"):
        _asks(desk, receipt, department)
    _replies(desk, receipt, "建設課")
    assert receipt in desk.opens("/inbox/?view=section").text
    assert receipt not in desk.opens("/inbox/?view=replied").text
    _replies(desk, receipt, "小林")
    assert receipt not in desk.opens("/inbox/?view=section").text
    assert receipt in desk.opens("/inbox/?view=replied").text


def test_a_section_that_owes_its_reply_is_waited_for_after_the_resident_was_asked_back(hall):
    receipt = hall.hears()
    desk = hall.at_work()
    for department in ("建設課", "福祉課"):
        _asks(desk, receipt, department)
    _replies(desk, receipt, "建設課")
    desk.opens(f"/cases/{receipt}/")
    desk.sends(f"/cases/{receipt}/step", step="ask_back", text="どのあたりですか", how="other")
    desk.opens(f"/cases/{receipt}/")
    desk.sends(f"/cases/{receipt}/step", step="hear_back", text="駅の裏です")
    assert receipt in desk.opens("/inbox/?view=section").text


def test_a_reply_noted_by_a_section_that_was_not_asked_is_nobody_elses(hall):
    receipt = hall.hears()
    desk = hall.at_work()
    _asks(desk, receipt, "建設課")
    desk.opens(f"/cases/{receipt}/")
    desk.sends(f"/cases/{receipt}/fields", department="環境課")
    _replies(hall.at_work("mori", department="環境課"), receipt, "森")
    assert "回答を待っている課：建設課<" in desk.opens(f"/cases/{receipt}/inquiry/").text
    assert receipt in hall.at_work("tanaka", department="建設課").opens("/inbox/?view=section").text


def test_of_two_that_are_waited_for_neither_has_given_a_reply_that_names_none(hall):
    receipt = hall.hears()
    desk = hall.at_work()
    for department in ("建設課", "福祉課"):
        _asks(desk, receipt, department)
    _replies(desk, receipt, "小林")
    assert "回答を待っている課：福祉課、建設課<" in desk.opens(f"/cases/{receipt}/inquiry/").text


def test_a_reply_to_an_inquiry_of_an_older_release_is_not_that_of_whoever_was_asked_since(hall):
    receipt = hall.hears()
    desk = hall.at_work()
    _asks(desk, receipt, "建設課")
    _forgets_who_was_asked(hall)
    _asks(desk, receipt, "福祉課")
    _replies(desk, receipt, "建設課 小林")
    assert "回答を待っている課：福祉課<" in desk.opens(f"/cases/{receipt}/inquiry/").text
    assert receipt in hall.at_work("suzuki", department="福祉課").opens("/inbox/?view=section").text


def test_a_case_asked_about_by_an_older_release_waits_no_more_once_it_has_the_reply(hall):
    receipt = hall.hears()
    desk = hall.at_work()
    _asks(desk, receipt, "建設課")
    _forgets_who_was_asked(hall)
    _replies(desk, receipt, "小林")
    assert receipt in desk.opens("/inbox/?view=replied").text


def test_a_section_asked_by_an_older_release_keeps_the_case_in_sight_when_another_is_asked_after_the_upgrade(hall):
    waits, has_it, asked_back = (hall.hears(f"{what}が壊れています") for what in ("側溝", "街灯", "ベンチ"))
    desk = hall.at_work()
    for receipt in (waits, has_it, asked_back):
        _asks(desk, receipt, "建設課")
    _replies(desk, has_it, "建設課")
    desk.opens(f"/cases/{asked_back}/")
    desk.sends(f"/cases/{asked_back}/step", step="ask_back", text="どのあたりですか", how="other")
    _upgraded(hall)
    desk.opens(f"/cases/{asked_back}/")
    desk.sends(f"/cases/{asked_back}/step", step="hear_back", text="駅の裏です")
    for receipt in (waits, has_it, asked_back):
        _asks(desk, receipt, "福祉課")
    listed = hall.at_work("tanaka", department="建設課").opens("/inbox/?view=section").text
    assert [receipt in listed for receipt in (waits, has_it, asked_back)] == [True, False, True]


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
