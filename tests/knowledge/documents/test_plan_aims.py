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


def test_a_row_with_more_figures_than_columns_is_told_of_no_year_and_doubted():
    document = read_document(PAGE.format(table="指標 現状値（R4） 目標値（R9）\n返却口 １ ２ ３"))
    told = [aim.text for aim in document.sections[0].measures[0].aims]
    assert told == ["返却口は、資料に「1 2 3」とあり、どの年度の数字か確かではありません。"]
    assert any("1 2 3" in doubt.text for doubt in document.doubts)


def test_years_alone_are_no_heads_of_a_table():
    assert _aims("2023年度 2026年度 2028年度\n\n返却口 1か所 2か所 3か所") == []


def test_the_aim_may_be_printed_before_what_the_city_begins_with_and_the_unit_last():
    table = "指　標 R12（目標） R9（中間） R1（基準） 単位\n貸出冊数 12,000 9,500 8,120 冊\n満足度の増減 2.0 － △0.4 ポイント"
    assert _aims(table) == [
        "貸出冊数は、令和12年度（目標）が12,000冊、令和9年度（中間）が9,500冊、令和元年度（基準）が8,120冊です。",
        "満足度の増減は、令和12年度（目標）が2.0ポイント、令和元年度（基準）が△0.4ポイントです。",
    ]


def test_the_year_of_the_first_value_may_have_a_column_of_its_own():
    table = (
        "指標 基準年度 基準値 令和９年度 令和13年度\n貸出冊数\n（電子書籍を含む）\n令和４年度 8,120冊 9,000冊 9,800冊"
    )
    assert _aims(table) == [
        "貸出冊数（電子書籍を含む）は、基準値（令和4年度）が8,120冊、令和9年度が9,000冊、令和13年度が9,800冊です。"
    ]


@pytest.mark.parametrize(
    "head", ["指標 現状値（R4） 中間値（R9） 目標値（R13）", "指標 基準年度 基準値 令和９年度 令和13年度"]
)
def test_a_row_with_fewer_figures_than_columns_is_told_of_no_year_and_the_next_is_read(head):
    whole = "来館者数 " + ("R5年度 7人 8人 9人" if "基準年度" in head else "7人 8人 9人")
    document = read_document(PAGE.format(table=f"{head}\n貸出冊数 8,120冊 9,000冊\n{whole}"))
    short, row = (aim.text for aim in document.sections[0].measures[0].aims)
    assert short == "貸出冊数は、資料に「8,120冊 9,000冊」とあり、どの年度の数字か確かではありません。"
    assert row.startswith("来館者数は、")
    assert any("8,120冊 9,000冊" in doubt.text for doubt in document.doubts)


def test_a_remark_below_a_row_is_told_with_it_and_doubted():
    document = read_document(
        PAGE.format(table="指標 現状値（R4） 目標値（R9）\n貸出冊数 8冊 9冊\n※令和３年度\n会員数 1人 2人")
    )
    marked, unmarked = (aim.text for aim in document.sections[0].measures[0].aims)
    assert marked.endswith("（下に「※令和3年度」とあります。）")
    assert unmarked == "会員数は、現状値（令和4年度）が1人、目標値（令和9年度）が2人です。"
    assert any("※令和3年度" in doubt.text for doubt in document.doubts)


def test_a_name_that_begins_with_a_figure_is_a_name():
    assert _aims("指標 現状値（R4） 目標値（R9）\n１日の来館者数（平日） 81人 90人")[0].startswith(
        "1日の来館者数（平日）は、"
    )


CELLS = """数値目標
指標
単位
2020年度
（基準）
2030年度
（目標）
貸出冊数
冊
8,120
9,000
図書館に行く⼈の割合
（市⺠）
％
41.5
50以上

夜の図書館（2023年８月）

読書会の数
会
12
新しい本棚
－
－
"""


def test_cells_that_stand_one_below_the_other_are_rows_by_the_columns_above_them():
    document = read_document(PAGE.format(table=CELLS))
    (measure,) = document.sections[0].measures
    assert [aim.text for aim in measure.aims] == [
        "貸出冊数は、2020年度（基準）が8,120冊、2030年度（目標）が9,000冊です。",
        "図書館に行く人の割合（市民）は、2020年度（基準）が41.5%、2030年度（目標）が50%以上です。",
        "読書会の数は、資料に「12会」とあり、どの年度の数字か確かではありません。",
    ]
    assert any("読書会の数" in doubt.text for doubt in document.doubts)
    assert measure.plans == ("みほん市図書館計画",)


def test_code_and_title_may_stand_behind_the_label_and_the_plans_too():
    text = PAGE.format(table="指標 現状値（R4） 目標値（R9）\n貸出冊数 8冊 9冊")
    text = text.replace("２－１－１　図書館の充実\n", "").replace("\n施策\n", "\n施策 ２－１－１　図書館の充実\n")
    text = text.replace(" 施策\n", "施策２－１－１　図書館の充実\n")
    text = text.replace("個別計画\n\nみほん市図書館計画", "個別計画 第２次 みほん市図書館計画")
    (measure,) = read_document(text).sections[0].measures
    assert (measure.code.number, measure.title, len(measure.aims)) == ("2-1-1", "図書館の充実", 1)
    assert measure.plans == ("第2次 みほん市図書館計画",)


@pytest.mark.parametrize("heading", ["基本目標２－１　図書館", "政策 ２－１　図書館"])
def test_a_basic_measure_may_go_by_another_name(heading):
    text = PAGE.format(table="").replace("基本施策 ２－１　図書館", heading).replace("方　針", "施策の方向")
    (section,) = read_document(text).sections
    assert (section.code.number, section.title, len(section.policies)) == ("2-1", "図書館", 1)


def test_how_a_word_is_read_is_no_part_of_the_text():
    measure = _measure("く　ら\nと　し　ょ\n指標 現状値（R4） 目標値（R9）\n貸出冊数 8冊 9冊".replace("　", " "))
    assert [goal.text.text for goal in measure.goals] == ["移動図書館を走らせます。"]


def test_a_basic_measure_may_have_a_table_of_its_own_and_a_caption_below_it():
    table = (
        "\n成果指標\n\n指標名 現状値（令和４年度） 目標値（令和９年度）\n\n"
        "貸出冊数 8,120 冊 9,000 冊\n\n図書館に行く人の割合 41.5 ％ 50 ％\n\n読み聞かせの様子\n"
    )
    text = PAGE.format(table="").replace("本と出会う場を増やします。", f"本と出会う場を増やします。\n{table}")
    (section,) = read_document(text).sections
    assert [aim.text for aim in section.aims] == [
        "貸出冊数は、現状値（令和4年度）が8,120冊、目標値（令和9年度）が9,000冊です。",
        "図書館に行く人の割合は、現状値（令和4年度）が41.5%、目標値（令和9年度）が50%です。",
    ]
    assert [policy.text for policy in section.policies] == ["本と出会う場を増やします。"]
    assert [caption.text for caption in section.captions] == ["読み聞かせの様子"]
    assert section.measures[0].aims == ()
