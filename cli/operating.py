"""Running an installation: ``koe run``, ``koe worker``, ``koe migrate``, ``koe doctor``."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import click

from bot import logs
from bot.assembly import assemble, now
from bot.start import NotReady, checked, ready
from cli.refusal import Refused
from storage import inbox, mails, outbox, surveys
from storage.database import Database, DatabaseAway
from storage.schema import SchemaTooNew, bring_up_to_date


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
    try:
        all_set = ready(os.environ)
    except NotReady as problem:
        raise Refused(str(problem)) from problem
    bot = assemble(all_set.settings, all_set.city, all_set.ask, works=True)
    over = threading.Event()
    for wish in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wish, lambda *_: over.set())
    over.wait()
    if bot.worker is not None:
        bot.worker.stop()


@click.command()
def migrate() -> None:
    """Bring the database schema up to date."""
    try:
        settings, _ = checked(os.environ)
        changed = bring_up_to_date(Database(settings.database_url))
    except NotReady as problem:
        raise Refused(str(problem)) from problem
    except (DatabaseAway, SchemaTooNew) as problem:
        raise Refused(f"データベースを更新できません（{problem}）。") from problem
    click.echo("データベースを更新しました。" if changed else "データベースは最新です。")


@click.command()
def doctor() -> None:
    """Look at the installation and say what is missing or stuck."""
    try:
        settings, city = checked(os.environ)
        with Database(settings.database_url).reading() as session:
            waiting, since = inbox.waiting(session)
            dead = inbox.dead(session)
            letters = outbox.counts(session)
            unsent = mails.dead(session)
            held = [one for one in surveys.listed(session, "scheduled", "open") if one.held]
    except NotReady as problem:
        raise Refused(str(problem)) from problem
    except DatabaseAway as problem:
        raise Refused(f"データベースにつながりません（{problem}）。") from problem
    click.echo(f"市：{city.name}")
    minutes = int((now() - since).total_seconds() // 60) if since else 0
    click.echo(f"未処理の受信：{waiting}件" + (f"（最も古いもの {minutes}分前）" if waiting else ""))
    click.echo(f"処理できなかった受信：{dead}件")
    click.echo(f"次の返信と一緒に届ける返信（未達・不明）：{letters.get('owed', 0)}件")
    click.echo(f"送れなかった返信：{letters.get('dead', 0)}件")
    for reason, count in unsent.items():
        click.echo(f"注意：職員あてのメール {count}件を送れませんでした（{reason}）。")
    for one in held:
        click.echo(f"注意：アンケート {one.id}「{one.survey.title}」は保留中です。{one.held_note}")
    if city.phone is None:
        click.echo("注意：city.toml に電話番号（city.phone）がないため、案内に電話番号が出ません。")
    if settings.public_base_url is None:
        click.echo("注意：PUBLIC_BASE_URL がないため、リンクの要る案内は出ません。")
    if settings.alert_mail_to is None or settings.smtp_url is None:
        click.echo("注意：ALERT_MAIL_TO と SMTP_URL がそろっていないため、警報のメールは送られません。")
