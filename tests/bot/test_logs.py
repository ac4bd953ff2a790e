"""Logs are read by operators and kept by others: they must not hold what a resident wrote."""

from __future__ import annotations

import logging
import subprocess
import sys

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


def test_the_database_driver_keeps_values_out_of_its_errors(database):
    assert database.engine.hide_parameters
    assert logging.getLogger("sqlalchemy.engine").getEffectiveLevel() > logging.INFO
