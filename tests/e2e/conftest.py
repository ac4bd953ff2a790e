"""One simulator and one bot for the stories of a module, on each of the two databases."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hall_side import PUBLIC, Officer
from line_side import Person, Town
from passing_time import Days
from postgresql_server import administration, created
from running import Bot, bot, names_nobody, simulator
from sqlalchemy import URL

from cli import demo_staff


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kind_of_database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the processes of this module keep their logs and their SQLite file."""
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="module")
def database_url(kind_of_database: str, folder: Path, worker_id: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database that has its tables."""
    name = f"koe_{Path(str(request.path)).stem}_{os.getpid()}_{worker_id}".lower()
    yield from _with_tables(request, kind_of_database, folder, name)


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
    names_nobody(running, _line, database_url)


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


@pytest.fixture(params=["sqlite", "postgresql"])
def own_database(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[str]:
    """The address of a database that has its tables and nothing in them, for one test."""
    yield from _with_tables(request, request.param, tmp_path, f"koe_ready_{os.getpid()}_{worker_id}")


def _with_tables(request: pytest.FixtureRequest, kind: str, folder: Path, name: str) -> Iterator[str]:
    """A copy of the migrated database: who makes the tables is not what these stories are about."""
    if kind == "sqlite":
        yield f"sqlite:///{shutil.copy(request.getfixturevalue('sqlite_template'), folder / 'koe.db')}"
        return
    template = request.getfixturevalue("postgresql_template")
    with administration() as server, created(server, name, like=template) as url:
        yield url.render_as_string(hide_password=False)


@pytest.fixture
def postgresql_of_its_own(worker_id: str) -> Iterator[URL]:
    with administration() as server, created(server, f"koe_own_{os.getpid()}_{worker_id}") as url:
        yield url


# --- weeks in a moment -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def clock_file(folder: Path) -> Path:
    file = folder / "clock"
    file.write_text("0")
    return file


@pytest.fixture(scope="module")
def house_through_time(_line: Town, database_url: str, folder: Path, clock_file: Path) -> Iterator[Bot]:
    more = {
        "KOE_CLOCK_FILE": str(clock_file),
        "MEDIA_DIR": str(folder / "media"),
        "OFFICE_ADDRESSES": "127.0.0.1/32",
        "PUBLIC_BASE_URL": PUBLIC,
    }
    with bot(_line, database_url, folder, **more) as running:
        yield running
        running.settled()
    names_nobody(running, _line, database_url)


@pytest.fixture
def days(town: Town, clock_file: Path) -> Days:
    """Time goes on from test to test: turned back, what was written later would not be due."""
    days = Days(clock_file, town)
    days.pass_by()
    return days


@pytest.fixture(scope="module")
def officer(house: Bot, database_url: str) -> Officer:
    login = demo_staff.logins(database_url)[0]
    return Officer(house.address, login.name, login.password)
