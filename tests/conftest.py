"""What all tests share: real databases with the tables of the real migrations, one browser for each process, the examples that
Hypothesis gives, and how pytest hands the tests out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import browser
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from postgresql_server import administration, created, empty
from sharing_out import LONG, SharedOut, in_order
from sqlalchemy import URL, create_engine

from storage.database import Database
from storage.models import Base
from storage.schema import bring_up_to_date

# How long an example takes on a busy machine is no property of ours; on a new machine the first one also waits until
# Hypothesis has drawn up its table of all characters.
# The same examples every time: a build says what a change did, not what chance found. KOE_TESTS_BY_CHANCE=1 looks for others.
_always_the_same = os.environ.get("KOE_TESTS_BY_CHANCE") != "1"
settings.register_profile(
    "city", deadline=None, derandomize=_always_the_same, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("city")


def pytest_configure(config: pytest.Config) -> None:
    """Two test files of one name are refused before anything runs: pytest would say so only after all the others, and under
    xdist run neither's tests. So is a file that is to be begun early and is not there, or nobody would see that it moved."""
    gone = [file for file in LONG if not (config.rootpath / file).is_file()]
    if gone:
        raise pytest.UsageError(f"tests/sharing_out.py names what is not there: {', '.join(gone)}")
    names: dict[str, Path] = {}
    for file in sorted((config.rootpath / "tests").rglob("test_*.py")):
        if file.name in names:
            raise pytest.UsageError(f"{names[file.name]} and {file} need different names: pytest imports them by these")
        names[file.name] = file


@pytest.hookimpl(trylast=True)  # after pytest has brought together what shares a fixture
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = in_order(items)


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    processors = yield
    return processors + 1  # stories wait for processes and for clocks, and leave room for one more


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> SharedOut:
    config.option.loadscopereorder = False  # else by the number of tests, which says little about the time
    return SharedOut(config, log)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated database: every test that takes it runs on both kinds."""
    yield from _opened(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def sqlite(sqlite_url: URL) -> Iterator[Database]:
    """For what concerns SQLite alone."""
    yield from _opened(sqlite_url)


@pytest.fixture
def postgresql(postgresql_url: URL) -> Iterator[Database]:
    """For what concerns PostgreSQL alone."""
    yield from _opened(postgresql_url)


@pytest.fixture(params=["sqlite", "postgresql"])
def blank_url(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[URL]:
    """The address of a database without any table."""
    if request.param == "sqlite":
        yield URL.create("sqlite", database=str(tmp_path / "blank.db"))
        return
    with administration() as server, created(server, f"koe_blank_{os.getpid()}_{worker_id}") as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> URL:
    return URL.create("sqlite", database=str(shutil.copy(sqlite_template, tmp_path / "koe.db")))


@pytest.fixture
def postgresql_url(_postgresql: URL) -> URL:
    engine = create_engine(_postgresql)
    with engine.begin() as connection:
        empty(connection, [table.name for table in Base.metadata.sorted_tables])
    engine.dispose()
    return _postgresql


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database to copy."""
    path = tmp_path_factory.mktemp("template") / "koe.db"
    database = Database(URL.create("sqlite", database=str(path)))
    bring_up_to_date(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def postgresql_template(worker_id: str) -> Iterator[str]:
    """The name of a migrated database to copy. Nobody is connected to it, or it could not be copied."""
    with administration() as server, created(server, f"koe_template_{os.getpid()}_{worker_id}") as url:
        database = Database(url)
        bring_up_to_date(database)
        database.close()
        yield str(url.database)


@pytest.fixture(scope="session")
def _postgresql(postgresql_template: str, worker_id: str) -> Iterator[URL]:
    """One database for this process, dropped at the end."""
    name = f"koe_test_{os.getpid()}_{worker_id}"
    with administration() as server, created(server, name, like=postgresql_template) as url:
        yield url


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Browser]:
    """One browser for this process: to start it takes longer than to open a page."""
    with browser.chromium() as opened:
        yield opened


@pytest.fixture
def chromium(_chromium: Browser) -> Iterator[Browser]:
    """The browser. Whatever a test leaves open in it is closed, its cookies gone."""
    yield _chromium
    for context in _chromium.contexts:
        context.close()


def _opened(url: URL) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()
