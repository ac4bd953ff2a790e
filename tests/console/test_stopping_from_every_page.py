"""What can be stopped stands at the foot of every page, and what is stopped at its head."""

from __future__ import annotations

import re

import pytest
from bundled_knowledge import bundled_knowledge
from hall import Clock, Hall, opened
from held_survey import made

from storage import audit, switches

RECEIPT = "K-2026-0001-7"
# Parts of a page, in the order in which they stand at its foot.
WAYS = (
    "この答えを止める：答えにある言葉",
    'name="name" value="bot"',
    ">ボットを止める</button>",
    'name="name" value="pushes"',
    ">配信を全部止める</button>",
)
# What is taken along as a file, and what is pasted into the city's own site.
FILES = ("/published/page",)


@pytest.fixture
def town(database, clock: Clock) -> Hall:
    hall = opened(database, clock, name="上山市", knowledge=bundled_knowledge())
    hall.hears("側溝のふたが割れています")
    made(hall)
    return hall


def _pages(hall: Hall) -> list[str]:
    """Every page that is opened by its address, with a case, a row or a measure that is there."""
    paths = []
    for rule in hall.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.endpoint.endswith("static"):
            path = re.sub(r"<int:[a-z_]+>", "1", rule.rule.replace("<receipt>", RECEIPT))
            measure = "?measure=7次+5-1-1&year=2023" if path.endswith(("/review/draft", "/ledger/measure")) else ""
            paths.append(f"{path}{measure}")
    return sorted({path for path in paths if "<" not in path and not path.startswith(FILES)})


def test_every_page_has_the_three_ways_to_stop_at_its_foot(town):
    admin = town.at_work("kuri", "admin", rights=("identity", "export", "publish"))
    looked_at, without = [], []
    for path in _pages(town):
        answer = admin.opens(path)
        if answer.mimetype != "text/html":
            continue
        looked_at.append(path)
        text = answer.text
        if path == "/stop/":
            ways = [text.find(f'id="{one}"') for one in ("facts", "switch-bot", "switch-pushes")]
        else:
            ways = [text.find(one, text.find("<footer")) for one in WAYS]
        if -1 in ways or ways != sorted(ways):
            without.append((path, answer.status_code))
    assert without == []
    assert len(looked_at) > 40


@pytest.mark.parametrize(
    ("path", "status"), [("/cases/K-2026-0009-0/", 404), ("/nowhere", 404), ("/accounts/", 403), ("/stop/switch", 405)]
)
def test_pages_that_say_no_have_them_too(town, path, status):
    answer = town.at_work().opens(path)
    assert answer.status_code == status
    assert all(one in answer.text for one in WAYS)


def test_who_may_not_stop_anything_sees_only_that_it_is_stopped(town):
    with town.database.writing() as session:
        switches.stop(session, "bot", "点検", town.clock(), by=None)
        switches.stop(session, "pushes", "訂正", town.clock(), by=None)
    page = town.at_work(role="viewer").opens("/inbox/").text
    assert "ボットを止めています（11月20日(金) 09:30から）" in page
    assert "配信を全部止めています" in page
    assert "再開する" not in page
    assert "ボットを止める</button>" not in page


def test_what_is_stopped_stands_above_every_page_until_it_goes_on(town):
    browser = town.at_work()
    browser.opens("/inbox/")
    browser.sends("/stop/switch", name="pushes", act="stop", why="数字の訂正")
    page = browser.opens("/inbox/").text
    assert "配信を全部止めています（11月20日(金) 09:30から）" in page
    assert 'aria-label="配信を再開する"' in page
    browser.sends("/stop/switch", name="pushes", act="start")
    assert "止めています（" not in browser.opens("/inbox/").text
    with town.database.reading() as session:
        assert [line.act for line in audit.lines(session, act="pushes.")] == ["pushes.start", "pushes.stop"]


def test_nobody_is_shown_switches_before_signing_in(town):
    assert "止める" not in town.browser().opens("/login").text
