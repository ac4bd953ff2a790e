"""``koe migrate``: the schema brought up to date before anything is started."""

from __future__ import annotations

import click

from cli import installation
from storage.schema import bring_up_to_date


@click.command()
def migrate() -> None:
    """Bring the database schema up to date."""
    with installation.database() as found:
        changed = bring_up_to_date(found)
    click.echo("データベースを更新しました。" if changed else "データベースは最新です。")
