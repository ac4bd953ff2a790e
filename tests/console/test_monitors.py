"""The panel at the desk: numbers, bulk registering by one-way quotas, codes that are shown once."""

from __future__ import annotations

import re
from functools import partial

import pytest
from at_once import at_once
from hall import Hall, opened
from sqlalchemy import select

from handlers.panel_rules import District, PanelRules
from panel import codes
from storage import audit, monitors, residents
from storage.models import Monitor

PEOPLE = (("U1", "30代"), ("U2", "30代"), ("U3", "70歳以上"), ("U4", "50代"))


@pytest.fixture
def applied(hall: Hall) -> Hall:
    """Four people have applied."""
    _apply(hall)
    return hall


def _apply(hall: Hall) -> None:
    for user, band in PEOPLE:
        chat = hall.seal.fingerprint(user)[:32]
        with hall.database.writing() as session:
            residents.greet(session, chat, user, hall.seal, hall.clock())
            monitors.apply(session, chat, band, "北地区", hall.clock())


def _states(hall: Hall) -> dict[str, int]:
    found: dict[str, int] = {}
    with hall.database.reading() as session:
        for one in monitors.counts(session):
            found[one.state] = found.get(one.state, 0) + one.count
    return found


def test_quotas_are_tried_before_anybody_is_registered(applied):
    browser = applied.at_work()
    browser.opens("/monitors/")
    wanted = {"by": "age_group", "capacity": "3", "quota-18〜39歳": "1"}
    page = browser.sends("/monitors/register", do="look", **wanted).text
    assert "3人を登録し、1人が待機になります" in page
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("登録すると", 1)[1]))
    assert "18〜39歳 0人 1人 1人 1 40〜59歳 0人 1人 1人 — 60歳以上 0人 1人 1人 —" in told
    assert _states(applied) == {"applied": 4}
    browser.sends("/monitors/register", do="register", **wanted)
    assert _states(applied) == {"registered": 3, "waiting": 1}
    with applied.database.reading() as session:
        assert audit.lines(session, act="monitors.registered")[0].detail == {"chosen": 3, "waiting": 1}
    page = browser.opens("/monitors/").text
    assert "郵送コードで確認 0人・自己申告 3人" in page
    assert "2027年3月31日まで 3人" in page


def test_where_nobody_has_applied_staff_are_told_that_nothing_was_changed(hall):
    browser = hall.at_work()
    browser.opens("/monitors/")
    browser.sends("/monitors/register", do="register", by="age_group", capacity="3")
    assert "応募している人も、待機している人もいません" in browser.opens("/monitors/").text


def test_two_clicks_that_register_in_the_same_moment_choose_everybody_once(applied):
    register = partial(monitors.register, quotas={}, capacity=3, now=applied.clock())
    both = at_once(applied.database, select(Monitor.id), register, register)
    assert sorted(len(one.chosen) for one in both) == [0, 3]
    assert _states(applied) == {"registered": 3, "waiting": 1}


def test_nobody_is_registered_where_line_does_not_grant_the_pushes_that_tell_them(applied):
    browser = applied.at_work()
    browser.opens("/monitors/")
    wanted = {"by": "age_group", "capacity": "3"}
    applied.line_grants(200, used=197)  # four people are to hear of it: three registered, one waiting
    answer = browser.sends("/monitors/register", do="register", **wanted)
    assert answer.status_code == 409
    assert "本人に知らせる4通に、今月の残り3通では足りません" in answer.text
    assert _states(applied) == {"applied": 4}
    applied.line_grants(200, used=196)
    browser.sends("/monitors/register", do="register", **wanted)
    assert _states(applied) == {"registered": 3, "waiting": 1}


def test_while_line_does_not_say_what_it_grants_the_letters_wait_and_everybody_is_registered(hall):
    _apply(hall)
    browser = hall.at_work()
    browser.opens("/monitors/")
    browser.sends("/monitors/register", do="register", by="age_group", capacity="3")
    assert _states(hall) == {"registered": 3, "waiting": 1}


def test_a_number_that_is_none_is_refused_and_nothing_happens(applied):
    browser = applied.at_work()
    browser.opens("/monitors/")
    answer = browser.sends("/monitors/register", do="register", capacity="百")
    assert answer.status_code == 400
    assert "定員は1から" in answer.text
    assert _states(applied) == {"applied": 4}


def test_a_limit_that_would_not_count_is_refused_and_nothing_happens(database, clock):
    """Who limits the young and has the districts chosen by mistake would register all of them."""
    applied = opened(database, clock, panel=PanelRules(districts=(District("北地区", "北部"),)))
    _apply(applied)
    browser = applied.at_work()
    browser.opens("/monitors/")
    wanted = {"by": "district", "capacity": "4", "quota-18〜39歳": "1"}
    answer = browser.sends("/monitors/register", do="register", **wanted)
    assert answer.status_code == 400
    assert "「18〜39歳」の上限は、地区で分けるときには使いません" in answer.text
    assert _states(applied) == {"applied": 4}


def test_codes_are_printed_once_and_a_lot_tells_how_many_were_used(hall):
    browser = hall.at_work()
    browser.opens("/monitors/")
    page = browser.sends("/monitors/codes", count="3", lot="令和8年度").text
    printed = re.findall(r'letter-code">([^<]+)<', page)
    assert len(printed) == 3
    assert all(codes.read(code) for code in printed)
    with hall.database.writing() as session:
        monitors.join_by_code(session, "c" * 32, printed[0].lower(), "30代", "北地区", hall.seal, hall.clock())
    with hall.database.reading() as session:
        assert [(lot.name, lot.issued, lot.used) for lot in monitors.lots(session)] == [("令和8年度", 3, 1)]
    page = browser.opens("/monitors/").text
    assert printed[1] not in page
    assert "郵送コードで確認 1人・自己申告 0人" in page


@pytest.mark.parametrize("line_id", [None, "@000aaaaa"])
def test_a_letter_tells_how_the_account_is_added(database, clock, line_id):
    browser = opened(database, clock, line_id=line_id).at_work()
    browser.opens("/monitors/")
    page = browser.sends("/monitors/codes", count="1", lot="学校の推薦").text
    assert "「声のまど」を友だちに追加" in page
    assert ("QRコードを読み取るか、ID「@000aaaaa」で検索" in page) == (line_id is not None)
    assert ("data:image/svg+xml" in page) == (line_id is not None)


def test_a_viewer_sees_numbers_and_registers_nobody(applied):
    browser = applied.at_work(role="viewer")
    assert "まとめて登録する" not in browser.opens("/monitors/").text
    browser.opens("/me/")
    assert browser.sends("/monitors/register", do="register", capacity="9").status_code == 403
    assert _states(applied) == {"applied": 4}
