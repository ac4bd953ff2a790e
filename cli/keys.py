"""``koe keys``: a new ``SECRET_KEY`` takes over from the former one."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bot.settings import Settings
from cli import installation
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

    Set both, start the bot and its workers again, then run this; they may go on working meanwhile. When it says that nothing is
    left, take SECRET_KEY_PREVIOUS away. Stopped half-way, it goes on where it was.
    """
    secret, previous = os.environ.get("SECRET_KEY"), os.environ.get("SECRET_KEY_PREVIOUS")
    if not secret or not previous:
        raise Refused("SECRET_KEY に新しい鍵、SECRET_KEY_PREVIOUS に前の鍵を設定してください。")
    with installation.library_made_ready() as database:
        try:
            seal = keyring.seal_of(database, secret, previous)
            done = keyring.turn_over(database, seal, lambda table, count: click.echo(f"  {table}　{count}件", err=True))
            media = Media(
                Path(os.environ.get("MEDIA_DIR", "").strip() or Settings.model_fields["media_dir"].default), seal
            )
            photos = media.seal_anew()
            left = keyring.stale_values(database, seal) + media.stale()
        except Unreadable as problem:
            raise Refused(
                "どちらの鍵でも開けない値があります。SECRET_KEY_PREVIOUS がすぐ前の鍵かどうか、確かめてください。"
            ) from problem
    click.echo(f"{done}件と写真{photos}枚を、新しい鍵で封じ直しました。")
    if left:
        raise Refused(
            f"前の鍵の値が、まだ {left}件あります。前の鍵のままのボットが動いていないか確かめ、もう一度行ってください。"
        )
    click.echo("前の鍵の値は残っていません。SECRET_KEY_PREVIOUS を外して、ボットを起動し直してください。")
