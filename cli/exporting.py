"""``koe export``: what the desk's downloads write, by the same functions, and noted in the desk's record like them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import get_args

import click

from bot.clock import now
from casework.csv_tables import as_csv
from casework.states import State
from casework.working_days import day_in_japan
from cli import installation
from cli.export_files import target_of, to_file
from cli.noting import noted
from cli.refusal import Refused
from cli.survey_export import write_survey
from console import case_table, figure_downloads, review
from console.review_facts import measures_of, review_of, same
from console.sight import fiscal_year_of, sight_of
from console.words import CHANNELS, KINDS
from handlers.city import City
from knowledge.ledger.by_measure import OneMeasure
from storage import case_lists, figures, leaving, public_copies
from storage.case_lists import Filter, Sight, View
from storage.models.cases import Channel
from storage.open_data import voices_json, voices_table

_FIRST_YEAR = 2000
# No account has this number: whoever has the machine sees the whole hall, and no case is theirs.
_NOBODY = 0
_VIEWS = [view for view in get_args(View) if view != "mine"]
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def export() -> None:
    """What the desk's downloads give, as FILE; "-" is stdout (CSV and JSON). An existing FILE stays unless --force."""


@export.command()
@to_file
@click.option("--view", type=click.Choice(_VIEWS), help="A view of the inbox.")
@click.option("--state", type=click.Choice([str(state) for state in State]))
@click.option("--kind", type=click.Choice(KINDS))
@click.option("--category", help="A field of work.")
@click.option("--department", help="A section of the hall.")
@click.option("--channel", type=click.Choice(list(CHANNELS)), help="How the voice came in.")
@click.option("--all", "ended_too", is_flag=True, help="Those that have ended too.")
def cases(
    file: Path,
    ending: str | None,
    encoding: str,
    force: bool,
    view: View | None,
    state: str | None,
    kind: str | None,
    category: str | None,
    department: str | None,
    channel: Channel | None,
    ended_too: bool,
) -> None:
    """案件一覧: the cases on the desk, words masked (csv, xlsx)."""
    target = target_of(file, ending, encoding, force)
    kind_of_file = target.kind(case_table.KINDS)
    named = State(state).name if state else None
    wanted = Filter(view, named, kind, category, department, channel, on_desk=not ended_too)
    city, seal, at = installation.city(), installation.needed_seal(), now()
    with installation.library_made_ready() as database:
        with database.one_moment() as session:
            found = case_lists.every(session, wanted, _sight(city, at), seal)
            rows = leaving.free(session, found, city.voice.rules, at)
            said = case_lists.whole_words(session, [row.id for row in rows], seal)
        what = "CSV" if kind_of_file == "csv" else "Excel"
        noted(database, "case.export", "inbox", at, what=what, rows=len(rows))
    target.write(case_table.made(kind_of_file, rows, said, city))
    held = len(found) - len(rows)
    besides = f"本人がまだ跡を残さず取り下げられる {held:,}件は、入れていません。" if held else ""
    click.echo(f"案件 {len(rows):,}件を書き出しました。{besides}", err=True)


@export.command()
@to_file
def published(file: Path, ending: str | None, encoding: str, force: bool) -> None:
    """公表した声: the copies for publication, as open data (csv, json)."""
    target = target_of(file, ending, encoding, force)
    kind = target.kind(("csv", "json"))
    installation.city()
    seal, at = installation.needed_seal(), now()
    with installation.library_made_ready() as database:
        with database.reading() as session:
            copies = public_copies.standing(session, "published", seal, most=None)
        noted(database, "copy.exported", "published", at, way=kind)
    target.write(voices_json(copies).encode() if kind == "json" else as_csv(voices_table(copies)))
    click.echo(f"公表した声 {len(copies):,}件を書き出しました。", err=True)


@export.command("figures")
@to_file
@click.option("--year", type=int, help="A fiscal year: 2026 is from April 2026.")
@click.option("--first", type=_DAY, help="The first day, as 2026-04-01. [that of this fiscal year]")
@click.option("--last", type=_DAY, help="The last day. [today]")
def figures_(
    file: Path,
    ending: str | None,
    encoding: str,
    force: bool,
    year: int | None,
    first: datetime | None,
    last: datetime | None,
) -> None:
    """集計: the tables of a fiscal year or period (xlsx, csv), or the sheet for the council (docx, pdf)."""
    target = target_of(file, ending, encoding, force)
    kind = target.kind(figure_downloads.KINDS)
    city, at = installation.city(), now()
    begin, end = _period(year, first and first.date(), last and last.date(), day_in_japan(at))
    with installation.library_made_ready() as database:
        with database.reading() as session:
            counted = figures.counted(session, begin, end, _sight(city, at))
        noted(database, "figures.exported", "figures", at, kind=kind)
    target.write(figure_downloads.made(kind, counted, city.name))
    click.echo(f"{begin.isoformat()} から {end.isoformat()} まで、案件 {counted.cases:,}件の集計です。", err=True)


def _period(year: int | None, first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """The days asked for. Raises UsageError and Refused."""
    if year is not None:
        if first or last:
            raise click.UsageError("--year と --first・--last は、いっしょに使えません。")
        _must_have_begun(year, today)
        first, last = figures.fiscal_year(year)
    if first is not None and first.year < _FIRST_YEAR:
        raise Refused(f"--first は{_FIRST_YEAR}年からです。")
    try:
        return figure_downloads.period(first, last, today)
    except figure_downloads.NoPeriod as problem:
        most = figure_downloads.MOST_YEARS
        raise Refused(f"期間は、始まりが終わりと今日より後でなく、{most}年までにしてください。") from problem


def _must_have_begun(year: int, today: date) -> None:
    if not _FIRST_YEAR <= year <= fiscal_year_of(today):
        raise Refused(f"年度は {_FIRST_YEAR} から {fiscal_year_of(today)} までです。")


@export.command()
@click.argument("id_", metavar="ID", type=int)
@to_file
def survey(id_: int, file: Path, ending: str | None, encoding: str, force: bool) -> None:
    """The results of closed survey ID (csv, xlsx)."""
    write_survey(id_, target_of(file, ending, encoding, force))


@export.command("review")
@click.argument("code")
@click.argument("year", type=int)
@to_file
def review_(code: str, year: int, file: Path, ending: str | None, encoding: str, force: bool) -> None:
    """施策の年次評価: the draft of measure CODE ("8次 6-2-1"; 6-2-1 where one plan has it) and fiscal YEAR (docx, xlsx)."""
    target = target_of(file, ending, encoding, force)
    kind = target.kind(review.KINDS)
    city, seal, at = installation.city(), installation.needed_seal(), now()
    _must_have_begun(year, day_in_japan(at))
    with installation.library_made_ready() as database:
        with database.reading() as session:
            measure = _measure(code, measures_of(session, city))
            found = review_of(session, measure, year, city, _sight(city, at), seal)
        noted(database, "review.exported", f"review:{measure.name}:{year}", at, kind=kind)
    target.write(review.made(kind, found))


def _measure(code: str, known: list[OneMeasure]) -> OneMeasure:
    found = [one for one in known if same(one.name, code)] or [one for one in known if same(one.code.number, code)]
    if not found:
        raise Refused(f"施策「{code}」は、資料にありません。")
    if len(found) > 1:
        raise Refused(f"施策「{code}」は一つに決まりません：{'、'.join(one.name for one in found)}")
    return found[0]


def _sight(city: City, at: datetime) -> Sight:
    return sight_of(_NOBODY, None, day_in_japan(at), city.voice.calendar)
