"""The second factor that comes by mail."""

from __future__ import annotations

import re

import pytest
from hall import PASSWORD, Clock, Hall, opened

from storage import audit, staff
from storage.database import Database

HOME = "hana@city.example"


@pytest.fixture
def hall(database: Database, clock: Clock) -> Hall:
    return opened(database, clock, sends_mail=True)


def _newest_code(hall):
    to, _, body = hall.mails()[-1]
    return to, re.search(r"[0-9]{6}", body)[0]


def _chooses_mail(hall):
    hall.hires(second_factor="")
    browser = hall.browser("198.51.100.9")
    browser.signs_in()
    browser.opens("/me/second-factor/mail")
    assert browser.sends("/me/second-factor/mail", address=HOME).location == "/console/me/second-factor/mail/code"
    browser.opens("/me/second-factor/mail/code")
    to, code = _newest_code(hall)
    assert to == HOME
    page = browser.sends("/me/second-factor/mail/code", code=code).text
    assert len(re.findall(r"<li><code>[A-Z2-9]{5}-[A-Z2-9]{5}</code>", page)) == 10
    assert browser.opens("/", follow=False).status_code == 200
    return browser


def test_who_chooses_mail_shows_that_it_arrives_and_signs_in_with_a_code_each_time(hall, clock):
    _chooses_mail(hall)
    clock.passes(minutes=30)
    browser = hall.browser("198.51.100.9")
    browser.opens("/login")
    assert "メールで届いた6けた" in browser.sends("/login", login="sato", password=PASSWORD).text
    assert browser.opens("/", follow=False).location == "/console/login/code"
    to, code = _newest_code(hall)
    full_width = code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert to == HOME
    assert browser.sends("/login/code", code=full_width).location == "/console/"
    with hall.database.reading() as session:
        assert audit.lines(session, act="login")[0].detail == {"second_factor": "mail"}


def test_a_mailed_code_is_good_once_and_for_ten_minutes(hall, clock):
    _chooses_mail(hall)
    clock.passes(minutes=30)
    hall.browser("198.51.100.9").signs_in()
    code = _newest_code(hall)[1]
    clock.passes(minutes=10)
    browser = hall.browser("198.51.100.9")
    browser.signs_in()  # which mails a new code
    assert browser.sends("/login/code", code=code).status_code == 401
    fresh = _newest_code(hall)[1]
    assert browser.sends("/login/code", code=fresh).location == "/console/"
    other = hall.browser("198.51.100.9")
    other.signs_in()
    assert other.sends("/login/code", code=fresh).status_code == 401


def test_nobodys_mailbox_is_filled_and_the_code_can_be_sent_again_after_a_minute(hall, clock):
    _chooses_mail(hall)
    clock.passes(minutes=30)
    browser = hall.browser("198.51.100.9")
    for _ in range(3):
        browser.signs_in()
    before = len(hall.mails())
    browser.opens("/login/code")
    assert browser.sends("/login/code/mail").status_code == 429
    assert len(hall.mails()) == before
    clock.passes(seconds=61)
    assert "新しい番号を送りました" in browser.sends("/login/code/mail").text
    assert len(hall.mails()) == before + 1


def test_five_wrong_codes_lock_the_account(hall, clock):
    _chooses_mail(hall)
    clock.passes(minutes=30)
    browser = hall.browser("198.51.100.9")
    browser.signs_in()
    code = _newest_code(hall)[1]
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        assert browser.sends("/login/code", code=wrong).status_code == 401
    assert browser.sends("/login/code", code=code).status_code == 401


@pytest.mark.parametrize(
    "address", ["hana", "hana@city", "a@b.example, c@d.example", "a@b.example\r\nBcc: x@y.example"]
)
def test_what_is_no_single_address_gets_no_mail(hall, address):
    hall.hires(second_factor="")
    browser = hall.browser("198.51.100.9")
    browser.signs_in()
    browser.opens("/me/second-factor/mail")
    assert browser.sends("/me/second-factor/mail", address=address).status_code == 400
    assert hall.mails() == []


def test_where_no_mail_can_be_sent_it_is_not_offered_and_the_printed_code_opens(database, clock):
    without = opened(database, clock)
    person = without.hires(second_factor="")
    with database.writing() as session:
        staff.choose_mail(session, person, HOME, without.seal)
    browser = without.browser("198.51.100.9")
    assert browser.signs_in().status_code == 200
    assert "印刷した予備の番号" in browser.opens("/login/code").text
    assert without.mails() == []
    inside = without.at_work("mori")
    assert "メールを使う" not in inside.opens("/me/second-factor").text
    assert inside.opens("/me/second-factor/mail", follow=False).location == "/console/me/second-factor"
