"""The command line of a town of its own: its city file, its folder, an empty database of either kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from line_by_http import line_by_http
from sqlalchemy import URL

from cli.main import koe
from simulator.platform import Platform

Koe = Callable[..., Result]


@pytest.fixture
def city_file(tmp_path: Path) -> Path:
    path = tmp_path / "city.toml"
    path.write_text('[city]\nname = "みほん市"\nphone = "000-000-0000"\n', encoding="utf-8")
    return path


@pytest.fixture
def run(blank_url: URL, city_file: Path) -> Koe:
    """``run("import", "a.txt")`` is ``koe import a.txt``, without any setting but city and database."""
    env = {"CITY_FILE": str(city_file), "DATABASE_URL": blank_url.render_as_string(hide_password=False)}
    return lambda *words: CliRunner().invoke(koe, [str(word) for word in words], env=env)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    """LINE, which the commands can ask, and no limit to the month."""
    with line_by_http() as (platform, variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        yield platform
