"""What an operator meets: missing settings, a database that goes away, one command for the demonstration."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from line_side import Town, source_lines, wait_until
from postgresql_server import administration
from running import GUNICORN, ROOT, SECRETS, Process, bot, environment, free_port, is_ready, simulator
from sqlalchemy import make_url, text

KOE = str(Path(sys.executable).parent / "koe")
REQUIRED = ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "SECRET_KEY")


@pytest.mark.parametrize(
    "command", [(KOE, "run"), (KOE, "worker"), GUNICORN], ids=["koe run", "koe worker", "gunicorn"]
)
def test_without_settings_the_bot_ends_by_itself_and_names_all_that_is_missing(command, tmp_path):
    environment = {"PATH": os.environ["PATH"], "BOT_PORT": str(free_port()), "CITY_FILE": "nowhere.toml"}
    ended = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert ended.returncode not in (0, None)
    assert all(name in ended.stderr for name in (*REQUIRED, "nowhere.toml"))
    assert "Traceback" not in ended.stderr


def test_a_wrong_setting_is_named_without_its_value(tmp_path):
    wrong = {
        **SECRETS,
        "SECRET_KEY": "short",
        "DATABASE_URL": "mysql://root:hunter2@db/koe",
        "PATH": os.environ["PATH"],
    }
    ended = subprocess.run([KOE, "run"], env=wrong, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert ended.returncode == 1
    assert "SECRET_KEY" in ended.stderr
    assert "DATABASE_URL" in ended.stderr
    assert "hunter2" not in ended.stderr


def test_a_database_that_cannot_be_reached_ends_the_start_with_its_name(tmp_path):
    nowhere = f"postgresql+psycopg://koe:hunter2@127.0.0.1:{free_port()}/koe"
    ended = subprocess.run(
        GUNICORN, env=environment(None, nowhere, free_port()), cwd=ROOT, capture_output=True, text=True, timeout=240
    )
    assert ended.returncode != 0
    assert "DATABASE_URL" in ended.stderr
    assert "hunter2" not in ended.stdout + ended.stderr


def test_while_the_database_is_away_line_is_asked_to_deliver_again_and_nothing_is_half_kept(empty_database, tmp_path):
    with simulator(tmp_path, cold=True) as line, bot(line, empty_database, tmp_path, cold=True) as running:
        line.switch(redelivery=False)  # what was not taken is gone
        hana = line.newcomer()
        with _away(empty_database):
            refused = hana.says("メニュー")["exchange"]
            assert (refused["status"], refused["outcome"]) == (503, "error_status_code")
        wait_until("the bot is ready again", lambda: is_ready(running.address))
        assert "話すように" in hana.asks("使い方")
        running.settled()
        assert len(hana.said_to()) == 1
        assert "Traceback" not in running.process.output()


@contextmanager
def _away(database_url: str) -> Iterator[None]:
    """A database that takes nothing: SQLite held by somebody else, PostgreSQL closed to all."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(url.database), timeout=30, isolation_level=None)) as somebody:
            somebody.execute("BEGIN EXCLUSIVE")
            yield
        return
    with administration() as server:
        server.execute(text(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS false"))
        server.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"), {"name": url.database}
        )
        try:
            yield
        finally:
            server.execute(text(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS true"))


def test_gunicorn_ends_in_good_order_and_loses_nothing(empty_database, tmp_path):
    with simulator(tmp_path) as line:
        hana = line.newcomer()
        line.switch(reply={"latency_ms": 500})
        with bot(line, empty_database, tmp_path, cold=True) as first:
            for text in ("メニュー", "使い方", "電話"):
                hana.says(text)
            first.process.end()
        line.all_is_well()
        with bot(line, empty_database, tmp_path, cold=True) as second:
            answers = [message["text"] for message in hana.hears(3)]
            second.settled()
        assert ["何をしますか" in answers[0], "話すように" in answers[1], "職員とお話し" in answers[2]] == [True] * 3
        assert len(hana.said_to()) == 3


def test_ctrl_c_is_the_masters_business(tmp_path):
    with simulator(tmp_path) as line, bot(line, f"sqlite:///{tmp_path / 'koe.db'}", tmp_path, cold=True) as running:
        (worker,) = subprocess.check_output(["pgrep", "-P", str(running.process.pid)], text=True).split()
        os.kill(int(worker), signal.SIGINT)  # as a terminal does, to everybody in front of it
        assert "何をしますか" in line.newcomer().asks("メニュー")
        running.process.interrupt()
        assert running.process.ends() == 0
    assert running.process.output().count("Booting worker") == 1


def test_one_command_shows_all_of_it_and_ctrl_c_ends_all_of_it(tmp_path):
    # A copy of its own, beside whatever demonstration the developer has running.
    copy = tmp_path / "working copy"
    # What another process is compiling just now has a name with a number at its end, and may be gone.
    left_out = (".*", "var", "tests", "bench", "screenshots", "build", "*.pyc.*")
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*left_out))
    ports = {"BOT_PORT": str(free_port()), "SIMULATOR_PORT": str(free_port())}
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "-c", "from cli.main import koe; koe()", "demo"]
    demo = Process(command, {**kept, **ports}, tmp_path / "demo.log", cwd=copy, cold=True)
    try:
        page = wait_until(
            "the chat page is announced",
            lambda: demo.ended_with is not None or re.search(r"チャット画面\s+(http://\S+?)/\s", demo.output()),
            seconds=180,
        )
        assert (copy / "var/demo/koe.db").exists()
        assert demo.ended_with is None, demo.output()
        line = Town(page[1])
        hana = line.newcomer(friend=False)
        hana.does("follow")
        hana.hears(2)
        answer = hana.asks("NPO法人数の目標は？")
        assert "18団体" in answer
        assert "17団体" in answer
        assert source_lines(answer)
        desk = wait_until(
            "the desk is announced",
            lambda: re.search(r"職員画面\s+(\S+)/\s+ログイン名 (\S+)\s+パスワード (\S+)\n", demo.output()),
        )
        assert "今日やること" in _signed_in(*desk.groups())
        second = subprocess.run(command, env={**kept, **ports}, cwd=copy, capture_output=True, text=True, timeout=240)
        assert second.returncode == 1
        assert second.stderr.count("\n") == 1
        assert "BOT_PORT" in second.stderr
        demo.interrupt()
        assert demo.ends() in (0, 130)
        for port in ports.values():
            assert not is_ready(f"http://127.0.0.1:{port}")
    finally:
        demo.end()


def _signed_in(console: str, login: str, password: str) -> str:
    """The first page of the desk after signing in, with the cookies a browser keeps."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    page = browser.open(f"{console}/login", timeout=30).read().decode()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token is not None
    typed = urllib.parse.urlencode({"csrf_token": token[1], "login": login, "password": password})
    return str(browser.open(f"{console}/login", typed.encode(), timeout=30).read().decode())
