"""``koe backup``, ``restore`` and ``copy``: database and photos, away and back. ``koe letters``: what waits since."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from bot.clock import now
from bot.settings import BadSettings, DatabaseSettings
from bot.start import OTHER_KEY
from cli import installation
from cli.at_work import nobody_at_work
from cli.refusal import Refused
from panel.calendar import JAPAN
from storage import (
    archive,
    audit,
    copying,
    erasures,
    erasures_file,
    keyring,
    media,
    replaying,
    restoring,
    snapshot,
)
from storage.archive import Archive, NoArchive
from storage.database import Database
from storage.erasures import Erasure
from storage.sealing import Seal, Unreadable


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write database and photos into FILE, while the bot runs. Keep it, and SECRET_KEY, on another machine."""
    city = installation.city()
    if file.exists() and not file.is_file():
        raise Refused(f"{file} はふつうのファイルではないため、書けません。")
    with installation.kept_if_there() as database:
        if database is None:
            raise Refused(installation.NOTHING_KEPT)
        try:
            with database.one_moment() as session:
                done = archive.write(file, session, _media(), city.name, now(), _shown)
        except OSError as problem:
            raise Refused(f"{file} に書けません（{problem.strerror}）。") from problem
    click.echo(f"{file}：{done.rows}行、写真 {done.photos}枚")
    if done.missing:
        click.echo(f"注意：写真 {done.missing}枚は、控えを取る間に消されていました。")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="forget what the database holds now")
def restore(file: Path, replace: bool) -> None:
    """Put FILE, written by koe backup, into the database. Stop the bot before. What was erased since is erased again.

    Nothing is sent afterwards until somebody has looked: letters that waited are held (koe letters), pushes are stopped at the
    desk, surveys that were to come are held.
    """
    with installation.database() as database, _reading(file) as kept:
        if not replace and _is_used(database):
            raise Refused("データベースは空ではありません。今の中身を捨てて戻すときは --replace を付けてください。")
        nobody_at_work(database)
        noted = [*erasures_file.read(_erasures()), *_noted_here(database)]
        photos = 0
        for name, body in kept.photos():  # before the rows that name them: what no row names is swept away
            media.put_back(_media(), name, body)
            photos += 1
        with database.lasting() as session:
            count = restoring.put_back(session, kept, _shown)
            seal = _opening(session)
            erased, files = replaying.replay(session, noted, kept.note.taken_at, seal)
            calmed = restoring.calm(session, kept.note.taken_at, now())
        media.Media(_media(), seal).delete(files)
    taken_at = kept.note.taken_at.astimezone(JAPAN)
    click.echo(f"{taken_at:%Y-%m-%d %H:%M} の控えに戻しました（{count}行、写真 {photos}枚）。")
    click.echo(f"控えのあとに消したもの {erased}件を、もう一度消しました。")
    click.echo(f"止めてあるもの：手紙 {calmed.letters}通・一斉配信 {calmed.batches}組・アンケート {calmed.surveys}件")
    click.echo("koe letters で確かめ、koe letters release（送る）か koe letters drop（送らない）を選んでください。")
    click.echo("そのあと、職員画面の「止める」で、プッシュ配信を再開してください。")


@click.command()
@click.option("--to", "address", required=True, metavar="DATABASE_URL", help="an empty database")
def copy(address: str) -> None:
    """Copy the database to another one, as from SQLite to PostgreSQL. Stop the bot before; photos stay where they are."""
    try:
        target = DatabaseSettings.from_env({"DATABASE_URL": address}).database_url
    except BadSettings as problem:
        raise Refused(
            "--to は、データベースの場所として読めません（sqlite:///… か postgresql+psycopg://…）。"
        ) from problem
    with installation.kept_if_there() as source, installation.database(target) as other:
        if source is None:
            raise Refused(f"写す{installation.NOTHING_KEPT}")
        if _is_used(other):
            raise Refused("写す先のデータベースは空ではありません。")
        nobody_at_work(source)
        with source.one_moment() as here, other.lasting() as there:
            count = copying.copy(here, there, _shown)
    click.echo(f"{count}行を写しました。DATABASE_URL を新しい場所に替えて、ボットを起動してください。")


@click.group(invoke_without_command=True)
@click.pass_context
def letters(context: click.Context) -> None:
    """Letters that wait since a restore: how many; release or drop them."""
    if context.invoked_subcommand is None:
        with installation.library_looked_at() as database, database.reading() as session:
            waiting = restoring.held(session)
        for kind, said in (("reply", "返信"), ("push", "プッシュ"), ("multicast", "一斉配信")):
            click.echo(f"{said}\t{waiting[kind]}件")


@letters.command("release")
def release_letters() -> None:
    """Send them: replies with each resident's next one, pushes once they are allowed again at the desk."""
    click.echo(f"{_recorded('letters.released', 'koe letters release', restoring.release)}件を、送れるようにしました。")


@letters.command("drop")
def drop_letters() -> None:
    """Never send them."""
    click.echo(f"{_recorded('letters.dropped', 'koe letters drop', restoring.drop)}件を、送らないことにしました。")


def _recorded(act: str, by: str, do: Callable[[Session, datetime], int]) -> int:
    with installation.library_made_ready() as database, database.writing() as session:
        count = do(session, now())
        audit.record(session, act, "letters", now(), by=by, count=count)
    return count


@contextmanager
def _reading(file: Path) -> Iterator[Archive]:
    try:
        with Archive(file) as kept:
            yield kept
    except NoArchive as problem:
        raise Refused(f"{file}：{problem}。") from problem


def _opening(session: Session) -> Seal:
    """What opens the rows just put back: what cannot be opened must not take the place of what can. Raises Refused."""
    secret, previous = os.environ.get("SECRET_KEY"), os.environ.get("SECRET_KEY_PREVIOUS") or None
    if not secret:
        raise Refused("SECRET_KEY がありません。控えを取ったボットと同じ値を設定してください。")
    try:
        return keyring.seal_within(session, secret, previous)
    except Unreadable as problem:
        raise Refused(OTHER_KEY) from problem


def _noted_here(database: Database) -> list[Erasure]:
    """The erasures noted in the database that is about to be replaced, which may be one of a former or a newer release."""
    with database.reading() as session:
        return erasures.all_of(session) if erasures.are_noted(session) else []


def _is_used(database: Database) -> bool:
    with database.reading() as session:
        return snapshot.is_used(session)


def _media() -> Path:
    return Path(os.environ.get("MEDIA_DIR") or "var/media")


def _erasures() -> Path:
    return Path(os.environ.get("ERASURES_FILE") or "var/erasures.jsonl")


def _shown(table: str, count: int) -> None:
    if count:
        click.echo(f"  {table}　{count}行", err=True)
