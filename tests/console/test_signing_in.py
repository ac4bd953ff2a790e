"""Who comes in, and who does not."""

from __future__ import annotations

import re

import pytest
from hall import PASSWORD, code_for

from storage import audit, staff

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_a_first_login_leads_through_second_factor_and_own_password_to_the_day(hall, clock):
    hall.hires(must_change=True, second_factor="")
    browser = hall.browser("198.51.100.9")
    browser.opens("/login")
    assert browser.sends("/login", login="sato", password=PASSWORD).location == "/console/me/second-factor"
    page = browser.opens("/me/second-factor/app").text
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    codes = browser.sends("/me/second-factor/app", code=code_for(secret, clock()))
    assert len(re.findall(r"<li><code>[A-Z2-9]{5}-[A-Z2-9]{5}</code>", codes.text)) == 10
    assert browser.opens("/", follow=False).location == "/console/me/password"
    browser.opens("/me/password")
    new = "yuki no hi wa stove no mae"
    assert browser.sends("/me/password", present=PASSWORD, new=new, again=new).location == "/console/"
    assert "今日やること" in browser.opens("/").text


def test_nobody_gets_in_without_the_right_code(hall, clock):
    person = hall.hires(second_factor="totp")
    with hall.database.writing() as session:
        staff.choose_totp(session, person, SECRET, hall.seal)
    browser = hall.browser()
    browser.opens("/login")
    assert "確認の番号" in browser.sends("/login", login="sato", password=PASSWORD).text
    assert browser.opens("/", follow=False).location == "/console/login/code"
    assert browser.sends("/login/code", code="000000").status_code == 401
    assert browser.sends("/login/code", code=code_for(SECRET, clock())).location == "/console/"
    assert browser.opens("/").status_code == 200


def test_a_code_is_good_once(hall, clock):
    person = hall.hires(second_factor="totp")
    with hall.database.writing() as session:
        staff.choose_totp(session, person, SECRET, hall.seal)
    code = code_for(SECRET, clock())
    for status in (302, 401):
        browser = hall.browser()
        browser.signs_in()
        assert browser.sends("/login/code", code=code).status_code == status


def test_a_printed_code_opens_once_wherever_one_is(hall):
    browser = hall.at_work()
    browser.opens("/me/")
    page = browser.sends("/me/codes").text
    code = re.search(r"<li><code>([^<]+)</code>", page)[1]
    for status in (302, 401):
        outside = hall.browser("198.51.100.9")
        outside.signs_in()
        assert outside.sends("/login/code", code=code.lower().replace("-", " ")).status_code == status


def test_the_office_network_is_a_second_factor_only_inside_it(hall):
    hall.hires()
    outside = hall.browser("198.51.100.9")
    outside.signs_in()
    assert outside.opens("/", follow=False).location == "/console/login/code"


def test_a_proxy_on_this_machine_is_believed_and_nobody_else(hall):
    hall.hires()
    for peer, forwarded, inside in (
        ("127.0.0.1", "192.0.2.9", True),
        ("127.0.0.1", "192.0.2.9, 198.51.100.1", False),
        ("198.51.100.1", "192.0.2.9", False),
    ):
        browser = hall.browser(peer)
        browser.opens("/login")
        browser.sends("/login", login="sato", password=PASSWORD, headers={"X-Forwarded-For": forwarded})
        assert (browser.opens("/", follow=False).status_code == 200) is inside, (peer, forwarded)


def test_five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour(hall, clock):
    hall.hires()
    browser = hall.browser()
    for _ in range(5):
        assert browser.signs_in(password="wrong wrong wrong").status_code == 401
    assert browser.signs_in().status_code == 401
    clock.passes(minutes=16)
    assert browser.signs_in().status_code == 302


def test_an_address_that_tries_many_names_is_held_up(hall):
    browser = hall.browser("198.51.100.9")
    statuses = [browser.signs_in(f"name{number}").status_code for number in range(21)]
    assert statuses == [401] * 20 + [429]
    hall.hires()
    assert hall.browser().signs_in().status_code == 302


def test_an_unknown_name_and_a_wrong_password_look_the_same(hall):
    hall.hires()
    unknown = hall.browser().signs_in("nobody")
    wrong = hall.browser().signs_in("sato", "wrong wrong wrong")
    assert (unknown.status_code, _words(unknown.text)) == (
        wrong.status_code,
        _words(wrong.text).replace("sato", "nobody"),
    )


def _words(page: str) -> str:
    return re.sub(r'name="csrf_token"[^>]*>', "", page)


def test_signing_in_changes_the_session_so_that_a_planted_one_is_worth_nothing(hall):
    hall.hires()
    browser = hall.browser()
    browser.opens("/login")
    planted = browser.cookie
    browser.sends("/login", login="sato", password=PASSWORD)
    assert browser.cookie != planted
    thief = hall.browser()
    thief.client.set_cookie("koe_desk", planted, path="/console")
    assert thief.opens("/", follow=False).location.startswith("/console/login")


def test_a_session_ends_after_an_hour_unused_and_after_a_working_day(hall, clock):
    browser = hall.at_work()
    for _ in range(13):
        clock.passes(minutes=50)
        browser.opens("/", follow=False)
    assert browser.opens("/", follow=False).status_code == 200
    clock.passes(minutes=61)
    assert browser.opens("/", follow=False).status_code == 302
    browser.signs_in()
    for _ in range(15):
        clock.passes(minutes=50)
        browser.opens("/", follow=False)
    assert browser.opens("/", follow=False).status_code == 302


def test_whoever_signs_out_is_out_even_with_the_old_cookie(hall):
    browser = hall.at_work()
    old = browser.cookie
    browser.opens("/")
    browser.sends("/logout")
    browser.client.set_cookie("koe_desk", old, path="/console")
    assert browser.opens("/", follow=False).status_code == 302


def test_a_new_password_ends_the_other_sessions(hall):
    first = hall.at_work()
    second = hall.browser()
    second.signs_in()
    second.opens("/me/password")
    new = "yuki no hi wa stove no mae"
    second.sends("/me/password", present=PASSWORD, new=new, again=new)
    assert second.opens("/", follow=False).status_code == 200
    assert first.opens("/", follow=False).status_code == 302


@pytest.mark.parametrize(
    "bad", ["short", "a" * 12, "sato no himitsu no kotoba", "aab" * 100, "password1234", "Qwerty-20261234"]
)
def test_a_password_easily_guessed_is_refused(hall, bad):
    browser = hall.at_work()
    browser.opens("/me/password")
    assert browser.sends("/me/password", present=PASSWORD, new=bad, again=bad).status_code == 400


@pytest.mark.parametrize(
    "to", ["https://example.org/", "//example.org/", "/console/\\example.org", "/elsewhere", "/console/\r\nX"]
)
def test_a_login_leads_to_no_other_site(hall, to):
    hall.hires()
    browser = hall.browser()
    browser.opens("/login")
    assert browser.sends("/login", login="sato", password=PASSWORD, to=to).location == "/console/"


def test_a_login_leads_to_where_one_wanted(hall):
    hall.hires(role="admin")
    browser = hall.browser()
    sent = browser.opens("/record/?act=login", follow=False).location
    browser.opens(sent.removeprefix("/console"))
    answer = browser.sends("/login", login="sato", password=PASSWORD, to="/console/record/?act=login")
    assert answer.location == "/console/record/?act=login"


def test_what_was_typed_outlives_an_expired_session(hall, clock):
    hall.hires("kuri", "admin")
    browser = hall.at_work("sato", "admin")
    browser.opens("/accounts/new")
    clock.passes(hours=2)
    page = browser.sends("/accounts/new", login="mori", name="森 <b>たかし</b>", role="viewer", rights=["export"])
    assert page.status_code == 401
    kept = re.search(r'name="kept" value="([^"]+)"', page.text)[1]
    assert "森" not in page.text.replace("森林", "")
    assert "残してあります" in browser.sends("/login", started="1", kept=kept).text
    again = browser.sends("/login", login="sato", password=PASSWORD, kept=kept)
    assert "森 &lt;b&gt;たかし&lt;/b&gt;" in again.text
    fields = dict(re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)"', again.text))
    fields["name"] = "森 たかし"
    assert browser.sends("/accounts/new", **fields).status_code == 200
    assert "森 たかし" in browser.opens("/accounts/").text


def test_a_form_that_came_from_another_site_is_not_kept(hall):
    browser = hall.browser()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        page = browser.sends("/accounts/new", login="mori", name="森", role="admin", headers=headers)
        assert re.search(r'name="kept" value=""', page.text)


def test_a_form_without_its_token_changes_nothing(hall):
    browser = hall.at_work("sato", "admin")
    browser._token = "made up"
    assert browser.sends("/accounts/new", login="mori", name="森", role="admin").status_code == 400
    with hall.database.reading() as session:
        assert [one.login for one in staff.everybody(session)] == ["sato"]


def test_every_login_and_lock_stands_in_the_record(hall):
    browser = hall.at_work("sato", "admin")
    hall.hires("kuri")
    for _ in range(5):
        hall.browser().signs_in("kuri", "wrong wrong wrong")
    with hall.database.reading() as session:
        acts = [(line.act, line.who) for line in audit.lines(session)]
    assert ("login", "satoさん") in acts
    assert ("login.locked", "kuriさん") in acts
    assert "login.locked" in browser.opens("/record/").text


def test_pages_are_never_kept_by_the_browser_and_styles_for_an_hour(hall):
    browser = hall.browser()
    assert browser.opens("/login").headers["Cache-Control"] == "no-store"
    assert "max-age=3600" in browser.opens("/static/desk.css").headers["Cache-Control"]
