"""What commands about documents need of the installation: the city file and the database, no LINE account."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.checked import NotReady, city_from
from bot.settings import BadSettings, DatabaseSettings
from bot.start import OTHER_KEY
from cli.refusal import Refused
from handlers.city import City
from knowledge.ledger.sheet_json import UnreadableSheet
from storage import keyring
from storage.database import Database, DatabaseAway, was_made, why_away
from storage.schema import HEAD, SchemaTooNew, bring_up_to_date, revision
from storage.sealing import Seal, Unreadable

NOTHING_KEPT = "データベースがまだありません。DATABASE_URL が、ボットと同じ場所か確かめてください。"


def city() -> City:
    """The city file. Raises Refused."""
    try:
        return city_from(Path(os.environ.get("CITY_FILE") or "city.toml"))
    except NotReady as problem:
        raise Refused(str(problem)) from problem


def needed_seal() -> Seal:
    """What opens and closes stored words. Raises Refused."""
    found = seal()
    if found is None:
        raise Refused("SECRET_KEY がありません。ボットと同じ値を設定してください。")
    return found


@contextmanager
def library_if_there() -> Iterator[Database | None]:
    """The database with the library; None where nothing was ever kept in it. Writes nothing. Raises Refused, also where the
    schema is that of a former release."""
    with kept_if_there() as database:
        if database is not None:
            _of_this_release(revision(database))
        yield database


@contextmanager
def kept_if_there() -> Iterator[Database | None]:
    """The database with the schema of this release or a former one; None where nothing was ever kept in it. Writes nothing.
    Raises Refused."""
    address = _address()
    if not was_made(address):
        yield None
        return
    with _opened(address) as database:
        yield None if revision(database) is None else database


@contextmanager
def database(address: str | None = None) -> Iterator[Database]:
    """The database at DATABASE_URL or at another address, in whatever state it is. Raises Refused."""
    with _opened(address or _address()) as found:
        yield found


@contextmanager
def library_made_ready() -> Iterator[Database]:
    """The database with the library, begun where there is none. Raises Refused, also where the schema is that of a former
    release: under a process of that release, which may still run, only a start or ``koe migrate`` changes it."""
    with _opened(_address()) as database:
        there = revision(database)
        if there is None:
            bring_up_to_date(database)
        else:
            _of_this_release(there)
        yield database


@contextmanager
def library_looked_at() -> Iterator[Database]:
    """The database with the library, for whoever only looks; writes nothing. Raises Refused, also where there is none."""
    with library_if_there() as database:
        if database is None:
            raise Refused(NOTHING_KEPT)
        yield database


def _of_this_release(there: str | None) -> None:
    if there != HEAD:
        raise Refused(
            f"データベースは前の版の形です（{there} < {HEAD}）。動いているものをすべて止め、koe migrate を行ってください。"
        )


@contextmanager
def _opened(address: str) -> Iterator[Database]:
    """The database; what is the matter with it becomes a refusal."""
    try:
        with closing(Database(address)) as database:
            yield database
    except DatabaseAway as problem:
        raise Refused(f"DATABASE_URL のデータベースにつながりません（{why_away(problem)}）。") from problem
    except SchemaTooNew as problem:
        raise Refused(f"データベースの方が新しい版です（{problem}）。このプログラムを更新してください。") from problem
    except UnreadableSheet as problem:
        raise Refused(f"取り込んだ資料を、この版のプログラムでは読めません（{problem}）。") from problem


def seal() -> Seal | None:
    """What opens the questions residents asked; None where SECRET_KEY is not set here. Writes nothing. Raises Refused."""
    secret, previous = os.environ.get("SECRET_KEY"), os.environ.get("SECRET_KEY_PREVIOUS") or None
    if not secret:
        return None
    with library_if_there() as database:
        if database is None:
            return Seal(previous or secret)  # nothing is there to be opened
        try:
            return keyring.seal_as_kept(database, secret, previous)
        except Unreadable as problem:
            raise Refused(OTHER_KEY) from problem


def _address() -> str:
    try:
        return DatabaseSettings.from_env(os.environ).database_url
    except BadSettings as problem:
        raise Refused(str(problem)) from problem
