"""``koe monitors``: the panel in numbers, registering in bulk, invitation codes."""

from __future__ import annotations

import re
from typing import TypedDict

import click

from bot import renewals
from bot.clock import now
from casework.working_days import day_in_japan
from cli import granted, installation
from cli.refusal import Refused
from console.words import MONITOR_STATES
from panel import ages
from panel.quotas import By
from storage import audit, registering
from storage import monitors as panel


class _Whom(TypedDict):
    by: By
    quotas: dict[str, int]
    capacity: int


@click.group()
def monitors() -> None:
    """市民モニター"""


@monitors.command("list")
def list_() -> None:
    """The panel in numbers."""
    with installation.library_looked_at() as database, database.reading() as session:
        counts = panel.counts(session)
        if not counts:
            click.echo("モニターも応募した方も、まだいません。")
        for one in counts:
            proof = "確認済" if one.verified else "自己申告"
            mark = {"unreachable": "・届かない", "silent": "・回答なし"}.get(one.mark or "", "")
            click.echo(f"{MONITOR_STATES[one.state]}\t{one.age_band}\t{one.district}\t{proof}{mark}\t{one.count}人")


@monitors.command()
@click.option(
    "--quota", "quotas", multiple=True, metavar="GROUP=N", help="at most N of an age group, district or gender"
)
@click.option("--by", type=click.Choice(["age_group", "district", "gender"]), default="age_group", show_default=True)
@click.option("--capacity", type=click.IntRange(1), help="as in city.toml unless given")
@click.option("--no-notice", is_flag=True, help="tell nobody by a push")
def register(quotas: tuple[str, ...], by: By, capacity: int | None, no_notice: bool) -> None:
    """Register applicants in bulk by one-way quotas; the rest wait. Each is told by one push."""
    city, seal = installation.city(), installation.needed_seal()
    limits = dict(map(_quota, quotas))
    names: dict[By, list[str]] = {
        "age_group": list(ages.GROUPS),
        "district": [district.name for district in city.panel.districts],
        "gender": [gender.name for gender in city.panel.genders],
    }
    there = set(names[by])
    if by == "gender":  # what city.toml says holds unless said otherwise
        limits = {one.name: one.quota for one in city.panel.genders if one.quota is not None} | limits
    if strange := sorted(set(limits) - there):
        raise Refused(f"「{strange[0]}」という区分はありません（{'、'.join(sorted(there))}）。")
    recruiting = city.panel.recruiting
    most = capacity or (recruiting.capacity if recruiting else 100)
    moment = now()
    whom: _Whom = {"by": by, "quotas": limits, "capacity": most}
    known = None if no_notice else granted.as_far_as_known()
    with installation.library_made_ready() as database:
        try:
            with database.writing() as session:
                if no_notice:
                    selection = panel.register(session, **whom, now=moment)
                else:
                    selection = registering.register_and_tell(session, city, seal, **whom, granted=known, now=moment)
                chosen, waiting = len(selection.chosen), len(selection.waiting)
                audit.record(
                    session,
                    "monitors.registered",
                    "panel",
                    moment,
                    by="koe monitors register",
                    chosen=chosen,
                    waiting=waiting,
                )
        except registering.CannotBeTold as problem:
            raise Refused(f"登録していません。{problem}") from problem
    click.echo(f"登録 {chosen}人・待機 {waiting}人")


def _quota(text: str) -> tuple[str, int]:
    group, _, number = text.partition("=")
    if not re.fullmatch("[0-9]{1,9}", number):
        raise Refused(f"--quota は「{ages.GROUPS[0]}=30」の形で書いてください。")
    return group, int(number)


@monitors.command()
@click.argument("count", type=click.IntRange(1, 10_000))
@click.option("--lot", default="", help="what the codes are for; as a note")
def codes(count: int, lot: str) -> None:
    """Print COUNT new invitation codes, one a line. They are shown only this once."""
    moment = now()
    with installation.library_made_ready() as database, database.writing() as session:
        of_lot = lot or day_in_japan(moment).isoformat()
        printed = panel.issue(session, count, of_lot, installation.needed_seal(), moment)
        audit.record(
            session, "monitors.codes", "panel", moment, by="koe monitors codes", lot=of_lot, count=len(printed)
        )
    for code in printed:
        click.echo(code)


@monitors.command()
def renew() -> None:
    """Ask those whose term ends within a month whether they stay; one push each, once. The worker does so by itself."""
    city, seal = installation.city(), installation.needed_seal()
    with installation.library_made_ready() as database:
        try:
            people = renewals.ask(database, city, seal, now(), granted.or_refused, by="koe monitors renew")
        except renewals.NotAsked as problem:
            raise Refused(f"更新のお願いは送りません。{problem}") from problem
    click.echo(f"更新のお願い {people}人")
