"""What nobody would type on purpose: the desk answers with a page, saves nothing, and stays whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hall import PASSWORD
from storage_trouble import away

from console.guard import needed_for
from storage import staff, switches

TEMPLATES = Path(__file__).parents[2] / "console" / "templates"
FIELDS = sorted(
    {name for page in TEMPLATES.rglob("*.html") for name in re.findall(r'name="([A-Za-z_-]+)"', page.read_text())}
    - {"csrf_token", "viewport"}
)
HOSTILE = (
    "'; DROP TABLE cases; -- <script>alert(1)</script> ../../etc/passwd",
    "\x00",
    "1" * 30,
    "-1",
    "9999-12-31",
    "0001-01-03",
)


def _addresses(hall, receipt, methods):
    for rule in hall.app.url_map.iter_rules():
        if methods & (rule.methods or set()) and not rule.endpoint.endswith("static"):
            yield rule.endpoint, re.sub(r"<[^>]+>", "1", rule.rule.replace("<receipt>", receipt))


@pytest.fixture
def everything(hall):
    """Somebody who may do everything, and a case."""
    return hall.at_work("kuri", "admin", rights=("identity", "export", "publish")), hall.hears()


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_no_address_breaks_whatever_stands_in_it(hall, everything, words):
    browser, receipt = everything
    broken = []
    for endpoint, path in _addresses(hall, receipt, {"GET"}):
        answer = browser.client.get(
            f"/console{path}", query_string=dict.fromkeys(FIELDS, words), environ_base={"REMOTE_ADDR": "192.0.2.7"}
        )
        if answer.status_code == 500 or "<script>alert" in answer.text:
            broken.append(endpoint)
    assert broken == []


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_no_form_breaks_whatever_stands_in_it(hall, everything, words):
    browser, receipt = everything
    broken = []
    for endpoint, path in _addresses(hall, receipt, {"POST"}):
        if endpoint.startswith(("entrance.", "practising.")) or needed_for(hall.app, endpoint) == "open":
            continue
        browser.opens("/me/")
        answer = browser.sends(path, **dict.fromkeys(FIELDS, words))
        if answer.status_code == 500 or "<script>alert" in answer.text:
            broken.append(endpoint)
    assert broken == []
    assert hall.case(receipt).receipt == receipt


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_nobody_signs_in_with_what_is_no_name(hall, words):
    hall.hires()
    browser = hall.browser()
    assert browser.signs_in(words, words).status_code in (400, 401)
    assert browser.signs_in("sato", PASSWORD).status_code == 302


def test_a_code_in_the_digits_of_another_script_is_wrong_and_breaks_nothing(hall):
    person = hall.hires(second_factor="totp")
    with hall.database.writing() as session:
        staff.choose_totp(session, person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", hall.seal)
    browser = hall.browser()
    browser.signs_in()
    assert browser.sends("/login/code", code="\u0663" * 6).status_code == 401


def test_a_form_made_up_elsewhere_changes_nothing_on_any_page(hall, everything):
    browser, receipt = everything
    before = hall.case(receipt).version
    for endpoint, path in _addresses(hall, receipt, {"POST"}):
        browser._token = "made up elsewhere"
        assert browser.sends(path, kind="苦情", text="x", do="erase").status_code == 400, endpoint
    assert hall.case(receipt).version == before


def test_with_the_database_away_every_page_says_so_plainly_and_nothing_is_half_saved(hall, everything):
    browser, receipt = everything
    browser.opens(f"/cases/{receipt}/")
    with away(hall.database):
        for path in ("/", "/inbox/", f"/cases/{receipt}/", "/login"):
            answer = browser.opens(path)
            if path != "/login":
                assert answer.status_code == 503, path
                assert "データベースにつながりません" in answer.text
        answer = browser.sends(f"/cases/{receipt}/fields", kind="苦情", department="建設課")
        assert answer.status_code == 503
        assert "何も保存されていません" in answer.text
    assert hall.case(receipt).kind is None
    assert browser.opens(f"/cases/{receipt}/").status_code == 200


def test_a_change_that_breaks_off_leaves_neither_half_nor_a_line_of_the_record(hall, everything):
    browser, receipt = everything
    browser.opens(f"/cases/{receipt}/reply")
    answer = browser.sends(f"/cases/{receipt}/decide", on="2026-11-19", who="市長", document_number="市政第1号")
    assert answer.status_code == 400  # no draft yet
    assert hall.case(receipt).document_number is None
    assert [entry.what for entry in hall.told(receipt)] == ["received"]


def test_who_guesses_a_printed_code_is_locked_out(hall):
    hall.hires(second_factor="office")
    outside = hall.browser("198.51.100.9")
    outside.signs_in()
    for guess in range(5):
        assert outside.sends("/login/code", code=f"ABCDE-{guess:05}").status_code == 401
    with hall.database.reading() as session:
        assert staff.by_login(session, "sato")[0].locked_until is not None


def test_a_practising_hand_turns_no_real_switch(hall):
    browser = hall.at_work()
    browser.opens("/me/")
    browser.sends("/practice/begin")
    browser.opens("/stop/")
    browser.sends("/stop/switch", name="bot", act="stop", why="練習")
    with hall.database.reading() as session:
        assert switches.stopped(session) == {}


@pytest.mark.parametrize("until", ["9999-12-31", "0026-12-01", "2226-12-01"])
def test_a_date_of_a_year_that_nobody_means_is_asked_about_and_told_to_no_resident(everything, hall, until):
    browser, receipt = everything
    promised = hall.case(receipt).due_on
    browser.opens(f"/cases/{receipt}/")
    refused = browser.sends(f"/cases/{receipt}/step", step="late", text="調査に時間がかかる", until=until)
    assert (refused.status_code, "新しい期限の年を確かめてください" in refused.text) == (400, True)
    assert (hall.case(receipt).due_on, hall.letters()) == (promised, [])
