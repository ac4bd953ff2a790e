"""The tables of indicators in a plan: rows with the years of their columns, apart from the sentences around them."""

import pytest

from knowledge.documents.document import read_document

PAGE = """ 学びと文化第２章

基本施策 ２－１　図書館

現状と課題

　第５次みほん市振興計画では、図書館に力を入れます。

方　針

１　本と出会う場を増やします。
 施策

これまでの取組

目　標

１　本と出会う場の充実
　移動図書館を走らせます。

▷移動図書館を始めました。

{table}

個別計画

みほん市図書館計画

２－１－１　図書館の充実
"""


def _aims(table: str) -> list[str]:
    return [aim.text for aim in _measure(table).aims]


def _measure(table: str):
    return read_document(PAGE.format(table=table)).sections[0].measures[0]


def test_each_row_is_told_with_the_years_of_its_columns():
    table = "指　標 現状値（R4） 目標値（R9）\n\n貸出冊数 8,120 冊 9,000 冊\n図書館に行く市民の割合 41.5 ％ 50 ％"
    assert _aims(table) == [
        "貸出冊数は、現状値（令和4年度）が8,120冊、目標値（令和9年度）が9,000冊です。",
        "図書館に行く市民の割合は、現状値（令和4年度）が41.5%、目標値（令和9年度）が50%です。",
    ]


def test_the_sentences_above_stay_as_they_are():
    measure = _measure("指　標\n\n指標名 現状値（令和４年度） 目標値（令和10年度）\n\n貸出冊数 8,120 冊 9,000 冊")
    assert [goal.text.text for goal in measure.goals] == ["移動図書館を走らせます。"]
    assert [effort.text for effort in measure.efforts] == ["移動図書館を始めました。"]
    assert measure.plans == ("みほん市図書館計画",)
    assert len(measure.aims) == 1


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("指標 現状値（R4） 目標値（R9）\n返却口 － ３ か所", "返却口は、目標値（令和9年度）が3か所です。"),
        (
            "指標 基準値（R4） 中間値（R7） 目標値（R9）\n返却口 １ ２ ３",
            "返却口は、基準値（令和4年度）が1、中間値（令和7年度）が2、目標値（令和9年度）が3です。",
        ),
        (
            "指標 現状値 目標値\n（令和４年度） （令和９年度）\n返却口 1か所 3か所",
            "返却口は、現状値（令和4年度）が1か所、目標値（令和9年度）が3か所です。",
        ),
        (
            "指標 現状値（R4） 目標値（R9）\n学校の図書館と結んだ\n移動図書館の運行回数 12 回 24 回",
            "学校の図書館と結んだ移動図書館の運行回数は、現状値（令和4年度）が12回、目標値（令和9年度）が24回です。",
        ),
        (
            "指標の名称 現状値 目標値\n　 （令和４年度） （令和９年度）\n返却口 1か所 3か所",
            "返却口は、現状値（令和4年度）が1か所、目標値（令和9年度）が3か所です。",
        ),
        (
            "指標名 2023年度 2026年度 2028年度\n（現状） （中間目標） （目標）\n返却口 調査なし 2か所 3か所以上",
            "返却口は、現状（2023年度）が調査なし、中間目標（2026年度）が2か所、目標（2028年度）が3か所以上です。",
        ),
        (
            "指標名 単位 基準値 目標値\n（年度） （年度）\n返却口 か所 1（R元） 3以上（R9）",
            "返却口は、基準値（令和元年度）が1か所、目標値（令和9年度）が3か所以上です。",
        ),
        (
            "指標名 単位 基準値 目標値\n（年度） （年度）\n利用者数（冬の間を除\nく）\n\n人 －（R3） 300～350（2027年）",
            "利用者数（冬の間を除く）は、目標値（2027年）が300～350人です。",
        ),
    ],
)
def test_dashes_more_columns_and_broken_lines(table: str, told: str):
    assert _aims(table) == [told]


def test_what_is_no_row_ends_the_table():
    measure = _measure("指標 現状値（R4） 目標値（R9）\n返却口 １ か所 ３ か所\n\n▷職員を育てました。")
    assert [effort.text for effort in measure.efforts] == ["移動図書館を始めました。", "職員を育てました。"]
    assert len(measure.aims) == 1


def test_a_row_stands_where_it_is_printed():
    aim = _measure("指標 現状値（R4） 目標値（R9）\n返却口 １ か所 ３ か所").aims[0]
    assert (aim.source.place, aim.source.page, aim.quoted) == ("2-1-1 指標", 2, False)


def test_without_such_a_table_there_are_none():
    assert _aims("▷利用者 12 人 20 人に増やしました。") == []


def test_a_row_with_more_figures_than_columns_is_no_row_and_is_doubted():
    document = read_document(PAGE.format(table="指標 現状値（R4） 目標値（R9）\n返却口 １ ２ ３"))
    assert document.sections[0].measures[0].aims == ()
    assert any("返却口 1 2 3" in doubt.text for doubt in document.doubts)


def test_years_alone_are_no_heads_of_a_table():
    assert _aims("2023年度 2026年度 2028年度\n\n返却口 1か所 2か所 3か所") == []
