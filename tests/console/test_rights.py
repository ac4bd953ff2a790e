"""Every page names the right it needs; whoever has it not is shown the way back."""

from __future__ import annotations

import html
import re
from functools import partial

import pytest
from at_once import at_once
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.guard import needed_for
from storage import audit, staff
from storage.models import Staff

ROLES = ("viewer", "officer", "approver", "admin")
MAY = {
    "viewer": {"read"},
    "officer": {"read", "work"},
    "approver": {"read", "work", "approve"},
    "admin": {"read", "work", "approve", "administer"},
}


def _pages(app):
    """Every page with its methods and an address in which numbers are those of nothing."""
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.endswith("static"):
            path = re.sub(r"<[^>]+>", "999999", rule.rule)
            yield rule.endpoint, path, sorted(rule.methods & {"GET", "POST"})


def test_no_page_opens_without_naming_a_right(hall):
    nameless = [endpoint for endpoint, _, _ in _pages(hall.app) if needed_for(hall.app, endpoint) is None]
    assert nameless == []


def test_nobody_sees_a_page_before_signing_in(hall):
    browser = hall.browser()
    for endpoint, path, methods in _pages(hall.app):
        if needed_for(hall.app, endpoint) == "open":
            continue
        if "GET" in methods:
            assert browser.opens(path, follow=False).location.startswith("/console/login"), endpoint
        if "POST" in methods:
            assert browser.sends(path).status_code == 401, endpoint


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_its_pages_and_no_others(hall, role):
    browser = hall.at_work(role=role)
    for endpoint, path, methods in _pages(hall.app):
        needed = needed_for(hall.app, endpoint)
        if needed in ("open", "signed in"):
            continue
        browser.opens("/me/")
        statuses = [
            browser.opens(path).status_code if method == "GET" else browser.sends(path).status_code
            for method in methods
        ]
        assert (403 in statuses) is (needed not in MAY[role]), (endpoint, needed, statuses)


def test_who_is_refused_is_shown_the_way_back_and_recorded(hall):
    browser = hall.at_work()
    page = browser.opens("/accounts/")
    assert page.status_code == 403
    assert 'href="/console/"' in page.text
    with hall.database.reading() as session:
        assert audit.lines(session, act="refused")[0].subject == "page:accounts.everybody"


def test_a_changed_role_counts_from_the_next_click(hall):
    browser = hall.at_work(role="admin")
    hall.hires("kuri", "admin")
    assert browser.opens("/accounts/").status_code == 200
    with hall.database.writing() as session:
        staff.change(session, 1, name="x", role="viewer", department=None, rights=())
    assert browser.opens("/accounts/").status_code == 403


def test_a_right_that_was_taken_away_does_not_come_back_with_a_page_that_was_opened_before(hall):
    id_ = hall.hires("momo", rights=("identity",))
    one, other = hall.at_work("kuri", "admin"), hall.at_work("nashi", "admin")
    read = html.unescape(re.search(r'name="read" value="([^"]*)"', one.opens(f"/accounts/{id_}").text)[1])
    other.opens(f"/accounts/{id_}")
    other.sends(f"/accounts/{id_}", read=read, name="桃", role="officer")
    stopped = one.sends(f"/accounts/{id_}", read=read, name="桃", role="approver", rights="identity")
    assert (stopped.status_code, "ほかの人が先に変えました" in stopped.text) == (409, True)
    assert 'value="桃"' in stopped.text
    with hall.database.reading() as session:
        account = staff.account(session, id_)
    assert (account.role, account.rights) == ("officer", frozenset())
    now = html.unescape(re.search(r'name="read" value="([^"]*)"', stopped.text)[1])
    assert one.sends(f"/accounts/{id_}", read=now, name="桃", role="approver").status_code == 302


def test_a_closed_account_is_out_at_once(hall):
    admin = hall.at_work("kuri", "admin")
    browser = hall.at_work()
    admin.opens("/accounts/2")
    admin.sends("/accounts/2/close")
    assert browser.opens("/", follow=False).status_code == 302
    assert hall.browser().signs_in().status_code == 401


def test_who_closes_an_account_is_told_of_its_open_cases_and_where_to_hand_them_over(hall):
    admin = hall.at_work("kuri", "admin")
    leaving = hall.hires("momo")
    for number in range(3):
        hall.hears(f"側溝のふたが割れています{number}", user=f"U{number}", assignee=leaving)
    page = admin.opens(f"/accounts/{leaving}").text
    assert "対応中の案件が3件あります" in page
    admin.sends(f"/accounts/{leaving}/close")
    assert hall.browser().signs_in("momo").status_code == 401
    page = admin.opens("/accounts/").text
    assert "momoさんさんには、対応中の案件が3件あります" in page
    assert '<a href="/console/handover">異動</a>で引き継いでください' in page
    idle = hall.hires("nashi")
    admin.opens(f"/accounts/{idle}")
    admin.sends(f"/accounts/{idle}/close")
    assert "対応中の案件" not in admin.opens("/accounts/").text


def test_the_section_of_an_account_is_one_of_the_citys_and_a_slip_is_refused(hall):
    admin = hall.at_work("kuri", "admin")
    fields = {"name": "田中", "role": "officer"}
    assert '<option value="建設課">建設課</option>' in admin.opens("/accounts/new").text
    page = admin.sends("/accounts/new", login="tanaka", department="建設", **fields)
    assert page.status_code == 400
    assert "担当する課は、一覧から選んでください。" in page.text
    assert admin.sends("/accounts/new", login="tanaka", department="建設課", **fields).status_code == 200
    renamed = hall.hires("momo", department="都市整備課")
    assert '<option selected value="都市整備課">' in admin.opens(f"/accounts/{renamed}").text
    assert admin.sends(f"/accounts/{renamed}", department="都市整備課", **fields).status_code == 302
    admin.opens(f"/accounts/{renamed}")
    assert admin.sends(f"/accounts/{renamed}", department="建設", **fields).status_code == 400
    assert admin.sends(f"/accounts/{renamed}", department="", **fields).status_code == 302
    with hall.database.reading() as session:
        assert [one.department for one in staff.everybody(session)].count("建設課") == 1
        assert staff.account(session, renamed).department is None


def test_the_last_who_may_administer_stays_so(hall):
    admin = hall.at_work("kuri", "admin")
    admin.opens("/accounts/1")
    page = admin.sends("/accounts/1", name="栗さん", role="viewer", department="")
    assert page.status_code == 400
    assert "ほかの人を管理にしてください" in page.text
    hall.hires("momo", "admin")
    assert admin.sends("/accounts/1", name="栗さん", role="viewer", department="").status_code == 302
    assert admin.opens("/accounts/").status_code == 403


@pytest.mark.parametrize("how", ["close", "make a viewer"])
def test_of_two_who_close_each_others_account_in_the_same_moment_one_may_still_administer(hall, how):
    def gives_up(session: Session, one: int) -> None:
        if how == "close":
            staff.close(session, one, hall.clock())
        else:
            staff.change(session, one, name="x", role="viewer", department=None, rights=())

    two = [hall.hires(login, "admin") for login in ("kuri", "momo")]
    done = at_once(hall.database, select(Staff.id), *(partial(gives_up, one=one) for one in two))
    assert sorted(type(one).__name__ for one in done) == ["LastAdministrator", "NoneType"]
    with hall.database.reading() as session:
        assert [one.role for one in staff.everybody(session) if one.role == "admin"] == ["admin"]


def test_nobody_closes_the_account_they_use(hall):
    admin = hall.at_work("kuri", "admin")
    admin.opens("/accounts/1")
    admin.sends("/accounts/1/close")
    assert admin.opens("/accounts/").status_code == 200


def test_pages_may_load_nothing_from_elsewhere_and_run_nothing_inline(hall):
    browser = hall.at_work("kuri", "admin")
    for _, path, methods in _pages(hall.app):
        if "GET" not in methods:
            continue
        answer = browser.opens(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        assert "default-src 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert not re.search(r"<script(?![^>]*src=)|\son[a-z]+=|style=\"", answer.text), path


def test_what_is_not_there_says_so_and_leads_back(hall):
    browser = hall.at_work("kuri", "admin")
    for path in ("/accounts/999", f"/accounts/{10**30}", "/nowhere", "/accounts/0/"):
        page = browser.opens(path)
        assert page.status_code == 404
        assert "はじめの画面へ戻る" in page.text
