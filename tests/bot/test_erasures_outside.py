"""Erasures are noted outside the database within seconds."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.erasures import ErasuresOutside
from storage import erasures, erasures_file

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def erased(database, *receipts):
    with database.writing() as session:
        for receipt in receipts:
            erasures.note(session, "case", receipt, NOON)


def test_each_erasure_stands_in_the_file_once(database, tmp_path):
    path = tmp_path / "erasures.jsonl"
    outside = ErasuresOutside(database, path)
    erased(database, "K-1", "K-2")
    assert outside.keep_up() == 2
    assert outside.keep_up() == 0
    erased(database, "K-3")
    assert outside.keep_up() == 1
    assert sorted(one.key for one in erasures_file.read(path)) == ["K-1", "K-2", "K-3"]


def test_a_process_that_starts_again_adds_only_what_is_missing(database, tmp_path):
    path = tmp_path / "erasures.jsonl"
    erased(database, "K-1")
    ErasuresOutside(database, path).keep_up()
    erased(database, "K-2")
    assert ErasuresOutside(database, path).keep_up() == 1


def test_a_disk_that_is_away_is_tried_again(database, tmp_path):
    path = tmp_path / "away" / "erasures.jsonl"
    (tmp_path / "away").write_text("in the way")
    erased(database, "K-1")
    outside = ErasuresOutside(database, path)
    assert outside.keep_up() == 0
    (tmp_path / "away").unlink()
    assert outside.keep_up() == 1
