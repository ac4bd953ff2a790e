"""Rows and money that a clerk reads with care: what is printed is kept, and what may be read in two ways is doubted."""

import pytest
from invented_town import review_text

from knowledge.documents.files import read_file
from knowledge.documents.lines import lines_of
from knowledge.documents.table import rows
from knowledge.ledger.outcomes import left

MONEY = "事業費（千円） 12,345 9,876"


def read(text: str):
    return [(row.name, row.target.printed, row.result.printed, row.doubt) for row in rows(lines_of(text), "", "")]


def project(money: str):
    text = review_text()
    assert MONEY in text
    document = read_file(text.replace(MONEY, money).encode(), "資料.txt", city="みほん市", plan="4次")
    return document.projects[0], [doubt.text for doubt in document.doubts]


def test_one_pair_of_figures_below_two_broken_names_is_sure_of_neither():
    found = read("読み聞かせの参加者\n数\n\n本棚の設置\n数\n\n30 人 28 人")
    assert [row[0] for row in found] == ["読み聞かせの参加者数", "本棚の設置数"]
    assert all(row[3] for row in found)


def test_a_word_between_a_name_and_its_figures_makes_them_unsure():
    (row,) = read("読み聞かせの参加者\n数\n\n本棚\n\n30 人 28 人")
    assert "本棚" in row[3]


def test_a_page_number_between_dashes_is_no_row():
    found = read("貸出冊数 3 冊 4 冊\n\n－ 14 －\n\f来館者数 5 人 6 人")
    assert found == [("貸出冊数", "3", "4", None), ("来館者数", "5", "6", None)]


@pytest.mark.parametrize(
    ("printed", "target", "result"),
    [
        ("△150 百万円 △2億3,400万円", "△150", "△2億3,400万"),
        ("3億円以上 3億2,500万円", "3億円以上", "3億2,500万"),
        ("120 億 3,000 万円 118 億円", "120億3,000万", "118億"),
        ("90 ％ 88.0 ％ ※令和６年３月末現在", "90", "88.0%※令和6年3月末現在"),
        ("2 回 1 回※雨により１回中止", "2", "1回※雨により1回中止"),
        ("12 人（前年度8 人） 15 人（前年度12 人）", "12人（前年度8人）", "15人（前年度12人）"),
        ("12 人 15 人 (うち市外 8 人)", "12", "15人(うち市外8人)"),
        ("年間12 回 年間10 回", "年間12", "年間10"),
        ("10 件 10 ～ 12 件", "10", "10～12"),
        ("実施設計完了 ○", "実施設計完了", "○"),
        ("前年度以上 68.4 ％", "前年度以上", "68.4"),
        ("ＡＡ Ａ", "AA", "A"),
    ],
)
def test_a_cell_of_several_parts_is_one_figure(printed, target, result):
    found = read(f"本館の状況 {printed}\n\n来館者数 5 人 6 人")
    assert [row[:3] for row in found] == [
        ("本館の状況", target, result),
        ("来館者数", "5", "6"),
    ]
    assert [row[3] for row in found] == [None, None]


def test_money_below_nothing_has_its_value():
    (row,) = rows(lines_of("収支の差 △150 百万円 △2億3,400万円"), "", "")
    assert row.result.value == -234_000_000


@pytest.mark.parametrize("printed", ["(10 人) (12 人)", "10.5.1 3", "12:00頃 11:45頃"])
def test_figures_that_cannot_be_read_leave_a_row_with_a_doubt_and_no_name_for_the_next(printed):
    found = read(f"本館の建て替えと移動図書館の整備に関する状況 {printed}\n\n来館者数 5 人 6 人")
    assert [row[:3] for row in found] == [
        ("本館の建て替えと移動図書館の整備に関する状況", None, None),
        ("来館者数", "5", "6"),
    ]
    assert printed.split(" ")[0] in found[0][3].replace("（", "(")


@pytest.mark.parametrize("ages", ["40歳以上 74歳以下 の", "40歳以上 74歳以下 男性", "40歳 74歳 の"])
def test_a_name_with_two_ages_is_no_row_of_figures(ages):
    found = read(f"来館者数 5 人 6 人\n\n健診を受けた市民 {ages}\n割合 60 ％ 55 ％")
    assert [row[:3] for row in found] == [
        ("来館者数", "5", "6"),
        (f"健診を受けた市民 {ages}割合", "60", "55"),
    ]


def test_a_bound_beside_a_figure_that_cannot_be_read_is_a_row():
    ((name, _, _, doubt),) = read("開館までの時間 30分以内 10.5.1")
    assert name == "開館までの時間"
    assert "30分以内 10.5.1" in doubt


def test_a_share_beside_a_number_is_doubted():
    assert "12/30" in read("加わった団体 10 団体 12/30 団体")[0][3]
    assert read("加わった団体 1/2 2/3")[0][3] is None


def test_what_pays_for_a_project_is_no_activity_where_it_stands_above_the_money():
    found, doubts = project(f"国庫支出金 50 45\n\n地方債 － －\n\n一般財源（千円） 30 27\n\n{MONEY}")
    assert not any("国庫" in row.name or "債" in row.name or "財源" in row.name for row in found.activities)
    assert found.budget.result.printed == "9,876"
    assert any("国庫支出金 50 45" in doubt for doubt in doubts)


def test_what_only_sounds_like_that_stays_an_activity():
    found, _ = project(f"補助金を交付した団体の数 3 団体 4 団体\n\n{MONEY}")
    assert "補助金を交付した団体の数" in [row.name for row in found.activities]


def test_a_word_in_place_of_money_has_no_unit():
    found, _ = project("事業費（千円） － 皆増")
    assert found.budget.result.with_unit == "皆増"


def test_of_less_than_nothing_spent_nothing_is_left():
    found, _ = project("事業費（千円） ０ △12")
    assert (found.budget.result.printed, left(found.budget)) == ("△12", None)
