"""The documents the bot answers from: ``koe import``, ``koe documents``."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

import click

from bot.clock import now
from casework.working_days import JAPAN
from cli import installation
from cli.answers import on_day
from cli.checking import told_otherwise
from cli.refusal import Refused
from console.words import ACTS
from handlers.parts import Parts
from knowledge.documents.document import Document
from knowledge.documents.doubts import doubtful_rows, with_place
from knowledge.documents.files import read_file
from knowledge.documents.lines import UnreadableDocument
from knowledge.language.text import fiscal_year_name, fold
from knowledge.language.words import Words
from knowledge.ledger.bundled import bundled_of
from knowledge.ledger.identity import Sheet, document_of, identified, identity_of, sheets_in
from knowledge.ledger.lexicon import Lexicon
from knowledge.ledger.withdrawal import Fact
from knowledge.model import PlanSection
from storage import amendments, answers, audit, library
from storage.answers import Asked
from storage.database import Database
from storage.library import Change, KeptFile, NoSuchEdition, Parcel, TakenBack
from storage.sealing import Seal

_PROGRESS_EVERY_SECONDS = 2.0
_LONG_BYTES = 2_000_000
_DOUBTS_SHOWN = 20
_FACTS_SHOWN = 40
_CHANGES_SHOWN = 10
_GAVE_WITHIN = timedelta(days=30)


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_OneOf = TypeVar("_OneOf", bound=_Named)


@dataclass(frozen=True)
class _Holdings:
    """The library as it is now, read in one transaction. ``own`` are the sheets of the bundled ledger that are still
    answered from, of so many as ``bundled`` tells."""

    parts: Parts
    own: tuple[Sheet, ...]
    bundled: int
    files: tuple[KeptFile, ...] = ()
    changes: tuple[Change, ...] = ()
    withdrawn: tuple[TakenBack, ...] = ()

    @property
    def facts(self) -> Sequence[Fact]:
        """All that is given now."""
        return self.parts.facts(installation.city())


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def import_documents(files: Sequence[Path]) -> None:
    """Read FILES (txt, pdf) into the ledger, as one new edition. Where one is refused, none is taken in."""
    home = installation.city().name
    read: list[tuple[Path, str, Document]] = []
    refused: list[str] = []
    for path in files:
        try:
            read.append((path, *_read(path, home)))
        except OSError as problem:
            refused.append(f"{path}：ファイルを開けません（{type(problem).__name__}）。")
        except UnreadableDocument as problem:
            refused.append(f"{path}：{problem}")
    if refused:
        others = "（いっしょに指定されたほかのファイルも、取り込んでいません。）" if read else ""
        raise Refused("\n".join(refused) + others)
    lexicon = Lexicon(Words())
    parcels, told = [], []
    while read:
        path, sha256, document = read.pop(0)
        told.append(_what_was_read(path.name, document, home))
        sheets, doubts = sheets_in(document), [with_place(doubt) for doubt in document.doubts]
        del document  # of a long file there is not room for everything at once
        parcels.append(Parcel.of(path.name, sha256, sheets, doubts, lexicon, _Progress(path.name, kept=True)))
    with installation.library_made_ready() as database:
        with database.writing() as session:
            same = library.is_answered_from(session, parcels)
            if same:
                number = library.edition(session)
            else:
                at = now()
                number = library.keep(session, parcels, at)
                audit.record(session, "library.imported", f"edition:{number}", at, by="koe import", files=len(parcels))
        changed = told_otherwise(database)
    click.echo("\n".join(line for lines in told for line in lines))
    if same:
        click.echo(f"どれも、今の第{number}版にそのまま入っています。新しい版は作っていません。")
    else:
        click.echo(f"第{number}版として取り込みました。動いているボットは、数秒後からこの版で答えます。")
    for line in changed:
        click.echo(f"注意：{line}")


def _read(path: Path, home: str) -> tuple[str, Document]:
    """The digest of a file and what it says. Raises OSError and UnreadableDocument."""
    content = path.read_bytes()
    progress = _Progress(path.name, len(content))
    return hashlib.sha256(content).hexdigest(), read_file(content, path.name, home=home, progress=progress)


@click.command()
@click.option("--doubts", is_flag=True, help="what the readers are not sure of")
@click.option("--facts", metavar="WORDS", help="the facts whose names have these words in them")
@click.option("--restore", metavar="EDITION", type=int, help="answer again from a former edition; 0: only the bundled")
@click.option("--withdraw", metavar="FACT", help="give this fact no more, in no edition")
@click.option("--give-again", metavar="FACT", help="give a withdrawn fact again")
def documents(
    doubts: bool, facts: str | None, restore: int | None, withdraw: str | None, give_again: str | None
) -> None:
    """List the documents the bot answers from, or change what it answers from."""
    wishes = [doubts, facts is not None, restore is not None, withdraw is not None, give_again is not None]
    if sum(wishes) > 1:
        raise click.UsageError("--doubts、--facts、--restore、--withdraw、--give-again は、一度に一つだけ使えます。")
    if restore is not None:
        _restore(restore)
    elif withdraw is not None:
        _withdraw(withdraw)
    elif give_again is not None:
        _give_again(give_again)
    else:
        with installation.library_if_there() as database:
            held = _holdings(database)
        if doubts:
            _list_doubts(held)
        elif facts is not None:
            _list_facts(held, facts)
        else:
            _list(held)


# --- telling ---------------------------------------------------------------------------------------------------------


def _what_was_read(name: str, document: Document, home: str) -> list[str]:
    sheets = list(sheets_in(document))
    lines = [name]
    counted = Counter((identity_of(one).family, identity_of(one).year or 0, document_of(one)) for one in sheets)
    for (family, year, title), count in sorted(counted.items()):
        of_year = f"{fiscal_year_name(year)} " if year else ""
        lines.append(f"  {of_year}{title}：{count}{'節' if family == 'plan' else '枚'}")
    for city in sorted({one.city for one in sheets} - {home}):
        lines.append(f"  注意：{city}の資料です（このボットの市は{home}）。")
    if document.doubts:
        lines.append(f"  確かでないところ：{len(document.doubts)}か所")
        for doubt in document.doubts[:_DOUBTS_SHOWN]:
            lines.append(f"    ・{with_place(doubt)}")
        if len(document.doubts) > _DOUBTS_SHOWN:
            lines.append(f"    ほか{len(document.doubts) - _DOUBTS_SHOWN}か所（koe documents --doubts）")
    return lines


def _list(held: _Holdings) -> None:
    alone = (
        "同梱の資料だけで答えています。" if held.bundled else "まだ資料がありません。koe import で取り込んでください。"
    )
    click.echo(f"第{held.parts.number}版で答えています。" if held.parts.number else alone)
    for file in held.files:
        doubts = f"、確かでないところ {len(file.doubts)}か所" if file.doubts else ""
        use = (
            "使用中"
            if file.shown == file.sheets
            else f"うち{file.shown}枚使用中"
            if file.shown
            else "今は使っていません"
        )
        click.echo(f"  {file.name}：{file.sheets}枚、{use}{doubts}（第{file.edition}版、{_at(file.imported_at)}）")
    used = len(held.own)
    if total := held.bundled:
        click.echo(f"  同梱の資料：{total}枚、" + ("使用中" if used == total else f"うち{used}枚使用中"))
    if held.withdrawn:
        click.echo("取り下げた事実")
        for fact in held.withdrawn:
            click.echo(f"  {fact.name}：{fact.says}（{_at(fact.withdrawn_at)}）")
    if held.changes:
        click.echo("版の履歴")
        for change in held.changes[:_CHANGES_SHOWN]:
            what = f"第{change.restored}版に戻す" if change.restored is not None else ACTS[change.act]
            click.echo(f"  第{change.number}版 {_at(change.made_at)} {what}")


def _list_doubts(held: _Holdings) -> None:
    told = [(file.name, doubt) for file in held.files if file.shown for doubt in file.doubts]
    rows = doubtful_rows(sheet for sheet in held.own if not isinstance(sheet, PlanSection))
    told += [("同梱の資料", with_place(doubt)) for doubt in rows]
    for name, doubt in told:
        click.echo(f"{name}　{doubt}")
    if not told:
        click.echo("確かでないところはありません。")


def _list_facts(held: _Holdings, words: str) -> None:
    found = [fact for fact in held.facts if _bare(words) in _bare(fact.name)]
    if not found:
        if gone := next((fact for fact in held.withdrawn if _bare(words) in _bare(fact.name)), None):
            raise Refused(f"{gone.name}（{gone.says}）は、取り下げてあります。--give-again で、また答えます。")
        raise Refused(f"「{words}」を名前に含む事実はありません。")
    for fact in found[:_FACTS_SHOWN]:
        click.echo(f"{fact.name}　{fact.says}")
    if len(found) > _FACTS_SHOWN:
        click.echo(f"ほか{len(found) - _FACTS_SHOWN}件。言葉を足して絞り込んでください。")


# --- changing --------------------------------------------------------------------------------------------------------


def _restore(wanted: int) -> None:
    try:
        with installation.library_made_ready() as database, database.writing() as session:
            at = now()
            number = library.restore(session, wanted, at)
            audit.record(session, "library.restored", f"edition:{number}", at, by="koe documents", wanted=wanted)
    except NoSuchEdition as problem:
        raise Refused(f"第{wanted}版はありません。版の一覧は koe documents で見られます。") from problem
    state = f"第{wanted}版の資料" if wanted else "同梱の資料だけ"
    click.echo(f"{state}に戻しました（第{number}版）。取り下げた事実は、取り下げたままです。")


def _withdraw(name: str) -> None:
    with installation.library_made_ready() as database:
        given = _holdings(database).facts
        fact = _the_one(name, given, "事実")
        with database.writing() as session:
            answered_from = library.edition(session)
            at = now()
            number = library.withdraw(session, fact, at)
            audit.record(session, "fact.withdrawn", "library", at, by="koe documents", fact=fact.name)
        gave = _answers_that_gave(database, fact, answered_from)
    click.echo(f"取り下げました（第{number}版）：{fact.name}　{fact.says}")
    subject = _bare(fact.name.rsplit("／", 1)[1])
    if others := [other for other in given if other.print != fact.print and subject in _bare(other.says)]:
        click.echo("同じ言葉が出てくる、ほかの事実（まだ答えています）")
        for other in others[:_FACTS_SHOWN]:
            click.echo(f"  {other.name}　{other.says}")
    _tell_who_was_given(*gave)


def _answers_that_gave(database: Database, fact: Fact, edition: int) -> tuple[list[Asked], list[Asked]]:
    # Without SECRET_KEY the questions stay closed, and the list is made all the same.
    seal = installation.seal() or Seal(secrets.token_hex(16))
    with database.reading() as session:
        return answers.that_gave(session, seal, fact.places, edition, now() - _GAVE_WITHIN)


def _tell_who_was_given(gave: Sequence[Asked], perhaps: Sequence[Asked]) -> None:
    if not gave and not perhaps:
        click.echo(f"この{_GAVE_WITHIN.days}日間に、この事実を出典にした答えはありません。")
        return
    click.echo(f"この{_GAVE_WITHIN.days}日間に、この事実を出典にした答え：{len(gave)}件")
    for asked in gave:
        click.echo(f"  {_question_said(asked)}")
    if perhaps:
        click.echo(f"前の版で、同じ資料の同じ所を出典にした答え（別の行かもしれません）：{len(perhaps)}件")
        for asked in perhaps:
            click.echo(f"  {_question_said(asked)}")


def _question_said(asked: Asked) -> str:
    return f"{on_day(asked)}　{asked.question or '（質問の文は読めません）'}"


def _give_again(name: str) -> None:
    with installation.library_made_ready() as database:
        fact = _the_one(name, _holdings(database).withdrawn, "取り下げた事実")
        with database.writing() as session:
            at = now()
            number = library.give_again(session, fact, at)
            audit.record(session, "fact.given_again", "library", at, by="koe documents", fact=fact.name)
    click.echo(f"また答えるようにしました（第{number}版）：{fact.name}　{fact.says}")


def _the_one(name: str, among: Sequence[_OneOf], kind: str) -> _OneOf:
    """The fact of this name, or the only one whose name has it in it. Raises Refused naming those that are meant."""
    exact = [fact for fact in among if _bare(fact.name) == _bare(name)]
    found = exact or [fact for fact in among if _bare(name) in _bare(fact.name)]
    if not found:
        raise Refused(f"「{name}」という{kind}はありません。koe documents --facts 言葉 で名前を探せます。")
    if len(found) > 1:
        names = "、".join(fact.name for fact in found[:_FACTS_SHOWN])
        raise Refused(f"「{name}」は{len(found)}件あります。どれか一つの名前を書いてください：{names}")
    return found[0]


# --- reading ---------------------------------------------------------------------------------------------------------


def _holdings(database: Database | None) -> _Holdings:
    """What is in the library; without a database, the bundled documents alone."""
    city = installation.city()
    own = bundled_of(city.name)
    total = sum(1 for _ in sheets_in(own))
    if database is None:
        return _Holdings(Parts(0), tuple(sheets_in(own)), total)
    with database.reading() as session:
        parts, files = amendments.parts(session), library.files(session)
        changes, withdrawn = library.changes(session), library.withdrawn(session)
    superseded = {one.identity.key for one in parts.imported}
    left = tuple(sheet for identity, sheet in identified(sheets_in(own)) if identity.key not in superseded)
    return _Holdings(parts, left, total, tuple(files), tuple(changes), tuple(withdrawn))


class _Progress:
    """Tells how far a long file has come; of a short one, nothing. Not on stderr: that is for refusals."""

    def __init__(self, name: str, size: int = 0, *, kept: bool = False) -> None:
        """``kept``: its sheets are made ready for being kept; otherwise the file, of ``size`` bytes, is being read."""
        self._name = name
        self._done = "枚の言葉を調べました" if kept else "ページを読みました"
        self._told_at = time.monotonic()
        if size > _LONG_BYTES:
            click.echo(f"{name}（{size / 1_000_000:.0f} MB）を読んでいます…")

    def __call__(self, done: int, total: int) -> None:
        if total and time.monotonic() - self._told_at >= _PROGRESS_EVERY_SECONDS:
            self._told_at = time.monotonic()
            click.echo(f"{self._name}：{done} / {total} {self._done}")


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(JAPAN):%Y-%m-%d %H:%M}"


def _bare(name: str) -> str:
    return fold(name, spaces=False)
