"""The yearly sheets, read from invented documents of the form the city uses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents.document import read_document
from knowledge.documents.lines import UnreadableDocument
from knowledge.model import Code

RESULTS = """ 令和元年度　主要施策の成果説明書

所属 企画課 振興計画
第２章　ひらく『まなびのまち』
２－３　学びの場を広げます 施策 ２－３－１　図書館の充実

創生総合戦略 該当なし

目的

２　図書館を使いやすくします。

目標

１　本にふれる機会の充実

移動図書館を増やし、３つの地区で

２０１９年から読み聞かせを行います。

２　学びの支援

講座を開きます。

実績

１　本にふれる機会の充実

（ １ ）移動図書館を始めました。

（ ２ ）読み聞かせを行い

ました。

２　学びの支援

（ １ ）講座を３回開きました。

区分 令和元年度目標 令和元年度実績

目
標
値

貸出冊数 １２，０００ 冊 11,480 冊

赤字の額 △３ 千円 △１.５ 千円

来館者の満足度 80以上 % ― %

講座の開催回数（令和元年度より子ども講座と大人講
座を合わせた回数）

３ 回 ０ 回
 理由　※令和元年度目標と令和元年度実績の間に乖離がある場合

\u3000

目標の実現に向けた今後の取組

第５次みほん市振興計画でも続けます。
"""

REVIEW = """ 令和６年度　実施計画兼予算要求書（検証）

所属 図書館 事業 移動図書館費 予算科目 01一般会計・10教育費・05社会教育費・02図書館費

施策 ２－３－１　図書館の充実　　１－１－４　子育ての支援　２－５－２　地域の学び 創生総合戦略
１　みほん「学んでよし」プロジェクト　本と出会う
機会づくり

事業概要

第４次みほん市振興計画に沿い、移動図書館を走らせます。

目的

本を身近にするため。

区分 令和６年度予算 令和６年度実績

目
標

本が身近にある状態 ３地区を回る状
態

３地区を回りました。

活
動
指
標

巡回の回数 － －

試乗会の参加者数 － 27 ―

移動図書館の巡回先の小学校および保育園の数と公民館 ４ か所 ３ か所
の数

\u3000 \u3000

事業費（千円） 12,345 △１

従事人工 １ ０.２５

理由　※令和６年度予算・実績に係る目標・活動指標について乖離がある場合

車の修理のためです。

目標の実現に向けた今後の取組

－
"""


@pytest.fixture
def sheet():
    (only,) = read_document(RESULTS, plan="4次", city="みほん市").results
    return only


@pytest.fixture
def project():
    (only,) = read_document(REVIEW).projects
    return only


def test_the_head_of_a_results_sheet_is_read_cell_by_cell(sheet):
    assert (sheet.year, sheet.department) == (2019, "企画課")
    assert (sheet.code, sheet.title) == (Code("4次", "2-3-1"), "図書館の充実")
    assert (sheet.chapter, sheet.section) == ("第2章 ひらく『まなびのまち』", "2-3 学びの場を広げます")
    assert sheet.strategy is None


def test_a_purpose_need_not_begin_with_number_one(sheet):
    assert [purpose.text for purpose in sheet.purposes] == ["図書館を使いやすくします。"]


def test_a_sentence_that_begins_with_a_figure_is_no_new_goal(sheet):
    assert [goal.heading for goal in sheet.goals] == ["本にふれる機会の充実", "学びの支援"]
    assert sheet.goals[0].text.text == "移動図書館を増やし、3つの地区で2019年から読み聞かせを行います。"


def test_each_achievement_stands_under_its_goal(sheet):
    assert [(done.heading, done.text.text) for done in sheet.achievements] == [
        ("本にふれる機会の充実", "移動図書館を始めました。"),
        ("本にふれる機会の充実", "読み聞かせを行いました。"),
        ("学びの支援", "講座を3回開きました。"),
    ]


def test_figures_keep_thousands_signs_and_units(sheet):
    lent, deficit, *_ = sheet.indicators
    assert (lent.target.printed, lent.target.value, lent.target.unit) == ("12,000", Decimal(12000), "冊")
    assert (deficit.target.value, deficit.result.value, deficit.result.unit) == (Decimal(-3), Decimal("-1.5"), "千円")


def test_a_dash_is_a_gap_and_a_nought_is_a_nought(sheet):
    _, _, satisfied, courses = sheet.indicators
    assert (satisfied.target.printed, satisfied.target.value) == ("80以上", Decimal(80))
    assert (satisfied.result.printed, satisfied.result.value, satisfied.result.unit) == (None, None, "%")
    assert courses.result.value == Decimal(0)


def test_a_name_broken_over_lines_is_one_name_with_the_figures_below(sheet):
    courses = sheet.indicators[-1]
    assert courses.name == "講座の開催回数（令和元年度より子ども講座と大人講座を合わせた回数）"
    assert (courses.target.printed, courses.result.printed) == ("3", "0")


def test_an_empty_reason_is_none(sheet):
    assert sheet.reason is None


def test_everything_is_quoted_with_page_and_line(sheet):
    assert sheet.next_steps.quoted
    assert (sheet.next_steps.source.page, sheet.next_steps.source.line) == (2, 61)
    assert RESULTS.split("\n")[60] == "第５次みほん市振興計画でも続けます。"
    assert sheet.next_steps.source.document == "令和元年度 主要施策の成果説明書"
    assert sheet.indicators[0].source.page == 1


def test_a_project_may_belong_to_several_measures(project):
    assert project.measures == (
        (Code("4次", "2-3-1"), "図書館の充実"),
        (Code("4次", "1-1-4"), "子育ての支援"),
        (Code("4次", "2-5-2"), "地域の学び"),
    )


def test_the_account_is_read_from_the_whole_to_the_part(project):
    assert project.account == ("01一般会計", "10教育費", "05社会教育費", "02図書館費")


def test_a_strategy_may_go_on_below_its_cell(project):
    assert project.strategy == "1 みほん「学んでよし」プロジェクト 本と出会う 機会づくり"


def test_the_three_aims_are_told_apart_though_they_share_lines(project):
    assert [aim.text for aim in project.aims] == ["本が身近にある状態", "3地区を回る状態", "3地区を回りました。"]


def test_money_and_people_are_no_activities(project):
    assert not any(row.name.startswith(("事業費", "従事人工")) for row in project.activities)
    assert (project.budget.target.printed, project.budget.target.unit) == ("12,345", "千円")
    assert project.budget.result.value == Decimal(-1)
    assert (project.staffing.result.value, project.staffing.result.unit) == (Decimal("0.25"), "人工")


def test_a_row_of_dashes_has_no_figures_and_no_doubt(project):
    rounds = project.activities[0]
    assert (rounds.target.value, rounds.result.value, rounds.doubt) == (None, None, None)


def test_a_lone_figure_among_dashes_is_doubted(project):
    trial = project.activities[1]
    assert (trial.target.printed, trial.target.unit, trial.result.printed) == ("27", None, None)
    assert "27" in trial.doubt


def test_a_name_may_go_on_below_its_figures(project):
    places = project.activities[2]
    assert places.name == "移動図書館の巡回先の小学校および保育園の数と公民館の数"
    assert (places.target.printed, places.result.unit) == ("4", "か所")


def test_a_dash_under_next_steps_is_nothing(project):
    assert project.reason.text == "車の修理のためです。"
    assert project.next_steps is None


def test_both_families_may_stand_in_one_file():
    document = read_document(RESULTS + REVIEW)
    assert (len(document.results), len(document.projects)) == (1, 1)
    assert document.projects[0].source.page == 3


def test_the_plan_a_sheet_looks_ahead_to_is_not_its_own():
    assert read_document(RESULTS + REVIEW).results[0].code.plan == "4次"


def test_form_feeds_part_pages_as_well():
    with_form_feeds = RESULTS.replace("\n ", "\n\f").replace(" 令和元", "令和元", 1)
    (sheet,) = read_document(with_form_feeds, plan="4次", city="みほん市").results
    assert (sheet.source.page, sheet.next_steps.source.page) == (1, 2)


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_line_ends(line_end):
    (sheet,) = read_document(RESULTS.replace("\n", line_end), plan="4次", city="みほん市").results
    assert sheet.next_steps.source.line == 61


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "どれでもない"),
        ("ごみの出し方\n燃えるごみは月曜日です。", "どれでもない"),
        (RESULTS.replace("第５次みほん市振興計画でも", ""), "第何次"),
        (REVIEW.replace("所属 図書館 ", ""), "所属がありません"),
        (REVIEW.replace("事業 移動図書館費", "事業"), "事業がありません"),
        (REVIEW.replace("２－３－１", "").replace("１－１－４", "").replace("２－５－２", ""), "施策の番号"),
    ],
)
def test_what_is_no_such_document_is_refused_with_one_sentence(text, named):
    with pytest.raises(UnreadableDocument, match=named) as refusal:
        read_document(text)
    assert str(refusal.value).endswith("。")
    assert "\n" not in str(refusal.value)


@given(st.permutations(range(12)), st.sets(st.integers(0, 150)), st.integers(0, 40))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(order, lost, cut):
    lines = [line for nth, line in enumerate((RESULTS + REVIEW).split("\n")) if nth not in lost]
    shuffled = [lines[nth] for nth in order] + [line[: max(len(line) - cut, 1)] for line in lines[12:]]
    try:
        document = read_document("\n".join(shuffled), city="みほん市", plan="4次")
    except UnreadableDocument:
        return
    for sheet in (*document.results, *document.projects):
        assert 1 <= sheet.source.line <= len(shuffled)
        assert sheet.department
