"""Ages and school years tell rows apart."""

from __future__ import annotations

import pytest

from knowledge.language.ages import other_age, same_age


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("1歳6か月児健康診査受診率", "3歳の健診を受けた子は?"),
        ("3歳児健康診査受診率", "1歳半健診は何%?"),
        ("3歳児のむし歯のない者の割合", "一歳半の子の虫歯は?"),
        ("全国体力調査の体力合計点(小学5年生男子)", "中2の男の子の体力は?"),
    ],
)
def test_a_row_of_one_age_is_none_of_another(name: str, text: str):
    assert other_age(name, text)
    assert not same_age(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("3歳児健康診査受診率", "三歳の健診はみんな受けてる?"),
        ("1歳6か月児健康診査受診率", "1歳半健診は何%?"),
        ("全国体力調査の体力合計点(小学5年生男子)", "小5の男の子の体力は?"),
    ],
)
def test_one_age_is_written_in_many_ways(name: str, text: str):
    assert same_age(name, text)
    assert not other_age(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("3歳児健康診査受診率", "健診の受診率は?"),
        ("乳幼児健康診査受診率", "3歳の健診は?"),
        ("介護認定率", "65歳以上の認定は?"),
    ],
)
def test_where_one_of_the_two_tells_no_age_none_is_another(name: str, text: str):
    assert not other_age(name, text)
