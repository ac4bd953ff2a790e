"""Why an answer takes longer, as the resident reads it."""

from __future__ import annotations

import pytest

from casework.because import because
from casework.phrases import phrases


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("現地の確認", "現地の確認のためです。"),
        ("バス会社との協議のため", "バス会社との協議のためです。"),
        ("バス会社との協議のためです。", "バス会社との協議のためです。"),
        ("大雪の為", "大雪のためです。"),
        ("担当の課での確認に時間がかかっている", "担当の課での確認に時間がかかっているためです。"),
        ("県の返事を待っているため", "県の返事を待っているためです。"),
        ("県の返事がまだ来ていないので", "県の返事がまだ来ていないためです。"),
        ("部品が届くのを待っているから", "部品が届くのを待っているためです。"),
        ("担当者が休んだ", "担当者が休んだためです。"),
        ("現地がまだ工事中だ", "現地がまだ工事中のためです。"),
        ("調査が必要な", "調査が必要なためです。"),
        ("地区との話し合い", "地区との話し合いのためです。"),
        ("専門の業者に調べてもらっています。", "専門の業者に調べてもらっています。"),
        ("ため", "ため。"),
    ],
)
def test_why_it_takes_longer_is_one_plain_sentence_however_it_was_typed(typed, read):
    assert because(typed) == read


def test_the_samples_for_a_notice_of_delay_are_nouns_that_go_on_with_no_tame():
    assert all(because(one.text).endswith("のためです。") for one in phrases() if one.use == "late")
