"""Turns of speech are written in the standard way, and nothing that only looks like one is."""

from __future__ import annotations

import pytest

from knowledge.language.wordbook import bundled


@pytest.mark.parametrize("who", ["孫", "息子", "娘", "子ども", "子供", "母", "父", "夫", "妻", "主人", "友達"])
@pytest.mark.parametrize("particle", ["が", "は", "も", "に", "から"])
def test_who_is_counted_is_never_taken_for_who_asks(who: str, particle: str):
    asked = f"プールを{who}{particle}利用した回数は何回ですか"
    assert bundled().standard(asked) == asked
