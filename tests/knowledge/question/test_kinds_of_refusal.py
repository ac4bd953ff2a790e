"""What is refused before it is looked up is told by the name of its kind."""

from __future__ import annotations

from knowledge.question import refusals


def test_no_two_kinds_have_one_name():
    names = [kind.name for kind in refusals.refusals()]
    assert sorted(names) == sorted(set(names))
