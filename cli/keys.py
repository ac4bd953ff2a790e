"""``koe keys``: a new ``SECRET_KEY`` takes over from the former one."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bot.settings import Settings
from cli import installation
from cli.at_work import all_know
from cli.refusal import Refused
from storage import keyring
from storage.media import Media
from storage.sealing import Unreadable


@click.group()
def keys() -> None:
    """The keys of this installation."""


@keys.command()
def rotate() -> None:
    """Seal everything anew under SECRET_KEY that is still under SECRET_KEY_PREVIOUS.

    Set both, start the bot and its workers again, then run this; they may go on working meanwhile. While one runs that does
    not know the new key, nothing is done. When it says that nothing is left, take SECRET_KEY_PREVIOUS away. Stopped half-way,
    it goes on where it was.
    """
    secret, previous = os.environ.get("SECRET_KEY"), os.environ.get("SECRET_KEY_PREVIOUS")
    if not secret or not previous:
        raise Refused("SECRET_KEY に新しい鍵、SECRET_KEY_PREVIOUS に前の鍵を設定してください。")
    with installation.library_made_ready() as database:
        all_know(database, secret)
        try:
            seal = keyring.seal_of(database, secret, previous)
        except Unreadable as problem:
            raise Refused(
                "どちらの鍵でも開けません。SECRET_KEY_PREVIOUS がすぐ前の鍵かどうか、確かめてください。"
            ) from problem
        done = keyring.turn_over(database, seal, lambda table, count: click.echo(f"  {table}　{count}件", err=True))
        media = Media(Path(os.environ.get("MEDIA_DIR", "").strip() or Settings.model_fields["media_dir"].default), seal)
        photos, lost_photos = media.seal_anew()
        left, lost = keyring.stale_values(database, seal)
        left += media.stale() - lost_photos
    click.echo(f"{done}件と写真{photos}枚を、新しい鍵で封じ直しました。")
    if left:
        raise Refused(f"前の鍵の値が、まだ {left}件あります。もう一度行ってください。")
    if lost + lost_photos:
        raise Refused(
            f"{lost}件と写真{lost_photos}枚は、どちらの鍵でも開けません。もっと前の鍵があれば、SECRET_KEY_PREVIOUS に入れて"
            "ボットを起動し直し、もう一度行ってください。なければ読めないままなので、SECRET_KEY_PREVIOUS を外してかまいません。"
        )
    click.echo("前の鍵の値は残っていません。SECRET_KEY_PREVIOUS を外して、ボットを起動し直してください。")
