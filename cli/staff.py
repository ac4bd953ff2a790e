"""``koe staff``: accounts of the staff desk, for the first one and for emergencies."""

from __future__ import annotations

import re

import click

from bot.clock import now
from cli.installation import city, library_made_ready
from cli.refusal import Refused
from console.passwords import first_password, hashed
from console.rights import ROLE_NAMES, SEPARATE, role_called
from storage import audit
from storage import staff as accounts
from storage.staff import NameTaken

_ROLES = "、".join(f"{role}（{shown}）" for role, shown in ROLE_NAMES.items())


@click.group()
def staff() -> None:
    """Accounts of the staff desk."""


@staff.command()
@click.argument("name")
@click.option("--role", required=True, help=f"One of: {_ROLES}")
@click.option("--full-name", help="The person's name as colleagues see it; the login name by default.")
@click.option("--department", help="Only the cases of that department; the whole hall by default.")
@click.option(
    "--may", multiple=True, type=click.Choice(list(SEPARATE)), help="A separate right; for admin all of them."
)
def add(name: str, role: str, full_name: str | None, department: str | None, may: tuple[str, ...]) -> None:
    """Make an account with the login name NAME and print its first password."""
    known = role_called(role)
    if known is None:
        raise Refused(f"「{role}」という役割はありません：{_ROLES}")
    if not re.fullmatch(r"[^\s\x00-\x1f]{1,64}", name):
        raise Refused("ログイン名は、空白をふくまない64文字以内にしてください。")
    if department is not None:
        _must_be_a_section(department)
    password = first_password()
    with library_made_ready() as database:
        try:
            with database.writing() as session:
                made = accounts.add(
                    session,
                    login=name,
                    name=full_name or name,
                    role=known,
                    department=department,
                    rights=may or (tuple(SEPARATE) if known == "admin" else ()),
                    password_hash=hashed(password),
                    must_change=True,
                    now=now(),
                )
                audit.record(session, "account.made", f"staff:{made}", now(), role=known, by="koe staff add")
        except NameTaken as problem:
            raise Refused(f"「{name}」というログイン名は、もう使われています。") from problem
    click.echo(f"職員「{full_name or name}」を加えました（{ROLE_NAMES[known]}）。")
    click.echo(f"  ログイン名      {name}")
    click.echo(f"  最初のパスワード {password}")
    click.echo("最初のログインで、自分のパスワードと確認の方法を決めてもらいます。")


def _must_be_a_section(department: str) -> None:
    """An account for a section that no case can go to would see nothing. Raises Refused with those there are."""
    names = [one.name for one in city().desk.departments]
    if names and department not in names:
        raise Refused(
            f"「{department}」という課は、市の設定（city.toml の [[department]]）にありません：{'、'.join(names)}"
        )
