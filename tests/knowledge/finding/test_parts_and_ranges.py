"""A part asked for is the part told: months, ages, grades; and words that only look like one are none."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_that_counts

from knowledge.answer import answer
from knowledge.finding import otherwise
from knowledge.language.ages import other_age
from knowledge.language.wordbook import plain
from knowledge.question import slots


@pytest.mark.parametrize(
    ("name", "question", "other"),
    [
        ("1歳6ヵ月児健康診査受診者数", "1歳6か月児の健診は何人", False),
        ("1歳6か月児健康診査受診者数", "3歳児の健診は何人", True),
        ("3歳児から5歳児の入園者数", "4歳児は何人", False),
        ("小学3年生のむし歯", "市の中で一番多いのは", False),
    ],
)
def test_ages_are_told_apart_however_they_are_printed(name, question, other):
    assert other_age(plain(name), plain(question)) is other


@pytest.mark.parametrize(
    ("name", "question", "other"),
    [
        ("40歳〜74歳の特定健診受診率", "40歳以上の特定健診受診率は", False),
        ("20代・30代の転入者数", "20代の転入者数は", False),
        ("英検3級以上の割合", "準2級の割合は", True),
    ],
)
def test_a_row_of_several_grades_counts_each_of_them(name, question, other):
    assert otherwise._of_another_grade(plain(question), plain(name)) is other


def test_all_parts_of_a_question_are_heard():
    assert slots.limits("11月の祭りの12月の参加回数は") == ("11月", "12月")


def test_the_row_of_the_age_that_is_asked_is_told_though_another_is_named_better():
    town = town_that_counts(
        "2歳児歯科健診の受診者の人数", "5歳児歯科健診の受診者の人数（令和7年度に始めたもの）", unit="人"
    )
    assert "5歳児歯科健診" in answer(town, "5歳児の歯科健診は何人が受診した？", None).text
    assert answer(town, "4歳児の歯科健診は何人が受診した？", None).outcome == "unknown"
