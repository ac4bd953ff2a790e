"""What became of residents' questions: ``koe answers``."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import get_args

import click

from bot.clock import now
from casework.working_days import JAPAN
from cli import installation
from cli.refusal import Refused
from console.words import DOUBTS, OUTCOMES
from handlers.model import Doubt
from knowledge.reply import Outcome
from storage import answers as log
from storage.answers import Asked, Group
from storage.database import Database
from storage.sealing import Seal


@click.command()
@click.option(
    "--unanswered", is_flag=True, help="what was asked and not told by the documents, alike questions together"
)
@click.option("--doubted", is_flag=True, help="the answers of which residents said that they are wrong")
@click.option("--days", type=click.IntRange(1, 365), default=30, show_default=True, help="so many days back")
@click.option("--limit", type=click.IntRange(1, 1000), default=30, show_default=True, help="at most so many lines")
def answers(unanswered: bool, doubted: bool, days: int, limit: int) -> None:
    """Count what became of residents' questions, or list those to improve. Nobody learns here who asked."""
    if unanswered and doubted:
        raise click.UsageError("--unanswered と --doubted は、一度に一つだけ使えます。")
    since = now() - timedelta(days=days)
    with installation.library_if_there() as database:
        if database is None:
            click.echo("まだ何も聞かれていません。")
        elif unanswered:
            _list_unanswered(database, _opening(), since, limit)
        elif doubted:
            _list_doubted(database, _opening(), since, limit)
        else:
            _count(database, since, days)


def _opening() -> Seal:
    seal = installation.seal()
    if seal is None:
        raise Refused("質問の文を読むには、環境変数 SECRET_KEY が必要です。")
    return seal


def _count(database: Database, since: datetime, days: int) -> None:
    with database.reading() as session:
        outcomes, doubts = log.outcomes(session, since), log.doubts(session, since)
    click.echo(f"この{days}日間の質問：{sum(outcomes.values())}件")
    for outcome in get_args(Outcome):
        click.echo(f"  {OUTCOMES[outcome]}：{outcomes.get(outcome, 0)}件")
    click.echo(f"「ちがう」と言われた答え：{sum(doubts.values())}件")
    for about in get_args(Doubt):
        click.echo(f"  {DOUBTS[about]}：{doubts.get(about, 0)}件")


def _list_unanswered(database: Database, seal: Seal, since: datetime, limit: int) -> None:
    with database.reading() as session:
        groups = log.unanswered(session, seal, since, limit)
    for group in groups:
        click.echo(_told(group))
    if not groups:
        click.echo("答えられなかった質問はありません。")


def _told(group: Group) -> str:
    door = f"、案内先「{group.door}」" if group.door else ""
    others = f"　ほかの言い方：{'／'.join(group.questions[1:4])}" if len(group.questions) > 1 else ""
    return f"{group.times}件　{group.questions[0]}（{OUTCOMES[group.outcome]}{door}）{others}"


def _list_doubted(database: Database, seal: Seal, since: datetime, limit: int) -> None:
    with database.reading() as session:
        found = log.doubted(session, seal, since, limit)
    for asked in found:
        about = DOUBTS[asked.doubt] if asked.doubt else ""
        words = f"「{asked.doubt_words}」" if asked.doubt_words else ""
        click.echo(f"{on_day(asked)}　{about}{words}　質問：{asked.question or '（取り消し）'}{_cited(asked)}")
    if not found:
        click.echo("「ちがう」と言われた答えはありません。")


def on_day(asked: Asked) -> str:
    """The day of an answer in Japan."""
    return f"{asked.asked_at.astimezone(JAPAN):%Y-%m-%d}"


def _cited(asked: Asked) -> str:
    places = dict.fromkeys(f"{source.document} {source.place}" for source in asked.sources)
    return f"　出典：{'・'.join(places)}" if places else ""
