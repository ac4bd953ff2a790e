"""Chapters called by their titles."""

import pytest

from knowledge.finding.chapters_named import with_chapter_numbers

TITLED = [
    ("第2章 水と緑", "6次"),
    ("第3章 健康づくりと地域医療", "6次"),
    ("第4章 緑の計画", "6次"),
    ("第3章 健康づくりと地域医療", "？次"),
]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("健康づくりと地域医療の章で目標に届いた指標は?", "第3章で目標に届いた指標は?"),
        ("令和6年度の成果で、健康と医療の章の指標は?", "令和6年度の成果で、第3章の指標は?"),
        ("「水と緑」の章の施策を教えて", "第2章の施策を教えて"),
        ("緑の計画の章の事業は?", "第4章の事業は?"),
        ("健康づくりについて書いた章の施策は?", "第3章の施策は?"),
        ("川と公園の成果(第2章)の目標値は?", "第2章の目標値は?"),
        ("令和6年度の川の分野(第二章)で届いたものは?", "令和6年度の第二章で届いたものは?"),
        ("第3章(地域医療)の指標は?", "第3章の指標は?"),
        ("第2章「水と緑」の事業は?", "第2章の事業は?"),
        ("水と緑(第2章)の事業は?", "第2章の事業は?"),
    ],
)
def test_a_chapter_called_by_its_title_is_the_one_of_that_number(said: str, meant: str):
    assert with_chapter_numbers(said, TITLED) == meant


@pytest.mark.parametrize(
    "said",
    [
        "緑の章の施策は?",
        "健康とごみの章の指標は?",
        "健康はどの章?",
        "この章の目標は?",
        "健康の文章は?",
        "健康づくりは第何章?",
        "健康憲章は?",
        "公園の利用者数(第2章)の目標は?",
        "第2章(2-1-1)の指標は?",
        "第2章「地域医療」の指標は?",
    ],
)
def test_what_calls_no_chapter_or_two_stays_as_it_was_said(said: str):
    assert with_chapter_numbers(said, TITLED) == said
