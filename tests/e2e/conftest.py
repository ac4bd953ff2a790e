"""One simulator and one bot for the stories of a module, on each of the two databases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from line_side import Person, Town
from postgresql_server import administration, created
from running import Bot, bot, names_nobody, simulator


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kind_of_database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the processes of this module keep their logs and their SQLite file."""
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="module")
def database_url(kind_of_database: str, folder: Path, worker_id: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database without any table: the bot brings it up to date when it starts."""
    if kind_of_database == "sqlite":
        yield f"sqlite:///{folder / 'koe.db'}"
        return
    name = f"koe_{Path(str(request.path)).stem}_{os.getpid()}_{worker_id}".lower()
    with administration() as server, created(server, name) as url:
        yield url.render_as_string(hide_password=False)


@pytest.fixture(scope="module")
def _line(folder: Path) -> Iterator[Town]:
    with simulator(folder) as town:
        yield town


@pytest.fixture(scope="module")
def house(_line: Town, database_url: str, folder: Path) -> Iterator[Bot]:
    """A bot served by gunicorn. At the end its log is held against all that was said to it."""
    with bot(_line, database_url, folder) as running:
        yield running
        running.settled()
    names_nobody(running, _line)


@pytest.fixture
def town(_line: Town, house: Bot) -> Iterator[Town]:
    """LINE without any fault switched on. Afterwards: the bot has broken none of LINE's rules."""
    _line.all_is_well()
    since = _line.now()
    yield _line
    _line.all_is_well()
    assert _line.rules_broken(since) == []


@pytest.fixture
def hana(town: Town) -> Person:
    """Somebody who talks to the bot for the first time in each test."""
    return town.newcomer()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[str]:
    """The address of a database without any table, for one test."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'koe.db'}"
        return
    with administration() as server, created(server, f"koe_alone_{os.getpid()}_{worker_id}") as url:
        yield url.render_as_string(hide_password=False)
