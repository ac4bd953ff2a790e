"""While a resident may still take a voice back without a trace, its words stay at the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from handlers.city import Intake
from storage import case_work, cases
from storage.cases import NewVoice, Part
from storage.models import Case

WORDS = "沢の橋がこわれそうです"
# The addresses by which words leave the desk.
_TAKEN_AWAY = ("/inbox/list.csv", "/cases/{}/inquiry/sheet", "/cases/{}/inquiry/sheet.docx", "/circulation")


def _joined(hall, receipt, text=WORDS):
    """Another voice, said this minute, that joined the old case of the same person."""
    chat = hall.case(receipt).chat
    with hall.database.writing() as session:
        new = NewVoice("line", hall.clock(), (Part("text", text),), chat=chat)
        made = cases.hand_in(session, new, Intake(per_day=1), hall.seal, hall.clock())
    assert (made.outcome, made.receipt) == ("joined", receipt)


def _asks(browser, receipt):
    browser.opens(f"/cases/{receipt}/inquiry/")
    return browser.sends(f"/cases/{receipt}/inquiry/", department="建設課", question="いつですか", due="2026-11-30")


@pytest.fixture
def browser(hall):
    return hall.at_work(rights=("export",))


def test_a_fresh_voice_is_not_asked_about_printed_or_exported_before_its_hour_is_over(hall, browser):
    receipt = hall.hears(WORDS, ago=timedelta(minutes=59))
    assert _asks(browser, receipt).status_code == 400
    for address in _TAKEN_AWAY:
        assert WORDS not in browser.opens(address.format(receipt)).text
    assert 'class="words-held"' in browser.opens(f"/cases/{receipt}/").text
    hall.clock.passes(minutes=2)
    assert _asks(browser, receipt).status_code == 302
    assert WORDS in browser.opens("/inbox/list.csv").text
    assert WORDS in browser.opens(f"/cases/{receipt}/inquiry/sheet").text
    assert 'class="words-held"' not in browser.opens(f"/cases/{receipt}/").text


def test_until_when_a_fresh_voice_is_held_is_told_by_the_minute(hall, browser):
    hall.clock.passes(seconds=20)
    receipt = hall.hears(WORDS, ago=timedelta(minutes=59))  # said at 08:31:20
    until = "11月20日(金) 09:32"
    assert f"{until}までは、本人が取り消せます" in browser.opens(f"/cases/{receipt}/").text
    assert (
        f"{until}までは本人が取り消せます。そのあとで照会してください"
        in browser.opens(f"/cases/{receipt}/inquiry/").text
    )
    hall.clock.passes(minutes=1)
    assert _asks(browser, receipt).status_code == 302
    assert "本人が取り消せます" not in browser.opens(f"/cases/{receipt}/").text


def test_what_the_city_has_asked_back_about_can_be_erased_no_more_and_so_is_held_no_more(hall, browser):
    receipt = hall.hears(WORDS, ago=timedelta(minutes=1))
    with hall.database.writing() as session:
        case_work.ask_back(session, receipt, "どの橋ですか", hall.clock(), hall.seal, by=1)
    assert "本人が取り消せます" not in browser.opens(f"/cases/{receipt}/").text


def test_a_voice_that_joined_an_old_case_holds_the_case_for_an_hour_of_its_own(hall, browser):
    receipt = hall.hears()
    assert _asks(browser, receipt).status_code == 302
    _joined(hall, receipt)
    page = browser.opens(f"/cases/{receipt}/inquiry/").text
    assert WORDS not in page
    assert browser.opens(f"/cases/{receipt}/inquiry/sheet").status_code == 404
    assert browser.opens(f"/cases/{receipt}/inquiry/sheet.docx").status_code == 404
    assert receipt not in browser.opens("/inbox/list.csv").text
    hall.clock.passes(minutes=61)
    browser.signs_in()
    assert WORDS in browser.opens(f"/cases/{receipt}/inquiry/sheet").text


def test_an_urgent_voice_is_never_held(hall, browser):
    receipt = hall.hears(WORDS, ago=timedelta(minutes=1))
    with hall.database.writing() as session:
        session.execute(update(Case).values(urgent=True))
    assert _asks(browser, receipt).status_code == 302
    assert WORDS in browser.opens(f"/cases/{receipt}/inquiry/sheet").text


def test_no_address_of_the_desk_gives_a_held_voice_away_as_a_file(hall, browser):
    receipt = hall.hears(WORDS, ago=timedelta(minutes=1))
    tried = 0
    for rule in hall.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.arguments - {"receipt"}:
            continue
        answer = browser.opens(rule.rule.replace("<receipt>", receipt))
        if answer.status_code != 200 or "text/css" in answer.content_type:
            continue
        tried += 1
        if WORDS in answer.text:
            # A page to be read on the screen: it is marked, so that no printer gets it.
            assert answer.mimetype == "text/html", rule.rule
            assert 'class="words-held"' in answer.text or 'class="first-line"' in answer.text, rule.rule
    assert tried > 10


def test_what_staff_entered_for_somebody_waits_for_nobody(hall):
    receipt = hall.hears(user=None, ago=timedelta(minutes=5))
    browser = hall.at_work()
    assert "本人が取り消せます" not in browser.opens(f"/cases/{receipt}/").text
    browser.opens(f"/cases/{receipt}/inquiry/")
    browser.sends(f"/cases/{receipt}/inquiry/", department="建設課", question="いつ直せますか")
    assert browser.opens(f"/cases/{receipt}/inquiry/sheet").status_code == 200


def test_a_list_on_paper_shows_the_lines_of_all_that_nobody_can_take_back_any_more(hall, browser):
    hall.hears(WORDS, ago=timedelta(minutes=1))
    hall.hears("北町の街灯が切れています", user="U2")
    for page in (browser.opens("/").text, browser.opens("/inbox/").text):
        assert f'<span class="first-line">{WORDS}' in page
        assert '<span class="first-line may-leave">北町の街灯が切れています' in page


def test_a_page_with_two_cases_is_on_paper_only_where_both_may_be(hall, browser):
    held = hall.hears(WORDS, ago=timedelta(minutes=1))
    free = hall.hears("北町の街灯が切れています", user="U2")
    for one, other in ((held, free), (free, held)):
        assert 'class="words-held"' in browser.opens(f"/cases/{one}/join/{other}").text
