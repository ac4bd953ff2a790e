"""Which code belongs under which."""

from __future__ import annotations

from knowledge.ledger.identity import chapter_of, is_below, is_within


def test_a_code_is_below_those_it_begins_with_sign_by_sign_and_not_below_its_like():
    assert is_below("6-1-1", "6-1")
    assert is_below("6-1-1", "6")
    assert not is_below("6-10-1", "6-1")
    assert not is_below("6-1", "6-1")
    assert not is_below("6-1", "6-1-1")


def test_a_code_lies_within_itself_and_within_its_chapter():
    assert is_within("6-1", "6-1")
    assert not is_within("16-1", "6")
    assert chapter_of("16-1-2") == "16"
    assert chapter_of("7") == "7"
