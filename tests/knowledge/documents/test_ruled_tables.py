"""Sheets as PDF with ruled tables, the way an office prints them: cells, merged labels, names broken within a cell."""

from decimal import Decimal

import pytest

from knowledge.documents.files import read_file
from knowledge.model import Code
from tests.knowledge.documents.pdfs import tables

HEAD = (
    [40, 110, 60, 240, 40, 240],
    [
        [
            "所属",
            "みなと振興課",
            "振興計画",
            "第１章　活力『海のまち』\n１－２　港を生かします",
            "施策",
            "１－２－３　港のにぎわいづくり",
        ],
        ["創生総合戦略", "該当なし", "", "", "", ""],
    ],
    [((1, 1), (5, 1))],
)
INDICATORS = (
    [40, 240, 80, 60, 80, 60],
    [
        ["区分", "", "令和６年度目標", "", "令和６年度実績", ""],
        ["目標値", "港の朝市の来場者数", "１２，５００", "人", "9,870", "人"],
        [
            "",
            "第３次みさき市総合計画に基づく、港の周りを巡る自転車の貸出と返却ができる場所の数（民間を含む）",
            "４",
            "箇所",
            "",
            "箇所",
        ],
        ["", "港の使用料収入の増減", "△1.5", "％", "皆増", ""],
        ["", "待ち時間", "10以下", "分", "12", "分"],
    ],
    [((0, 0), (1, 0)), ((2, 0), (3, 0)), ((4, 0), (5, 0)), ((0, 1), (0, 4))],
)
RESULTS = (
    "令和６年度　主要施策の成果説明書",
    HEAD,
    "目的",
    "１　港に人が集まるようにします。",
    "目標",
    "１　朝市の充実",
    "朝市を毎週開きます。",
    "実績",
    "１　朝市の充実",
    "（ １ ）朝市を４８回開きました。",
    INDICATORS,
    "理由　※令和６年度目標と令和６年度実績の間に乖離がある場合",
    "雨の日が多かったためです。",
    "目標の実現に向けた今後の取組",
    "屋根のある場所を探します。",
)
REVIEW = (
    "令和６年度　実施計画兼予算要求書（検証）",
    (
        [40, 130, 40, 150, 60, 300],
        [["所属", "みなと振興課", "事業", "朝市推進事業費", "予算科目", "01一般会計・07商工費・01商工費"]],
        [],
    ),
    (
        [40, 260, 80, 340],
        [["施策", "１－２－３　港のにぎわいづくり\n４－１－１　農林水産業の振興", "創生総合戦略", "該当なし"]],
        [],
    ),
    "事業概要",
    "朝市の出店者を集めます。",
    "目的",
    "第３次みさき市総合計画に沿い、港をにぎやかにするため。",
    (
        [40, 230, 110, 60, 110, 60],
        [
            ["区分", "", "令和６年度予算", "", "令和６年度実績", ""],
            [
                "目標",
                "市民と市外の人が朝市に集まり、港の周りがいつもにぎわっている状態",
                "朝市の出店者が増え、来る人も増えている状態",
                "",
                "朝市を開き、出店者が増えました。",
                "",
            ],
            ["活動指標", "出店者の数", "３０", "者", "３２", "者"],
            ["", "試食会の回数", "－", "", "―", ""],
            ["", "", "", "", "", ""],
            ["事業費（千円）", "", "1,200", "", "980", ""],
            ["従事人工", "", "0.5", "", "１", ""],
        ],
        [
            ((0, 0), (1, 0)),
            ((2, 0), (3, 0)),
            ((4, 0), (5, 0)),
            ((2, 1), (3, 1)),
            ((4, 1), (5, 1)),
            ((0, 2), (0, 4)),
            ((0, 5), (1, 5)),
            ((0, 6), (1, 6)),
        ],
    ),
    "理由　※令和６年度予算・実績に係る目標・活動指標について乖離がある場合",
    "",
    "目標の実現に向けた今後の取組",
    "続けます。",
)


@pytest.fixture(scope="module")
def document():
    return read_file(tables([RESULTS, REVIEW]), "成果.pdf")


def figures(row):
    return (row.target.printed, row.target.unit, row.result.printed, row.result.unit)


def test_the_cells_of_a_head_are_read_whatever_stands_in_two_lines(document):
    (sheet,) = document.results
    assert (sheet.city, sheet.year, sheet.department) == ("みさき市", 2024, "みなと振興課")
    assert (sheet.code, sheet.title) == (Code("3次", "1-2-3"), "港のにぎわいづくり")
    assert (sheet.chapter, sheet.section) == ("第1章 活力『海のまち』", "1-2 港を生かします")
    assert sheet.strategy is None


def test_a_row_of_a_ruled_table_is_one_row_however_its_name_is_broken(document):
    (sheet,) = document.results
    assert [row.name for row in sheet.indicators] == [
        "港の朝市の来場者数",
        "第3次みさき市総合計画に基づく、港の周りを巡る自転車の貸出と返却ができる場所の数（民間を含む）",
        "港の使用料収入の増減",
        "待ち時間",
    ]


def test_a_blank_cell_of_a_ruled_table_is_a_gap_without_doubt(document):
    visitors, places, income, waiting = document.results[0].indicators
    assert figures(visitors) == ("12,500", "人", "9,870", "人")
    assert figures(places) == ("4", "箇所", None, "箇所")
    assert figures(income) == ("△1.5", "%", "皆増", None)
    assert income.target.value == Decimal("-1.5")
    assert waiting.lower_is_better
    assert [row.doubt for row in (visitors, places, income, waiting)] == [None] * 4


def test_the_project_of_a_ruled_sheet_has_its_measures_aims_and_money(document):
    (project,) = document.projects
    assert (project.department, project.name) == ("みなと振興課", "朝市推進事業費")
    assert project.account == ("01一般会計", "07商工費", "01商工費")
    assert project.measures == (
        (Code("3次", "1-2-3"), "港のにぎわいづくり"),
        (Code("3次", "4-1-1"), "農林水産業の振興"),
    )
    assert [aim.text for aim in project.aims] == [
        "市民と市外の人が朝市に集まり、港の周りがいつもにぎわっている状態",
        "朝市の出店者が増え、来る人も増えている状態",
        "朝市を開き、出店者が増えました。",
    ]
    assert [(row.name, *figures(row), row.doubt) for row in project.activities] == [
        ("出店者の数", "30", "者", "32", "者", None),
        ("試食会の回数", None, None, None, None, None),
    ]
    assert figures(project.budget) == ("1,200", "千円", "980", "千円")
    assert figures(project.staffing) == ("0.5", "人工", "1", "人工")


def test_the_running_text_between_the_tables_is_kept(document):
    (sheet,), (project,) = document.results, document.projects
    assert sheet.reason.text == "雨の日が多かったためです。"
    assert sheet.achievements[0].text.text == "朝市を48回開きました。"
    assert (project.reason, project.next_steps.text) == (None, "続けます。")
    assert (sheet.source.page, project.source.page) == (1, 2)
    assert document.doubts == ()


def test_a_ruled_table_cut_by_pages_keeps_every_row():
    rows = [["区分", "", "令和６年度目標", "", "令和６年度実績", ""]]
    rows += [
        ["目標値" if nth == 0 else "", f"{nth}番目の港の利用者数", f"{nth}", "人", "－", "人"] for nth in range(60)
    ]
    table = ([40, 240, 80, 60, 80, 60], rows, [((0, 0), (1, 0)), ((2, 0), (3, 0)), ((4, 0), (5, 0))])
    sheet = [table if part is INDICATORS else part for part in RESULTS]
    (found,) = read_file(tables([sheet]), "成果.pdf", home="みさき市").results
    assert [(row.name, *figures(row), row.doubt) for row in found.indicators] == [
        (f"{nth}番目の港の利用者数", f"{nth}", "人", None, "人", None) for nth in range(60)
    ]
    assert {row.source.page for row in found.indicators} > {1, 2}


OTHER_COLUMNS = (
    [40, 220, 50, 90, 90, 90],
    [
        ["区分", "", "単位", "令和５年度実績", "令和６年度目標", "令和６年度実績"],
        ["目標値", "港の朝市の来場者数", "人", "8,120", "12,500", "9,870"],
        [
            "",
            "第３次みさき市総合計画に基づく、港の周りを巡る自転車の貸出と返却ができる場所の数（民間を含む）",
            "箇所",
            "３",
            "４",
            "",
        ],
        ["", "港の使用料収入の増減", "", "", "△1.5", "皆増"],
    ],
    [((0, 0), (1, 0)), ((0, 1), (0, 3))],
)


def test_a_ruled_table_of_more_columns_is_read_by_its_head():
    sheet = [OTHER_COLUMNS if part is INDICATORS else part for part in RESULTS]
    (found,) = read_file(tables([sheet]), "成果.pdf", city="みさき市", plan="3次").results
    assert [
        (row.name, row.target.printed, row.target.unit, row.result.printed, row.result.unit, row.doubt)
        for row in found.indicators
    ] == [
        ("港の朝市の来場者数", "12,500", "人", "9,870", "人", None),
        (
            "第3次みさき市総合計画に基づく、港の周りを巡る自転車の貸出と返却ができる場所の数（民間を含む）",
            "4",
            "箇所",
            None,
            "箇所",
            None,
        ),
        ("港の使用料収入の増減", "△1.5", None, "皆増", None, None),
    ]


TWO_LINES = (
    [40, 220, 80, 80, 80, 80],
    [
        ["区分", "", "令和５年度", "令和６年度", "", ""],
        ["", "", "実績", "目標", "実績", "前年度比"],
        ["目標値", "港の朝市の来場者数", "8,120人", "12,500人", "9,870人", "121.6％"],
        ["", "灯台の公開日数", "－", "12日", "11日", "皆増"],
    ],
    [((0, 0), (1, 1)), ((3, 0), (5, 0)), ((0, 2), (0, 3))],
)


def test_a_head_of_two_ruled_lines_tells_the_year_of_each_column():
    sheet = [TWO_LINES if part is INDICATORS else part for part in RESULTS]
    (found,) = read_file(tables([sheet]), "成果.pdf", city="みさき市", plan="3次").results
    assert [(row.name, *figures(row), row.doubt) for row in found.indicators] == [
        ("港の朝市の来場者数", "12,500", "人", "9,870", "人", None),
        ("灯台の公開日数", "12", "日", "11", "日", None),
    ]
