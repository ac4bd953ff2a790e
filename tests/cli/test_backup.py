"""``koe backup`` and ``koe restore``, ``koe copy``, ``koe letters``: from the command line."""

from __future__ import annotations

import os

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from bot.clock import now
from cli.main import koe
from storage import audit, signs
from storage.database import Database

KEY = "a key that is long enough"


@pytest.fixture
def town(run, blank_url, city_file, tmp_path):
    """``town("backup", file)``: that command, with the town's key and media folder; ``at`` another database."""

    def command(*words, at=None, key=KEY, previous=""):
        env = {
            "CITY_FILE": str(city_file),
            "DATABASE_URL": at or blank_url.render_as_string(hide_password=False),
            "SECRET_KEY": key,
            "SECRET_KEY_PREVIOUS": previous,
            "MEDIA_DIR": str(tmp_path / "media"),
            "ERASURES_FILE": str(tmp_path / "erasures.jsonl"),
        }
        return CliRunner().invoke(koe, [str(word) for word in words], env=env)

    return command


def begun(town, **where):
    assert town("staff", "add", "hana", "--role", "admin", **where).exit_code == 0


def test_what_was_backed_up_comes_back_where_all_was_lost(town, tmp_path):
    begun(town)
    saved = town("backup", tmp_path / "koe.backup")
    assert saved.exit_code == 0, saved.output
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    restored = town("restore", tmp_path / "koe.backup", at=elsewhere)
    assert restored.exit_code == 0, restored.output
    assert town("staff", "add", "hana", "--role", "admin", at=elsewhere).exit_code == 1  # she is there already


def test_a_database_in_use_is_only_replaced_when_asked_to(town, tmp_path):
    begun(town)
    town("backup", tmp_path / "koe.backup")
    refused = town("restore", tmp_path / "koe.backup")
    assert refused.exit_code == 1
    assert "--replace" in refused.output
    assert town("restore", tmp_path / "koe.backup", "--replace").exit_code == 0


@pytest.fixture
def at_work(blank_url):
    """``at_work(True)``: a worker has just shown itself in the town's database; ``False``: it has ended in good order."""

    def shows_itself(works, kind=signs.WORKER):
        database = Database(blank_url)
        with database.writing() as session:
            (signs.note if works else signs.leave)(session, f"{kind}1", *([None] if works else []), now())
        database.close()

    return shows_itself


@pytest.mark.parametrize("kind", [signs.WORKER, signs.WEB])
def test_nothing_is_restored_beneath_a_process_that_still_runs(town, tmp_path, at_work, kind):
    begun(town)
    town("backup", tmp_path / "koe.backup")
    assert town("staff", "add", "taro", "--role", "officer").exit_code == 0
    at_work(True, kind)
    refused = town("restore", tmp_path / "koe.backup", "--replace")
    assert refused.exit_code == 1
    assert "動いています" in refused.output
    assert town("staff", "add", "taro", "--role", "officer").exit_code == 1  # his account is still there
    at_work(False, kind)
    assert town("restore", tmp_path / "koe.backup", "--replace").exit_code == 0
    assert town("staff", "add", "taro", "--role", "officer").exit_code == 0


def test_the_former_release_takes_its_backup_back_over_what_a_newer_one_made(town, tmp_path, blank_url, at_work):
    begun(town)
    town("backup", tmp_path / "koe.backup")
    assert town("staff", "add", "taro", "--role", "officer").exit_code == 0
    at_work(True)
    database = Database(blank_url)
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    refused = town("restore", tmp_path / "koe.backup", "--replace")
    assert refused.exit_code == 1
    assert "動いています" in refused.output
    at_work(False)
    restored = town("restore", tmp_path / "koe.backup", "--replace")
    assert restored.exit_code == 0, restored.output
    assert town("staff", "add", "taro", "--role", "officer").exit_code == 0  # as it was before


def test_a_worker_at_the_time_of_the_backup_is_not_taken_for_one_of_today(town, tmp_path, at_work):
    begun(town)
    at_work(True)
    town("backup", tmp_path / "koe.backup")
    at_work(False)
    assert town("restore", tmp_path / "koe.backup", "--replace").exit_code == 0
    assert town("restore", tmp_path / "koe.backup", "--replace").exit_code == 0


def test_an_installation_does_not_move_while_a_worker_still_writes_into_the_old_one(town, tmp_path, at_work):
    begun(town)
    at_work(True)
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    refused = town("copy", "--to", elsewhere)
    assert refused.exit_code == 1
    assert "動いています" in refused.output
    at_work(False)
    assert town("copy", "--to", elsewhere).exit_code == 0


def test_a_place_to_move_to_that_is_none_is_named_as_what_was_typed(town):
    begun(town)
    refused = town("copy", "--to", "the other machine")
    assert refused.exit_code == 1
    assert "--to" in refused.output
    assert "DATABASE_URL は" not in refused.output


def test_a_backup_takes_the_place_of_a_file_and_of_nothing_else(town, tmp_path):
    begun(town)
    os.mkfifo(tmp_path / "tape")
    refused = town("backup", tmp_path / "tape")
    assert refused.exit_code == 1
    assert (tmp_path / "tape").is_fifo()


def test_a_backup_under_another_key_takes_nothing_away(town, tmp_path):
    begun(town)
    town("keys", "rotate", previous="the key of another city", key="the key of another city")  # that is where it begins
    town("backup", tmp_path / "koe.backup")
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    begun(town, at=elsewhere)
    refused = town("restore", tmp_path / "koe.backup", "--replace", at=elsewhere)
    assert refused.exit_code == 1
    assert "SECRET_KEY" in refused.output
    assert town("staff", "add", "hana", "--role", "admin", at=elsewhere).exit_code == 1


def test_what_is_no_backup_is_refused_in_one_line(town, tmp_path):
    (tmp_path / "letter.txt").write_text("こんにちは", encoding="utf-8")
    refused = town("restore", tmp_path / "letter.txt")
    assert refused.exit_code == 1
    assert refused.output.count("\n") == 1


def test_nothing_to_back_up_is_said(town, tmp_path, blank_url):
    if blank_url.get_backend_name() == "sqlite":
        assert town("backup", tmp_path / "koe.backup").exit_code == 1


def test_an_installation_moves_to_another_database(town, tmp_path):
    begun(town)
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    assert town("copy", "--to", elsewhere).exit_code == 0
    assert town("staff", "add", "hana", "--role", "admin", at=elsewhere).exit_code == 1
    again = town("copy", "--to", elsewhere)
    assert again.exit_code == 1
    assert "空ではありません" in again.output


def test_letters_that_wait_are_counted_and_what_becomes_of_them_stands_in_the_record(town, blank_url):
    begun(town)
    assert town("letters").output.split() == ["返信", "0件", "プッシュ", "0件", "一斉配信", "0件"]
    assert town("letters", "release").exit_code == 0
    assert town("letters", "drop").exit_code == 0
    database = Database(blank_url)
    with database.reading() as session:
        told = {line.act: dict(line.detail) for line in audit.lines(session, act="letters")}
    database.close()
    assert told == {
        "letters.released": {"by": "koe letters release", "count": 0},
        "letters.dropped": {"by": "koe letters drop", "count": 0},
    }


def test_without_its_key_a_backup_is_not_brought_back(town, tmp_path):
    begun(town)
    town("backup", tmp_path / "koe.backup")
    refused = town("restore", tmp_path / "koe.backup", "--replace", key="")
    assert refused.exit_code == 1
    assert "SECRET_KEY" in refused.output
