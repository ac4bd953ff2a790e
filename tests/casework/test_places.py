"""Two lamps of a street are two, one lamp sent twice is one."""

from __future__ import annotations

import pytest

from casework.places import near


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("駅前（38.15000,140.27000）", "38.15020,140.27020", True),
        ("駅前（38.15000,140.27000）", "駅前（38.15100,140.27000）", False),
        ("38.15000,140.27000", "38.15000,140.27100", False),
        ("-0.00010,179.00000", "0.00010,179.00000", True),
        ("公民館の前", "公民館の前 ", True),
        ("公民館の前", "公民館の前（38.15000,140.27000）", False),
        ("公民館の前", "小学校の前", False),
    ],
)
def test_a_place_is_known_again_within_fifty_metres(one, other, is_near):
    assert near(one, other) is is_near
    assert near(other, one) is is_near
