"""``koe survey``: load, list, results, export, and what staff decide about a survey that is held."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from bot.clock import now
from bot.settings import BadSettings
from casework.working_days import day_in_japan
from cli import granted, installation
from cli.export_files import Target
from cli.refusal import Refused
from cli.survey_export import write_survey
from console import survey_files
from console.review_facts import measures_of
from handlers import survey_wording
from handlers.city import City
from knowledge.language.text import UNKNOWN_PLAN, fold
from panel import price as prices
from panel import sending_time
from panel.calendar import in_words
from panel.duration import minutes
from panel.report import Report, as_json, lines
from panel.survey import Survey
from panel.survey_file import BadSurvey, read
from panel.survey_problems import advice
from storage import audit, person, survey_results, surveys, waves
from storage.cases import NoSuchCase
from storage.outbox import sealed_body

_STATES = {
    "draft": "下書き",
    "scheduled": "予約",
    "open": "実施中",
    "closing": "締切の処理中",
    "closed": "締切",
    "reported": "報告済み",
}


@click.group()
def survey() -> None:
    """市民モニターのアンケート"""


@survey.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--draft", is_flag=True, help="keep it as a draft; nothing is sent")
def load(file: Path, draft: bool) -> None:
    """Check a survey FILE, keep it, and print its number; scheduled at once unless --draft."""
    city = installation.city()
    asked = _read(file, [district.name for district in city.panel.districts], None if draft else now())
    with installation.library_made_ready() as database:
        with database.writing() as session:
            at = now()
            if not draft:
                _must_go_out(asked, at, city)
            id_ = surveys.add(session, asked, at, draft=draft)
            audit.record(
                session, "survey.saved" if draft else "survey.scheduled", f"survey:{id_}", at, by="koe survey load"
            )
        with database.reading() as session:
            people = waves.recipients(session, asked.audience)
            unknown = _unknown_measure(session, asked, city)
    click.echo(id_)
    if unknown:
        click.echo(f"注意：{unknown}", err=True)
    for one in advice(asked):
        click.echo(f"お勧め：{one}", err=True)
    quiet = city.panel.quiet
    if told := sending_time.warning(asked, at, quiet, city.panel.elections):
        click.echo(f"ご注意：{told}", err=True)
    click.echo(_summary(asked, people, sending_time.sent_at(asked, at, quiet), draft=draft), err=True)


def _read(file: Path, districts: list[str], at: datetime | None) -> Survey:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise Refused(
            f"{file} を読めません（{type(problem).__name__}）。UTF-8 の YAML を指定してください。"
        ) from problem
    try:
        return read(text, districts=districts, now=at)
    except BadSurvey as problem:
        (line, why), *others = problem.faults
        more = f"（ほかに {'、'.join(f'{at_line}行目' for at_line, _ in others)}）" if others else ""
        raise Refused(f"{file}：{line}行目：{why}{more}") from problem


def _unknown_measure(session: Session, asked: Survey, city: City) -> str:
    """A word about a measure that no document has; "" where one has, or where nobody can tell."""
    wanted = fold(asked.measure or "")
    known = {fold(one.name): one for one in measures_of(session, city)} if wanted else {}
    unnumbered = f"{UNKNOWN_PLAN} {wanted.partition(' ')[2]}"  # of a document that does not tell which plan it follows
    if not known or wanted in known or fold(unnumbered) in known:
        return ""
    nearest = [
        f"{known[name].name}「{known[name].title}」"
        for name in difflib.get_close_matches(wanted, known, n=2, cutoff=0.0)
    ]
    return f"施策「{asked.measure}」は、資料にありません。近いのは {'、'.join(nearest)} です。"


def _must_go_out(asked: Survey, at: datetime, city: City) -> None:
    """Refuse what the desk would not let go either."""
    if why := sending_time.refusal(asked, at, city.panel.quiet):
        raise Refused(why)


def _summary(asked: Survey, people: int, at: datetime | None, *, draft: bool) -> str:
    """``at``: when the invitations go out of one that is not a draft."""
    state = "下書きにしました" if draft or at is None else f"{in_words(at)}に送ります"
    cost = prices.price(people, len(asked.remind_after), None, 0)
    reminders = f"、再度のお願いは最大{cost.reminders:,}通" if cost.reminders else ""
    letters = f"お願い {people:,}通{reminders}{_left()}"
    return f"「{asked.title}」{len(asked.questions)}問・約{minutes(asked)}分。{state}（{letters}）。"


def _left() -> str:
    """What LINE still grants this month, where LINE can be asked."""
    try:
        known = granted.if_line_is_known()
    except BadSettings:
        return ""
    if known is None:
        return "、今月の残りは分かりませんでした"
    limit, used = known
    return "、今月の残りに制限なし" if limit is None else f"、今月の残り {max(0, limit - used):,}通"


@survey.command("list")
def list_() -> None:
    """All surveys, newest first, with what staff have to decide."""
    with installation.library_looked_at() as database, database.reading() as session:
        listed = surveys.listed(session)
        if not listed:
            click.echo("アンケートは、まだありません。")
        for one in listed:
            progress = surveys.progress(session, one.id)
            click.echo(
                f"{one.id}\t{_STATES[one.state]}\t「{one.survey.title}」\t"
                f"依頼 {progress.asked}・回答 {progress.finished}\t締切 {in_words(one.survey.closes_at)}"
            )
            if one.asks_staff:
                click.echo(f"\t保留中：{one.held_note}（送るときは koe survey release {one.id}）")


@survey.command()
@click.argument("id_", metavar="ID", type=int)
@click.option("--json", "as_json_", is_flag=True, help="everything that may be shown, for other programs")
def results(id_: int, as_json_: bool) -> None:
    """The results of survey ID."""
    report = _report(id_)
    if as_json_:
        click.echo(json.dumps(as_json(report), ensure_ascii=False))
        return
    for line in lines(report):
        click.echo(line)


@survey.command()
@click.argument("id_", metavar="ID", type=int)
@click.argument("file", type=click.Path(path_type=Path))
def export(id_: int, file: Path) -> None:
    """Write the results of closed survey ID to FILE (.xlsx or .csv), over what is there; as koe export survey --force."""
    ending = file.suffix.lower().removeprefix(".")
    if ending not in survey_files.KINDS:
        raise Refused("ファイルの名前は .xlsx か .csv で終えてください。")
    write_survey(id_, Target(file, ending, sjis=False, force=True))


@survey.command("try")
@click.argument("id_", metavar="ID", type=int)
@click.argument("receipt")
def try_(id_: int, receipt: str) -> None:
    """Send survey ID, before it opens, to whoever handed in RECEIPT (one push); no answer is kept."""
    city, seal = installation.city(), installation.needed_seal()
    with installation.library_made_ready() as database, database.writing() as session:
        _must_exist(session, id_)
        kept = surveys.get(session, id_)
        if kept.state not in ("draft", "scheduled"):
            raise Refused(f"アンケート {id_} は、もう送られています。")
        try:
            chat = person.chat_of(session, receipt)
        except (NoSuchCase, person.NobodyKnown) as problem:
            raise Refused(f"受付番号 {receipt} の方は分かりません。") from problem
        body = sealed_body(survey_wording.invitation(id_, kept.survey, city), seal)
        if not waves.write_trial(session, id_, chat, body, seal, now()):
            raise Refused(f"受付番号 {receipt} の方には送れません。")
        audit.record(session, "survey.tried", f"survey:{id_}", now(), by="koe survey try")
    click.echo("1人に送ります。答えは残りません。")


def _do(id_: int, act: Callable[[Session], None], what: str, by: str) -> None:
    """Take a survey on to its next state, and record who did; refused where it is not there yet, or past it."""
    with installation.library_made_ready() as database, database.writing() as session:
        _must_exist(session, id_)
        try:
            act(session)
        except surveys.NotFromHere as problem:
            raise Refused(str(problem)) from problem
        audit.record(session, what, f"survey:{id_}", now(), by=by)


@survey.command()
@click.argument("id_", metavar="ID", type=int)
def schedule(id_: int) -> None:
    """Let draft ID be sent at its time."""
    at, city, told = now(), installation.city(), ""

    def act(session: Session) -> None:
        nonlocal told
        asked = surveys.get(session, id_).survey
        _must_go_out(asked, at, city)
        surveys.schedule(session, id_, at)
        told = sending_time.warning(asked, at, city.panel.quiet, city.panel.elections)

    _do(id_, act, "survey.scheduled", "koe survey schedule")
    click.echo(f"予約しました。{told or '開始の時刻に送ります。'}")


@survey.command()
@click.argument("id_", metavar="ID", type=int)
def release(id_: int) -> None:
    """Send a held survey ID all the same."""
    _do(id_, lambda session: surveys.release(session, id_), "survey.released", "koe survey release")
    click.echo("保留を解きました。送信を控える時間帯と今月の残りの通数は、これまでどおり守ります。")


@survey.command()
@click.argument("id_", metavar="ID", type=int)
def close(id_: int) -> None:
    """End survey ID before its time: no more answers, no reminders; the worker counts what came in."""
    _do(id_, lambda session: surveys.end(session, id_, now()), "survey.ended", "koe survey close")
    click.echo("締め切りました。回答はもう受け付けません。集計は、ボットが動いていれば数分以内に出ます。")


@survey.command()
@click.argument("id_", metavar="ID", type=int)
def tell(id_: int) -> None:
    """Push the results of closed survey ID to all who were asked, once (one push each; 「アンケート」 shows them for free)."""
    report, seal = _report(id_), installation.needed_seal()
    if report.interim:
        raise Refused(f"アンケート {id_} は、まだ締め切られていません。")
    city = installation.city()
    told = survey_wording.tidings(report, city.voice.desk, day_in_japan(now()))
    body = sealed_body((survey_wording.results(told),), seal)
    if election := sending_time.election_at(now(), city.panel.elections):
        click.echo(f"ご注意：いまは、{election}です。", err=True)
    with installation.library_made_ready() as database:
        with database.reading() as session:
            _must_be_untold(session, id_)
            people = waves.to_tell(session, id_)
        _must_be_granted(people)  # LINE is asked while nothing is being written
        with database.writing() as session:
            _must_be_untold(session, id_)
            people = waves.push_results(session, id_, body, seal, now())
            audit.record(session, "survey.told", f"survey:{id_}", now(), by="koe survey tell", people=people)
    click.echo(f"結果を {people}人に送ります。")


@survey.command()
@click.argument("id_", metavar="ID", type=int)
@click.argument("words")
def reflect(id_: int, words: str) -> None:
    """Keep the city's word (反映) about survey ID; it stands on the card of results."""
    with installation.library_made_ready() as database, database.writing() as session:
        _must_exist(session, id_)
        if surveys.get(session, id_).state not in ("closed", "reported"):
            raise Refused(f"アンケート {id_} は、まだ締め切られていません。反映は、締切のあとに書けます。")
        surveys.reflect(session, id_, words, None)
        audit.record(session, "survey.reflected", f"survey:{id_}", now(), by="koe survey reflect")
    click.echo("反映を記録しました。結果のカードに載ります。")


def _must_be_granted(people: int) -> None:
    """Refuse what LINE would not carry this month; where LINE cannot be asked, nothing is pushed either."""
    cost = prices.price(people, 0, *granted.or_refused())
    if cost.missing:
        raise Refused(cost.in_words("結果の送信"))


def _must_be_untold(session: Session, id_: int) -> None:
    if waves.results_pushed(session, id_):
        raise Refused(f"アンケート {id_} の結果は、もう送りました。")


def _must_exist(session: Session, id_: int) -> None:
    try:
        surveys.get(session, id_)
    except surveys.NotThere as problem:
        raise Refused(f"アンケート {id_} はありません。") from problem


def _report(id_: int) -> Report:
    rules = installation.city().panel.results
    with installation.library_looked_at() as database, database.reading() as session:
        try:
            return survey_results.report(session, id_, rules, installation.needed_seal())
        except surveys.NotThere as problem:
            raise Refused(f"アンケート {id_} はありません。") from problem
