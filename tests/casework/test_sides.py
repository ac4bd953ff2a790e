"""賛成 and 反対: the side a voice takes in so many words."""

from __future__ import annotations

import pytest

from casework.sides import Side, opposed, side_of


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("中央広場を駐輪場にする案に賛成です。", Side.FOR),
        ("中央広場を駐輪場にするのは反対します", Side.AGAINST),
        ("駐輪場の案には賛成できません。", Side.AGAINST),
        ("賛成しかねます", Side.AGAINST),
        ("反対ではありません。", Side.FOR),
        ("賛成の人も多いようですが、私は反対です。", Side.AGAINST),
        ("反対する声があるのは知っていますが、賛成です", Side.FOR),
        ("賛成・反対のどちらが多いか、教えてください。", None),
        ("市は賛成ですか", None),
        ("道の反対側の街灯が切れています", None),
        ("値上げには賛成ですが、時期には反対です", None),
        ("側溝のふたが割れています", None),
    ],
)
def test_a_voice_takes_a_side_only_where_it_says_so(text, side):
    assert side_of(text) is side


def test_two_voices_are_opposed_where_one_is_for_what_the_other_is_against():
    assert opposed("駐輪場に賛成です", "駐輪場には反対です")
    assert not opposed("駐輪場に賛成です", "駐輪場には賛成します")
    assert not opposed("駐輪場に反対です", "駐輪場はいつできますか")
