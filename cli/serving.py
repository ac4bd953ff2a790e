"""``koe run``. It loads little: gunicorn takes its place at once, and loads the bot anew."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from bot.checked import NotReady, checked
from cli.refusal import Refused


@click.command()
def run() -> None:
    """Web process (gunicorn), with the worker unless KOE_ROLE=web."""
    try:
        checked(os.environ)
    except NotReady as problem:
        raise Refused(str(problem)) from problem
    gunicorn, root = Path(sys.executable).parent / "gunicorn", Path(__file__).resolve().parent.parent
    command = [str(gunicorn), "--config", str(root / "gunicorn.conf.py"), "wsgi:app"]
    os.execv(gunicorn, command)  # noqa: S606 - our own server takes this process over
