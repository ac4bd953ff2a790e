"""Yearly results in forms of other city halls: what a figure is follows from labels, heads and legends alone."""

from decimal import Decimal

from knowledge.documents.document import Document
from knowledge.documents.files import read_file
from knowledge.model import Indicator


def read(text: str) -> Document:
    return read_file(text.encode(), "資料.txt", home="瀬名川市")


def told(rows: tuple[Indicator, ...]) -> list[tuple[str, str, str, bool]]:
    return [(row.name, row.target.with_unit, row.result.with_unit, row.doubt is not None) for row in rows]


CARDS = """
                    令和５年度　主要施策の成果説明書

〔施策番号〕４０２０１　　〔施策名〕川と親しむまちづくり
〔総合計画〕政策４　水辺を生かす
〔担当課〕河川課　　〔関係課〕観光課

■ 指標１
　　指標名　　　　　　川あそび教室の参加者数
　　単位　　　　　　　人
　　基準値　　　　　　210（令和元年度）
　　令和４年度実績　　244
　　令和５年度目標　　260
　　令和５年度実績　　{result}
　　最終目標　　　　　300（令和９年度）

　事業１　川あそび教室事業
　　　担　当　　　河川課　水辺係
　　　予算額　　　　1,200,000円
　　　決算額　　　　1,104,500円
　　　活動指標　　教室の開催回数　　計画 12回　　実績 11回
"""


def test_a_card_gives_the_figures_of_the_year_its_labels_name():
    document = read(CARDS.format(result="251"))
    (sheet,), (project,) = document.results, document.projects
    assert (sheet.code.number, sheet.title, sheet.department) == ("40201", "川と親しむまちづくり", "河川課")
    assert (sheet.chapter, sheet.section) == ("政策4 水辺を生かす", "政策4 水辺を生かす")
    assert told(sheet.indicators) == [("川あそび教室の参加者数", "260人", "251人", False)]
    assert (project.name, project.department) == ("川あそび教室事業", "河川課 水辺係")
    assert (project.budget.target.printed, project.budget.result.value) == ("1,200,000", Decimal("1104.5"))
    assert told(project.activities) == [("教室の開催回数", "12回", "11回", False)]
    assert project.measures[0][0].number == "40201"


def test_a_cell_that_says_when_its_figure_comes_is_a_gap_with_what_is_printed():
    (sheet,) = read(CARDS.format(result="10月に確定")).results
    ((row,),) = [sheet.indicators]
    assert (row.result.printed, row.doubt) == (None, "資料には「10月に確定」とあります。")


def test_two_figures_in_the_cell_of_one_are_none():
    (sheet,) = read(CARDS.format(result="251　198")).results
    assert told(sheet.indicators) == [("川あそび教室の参加者数", "260人", "", True)]


SERIES = """
令和４年度　施策評価シート（主要施策の成果に関する報告書）             瀬名川市

施策 2-5　森を守り育てる                     主管課　林務課

１　指標の推移
 指標名                        区分      H29      R2       R3       R4       R5
 ①間伐した面積（ha・累計）    目標               40       55       70       85
                               実績       12      38       51       66
                               達成率            95.0%    92.7%    94.3%
 ②森の学校に満足した            目標            80.0      －      82.0      －
   児童の割合（％）            実績      71.2    79.4      －      83.1
                               達成率            99.3%     －     101.3%

３　事務事業                                              （単位：千円）
 No  事務事業名             担当課       R3決算      R4決算      R5予算
 01  間伐促進事業           林務課       8,210       8,905       9,000
 02  森の学校開催事業       〃             640         612         650
     合計                                8,850       9,517       9,650
"""


def test_rows_of_target_and_result_under_years_are_those_of_the_sheets_year():
    document = read(SERIES)
    (sheet,) = document.results
    assert (sheet.city, sheet.year, sheet.code.number) == ("瀬名川市", 2022, "2-5")
    assert told(sheet.indicators) == [
        ("間伐した面積（累計）", "70ha", "66ha", False),
        ("森の学校に満足した児童の割合", "82.0%", "83.1%", False),
    ]


def test_a_list_of_projects_gives_what_each_cost_in_the_year():
    projects = read(SERIES).projects
    assert [(one.name, one.department, one.budget.result.with_unit, one.budget.target.printed) for one in projects] == [
        ("間伐促進事業", "林務課", "8,905千円", None),
        ("森の学校開催事業", "林務課", "612千円", None),
    ]


STACKED = """
令和３年度
主要な施策の成果                                                          瀬名川市

政策１　健やかに暮らす                      ※上段：目標値　下段：実績値
                                            ※（　）内は見込値、【　】内は変更前の目標値

施策コード   施策名              担当課            指標                         R2       R3      達成
------------------------------------------------------------------------------------------------------
 1101        歩く習慣づくり      健康課            歩こう会の会員数             300      320
                                 （歩く推進室）    （人）                       288      331      Ａ

                                                   健康診査の受診率             40.0     42.0
                                                   （％）                                【45.0】
                                                                                38.5     (41.0)    Ｂ
------------------------------------------------------------------------------------------------------
"""


def test_of_two_lines_the_legend_says_which_was_aimed_at():
    (sheet,) = read(STACKED).results
    assert (sheet.year, sheet.department) == (2021, "健康課（歩く推進室）")
    assert told(sheet.indicators) == [
        ("歩こう会の会員数", "320人", "331人", False),
        ("健康診査の受診率", "42.0%", "41.0%", True),
    ]
    assert sheet.indicators[1].doubt == "資料には「(41.0)」とあり、見込値です。"


def test_lines_that_no_legend_tells_apart_are_in_doubt():
    (sheet,) = read(STACKED.replace("※上段：目標値　下段：実績値", "")).results
    assert all(row.doubt and row.target.printed is None for row in sheet.indicators)


WORDS = """2021（令和3）年度　主要施策成果報告書　　　瀬名川市

Ⅱ　安心して暮らせるまち
  Ⅱ－３　水害への備え　　　　　【所管】防災課

 ┌──────────────┬──────────┬──────────┬────┐
 │指　標　　　　　　　　　　　│　2021年度目標　　　│　2021年度実績　　　│達成度　│
 ├──────────────┼──────────┼──────────┼────┤
 │避難が終わるまでの時間　　　│　25分30秒以内　　　│　31分05秒　　　　　│　△　　│
 ├──────────────┼──────────┼──────────┼────┤
 │ハザードマップの認知度　　　│　県平均以上　　　　│　71.4％　　　　　　│　○　　│
 ├──────────────┼──────────┼──────────┼────┤
 │備蓄に要した額　　　　　　　│　──　　　　　　　│　１億500万円　　　 │　──　│
 └──────────────┴──────────┴──────────┴────┘
 ┌──────────┬────────┬───────┐
 │事業名　　　　　　　│決算額（万円）　│担当　　　　　│
 ├──────────┼────────┼───────┤
 │備蓄倉庫整備事業　　│　　1,234.5 　　│防災課　　　　│
 ├──────────┼────────┼───────┤
 │避難訓練事業　　　　│　（職員のみ）　│　〃　　　　　│
 └──────────┴────────┴───────┘
"""


def test_words_in_place_of_a_figure_are_kept_as_printed():
    (sheet,) = read(WORDS).results
    assert told(sheet.indicators) == [
        ("避難が終わるまでの時間", "25分30秒以内", "31分05秒", False),
        ("ハザードマップの認知度", "県平均以上", "71.4%", False),
        ("備蓄に要した額", "", "1億500万円", False),
    ]
    assert sheet.indicators[0].target.value is None


def test_money_in_ten_thousands_has_its_value_in_thousands():
    first, second = read(WORDS).projects
    assert (first.budget.result.with_unit, first.budget.result.value) == ("1,234.5万円", Decimal(12345))
    assert (second.department, second.budget.result.printed) == ("防災課", None)
    assert second.budget.doubt == "金額の欄に「（職員のみ）」とあります。"


LEAVES = """令和４年度（令和３年度実績）　事務点検に基づく主要施策の成果説明書　　瀬名川市

分野1 くらし                                        分野1 くらし
施策 １１ 公園の管理                                施策 １２ 墓地の管理
担当 緑地課                                         担当 環境課

  指標①                                              指標①
   公園の数                                            申込みの割合(春・秋)
   R2 実績   31 園                                     R2 実績   春10 % 秋12 %
   R3 目標   33 園                                     R3 目標   春11 % 秋13 %
   R3 実績   32 園                                     R3 実績   春9 % 秋14 %
   進捗      前進                                      進捗      前進

R3決算額      9,410千円                             R3決算額      1,020千円
"""


def test_leaves_side_by_side_are_two_sheets():
    first, second = read(LEAVES).results
    assert (first.title, first.department, first.year) == ("公園の管理", "緑地課", 2021)
    assert told(first.indicators) == [("公園の数", "33園", "32園", False)]
    assert (second.title, second.department) == ("墓地の管理", "環境課")


def test_several_figures_in_one_cell_are_told_apart_by_the_name():
    second = read(LEAVES).results[1]
    assert told(second.indicators) == [
        ("申込みの割合（春）", "11%", "9%", False),
        ("申込みの割合（秋）", "13%", "14%", False),
    ]
    unlike = read(LEAVES.replace("春・秋", "年2回")).results[1]
    assert [row.doubt is not None for row in unlike.indicators] == [True]


FUNDS = """２０２０年度 主要施策の成果説明書
瀬名川市

１　農林水産業費                                                     （単位：円）
　整理番号　６－①
　事業名　　水路改修事業
　所管　　　農地課
　決算額の内訳
　　　　　　委託料　　　　　　　　　３００，０００
　　　　　　工事請負費　　　　　　１，５００，０００
　　　　　　計　　　　　　　　　　{sum}
　成果　　　改修した水路の長さ　　目標１２０ｍ　実績１１０ｍ　（９１．７％）
　　　　　　直した堰の数　　　　　目標　　４基　実績　４基（１１月現在）

Ⅲ　企業会計
１　水道事業会計                                               （税込み、単位：百万円）
　　　　　　　　　　　２０１９年度　　２０２０年度　　２０２０年度
　　　　　　　　　　　　決　算　　　　計　画　　　　決　算
　有収率（％）　　　　　８８．１　　　８９．０　　　８７．６
　給水収益　　　　　　　１，２０５　　１，２１０　　１，１９８
　＊　所管　上下水道局経営課
"""


def test_parts_of_what_a_project_cost_are_held_against_their_sum():
    good, wrong = (read(FUNDS.format(sum=sum)).projects[0] for sum in ("１，８００，０００", "１，９００，０００"))
    assert (good.budget.result.value, good.budget.doubt) == (Decimal(1800), None)
    assert wrong.budget.doubt == "計が「1,900,000」とあり、内訳を合わせた1,800,000と違います。"
    assert (good.department, good.account) == ("農地課", ("農林水産業費",))


def test_a_rate_beside_a_result_is_not_told_and_a_remark_is_a_doubt():
    rows = read(FUNDS.format(sum="１，８００，０００")).projects[0].activities
    assert told(rows) == [
        ("改修した水路の長さ", "120m", "110m", False),
        ("直した堰の数", "4基", "4基（11月現在）", False),
    ]


def test_years_above_what_each_has_and_money_that_only_the_caption_tells():
    company = read(FUNDS.format(sum="１，８００，０００")).projects[1]
    assert (company.name, company.department) == ("水道事業会計", "上下水道局経営課")
    assert told(company.activities) == [
        ("有収率", "89.0%", "87.6%", False),
        ("給水収益", "1,210百万円", "1,198百万円", False),
    ]


def test_what_is_not_read_is_told():
    said = [doubt.text for doubt in read(SERIES.replace("３　事務", "人件費　　14,200\n３　事務")).doubts]
    assert any("「人件費 14,200」" in text for text in said)


def test_a_figure_that_moved_beside_its_column_leaves_the_row_in_doubt():
    moved = SERIES.replace("71.2    79.4      －      83.1", "71.2  －      83.1")
    assert moved != SERIES
    first, *others = read(moved).results[0].indicators
    assert first.doubt is None
    assert all(row.doubt for row in others)
    assert all(row.result.printed is None for row in others)
    narrow = SERIES.replace("R3       R4       R5\n ①", "R3   R4   R5\n ①")
    assert narrow != SERIES
    assert all(row.doubt for row in read(narrow).results[0].indicators)


def test_a_row_whose_results_are_missing_is_in_doubt():
    lines = [line for line in SERIES.splitlines() if "12      38" not in line]
    row = read("\n".join(lines)).results[0].indicators[0]
    assert (row.target.printed, row.result.printed) == ("70", None)
    assert row.doubt == "実績の行が見つかりません。"


def test_a_table_without_a_head_is_not_taken_for_the_rest_of_another():
    below = WORDS.replace(
        " │事業名　　　　　　　│決算額（万円）　│担当　　　　　│\n ├──────────┼────────┼───────┤\n", ""
    )
    assert below != WORDS
    document = read(below)
    assert (document.projects, len(document.results[0].indicators)) == ((), 3)


def test_a_measure_without_a_number_does_not_give_its_rows_to_the_one_before():
    document = read(LEAVES.replace("施策 １２ 墓地の管理", "施策 墓地の管理     "))
    (sheet,) = document.results
    assert [row.name for row in sheet.indicators] == ["公園の数"]
    assert any("「墓地の管理」の施策の番号がありません" in doubt.text for doubt in document.doubts)


def test_rows_of_nobody_are_in_doubt():
    text = CARDS.format(result="251").replace("〔施策番号〕４０２０１　　〔施策名〕川と親しむまちづくり\n", "")
    rows = [row for project in read(text).projects if project.name != "川あそび教室事業" for row in project.activities]
    assert [(row.name, row.doubt) for row in rows] == [
        ("川あそび教室の参加者数", "どの施策か事業のものか、確かではありません。")
    ]


def test_a_figure_whose_number_is_lost_is_none():
    (sheet,) = read(CARDS.format(result="％以下")).results
    assert [(row.result.printed, row.doubt is not None) for row in sheet.indicators] == [(None, True)]


def test_blanks_that_place_what_a_page_prints_begin_no_pages():
    document = read(STACKED)
    assert {row.source.page for sheet in document.results for row in sheet.indicators} == {1}


def test_indicators_told_in_sentences_stay_sentences():
    text = """令和２年度　瀬名川市一般会計決算に係る主要施策の成果

第８款　土木費
　第２項　河川費

（１）　堤防の草刈り事業　　　　　　　　　　　　（河川課）
　　決算額　2,345,678円（前年度　2,100,000円）
　　　堤防の草刈りを目標の14回に対し12回行い、刈った草は
　　40トンとなった。

（２）　水位計の点検事業　　　　　　　　　　　　（同）
　　決算額　456,000円（皆増）
"""
    first, second = read(text).projects
    assert (first.name, first.department, first.account) == ("堤防の草刈り事業", "河川課", ("土木費", "河川費"))
    assert (first.budget.result.printed, first.activities) == ("2,345,678", ())
    assert first.overview
    assert first.overview.text == "堤防の草刈りを目標の14回に対し12回行い、刈った草は40トンとなった。"
    assert (second.department, second.budget.result.printed) == ("河川課", "456,000")
