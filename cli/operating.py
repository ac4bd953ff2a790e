"""Running an installation: ``koe run``, ``koe worker``, ``koe migrate``."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import click

from bot import cores, logs
from bot.assembly import assemble
from bot.start import NotReady, checked, ready
from cli import installation
from cli.refusal import Refused
from storage.schema import bring_up_to_date


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


@click.command()
def worker() -> None:
    """Only the worker: events, letters and jobs, without a web address."""
    logs.to_stdout()
    cores.leave_none()
    try:
        all_set = ready(os.environ)
    except NotReady as problem:
        raise Refused(str(problem)) from problem
    bot = assemble(all_set.settings, all_set.city, all_set.ask, works=True)
    over = threading.Event()
    for wish in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wish, lambda *_: over.set())
    over.wait()
    bot.stop()


@click.command()
def migrate() -> None:
    """Bring the database schema up to date."""
    with installation.database() as found:
        changed = bring_up_to_date(found)
    click.echo("データベースを更新しました。" if changed else "データベースは最新です。")
