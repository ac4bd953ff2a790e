"""``koe migrate``: the schema alone, before anything of the installation runs."""

from __future__ import annotations


def test_the_schema_is_brought_up_to_date_without_a_line_account(run):
    first, second = run("migrate"), run("migrate")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "更新しました" in first.output
    assert "最新です" in second.output
