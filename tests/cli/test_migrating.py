"""``koe migrate``: the schema alone, before anything of the installation runs."""

from __future__ import annotations

import pytest

from storage.database import Database
from storage.schema import HEAD, begin_anew, revision

FORMER = f"{int(HEAD) - 1:04}"


@pytest.fixture
def former(blank_url):
    """The town's database as the release before this one left it; what its schema is now."""
    database = Database(blank_url)
    with database.lasting() as session:
        begin_anew(session.connection(), FORMER)
    yield lambda: revision(database)
    database.close()


def test_the_schema_is_brought_up_to_date_without_a_line_account(run):
    first, second = run("migrate"), run("migrate")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "更新しました" in first.output
    assert "最新です" in second.output


@pytest.mark.parametrize(
    "words",
    [
        ("letters",),
        ("monitors", "list"),
        ("survey", "list"),
        ("documents",),
        ("ask", "NPO法人数の目標は？"),
        ("answers",),
        ("staff", "add", "hana", "--role", "admin"),
    ],
)
def test_a_command_of_the_new_release_leaves_the_schema_alone_on_which_the_old_one_still_runs(run, former, words):
    refused = run(*words)
    assert refused.exit_code == 1
    assert refused.output.count("\n") == 1
    assert "koe migrate" in refused.output
    assert former() == FORMER


def test_a_backup_can_be_taken_before_the_schema_is_brought_up_to_date(run, former, tmp_path):
    taken = run("backup", tmp_path / "koe.backup")
    assert taken.exit_code == 0, taken.output
    assert former() == FORMER


@pytest.mark.parametrize("words", [("letters",), ("monitors", "list"), ("survey", "list")])
def test_looking_where_nothing_was_ever_kept_makes_nothing(run, blank_url, words):
    told = run(*words)
    assert told.exit_code == 1
    assert "まだありません" in told.output
    database = Database(blank_url)
    assert revision(database) is None
    database.close()
