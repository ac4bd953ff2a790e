"""Logs are read by operators and kept by others: they must not hold what a resident wrote."""

from __future__ import annotations

import logging
import runpy
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from gunicorn.config import Config

from bot import logs

ROOT = Path(__file__).parents[2]
_PROGRAM = """
import logging
from bot import logs

logs.to_stdout()
try:
    try:
        int("側溝のふたが割れています")
    except ValueError as problem:
        raise KeyError("〇〇町の佐藤です") from problem
except KeyError:
    logging.getLogger("koe.turns").exception("event %s: turn failed", "01ABC")
"""


def test_an_error_is_logged_with_its_place_and_without_its_words():
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)
    logged = done.stdout + done.stderr
    assert "event 01ABC: turn failed" in logged
    assert "builtins.KeyError" in logged
    assert "builtins.ValueError" in logged
    assert "<module>" in logged
    assert "側溝" not in logged
    assert "佐藤" not in logged


_AWAY = """
import logging
from bot import logs

logs.to_stdout()
log = logging.getLogger("koe.worker")
for _ in range(500):
    for loop in ("turns", "letters"):
        log.warning("%s: database away (%s)", loop, "OperationalError")
    log.info("turn")
    log.error("broke off")
"""


def test_a_database_that_is_away_is_told_once_a_minute_and_fills_no_disk():
    logged = subprocess.run([sys.executable, "-c", _AWAY], capture_output=True, text=True, check=True).stdout
    assert logged.count("turns: database away") == logged.count("letters: database away") == 1
    assert logged.count("koe.worker turn\n") == logged.count("broke off") == 500


def test_how_often_a_warning_was_left_out_is_told_with_the_next_one():
    at = [0.0]
    once = logs._SaidOnce(lambda: at[0])
    said = []
    for second in (0, 1, 2, 59, 60, 61):
        at[0] = second
        record = logging.LogRecord("koe.worker", logging.WARNING, "", 0, "%s: away", ("turns",), None)
        if once.filter(record):
            said.append(record.getMessage())
    assert said == ["turns: away", "turns: away (and 3 times since the last such line)"]


def test_a_warning_that_cannot_be_put_together_stops_nobody():
    record = logging.LogRecord("urllib3", logging.WARNING, "", 0, "%d left", ("none",), None)
    assert logs._SaidOnce().filter(record)


def test_the_database_driver_keeps_values_out_of_its_errors(database):
    assert database.engine.hide_parameters
    assert logging.getLogger("sqlalchemy.engine").getEffectiveLevel() > logging.INFO


def test_the_address_of_a_form_is_not_logged_for_whoever_has_it_opens_what_was_written(caplog):
    config = Config()
    config.set("accesslog", "-")
    access_log = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["AccessLog"](config)
    access_log.access_log.addHandler(caplog.handler)
    for path in ("/form/abcdefghijklmnop", "/form/_/form.css", "/callback"):
        asked = {"REMOTE_ADDR": "192.0.2.7", "REQUEST_METHOD": "GET", "PATH_INFO": path}
        access_log.access(SimpleNamespace(status="200 OK"), None, asked, timedelta())
    said = [record.getMessage() for record in caplog.records]
    assert [line.split()[-2] for line in said] == ["/form/*", "/form/_/form.css", "/callback"]


def test_a_request_for_the_desk_is_logged_under_the_desks_address(caplog):
    config = Config()
    config.set("accesslog", "-")
    access_log = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["AccessLog"](config)
    access_log.access_log.addHandler(caplog.handler)
    # As the dispatcher leaves it: the console sees its own paths only.
    asked = {"REMOTE_ADDR": "192.0.2.7", "REQUEST_METHOD": "POST", "SCRIPT_NAME": "/console", "PATH_INFO": "/login"}
    access_log.access(SimpleNamespace(status="200 OK"), None, asked, timedelta())
    assert caplog.records[-1].getMessage().split()[-2] == "/console/login"
