"""Whoever follows a path named in a table, a page or a docstring arrives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
_PATH = re.compile(r"(?<![\w/.*{-])((?:\.\./|[a-z_]+/)*[A-Za-z_]+\.(?:py|toml|md))(?![\w{*])")
# What a city writes for itself, and what stands for any file.
_ANY = {"city.toml"}
FILES = [file for kind in ("py", "toml", "md") for file in sorted((ROOT / "knowledge").rglob(f"*.{kind}"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_path_that_is_named_exists(file: Path):
    assert [path for path in _named(file) if not _exists(path, file.parent)] == []


def _named(file: Path) -> list[str]:
    lines = file.read_text("utf-8").splitlines()
    if file.suffix == ".toml":
        lines = [line for line in lines if line.startswith("#")]
    if file.suffix == ".py":
        lines = lines[: next((nth for nth, line in enumerate(lines) if line.startswith(("import ", "from "))), 0)]
    return [path for line in lines for path in _PATH.findall(line) if path not in _ANY]


def _exists(path: str, beside: Path) -> bool:
    rooms = (beside, *beside.parents)
    return any((room / path).exists() for room in rooms if room.is_relative_to(ROOT))
