"""What was read of a table is kept beside it, and never told where the table says something else by now."""

from __future__ import annotations

import hashlib
import marshal
import sys
from pathlib import Path

import pytest

from knowledge.language.tables import read_table

WORDS = '[[word]]\nsay = ["保育"]\nmeans = ["子育て支援"]\n'


@pytest.fixture(autouse=True)
def _python_may_write(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "childcare.toml"
    path.write_text(WORDS, encoding="utf-8")
    return path


def test_a_table_is_read_the_same_the_first_time_and_from_what_was_kept(table: Path):
    first = read_table(table)
    assert read_table(table) == first == {"word": [{"say": ["保育"], "means": ["子育て支援"]}]}


def test_what_was_kept_of_this_very_content_is_used(table: Path):
    read_table(table)
    (kept,) = (table.parent / "__pycache__").iterdir()
    kept.write_bytes(marshal.dumps((hashlib.sha256(table.read_bytes()).digest(), {"word": "kept"})))
    assert read_table(table) == {"word": "kept"}


def test_a_changed_word_counts_at_once_even_if_it_is_as_long(table: Path):
    read_table(table)
    table.write_text(WORDS.replace("保育", "学童"), encoding="utf-8")
    assert read_table(table)["word"][0]["say"] == ["学童"]


def test_what_was_kept_half_is_read_anew(table: Path):
    read_table(table)
    (kept,) = (table.parent / "__pycache__").iterdir()
    kept.write_bytes(kept.read_bytes()[:20])
    assert read_table(table)["word"][0]["say"] == ["保育"]


def test_a_table_with_a_date_is_read_though_it_is_not_kept(tmp_path: Path):
    path = tmp_path / "dates.toml"
    path.write_text("since = 2024-04-01\n", encoding="utf-8")
    assert str(read_table(path)["since"]) == str(read_table(path)["since"]) == "2024-04-01"
    assert not list((tmp_path / "__pycache__").iterdir())
