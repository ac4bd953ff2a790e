"""An amount something lies above or below, and on which side."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import understand
from knowledge.question.amounts import amounts_in
from knowledge.question.bounds import bounds_in, one_is_enough


def read(text: str) -> list[tuple[Decimal, str]]:
    return [(bound.amount.value, bound.way) for bound in bounds_in(text)]


@pytest.mark.parametrize(
    ("text", "value", "way"),
    [
        ("予算が1億5000万円以上の事業", 150_000_000, "at least"),
        ("1億2,000万円を超える事業", 120_000_000, "more"),
        ("1千500万円以下の事業", 15_000_000, "at most"),
        ("1,500千円未満の事業", 1_500_000, "less"),
        ("百万円より安い事業", 1_000_000, "less"),
        ("100万以上の事業", 1_000_000, "at least"),
        ("1000万円を超えない事業", 10_000_000, "at most"),
        ("1000万円を超えていない事業", 10_000_000, "at most"),
        ("300万円を下回らない事業", 3_000_000, "at least"),
        ("500万円に届かない事業", 5_000_000, "less"),
        ("500万円に届いた事業", 5_000_000, "at least"),
        ("100万円以上ではない事業", 1_000_000, "less"),
        ("100万円に満たない事業", 1_000_000, "less"),
        ("500万円以内で済んだ事業", 5_000_000, "at most"),
        ("1000万円を切る事業", 10_000_000, "less"),
        ("1000万円を切らない事業", 10_000_000, "at least"),
        ("1.5人工以上の事業", "1.5", "at least"),
    ],
)
def test_the_whole_amount_and_its_side_are_read(text: str, value: int | str, way: str):
    assert read(text) == [(Decimal(value), way)]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("100万円以上500万円以下の事業", (1_000_000, "at least"), (5_000_000, "at most")),
        ("100万円を超えて、500万円に満たない事業", (1_000_000, "more"), (5_000_000, "less")),
        ("100万円から500万円の事業", (1_000_000, "at least"), (5_000_000, "at most")),
        ("100万から500万円未満の事業", (1_000_000, "at least"), (5_000_000, "less")),
        ("100万円以下か1000万円以上の事業", (1_000_000, "at most"), (10_000_000, "at least")),
        ("500万円以上で1人工以下の事業", (5_000_000, "at least"), (1, "at most")),
    ],
)
def test_all_the_amounts_and_their_sides_are_read(text: str, first: tuple[int, str], second: tuple[int, str]):
    assert read(text) == [first, second]


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("100万円以上500万円以下の事業", False),
        ("100万円以上かかって500万円以下で済んだ事業", False),
        ("100万円以下か1000万円以上の事業", True),
        ("100万円以下、または1000万円以上の事業", True),
        ("100万円以上500万円以下か、または1000万円以上の事業", None),
    ],
)
def test_whether_one_bound_is_enough_is_heard_between_them(text: str, enough: bool | None):
    assert one_is_enough(text, [bound.amount for bound in bounds_in(text)]) is enough


@pytest.mark.parametrize(
    "text",
    ["予算を超えた事業", "予算の3割以上を残した事業", "目標の2倍を超えた", "令和5より多い事業", "2023より多い事業",
     "r5より多い事業", "10%以上の指標", "第3以上", "2つ以上の課", "300円の事業", "1から6章の事業"],
)  # fmt: skip
def test_a_share_a_year_or_an_amount_alone_is_no_bound(text: str):
    assert bounds_in(text) == []


@pytest.mark.parametrize(
    ("text", "unit", "value", "own"),
    [
        ("1万2千人", "万人", 12_000, "人"),
        ("12.5万人", "人", 125_000, "人"),
        ("三割", "%", 3, "割"),
        ("2800mで", "km", 2_800, "m"),
        ("18社", "団体", 18, "団体"),
        ("1,684千円", "円", 1_684_000, "円"),
    ],
)
def test_an_amount_is_found_by_any_unit_of_its_kind(text: str, unit: str, value: int, own: str):
    ((amount),) = amounts_in(text, {unit})
    assert (amount.value, amount.unit) == (value, own)


@pytest.mark.parametrize(("text", "unit"), [("3分の1", "分"), ("0.5人工", "人"), ("10~20人", "人"), ("5件", "人")])
def test_what_counts_something_else_is_no_such_amount(text: str, unit: str):
    assert amounts_in(text, {unit}) == []


def test_what_is_counted_by_itself_is_not_told_as_what_it_may_stand_for():
    ((amount),) = amounts_in("5社", {"団体", "社", "件"})
    assert amount.unit == "社"


@pytest.mark.parametrize("number", ["300", "1万", "1万2千", "1,684"])
def test_the_unit_of_a_number_that_is_asked_after_is_read_in_whatever_words(knowledge: Knowledge, number: str):
    assert understand(knowledge, f"移住の目標は{number}人を超えた？", None).asked.unit == "人"
