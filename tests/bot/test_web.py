"""What the operator asks the web process."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from clock import Clock
from office import HANA, SECRET, TOWN, Office
from storage_trouble import away

from bot.assembly import assemble
from bot.failpoints import never
from bot.precedence import Precedence
from bot.settings import Settings
from bot.web import create_app
from handlers.mail import Mail
from knowledge.reply import Reply
from storage import mails, signs
from storage.media import Media
from storage.sealing import Seal


@pytest.fixture
def web(database):
    """A web process, with the reasons why it is not ready and the token for its figures as wished."""

    def open_web(*, metrics_token=None, troubles=dict):
        seal = Seal("a key that is long enough")
        return create_app(
            database,
            seal,
            TOWN,
            Media(Path("no-such-folder-of-the-tests"), seal),
            channel_secret=SECRET,
            metrics_token=metrics_token,
            clock=Clock(),
            on_stored=lambda: None,
            troubles=troubles,
            precedence=Precedence(),
            reach=never,
        ).test_client()

    return open_web


def test_a_living_process_is_healthy_whatever_the_database_does(web, database):
    with away(database):
        assert web().get("/healthz").status_code == 200


def test_a_process_is_ready_when_nothing_is_in_the_way(web):
    answer = web().get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"ready": True, "reasons": {}})


def test_a_process_that_is_not_ready_says_why(web):
    answer = web(troubles=lambda: {"database": "away", "worker": "silent"}).get("/readyz")
    assert (answer.status_code, answer.json["reasons"]) == (503, {"database": "away", "worker": "silent"})


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no folder is always full")
def test_a_disk_without_room_for_photos_is_named(database):
    settings = Settings.from_env(
        {
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": "token",
            "SECRET_KEY": "a key that is long enough",
            "DATABASE_URL": database.url.render_as_string(hide_password=False),
            "MEDIA_DIR": "/proc/photos",
        }
    )
    bot = assemble(settings, TOWN, lambda _question, _topic: Reply("unknown", ""), works=False)
    answer = bot.app.test_client().get("/readyz")
    bot.stop()
    bot.database.close()
    assert answer.status_code == 503
    assert "MEDIA_DIR" in answer.json["reasons"]["photos"]


def test_an_absent_database_is_a_reason_not_to_be_ready(database):
    settings = Settings.from_env(
        {
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": "token",
            "SECRET_KEY": "a key that is long enough",
            "DATABASE_URL": database.url.render_as_string(hide_password=False),
        }
    )
    bot = assemble(settings, TOWN, lambda _question, _topic: Reply("unknown", ""), works=False)
    web = bot.app.test_client()
    assert web.get("/readyz").status_code == 200
    with away(bot.database):
        answer = web.get("/readyz")
    assert (answer.status_code, list(answer.json["reasons"])) == (503, ["database"])
    bot.stop()
    bot.database.close()


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.7", {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, 403),
        ("127.0.0.1", {"Forwarded": "for=192.0.2.7"}, 403),
        ("", {}, 403),
    ],
)
def test_without_a_token_only_this_machine_reads_the_figures(web, address, headers, status):
    answer = web().get("/metrics", headers=headers, environ_overrides={"REMOTE_ADDR": address})
    assert answer.status_code == status
    assert (b"koe_" in answer.data) == (status == 200)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("Bearer right", 200),
        ("Bearer wrong", 403),
        ("right", 403),
        ("Bearer あ".encode().decode("latin-1"), 403),
        (None, 403),
    ],
)
def test_with_a_token_only_the_token_counts_from_wherever(web, given, status):
    headers = {} if given is None else {"Authorization": given}
    for address in ("127.0.0.1", "192.0.2.7"):
        answer = web(metrics_token="right").get("/metrics", headers=headers, environ_overrides={"REMOTE_ADDR": address})
        assert answer.status_code == status


def test_the_figures_tell_what_waits_and_what_went_wrong_and_nothing_of_anybody(office):
    office.line.dislikes = {"二つ目"}
    office.answers(
        office.said(HANA, "一つ目"), office.said(HANA, "故障", seconds=1), office.said(HANA, "二つ目", seconds=2)
    )
    office.delivers(office.said(HANA, "三つ目", seconds=3))
    office.clock.passes(seconds=7)
    text = office.web.get("/metrics").text
    figures = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert figures["koe_events_waiting"] == "1.0"
    assert figures["koe_events_oldest_seconds"] == "7.0"
    assert figures["koe_events_dead"] == "1.0"
    assert figures['koe_letters{state="sent"}'] == "2.0"
    assert figures['koe_letters{state="dead"}'] == "1.0"
    assert HANA not in text


def test_the_figures_tell_ages_failures_workers_and_the_quota(office):
    office.line.mood = "cannot be reached"
    office.answers(office.said(HANA, "質問は？"))
    office.clock.passes(seconds=5)
    with office.database.writing() as session:
        signs.note(session, "worker:one", None, office.clock())
        signs.note(session, "worker:gone", None, office.clock() - timedelta(minutes=1))
        signs.note(session, "quota", 200, office.clock())
        signs.note(session, "quota_used", 170, office.clock())
        signs.note(session, "line_refuses", 1, office.clock())
        signs.add(session, "not_forwarded", 2, office.clock())
        mails.write(session, "alarm:token", Mail("題", "本文"), office.clock())
        mails.give_up_all_due(session, "no server", office.clock())
    lines = office.web.get("/metrics").text.splitlines()
    figures = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert figures["koe_letters_oldest_seconds"] == "5.0"
    assert figures["koe_workers"] == "1.0"
    assert (figures["koe_quota"], figures["koe_quota_used"]) == ("200.0", "170.0")
    assert figures["koe_line_refuses"] == "1.0"
    assert figures["koe_not_forwarded"] == "2.0"
    assert "koe_forwarded" not in figures
    assert figures["koe_mails_dead"] == "1.0"
    assert (figures["koe_batches_waiting"], figures["koe_batches_dead"]) == ("0.0", "0.0")


def test_no_figures_are_better_than_wrong_ones_while_the_database_is_away(office):
    with away(office.database):
        assert office.web.get("/metrics").status_code == 503


def test_nothing_else_is_there(office: Office):
    assert office.web.get("/").status_code == 404
    assert office.web.get("/callback").status_code == 405
