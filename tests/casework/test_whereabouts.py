"""The places of a city that a voice names, and whether two voices are about different ones."""

from __future__ import annotations

import pytest

from casework.whereabouts import apart, named_places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("南町の十字路のミラー", {"南"}),
        ("月見児童公園のブランコ", {"月見"}),
        ("西小の裏の細い道", {"西"}),
        ("児童公園の水飲み場", set()),
        ("小学校と中学校の統合", set()),
        ("歩道橋の手すり", set()),
        ("最小の費用で", set()),
        ("隣の町内会と公民館", set()),
    ],
)
def test_a_place_is_named_by_what_stands_before_its_kind(text, places):
    assert named_places(text) == places


def test_two_voices_are_apart_only_where_both_name_places_and_no_one_place():
    assert apart({"南"}, {"月見"})
    assert not apart({"南"}, set())
    assert not apart({"月見", "南"}, {"月見"})
    assert not apart({"杉下"}, {"杉下沢"})
