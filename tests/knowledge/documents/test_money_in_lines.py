"""Money and work of a project that the sheet prints in more than one line: by accounts, over years, with its sources."""

import pytest
from invented_town import review_text

from knowledge.documents.files import read_file

REVIEW = review_text()
MONEY, WORK = "事業費（千円） 12,345 9,876", "従事人工 １ ０.２５"


def project(money: str, work: str = WORK):
    assert MONEY in REVIEW
    assert WORK in REVIEW
    text = REVIEW.replace(MONEY, money).replace(WORK, work)
    document = read_file(text.encode(), "資料.txt", city="みほん市", plan="4次")
    return document.projects[0], [doubt.text for doubt in document.doubts]


def told(row):
    return (row.name, row.target.printed, row.target.unit, row.result.printed, row.result.unit, row.doubt)


@pytest.mark.parametrize(
    "lines",
    [
        "事業費（千円）\n一般会計 7,000 6,500\n特別会計 2,000 1,900\n計 9,000 8,400",
        "事業費（千円） 一般会計 7,000 6,500\n\n特別会計 2,000 1,900\n\n合 計 9,000 8,400",
        "事業費 （単位：千円）\n\n　一般会計　7,000　6,500\n\n　特別会計　2,000　1,900\n\n　　　計　　9,000　8,400",
    ],
)
def test_of_the_money_of_several_accounts_the_whole_is_that_of_the_project(lines):
    found, _ = project(lines)
    assert told(found.budget) == ("事業費", "9,000", "千円", "8,400", "千円", None)
    assert [told(row) for row in found.activities][-2:] == [
        ("事業費 一般会計", "7,000", "千円", "6,500", "千円", None),
        ("事業費 特別会計", "2,000", "千円", "1,900", "千円", None),
    ]


def test_of_money_over_several_years_that_of_the_sheet_is_told():
    found, _ = project(
        "事業費（百万円） 令和５年度決算 令和６年度予算 令和６年度決算 令和７年度要求\n\n計 98 120 117.5 130"
    )
    assert told(found.budget) == ("事業費", "120", "百万円", "117.5", "百万円", None)
    assert found.budget.result.value == 117_500
    assert found.staffing.doubt is None


def test_work_below_money_over_several_years_is_read_by_the_same_head():
    found, _ = project("事業費（千円） 前年度決算 予算 決算\n計 8,000 9,000 8,400", "従事人工 0.3 0.5 0.4")
    assert (found.staffing.target.printed, found.staffing.result.printed, found.staffing.doubt) == ("0.5", "0.4", None)


def test_of_a_first_and_a_last_budget_neither_is_chosen_and_both_are_told():
    found, _ = project("事業費（千円） 当初 補正後 決算\n計 9,000 9,500 8,400")
    assert (found.budget.target.printed, found.budget.result.printed) == (None, "8,400")
    assert "9,000 9,500 8,400" in found.budget.doubt


def test_where_the_money_comes_from_is_no_row_and_is_told_to_staff():
    found, doubts = project("事業費（千円） 9,000 8,400\n財源内訳\n国庫支出金 4,000 3,900\n一般財源 5,000 4,500")
    assert told(found.budget)[1:] == ("9,000", "千円", "8,400", "千円", None)
    assert not any("財源" in row.name or "国庫" in row.name for row in found.activities)
    assert any("国庫支出金 4,000 3,900" in doubt for doubt in doubts)
    assert (found.staffing.doubt, found.staffing.result.printed is None) == (None, False)


def test_work_of_two_kinds_of_staff_is_told_as_printed_and_not_added_up():
    found, _ = project(MONEY, "従事人工 正職員 0.8 0.9\n会計年度任用職員 1.0 1.2")
    assert [told(row)[:4] for row in found.activities][-2:] == [
        ("従事人工 正職員", "0.8", "人工", "0.9"),
        ("従事人工 会計年度任用職員", "1.0", "人工", "1.2"),
    ]
    assert found.staffing.result.printed is None
    assert "正職員" in found.staffing.doubt


def test_the_grades_of_a_project_are_no_part_of_its_reason():
    text = REVIEW.replace("目標の実現に向けた", "検証 必要性 有効性 総合評価\n\nＡ Ｂ Ａ（継続）\n\n目標の実現に向けた")
    document = read_file(text.encode(), "資料.txt", city="みほん市", plan="4次")
    (found,) = document.projects
    assert found.reason is None or "必要性" not in found.reason.text
    assert any("A B A（継続）" in doubt.text for doubt in document.doubts)


def test_a_row_below_the_money_is_a_row_and_the_money_is_read_all_the_same():
    found, _ = project(
        "事業費（千円） 前年度決算 予算 決算\n計 8,000 9,000 8,400", "従事人工 0.3 0.5 0.4\n利用者の満足度 70 % 75 %"
    )
    assert (found.budget.target.printed, found.budget.result.printed) == ("9,000", "8,400")
    assert [row.name for row in found.activities][-1] == "利用者の満足度"
