"""Whoever gets the disk, a backup, a log or the list of processes reads neither residents nor secrets."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hall_side import PUBLIC, Browser
from line_side import status_of, text_of, wait_until
from passing_time import rows
from running import ROOT, Process, bot, environment, free_port, simulator
from running import koe as one_command
from what_is_stored import in_the_clear, stored

KOE = str(Path(sys.executable).parent / "koe")
VOICE = "南の公園のぶらんこの鎖が外れそうです"
PHONE, NAME, NUMBER = "090-1234-5678", "高畠美咲", "09012345678"
QUESTION = "うちの祖母の介護の相談はどこですか"
FREE_TEXT = "雪かきの道具を貸してほしい"
PLACE = "赤い屋根の家のとなり"
CITY = """\
[city]
name = "見本市"
[quiet_hours]
from = ""
to = ""
[recruiting]
capacity = 10
[[district]]
name = "東地区"
"""
SURVEY = """\
title: 市報について
opens_at: {opens}
closes_at: {closes}
questions:
  - {{id: q1, type: text, text: ご意見をどうぞ}}
"""


@pytest.fixture
def line(tmp_path):
    with simulator(tmp_path) as town:
        yield town


def test_of_all_that_residents_tell_nothing_can_be_read_on_the_disk(line, empty_database, tmp_path):
    city = tmp_path / "city.toml"
    city.write_text(CITY, encoding="utf-8")
    media, erased = tmp_path / "media", tmp_path / "erasures.jsonl"
    more = {
        "CITY_FILE": str(city),
        "MEDIA_DIR": str(media),
        "ERASURES_FILE": str(erased),
        "PUBLIC_BASE_URL": PUBLIC,
    }

    def koe(*words: str) -> str:
        env = environment(line, empty_database, 0, **more)
        done = one_command(env, *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    with bot(line, empty_database, tmp_path, **more) as running:
        hana = line.newcomer()
        hana.does("follow")
        hana.hears()
        hana.asks(QUESTION)
        hana.asks("ちがう")
        # A voice in the talk, with a place and a photo.
        hana.asks("市民の声")
        hana.asks(VOICE)
        hana.does("image")
        hana.hears()
        hana.does("location", title=PLACE, address=PLACE, latitude=38.1, longitude=140.2)
        hana.hears()
        hana.asks("送る（返事がほしい）")
        receipt = re.search(r"K-\d{4}-\d{4,}-\d", text_of(hana.said_to()))[0]
        # A voice on the form, with name and contact.
        kenta = line.newcomer()
        kenta.asks("市民の声")
        kenta.asks(f"{VOICE}。{PHONE}に電話ください。")
        link = re.search(rf"{PUBLIC}(/form/\S+)", kenta.asks("連絡先も伝える"))[1]
        _fills_in(running.address + link)
        # A monitor answers a survey.
        yui = line.newcomer()
        (code,) = koe("monitors", "codes", "1").split()
        for words in ("モニター", "招待コードを使う", code, "30代", "東地区", "応募する"):
            yui.asks(words)
        now = datetime.now(UTC)
        file = tmp_path / "survey.yaml"
        opens, closes = now + timedelta(seconds=2), now + timedelta(hours=1)
        file.write_text(SURVEY.format(opens=opens.isoformat(), closes=closes.isoformat()), encoding="utf-8")
        koe("survey", "load", str(file))
        wait_until("the survey has come", lambda: "アンケートのお願い" in json.dumps(yui.said_to(), ensure_ascii=False))
        yui.listens()
        yui.asks("アンケート")
        yui.asks("はじめる")
        yui.asks(FREE_TEXT)
        # Something stays on its way.
        line.switch(reply={"fail": "429_rate"})
        hana.says(QUESTION)
        line.all_is_well()
        ready = "SELECT count(*) FROM attachments WHERE state = 'ready'"
        wait_until("the photo has been fetched", lambda: rows(empty_database, ready)[0][0] == 1)
        while_running = stored(empty_database)
        backup = tmp_path / "koe.backup"
        koe("backup", str(backup))
        running.settled()
        at_rest = stored(empty_database) + b"".join(file.read_bytes() for file in media.iterdir())
    secret = [VOICE, PHONE, NAME, NUMBER, QUESTION, FREE_TEXT, PLACE, code, hana.id, kenta.id, yui.id]
    log = running.process.log.read_bytes()
    outside = b"".join(path.read_bytes() for path in (backup, erased) if path.exists())
    for kept in (while_running, at_rest, outside):  # what may be read is found
        assert in_the_clear(kept, receipt, "市報について") == [receipt, "市報について"]
    for kept in (while_running, at_rest, outside, log):
        assert len(kept) > 1000
        assert in_the_clear(kept, *secret) == []


def _fills_in(address: str) -> None:
    browser = Browser()
    csrf = re.search(r'name="csrf" value="(\w+)"', browser.opens(address).text)
    written = {"csrf": csrf[1], "text": f"{VOICE}。家の前です。", "name": NAME, "contact": PHONE, "reply": "yes"}
    assert "受け付けました" in browser.sends(address, **written).text


SECRETS = {
    "LINE_CHANNEL_SECRET": "channelsecret-zq7x-not-for-you",
    "LINE_CHANNEL_ACCESS_TOKEN": "accesstoken-zq7x-not-for-you",
    "SECRET_KEY": "secretkey-zq7x-not-for-you-of-this-test",
    "METRICS_TOKEN": "metricstoken-zq7x-not-for-you",
    "SMTP_URL": "smtp://koe:smtppassword-zq7x-not-for-you@127.0.0.1:9",
    "FORWARD_WEBHOOK_TO": "http://127.0.0.1:9/hook?key=guestkey-zq7x-not-for-you",
}
MARK = "-zq7x-not-for-you"  # no number, digest or token of anybody else's looks like this
PASSWORD = "dbpassword-zq7x-not-for-you"


def _command_lines() -> str:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:  # it has ended
            continue
    return "\n".join(found)


def test_no_secret_shows_in_the_list_of_processes_the_log_or_any_answer(line, postgresql_of_its_own, tmp_path):
    url = postgresql_of_its_own.set(password=PASSWORD).render_as_string(hide_password=False)
    env = environment(line, url, 0, **SECRETS, ALERT_MAIL_TO="desk@city.example", KOE_ROLE="web")
    port = free_port()
    log = tmp_path / "koe.log"
    web = Process([KOE, "run"], {**env, "BOT_PORT": str(port)}, log, cold=True)
    worker = Process([KOE, "worker"], env, log, cold=True)
    address = f"http://127.0.0.1:{port}"
    try:
        bearer = {"Authorization": f"Bearer {SECRETS['METRICS_TOKEN']}"}
        wait_until("both are up", lambda: _counts(address, bearer) == 1)
        assert MARK not in _command_lines()
        assert "gunicorn" in _command_lines()  # the search sees what runs
        limits = Path(f"/proc/{worker.pid}/limits").read_text()
        assert re.search(r"Max core file size +0 ", limits)
        told = [
            status_of(f"{address}{path}", headers=bearer) for path in ("/readyz", "/metrics", "/nothing", "/form/x")
        ]
        told.append(status_of(f"{address}/callback", b"{}", {"x-line-signature": SECRETS["LINE_CHANNEL_SECRET"]}))
        told.append(status_of(f"{address}/console/login", b"login=%00&password=" + MARK.encode()))
        assert [status for status, _ in told if status >= 500] == []
        # Every way in fails now: LINE refuses the token, no mail server, nobody behind the webhook.
        line.switch(webhook_url=f"{address}/callback")
        line.newcomer().says("使い方")
        doctor = subprocess.run([KOE, "doctor"], env=env, cwd=ROOT, capture_output=True, text=True, timeout=240)
        told.append((0, doctor.stdout + doctor.stderr))
        broken = {**env, "DATABASE_URL": url.replace("127.0.0.1", "127.0.0.1:9").replace(":9:5432", ":9")}
        for command in ("doctor", "migrate", "worker"):
            ended = subprocess.run([KOE, command], env=broken, cwd=ROOT, capture_output=True, text=True, timeout=240)
            assert ended.returncode != 0
            told.append((0, ended.stdout + ended.stderr))
    finally:
        worker.end()
        web.end()
    assert all(MARK not in text for _, text in told), told
    assert MARK not in log.read_text(errors="replace")


def _counts(address: str, headers: dict[str, str]) -> float:
    try:
        found = re.search(r"^koe_workers (\S+)$", status_of(f"{address}/metrics", headers=headers)[1], re.MULTILINE)
    except OSError:
        return -1
    return float(found[1]) if found else -1
