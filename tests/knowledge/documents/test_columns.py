"""Heads of tables that name more, fewer or other columns than the city's form: what they say is which."""

import pytest

from knowledge.documents.columns import columns_of, heads_another_table
from knowledge.documents.lines import lines_of
from knowledge.documents.table import doubted, rows

FORMER = "区分 令和４年度実績 令和５年度目標 令和５年度実績"


def columns(head: str):
    return columns_of(lines_of(head), 2023)


def read(head: str, table: str):
    return [
        (row.name, row.target.printed, row.target.unit, row.result.printed, row.result.unit, row.doubt)
        for row in doubted(rows(lines_of(table), "", "", columns(head)), columns(head).doubt)
    ]


@pytest.mark.parametrize(
    ("head", "of"),
    [
        (FORMER, (3, 1, 2)),
        ("区分 令和４年 令和５年目標 令和５年", (3, 1, 2)),
        ("区分 前年度実績 目標値 実績値", (3, 1, 2)),
        ("区　分 基準値（令和元年度） 令和５年度目標値 令和５年度実績値", (3, 1, 2)),
        ("区分 2023年度目標 2023年度実績 達成率", (3, 0, 1)),
        ("区分 令和３年度実績 令和４年度実績 令和５年度目標 令和５年度実績 前年度比", (5, 2, 3)),
        ("区分 令和５年度目標 令和５年度実績 令和９年度目標", (3, 0, 1)),
        ("区分 R5年度実績", (1, None, 0)),
        ("区分 目標（令和５年度） 実績（令和５年度）", (2, 0, 1)),
        ("区分 令和５年度実績 令和５年度目標", (2, 1, 0)),
        ("区分 令和４年度 令和５年度\n\n実績 目標 実績 前年度比", (4, 1, 2)),
        ("区分 令和３年度 令和４年度 令和５年度\n実績 実績 計画 実績", (4, 2, 3)),
        ("令和４年度 令和５年度\n区分 目標 実績 目標 実績", (4, 2, 3)),
        ("区分 指標 単位 令和４年度 令和５年度\n実績 目標 実績", (3, 1, 2)),
        ("区分 前年度 本年度\n実績 目標 実績", (3, 1, 2)),
        ("区分 令和４年度 実績 令和５年度 目標 実績 増減", (4, 1, 2)),
        ("区分 令和５年度 目標 実績 令和４年度 実績", (3, 0, 1)),
        ("区分　令 和 ５ 年 度 目 標　令 和 ５ 年 度 実 績", (2, 0, 1)),
        ("区分 予算現額 支出済額", (2, 0, 1)),
        ("R4年度 R5年度\n区　分\n決算 予算 決算", (3, 1, 2)),
        ("区分\n\n前年度実績\n\n目標\n\n実績\n\n目標値", (3, 1, 2)),
    ],
)
def test_a_head_says_which_column_is_the_target_and_which_the_result_of_its_year(head, of):
    found = columns(head)
    assert (found.figures, found.target, found.result) == of
    assert found.doubt is None


@pytest.mark.parametrize(
    "head",
    [
        "区分 令和５年度目標",
        "区分 当初予算 最終予算 決算",
        "区分 令和５年度目標 令和４年度実績",
        "区分 令和４年度目標 令和４年度実績",
        "区分 令和５年度 令和６年度",
        "区分 ねらい 令和５年度実績",
        "区分 令和４年度 令和５年度\n目標 目標 実績 実績",
        "区分 令和３年度 令和４年度\n実績 目標 実績",
        "区分 令和４年度 目標 実績 令和５年度 目標",
    ],
)
def test_a_head_that_names_two_such_columns_or_none_is_doubted(head):
    assert columns(head).doubt


def test_a_head_printed_again_with_other_columns_is_doubted():
    assert columns(f"{FORMER}\n\n目標値\n\n相談の件数 1 件 2 件 3 件\n区分 目標 実績").doubt


def test_where_the_result_is_printed_before_the_target_each_is_told_as_what_it_is():
    head = "区分 令和５年度実績 令和５年度目標"
    assert read(head, "橋の点検数 １７ 橋 １８ 橋") == [("橋の点検数", "18", "橋", "17", "橋", None)]


def test_of_two_budgets_neither_is_told_without_a_doubt_and_what_was_spent_is():
    ((_, target, _, result, _, doubt),) = read("区分 当初予算 最終予算 決算", "改修費 1,200 1,350 1,310")
    assert (target, result) == (None, "1,310")
    assert "当初予算 最終予算" in doubt


@pytest.mark.parametrize(
    ("row", "read_as"),
    [
        ("橋の点検数 １２ 橋 １８ 橋 １７ 橋", ("18", "橋", "17", "橋")),
        ("橋の点検数 12橋 18橋以上 17橋", ("18橋以上", "橋", "17", "橋")),
        ("橋の点検数 － － 皆増", (None, None, "皆増", None)),
        ("橋の点検数 ― 橋 ２ 橋 ０ 橋", ("2", "橋", "0", "橋")),
        ("橋の点検数 △１．４ ％ － ％ ▲２．７ ％", (None, "%", "▲2.7", "%")),
        ("橋の点検数 3 － 4 － 5 －", ("4", None, "5", None)),
        ("橋の点検数 5.1 t-CO2 5.0 t-CO2 集計中", ("5.0", "t-CO2", "集計中", None)),
    ],
)
def test_of_three_columns_those_of_the_year_are_told(row, read_as):
    assert read(FORMER, row) == [("橋の点検数", *read_as, None)]


@pytest.mark.parametrize("row", ["橋の点検数 18 橋 17 橋", "橋の点検数 1 橋 2 橋 3 橋 4 橋", "橋の点検数 1 2 3 4"])
def test_fewer_or_more_figures_than_columns_are_doubted_and_not_told(row):
    ((name, target, _, result, _, doubt),) = read(FORMER, row)
    assert (name, target, result) == ("橋の点検数", None, None)
    assert row.removeprefix("橋の点検数 ") in doubt
    assert FORMER.replace("４", "4").replace("５", "5") in doubt


def test_a_rate_reckoned_from_the_others_lends_its_unit_to_nobody():
    assert read("区分 目標 実績 達成率", "橋の点検数 60 71 118.3 %") == [("橋の点検数", "60", None, "71", None, None)]


def test_a_unit_may_have_a_column_before_the_figures():
    head = "区分 単位 前年度実績 目標 実績"
    table = "橋の点検数 橋 12 18以上 17\n\nバスの乗車人数（朝に限\nる。）\n\n人/便 ／ 1.8 1.6\n歩道 － 1 2 3\n利用者数 1 2 3"
    assert read(head, table) == [
        ("橋の点検数", "18以上", "橋", "17", "橋", None),
        ("バスの乗車人数（朝に限る。）", "1.8", "人/便", "1.6", "人/便", None),
        ("歩道", "2", None, "3", None, None),
        ("利用者数", "2", None, "3", None, None),
    ]
    ((*_, doubt),) = read(head, "橋 12 18 17")  # the name is lost
    assert "橋" in doubt
    ((_, target, _, result, _, doubt),) = read(head, "橋の点検数 橋 12 18 17 16")
    assert (target, result) == (None, None)
    assert "12 18 17 16" in doubt


def test_one_column_of_results_is_no_target():
    head = "区分 令和５年度実績"
    assert read(head, "橋の点検数 46 橋\n\n65歳以上の割合 31.2%\n\n歩いた人 － 人") == [
        ("橋の点検数", None, "橋", "46", "橋", None),
        ("65歳以上の割合", None, "%", "31.2", "%", None),
        ("歩いた人", None, "人", None, "人", None),
    ]


@pytest.mark.parametrize("figures", ["4 橋 5 橋", "4橋 5橋", "4 5"])
def test_two_figures_in_one_column_are_told_of_none(figures):
    found = read("区分 令和５年度実績", f"橋の点検数\n\n{figures}")
    assert all(result is None and doubt for _, _, _, result, _, doubt in found)


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("主な事業 予算額（千円） 決算額（千円）", True),
        ("関連事業 決算額", True),
        ("事業名 令和５年度決算額 担当課", True),
        ("橋の点検数 目標 実績", False),
        ("ふるさと納税の 額", False),
        ("橋の点検数 3 5", False),
    ],
)
def test_the_head_of_a_table_of_money_is_known(line, heads):
    assert heads_another_table(lines_of(line)[0]) is heads
