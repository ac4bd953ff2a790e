"""Numbers in words are read whole, however they are written, or not at all."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from knowledge.language.numerals import NUMERAL, in_digits, number_typed, value_of


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("1,684", 1684), ("0.5", "0.5"), ("1億5,000万", 150_000_000), ("1億5000万", 150_000_000), ("1千500万", 15_000_000),
        ("1万500", 10_500), ("2千500", 2_500), ("3万5,000", 35_000), ("1.2万", 12_000), ("168万4千", 1_684_000),
        ("1500千", 1_500_000), ("百万", 1_000_000), ("3千万", 30_000_000), ("10万", 100_000), ("百二十", 120), ("三", 3),
        ("一億五千万", 150_000_000), ("千五百", 1_500), ("2兆3億", 2_000_300_000_000), ("-3.2", "-3.2"), ("△12", -12),
    ],
)  # fmt: skip
def test_a_number_is_read_as_a_whole(numeral: str, value: int | str):
    assert value_of(numeral) == Decimal(value)


@pytest.mark.parametrize(
    ("numeral", "digits"),
    [
        ("1,684", "1684"),
        ("1万2千", "12000"),
        ("1.2万", "12000"),
        ("12,000", "12000"),
        ("1.25千", "1250"),
        ("40.9", "40.9"),
    ],
)
def test_one_number_has_one_way_of_writing_it_in_digits(numeral: str, digits: str):
    assert in_digits(numeral) == digits


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7", 7), ("07", 7), ("七", 7), ("十", 10), ("十二", 12), ("二十", 20), ("元", 1), ("十十", 0)],
)
def test_the_number_of_a_chapter_or_a_year_is_read_however_it_is_typed(typed: str, number: int):
    assert number_typed(typed) == number


@pytest.mark.parametrize("written", ["万", "百千", "1一", "3万5億"])
def test_what_is_written_in_no_known_way_is_no_number(written: str):
    assert value_of(written) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("参加者は1万500人", ["1万500"]),
        ("予算が1億5,000万円以上", ["1億5,000万"]),
        ("百万円以下", ["百万"]),
        ("三割を超えた", ["三"]),
        ("前年比は-3.2%", ["-3.2"]),
        ("20人、30人", ["20", "30"]),
        ("10~20人", ["10"]),  # 20 is the end of a range, and 10 is counted in nothing
        ("第3章の5-1-1", ["5"]),
        ("数百人の十分な時間、令和五年の一番", []),
        ("約五百人", []),
    ],
)
def test_no_end_of_a_number_and_no_part_of_a_word_is_one(text: str, numbers: list[str]):
    assert [found[0] for found in re.finditer(NUMERAL, text)] == numbers
