"""What LINE counts, and what a reader sees as one sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.characters import cut_to_graphemes, cut_to_units, graphemes, looks_empty, units

any_text = st.text(st.characters(), max_size=80)


@pytest.mark.parametrize(
    "sign",
    [
        "が",
        "か\u3099",
        "👨‍👩‍👧‍👦",
        "🇯🇵",
        "👍🏽",
        "❤️‍🔥",
        "1️⃣",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "葛\U000e0100",
    ],
)
def test_what_a_reader_sees_as_one_sign_is_one(sign: str):
    assert list(graphemes(f"あ{sign}い")) == ["あ", sign, "い"]


def test_flags_are_pairs_of_letters():
    assert list(graphemes("🇯🇵🇺🇸🇯")) == ["🇯🇵", "🇺🇸", "🇯"]


def test_a_joiner_joins_emoji_only():
    assert list(graphemes("あ\u200dい")) == ["あ\u200d", "い"]


def test_no_mark_belongs_to_a_line_break():
    assert list(graphemes("\n\u3099")) == ["\n", "\u3099"]


@given(any_text)
def test_signs_together_are_the_text(text: str):
    assert "".join(graphemes(text)) == text


@given(st.text(max_size=80))
def test_units_are_those_of_utf_16(text: str):
    assert units(text) == len(text.encode("utf-16-le")) // 2


@given(any_text, st.integers(1, 40))
def test_what_is_cut_fits_and_begins_like_the_whole(text: str, most: int):
    cut = cut_to_units(text, most)
    assert units(cut) <= most
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1].rstrip()))
    short = cut_to_graphemes(text, most)
    assert len(list(graphemes(short))) <= most


def test_signs_from_a_newer_unicode_than_ours_are_something_to_see():
    assert not looks_empty("\U0001fae9")
    assert not looks_empty("\U000323b0")
