"""What staff are shown before words are published."""

from __future__ import annotations

import pytest

from casework.publication import doubtful


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("息子は支援学級にいます", ["本人が分かる言葉"]),
        ("みどり台1-9の前です", ["住所"]),
        ("このばか野郎", ["乱暴な言葉・宣伝"]),
        ("街灯をつけてください", []),
    ],
)
def test_what_somebody_could_be_known_or_hurt_by_is_found(text, what):
    assert [one.what for one in doubtful(text)] == what


def test_the_halls_own_number_is_no_secret():
    assert doubtful("問合せ：023-600-0000", ["023-600-0000"]) == ()
    assert [one.what for one in doubtful("問合せ：023-600-0000")] == ["電話番号"]
