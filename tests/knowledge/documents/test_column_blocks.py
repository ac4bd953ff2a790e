"""A table whose columns the extracted text prints one below the other: names, then one column, then the other."""

from knowledge.documents.files import read_file
from knowledge.model import Indicator

SHEET = """ 令和３年度　主要な施策の成果説明書

所属
農林課
振興計画
第４章　実りをわかちあう『産業のまち』
４－１　農地を守ります
施策
４－１－２　荒れた畑をなくす取組

区分

目
標
値

解消した畑の面積
見回りの回数
苗木の配布本数

令和３年度目標

12 ha
40 回
500 本

令和３年度実績

{results}

理由　※令和３年度目標と令和３年度実績の間に乖離がある場合

長雨のためです。
"""
REVIEW = """ 令和３年度　実施計画兼予算要求書（検証）

所属
農林課
事業
畑再生事業費
予算科目
01一般会計・06農林水産業費・01農業費・03農業振興費
施策
４－１－２　荒れた畑をなくす取組
創生総合戦略
該当なし

区分

目
標

活
動
指
標

事業費（千円）
従事人工

令和３年度予算

荒れた畑が減っている状態
説明会の回数
７ 回
3,120
0.8

令和３年度実績

４つの集落で耕し始めました。
５ 回
2,987
0.8
"""


def rows(results: str) -> tuple[Indicator, ...]:
    return read_file(SHEET.format(results=results).encode(), "a.txt", home="実野市").results[0].indicators


def test_as_many_figures_as_names_are_theirs_in_order():
    found = rows("9.5 ha\n44 回\n480 本")
    assert [(row.name, row.target.with_unit, row.result.with_unit, row.doubt) for row in found] == [
        ("解消した畑の面積", "12ha", "9.5ha", None),
        ("見回りの回数", "40回", "44回", None),
        ("苗木の配布本数", "500本", "480本", None),
    ]


def test_a_result_that_is_missing_leaves_every_row_in_doubt_with_what_is_printed():
    found = rows("9.5 ha\n480 本")
    assert [row.result.with_unit for row in found] == ["9.5ha", "", "480本"]
    assert all("「9.5 ha」「480 本」" in (row.doubt or "") for row in found)


def test_no_row_is_given_a_result_that_may_be_anothers():
    found = rows("8")
    assert [row.result.printed for row in found] == [None, None, None]


def test_a_review_prints_names_and_aims_in_its_column_of_figures():
    (project,) = read_file(REVIEW.encode(), "a.txt", home="実野市").projects
    assert [aim and aim.text for aim in project.aims] == [
        "荒れた畑が減っている状態",
        None,
        "4つの集落で耕し始めました。",
    ]
    (row,) = project.activities
    assert (row.name, row.target.with_unit, row.result.with_unit) == ("説明会の回数", "7回", "5回")
    assert (project.budget.target.printed, project.budget.result.printed) == ("3,120", "2,987")
    assert (project.staffing.result.printed, project.strategy) == ("0.8", None)
