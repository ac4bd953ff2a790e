"""What offices print differently in one and the same form: read alike from the text and from a PDF of it."""

from decimal import Decimal

import pytest
from invented_town import results_text, review_text

from knowledge.documents.document import Document
from knowledge.documents.files import read_file

RESULTS, REVIEW = results_text(), review_text()
TITLE, REVIEW_TITLE = "令和６年度　主要施策の成果説明書", "令和６年度　実施計画兼予算要求書（検証）"


HOME = {"city": "みほん市", "plan": "4次"}


def said(document: Document) -> set[str]:
    """What is doubted besides the row that is doubtful in any case."""
    return {doubt.text for doubt in document.doubts if doubt.about != "試乗会の参加者数"}


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("令和６（2024）年度　主要施策の成果説明書", "令和6年度 主要施策の成果説明書"),
        ("令和６年度（2024年度）　主要施策の成果説明書", "令和6年度 主要施策の成果説明書"),
        ("２０２４（令和６）年度　主要施策の成果説明書", "2024年度 主要施策の成果説明書"),
        ("令和六年度　主要施策の成果説明書", "令和六年度 主要施策の成果説明書"),
        ("令和６年度　主要施策の成果説明書（企画課）　１／３", "令和6年度 主要施策の成果説明書"),
        ("令和６年度決算　主要施策の成果説明書【確定版】", "令和6年度 主要施策の成果説明書"),
        ("様式第１号　みほん市　令和６年度　主要施策の成果説明書", "令和6年度 主要施策の成果説明書"),
        ("令 和 ６ 年 度　主 要 施 策 の 成 果 説 明 書", "令和6年度 主要施策の成果説明書"),
        ("令和６年度決算に係る主要な施策の成果に関する報告書", "令和6年度 主要な施策の成果に関する報告書"),
        ("令和６年度　主要施策成果説明書", "令和6年度 主要施策成果説明書"),
        ("令和６年度　主要な施策の成果を説明する書類", "令和6年度 主要な施策の成果を説明する書類"),
        ("令和６年度　主要施策の成果説明書　みほん市", "令和6年度 主要施策の成果説明書"),
        ("令和６年度　主要な施策の成果に関する説明書", "令和6年度 主要な施策の成果に関する説明書"),
    ],
)
def test_a_title_may_say_more_than_year_and_form(read, title, told):
    document = read(RESULTS, TITLE, title, **HOME)
    (sheet,) = document.results
    assert (sheet.year, sheet.source.document) == (2024, told)
    assert said(document) == set()


@pytest.mark.parametrize(
    "title", ["令和６年度　実施計画 兼 予算要求書（検証）", "令和６年度　実施計画兼予算要求書【検証】"]
)
def test_the_title_of_a_review_may_be_set_in_other_brackets_and_blanks(read, title):
    (project,) = read(REVIEW, REVIEW_TITLE, title, **HOME).projects
    assert (project.year, project.source.document) == (2024, "令和6年度 実施計画兼予算要求書（検証）")


def test_a_request_that_was_not_reviewed_yet_is_not_taken_for_a_review():
    text = RESULTS + REVIEW.replace("（検証）", "")
    assert read_file(text.encode(), "資料.txt", **HOME).projects == ()


def test_the_cover_of_a_file_is_no_sheet(read):
    document = read(f" 令和６年度　主要施策の成果説明書\n\nみほん市\n\n令和７年９月\n{RESULTS}", **HOME)
    assert [sheet.source.page for sheet in document.results] == [2]
    assert said(document) == set()


@pytest.mark.parametrize("label", ["所　属 企画課", "所属：企画課", "所属\n企画課"])
def test_a_label_may_have_a_blank_in_it_or_a_colon_behind_it(read, label):
    assert read(RESULTS, "所属 企画課", label, **HOME).results[0].department == "企画課"


def test_departments_that_are_called_like_a_label_are_departments(read):
    assert read(RESULTS, "所属 企画課", "所属 施策推進課", **HOME).results[0].department == "施策推進課"


CHAPTER = "第２章　ひらく『まなびのまち』\n２－３　学びの場を広げます"


@pytest.mark.parametrize(
    ("printed", "chapter", "section"),
    [
        ("第二章　ひらく『まなびのまち』\n２－３　学びの場", "第2章 ひらく『まなびのまち』", "2-3 学びの場"),
        ("第１編　基本計画　第２章　ひらく\n２－３　学びの場", "第2章 ひらく", "2-3 学びの場"),
        ("基本目標２　ひらく\n２－３　学びの場", "基本目標2 ひらく", "2-3 学びの場"),
        ("政策２　ひらく\n２．３　学びの場", "政策2 ひらく", "2-3 学びの場"),
        ("第１２章　ひらく\n１２－３　学びの\n場", "第12章 ひらく", "12-3 学びの場"),
    ],
)
def test_a_chapter_is_a_chapter_by_whatever_name(read, printed, chapter, section):
    document = read(RESULTS, CHAPTER, printed, **HOME)
    assert [(sheet.chapter, sheet.section) for sheet in document.results] == [(chapter, section)]
    assert said(document) == set()


def test_a_chapter_without_the_number_of_its_section_is_told_with_a_doubt(read):
    document = read(RESULTS, CHAPTER, "第２章　ひらく『まなびのまち』", **HOME)
    assert [(sheet.chapter, sheet.section) for sheet in document.results] == [("第2章 ひらく『まなびのまち』", "2-3")]
    assert any("第2章 ひらく『まなびのまち』" in doubt for doubt in said(document))


@pytest.mark.parametrize(
    "code",
    ["２－３－（１）　図書館の充実", "２．３．１　図書館の充実", "2-3-1図書館の充実", "２ー３ー１　図書\n館の充実"],
)
def test_the_number_of_a_measure_is_read_in_other_spellings(read, code):
    (sheet,) = read(RESULTS, "２－３－１　図書館の充実", code, **HOME).results
    assert (sheet.code.number, sheet.title) == ("2-3-1", "図書館の充実")


@pytest.mark.parametrize("between", ["　　", "\n", "、", " "])
def test_several_measures_of_one_sheet_are_each_given_its_figures(read, between):
    document = read(
        RESULTS,
        "２－３－１　図書館の充実",
        f"２－３－１　図書館の充実{between}２－３－２　第２次読書計画の推進",
        **HOME,
    )
    assert [(sheet.code.number, sheet.title) for sheet in document.results] == [
        ("2-3-1", "図書館の充実"),
        ("2-3-2", "第2次読書計画の推進"),
    ]
    assert len({sheet.indicators[0].result.printed for sheet in document.results}) == 1


@pytest.mark.parametrize("label", ["総合戦略", "デジタル田園都市構想総合戦略", "まち・ひと・しごと創生総合戦略"])
def test_the_strategy_may_go_by_its_other_names(read, label):
    (sheet,) = read(RESULTS, "創生総合戦略 該当なし", f"{label} １　みほん「学んでよし」", **HOME).results
    assert (sheet.strategy, sheet.title) == ("1 みほん「学んでよし」", "図書館の充実")


@pytest.mark.parametrize("heading", ["今後の取組", "目標の達成に向けた今後の取り組み", "目標実現に向けた今後の取組み"])
def test_what_comes_next_may_stand_under_another_heading(read, heading):
    document = read(RESULTS, "目標の実現に向けた今後の取組", heading, **HOME)
    assert document.results[0].next_steps.text == "第4次みほん市振興計画でも続けます。"
    assert said(document) == set()


def test_the_name_of_a_project_broken_over_two_lines_is_one_name(read):
    (project,) = read(
        REVIEW, "事業 移動図書館費 予算", "事業 移動図書館と読書活動の\n推進事業費\n予算", **HOME
    ).projects
    assert project.name == "移動図書館と読書活動の推進事業費"


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("01一般会計 10教育費", ("01一般会計", "10教育費")),
        ("01一般会計\n10教育費", ("01一般会計", "10教育費")),
        ("一般会計・教育費", ("一般会計", "教育費")),
        ("10款 5項", ("10款", "5項")),
    ],
)
def test_an_account_is_parted_however_it_is_printed(read, printed, parts):
    (project,) = read(REVIEW, "01一般会計・10教育費・05社会教育費・02図書館費", printed, **HOME).projects
    assert project.account == parts


@pytest.mark.parametrize(
    ("label", "unit"),
    [("事 業 費（千円）", "千円"), ("事業費［千円］", "千円"), ("事業費（単位：円）", "円")],
)
def test_money_is_money_under_any_spelling_of_its_label(read, label, unit):
    (project,) = read(REVIEW, "事業費（千円）", label, **HOME).projects
    assert (project.budget.result.printed, project.budget.result.unit, project.budget.doubt) == ("9,876", unit, None)


@pytest.mark.parametrize("head", ["区分 令和６年度当初予算 令和６年度決算額", "区　分 予算 実績"])
def test_the_columns_of_money_may_go_by_their_other_names(read, head):
    assert said(read(REVIEW, "区分 令和６年度予算 令和６年度実績", head, **HOME)) == set()


@pytest.mark.parametrize(
    ("printed", "target", "result"),
    [
        ("50％以上 48％", ("50%以上", Decimal(50), "%"), ("48", Decimal(48), "%")),
        ("50 ％以上 48 ％", ("50%以上", Decimal(50), "%"), ("48", Decimal(48), "%")),
        ("15分以内 17分", ("15分以内", Decimal(15), "分"), ("17", Decimal(17), "分")),
        ("+3.2 ％ －1.5 ％", ("+3.2", Decimal("3.2"), "%"), ("-1.5", Decimal("-1.5"), "%")),
        ("－人 ５人", (None, None, "人"), ("5", Decimal(5), "人")),
        ("18.2％ ―％", ("18.2", Decimal("18.2"), "%"), (None, None, "%")),
        ("5件 4件（見込み）", ("5", Decimal(5), "件"), ("4件（見込み）", Decimal(4), "件")),
        ("年５回 延べ４回", ("年5", None, "回"), ("延べ4", None, "回")),
        ("１万２千人 １万人", ("1万2千", Decimal(12_000), "人"), ("1万", Decimal(10_000), "人")),
        ("３億円 ２億８，７６５万円", ("3億", Decimal(300_000_000), "円"), ("2億8,765万", Decimal(287_650_000), "円")),
        (
            "３億 円 ２億８，７６５万 円",
            ("3億", Decimal(300_000_000), "円"),
            ("2億8,765万", Decimal(287_650_000), "円"),
        ),
        ("1万 人 １万２，４００ 人", ("1万", Decimal(10_000), "人"), ("1万2,400", Decimal(12_400), "人")),
        ("5.9t-CO2 6.1t-CO2", ("5.9", Decimal("5.9"), "t-CO2"), ("6.1", Decimal("6.1"), "t-CO2")),
        ("10.5㎡/人 10.6㎡/人", ("10.5", Decimal("10.5"), "m2/人"), ("10.6", Decimal("10.6"), "m2/人")),
        ("2 ㎎/L以下 1.8 ㎎/L", ("2mg/L以下", Decimal(2), "mg/L"), ("1.8", Decimal("1.8"), "mg/L")),
        ("100～110 人 101 人（見込み）", ("100～110", None, "人"), ("101人（見込み）", Decimal(101), "人")),
        ("100 人 101 人 （速報値）", ("100", Decimal(100), "人"), ("101人（速報値）", Decimal(101), "人")),
        ("59 t （令和７年10月確定）", ("59", Decimal(59), "t"), ("（令和7年10月確定）", None, None)),
        ("５ 件 集計中", ("5", Decimal(5), "件"), ("集計中", None, None)),
        ("策定 未策定", ("策定", None, None), ("未策定", None, None)),
        ("5.5ha 4.8ha(速報値)", ("5.5", Decimal("5.5"), "ha"), ("4.8ha(速報値)", Decimal("4.8"), "ha")),
        ("2,400 円 －（調査中）", ("2,400", Decimal(2400), "円"), ("-（調査中）", None, None)),
        ("Ａ Ｂ", ("A", None, None), ("B", None, None)),
        ("／ ／", (None, None, None), (None, None, None)),
        ("… 3 人", (None, None, "人"), ("3", Decimal(3), "人")),
        ("70,000 円/kg 65,000 円/kg", ("70,000", Decimal(70000), "円/kg"), ("65,000", Decimal(65000), "円/kg")),
    ],
)
def test_cells_are_told_as_they_are_printed(read, printed, target, result):
    row = read(RESULTS, "講座の開催回数 ３ 回 ３ 回", f"講座の開催回数 {printed}", **HOME).results[0].indicators[-1]
    assert row.name == "講座の開催回数"
    assert (row.target.printed, row.target.value, row.target.unit) == target
    assert (row.result.printed, row.result.value, row.result.unit) == result
    assert row.doubt is None


def test_a_mark_that_points_to_a_note_is_doubted_with_the_figures(read):
    row = read(RESULTS, "３ 回 ３ 回", "３ 回 ３ 回 ※１", **HOME).results[0].indicators[-1]
    assert (row.name, row.target.printed, row.result.printed) == ("講座の開催回数", "3", "3")
    assert "3 回 3 回 ※1" in row.doubt


@pytest.mark.parametrize(
    "printed", ["３ ※２ ４ 回", "３※２ ４ 回", "３ 回 ４※２", "３ 回 ４（※２）", "３ 回 ４注２）", "３ 回 ４*2"]
)
def test_a_mark_beside_a_figure_is_no_figure_and_its_note_is_told_with_it(read, printed):
    note = "※１　別の話です。\n※２　５月に２回から改めました。\n"
    text = RESULTS.replace("理由　", f"\n{note}\n理由　", 1)
    row = read(text, "３ 回 ３ 回", printed, **HOME).results[0].indicators[-1]
    assert (row.name, row.target.printed, row.result.printed) == ("講座の開催回数", "3", "4")
    assert "5月に2回から改めました。" in row.doubt


def test_a_note_on_which_way_is_better_is_no_doubt(read):
    text = RESULTS.replace("理由　", "\n※１　少ないほど良い指標です。\n\n理由　", 1)
    row = read(text, "講座の開催回数 ３ 回 ３ 回", "講座の欠席者数※１ ３ 人 ２ 人", **HOME).results[0].indicators[-1]
    assert (row.name, row.lower_is_better, row.doubt) == ("講座の欠席者数", True, None)


def test_of_two_figures_joined_by_an_arrow_neither_is_the_result(read):
    row = read(RESULTS, "３ 回 ３ 回", "４ 回 ２→３ 回", **HOME).results[0].indicators[-1]
    assert (row.name, row.target.printed, row.result.printed, row.result.value) == ("講座の開催回数", "4", "2→3", None)
    assert "2→3" in row.doubt


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("図書の貸出率（％）", "%"),
        ("寄附の額（千円）", "千円"),
        ("遊歩道の延長 （単位：km）", "km"),
        ("排出量（kg/人）", "kg/人"),
    ],
)
def test_a_unit_may_end_the_name_where_the_figures_print_none(read, name, unit):
    row = read(RESULTS, "講座の開催回数 ３ 回 ３ 回", f"{name} 1,200 1,050", **HOME).results[0].indicators[-1]
    assert row.name == name.partition("（")[0].strip()
    assert (row.target.unit, row.result.unit, row.result.printed) == (unit, unit, "1,050")


@pytest.mark.parametrize("name", ["利用者数（延べ）", "利用者数（年間）", "利用者数（市内）"])
def test_what_else_ends_a_name_in_brackets_is_no_unit(read, name):
    row = read(RESULTS, "講座の開催回数 ３ 回 ３ 回", f"{name} 1,200 1,050", **HOME).results[0].indicators[-1]
    assert (row.name, row.target.unit) == (name, None)


def test_a_number_in_a_ring_is_no_figure(read):
    row = read(RESULTS, "講座の開催回数", "② 講座の開催回数", **HOME).results[0].indicators[-1]
    assert (row.name, row.result.printed) == ("② 講座の開催回数", "3")
    (project,) = read(REVIEW, "予算科目 01", "予算科目 ①01", **HOME).projects
    assert project.account[0] == "①01一般会計"


def test_a_word_that_belongs_to_a_name_is_no_figure(read):
    row = read(RESULTS, "講座の開催回数 ３ 回 ３ 回", "講座の 実施 ３ 回 ３ 回", **HOME).results[0].indicators[-1]
    assert (row.name, row.target.printed) == ("講座の 実施", "3")


def test_an_upright_label_may_stand_beside_the_rows_below_a_head_of_two_lines():
    text = RESULTS[: RESULTS.index("区分 ")] + "\n".join(
        [
            "区分              令和５年度        令和６年度",
            "",
            "                 実績       目標       実績      増減",
            "",
            "目   貸出冊数   ５，０１０ 冊   ５，２００ 冊   ５，１３０ 冊   １２０",
            "",
            "標   読み聞かせの会の参加者数    －      ６０ 人    ７２ 人    皆増",
            "",
            "     図書館の開館日数    ２８０ 日    ２８５ 日    ２８４ 日    ４",
            "",
            "値   予約の件数    ９１ 件    ９５ 件    ９０ 件    △１",
            "",
            "理由　※令和６年度目標と令和６年度実績の間に乖離がある場合",
            "",
        ]
    )
    (sheet,) = read_file(text.encode(), "資料.txt", **HOME).results
    assert [(row.name, row.target.printed, row.result.printed, row.doubt) for row in sheet.indicators] == [
        ("貸出冊数", "5,200", "5,130", None),
        ("読み聞かせの会の参加者数", "60", "72", None),
        ("図書館の開館日数", "285", "284", None),
        ("予約の件数", "95", "90", None),
    ]


@pytest.mark.parametrize("head_again", [True, False])
def test_a_sheet_that_goes_on_below_its_title_and_head_is_one_sheet(read, head_again):
    begin, _, end = RESULTS.partition("講座の開催回数")
    head = RESULTS[RESULTS.index("所属") : RESULTS.index("目的")] if head_again else ""
    table = "区分 令和６年度目標 令和６年度実績\n\n目標値\n\n"
    title, more = (f"令和６年度　主要施策の成果説明書　（{nth}／２）\n" for nth in "12")
    text = f"\f{begin}\n\f{more}\n{head}{table}講座の開催回数{end}".replace(
        "令和６年度　主要施策の成果説明書\n", title, 1
    )
    (sheet,) = read(text, **HOME).results
    assert [row.name for row in sheet.indicators] == ["貸出冊数", "試乗会の参加者数", "講座の開催回数"]
    assert sheet.next_steps.text == "第4次みほん市振興計画でも続けます。"


@pytest.mark.parametrize("gap", [" ", "　　"])
def test_a_label_may_stand_before_the_first_row(read, gap):
    document = read(RESULTS, "目\n標\n値\n\n貸出冊数", f"目標値{gap}貸出冊数", **HOME)
    assert [row.name for row in document.results[0].indicators] == ["貸出冊数", "試乗会の参加者数", "講座の開催回数"]


def test_letters_of_a_name_set_apart_are_one_word(read):
    row = read(RESULTS, "講座の開催回数", "講　座　の　数", **HOME).results[0].indicators[-1]
    assert (row.name, row.result.printed) == ("講座の数", "3")


def test_money_under_a_head_that_is_doubted_is_doubted_too(read):
    (project,) = read(REVIEW, "区分 令和６年度予算 令和６年度実績", "区分 めやす 令和６年度実績", **HOME).projects
    assert project.budget.doubt
    assert project.staffing.doubt


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("みほん市　主要施策の成果説明書（令和６年度）　　第２章", "─ {} ─"),
        ("令和６年度主要施策の成果説明書　第２章　みほん", "{}"),
        ("みほん市", "－{}－"),
        ("第２章　ひらく", "{}"),
    ],
)
def test_what_a_page_prints_at_its_edges_is_no_part_of_the_table_it_cuts(read, above, below):
    first, *more = (f"\n\n{below.format(nth)}\n\f{above}\n\n" for nth in (11, 12))
    text = (
        f"\f{RESULTS.replace('講座の開催回数', first + '講座の開催回数').replace('理由　', ''.join(more) + '理由　')}"
    )
    (sheet,) = read(text, **HOME).results
    (whole,) = read(RESULTS, **HOME).results
    assert [(row.name, row.doubt) for row in sheet.indicators] == [(row.name, row.doubt) for row in whole.indicators]
    assert (sheet.reason and sheet.reason.text) == (whole.reason and whole.reason.text)


def test_numbers_between_dashes_that_count_up_are_pages_where_the_file_tells_none():
    text = RESULTS.replace("講座の開催回数", "- 7 -\n\n講座の開催回数") + "\n- 8 -\n"
    (sheet,) = read_file(text.encode(), "資料.txt", **HOME).results
    assert [row.name for row in sheet.indicators][-1] == "講座の開催回数"
    assert sheet.next_steps.text == "第4次みほん市振興計画でも続けます。"


LABELS_APART = (
    RESULTS.replace(
        "所属 企画課 振興計画\n", "施 策 名 ２－３－１　図書館の充実\n所　　属 教育部　図書館　奉仕係\n振興計画 "
    )
    .replace(" 施策 ２－３－１　図書館の充実", "")
    .replace("区分 ", "区　分 ")
    .replace("目的\n", "目　　的\n")
    .replace("理由　", "理　　由　")
)


def test_labels_spread_over_their_cells_may_come_in_another_order(read):
    document = read(LABELS_APART, TITLE, "2024年度（令和６年度）　主要施策の成果説明書　みほん市", **HOME)
    (sheet,) = document.results
    assert (sheet.department, sheet.code.number, sheet.title) == ("教育部 図書館 奉仕係", "2-3-1", "図書館の充実")
    assert (sheet.chapter, sheet.section) == ("第2章 ひらく『まなびのまち』", "2-3 学びの場を広げます")
    assert (sheet.strategy, len(sheet.indicators), len(sheet.purposes)) == (
        None,
        len(read(RESULTS, **HOME).results[0].indicators),
        1,
    )
    assert said(document) == set()


def test_the_head_of_a_review_may_come_in_another_order(read):
    head = REVIEW[REVIEW.index("所属") : REVIEW.index("事業概要")]
    other = (
        "事 業 名 移動図書館費\n所　　属 図書館\n施 策 名 ２－３－１　図書館の充実\n予算科目 01一般会計・10教育費\n\n"
    )
    (project,) = read(REVIEW, head, other, **HOME).projects
    assert (project.name, project.department, project.account) == ("移動図書館費", "図書館", ("01一般会計", "10教育費"))
    assert [(code.number, title) for code, title in project.measures] == [("2-3-1", "図書館の充実")]


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("１　みほん「学んでよし」　本にふれる機会の創\n出", "1 みほん「学んでよし」 本にふれる機会の創出"),
        ("１　みほん「学んでよし」\n本にふれる機会の創出", "1 みほん「学んでよし」 本にふれる機会の創出"),
        ("１　みほん「学んでよし」　本にふれるための\n場づくり", "1 みほん「学んでよし」 本にふれるための場づくり"),
        ("２－（３）　読書の推進", "2-（3） 読書の推進"),
    ],
)
def test_a_strategy_broken_within_a_word_gets_no_blank_there(read, printed, told):
    (sheet,) = read(RESULTS, "創生総合戦略 該当なし", f"創生総合戦略 {printed}", **HOME).results
    assert sheet.strategy == told


def test_the_money_of_several_projects_on_one_sheet_is_told_of_each(read):
    text = REVIEW.replace("事業 移動図書館費 予算", "事業 移動図書館費　　読書週間事業費 予算")
    each = "事業費（千円） 移動図書館費 9,000 8,000\n\n読書週間事業費 3,345 1,876"
    (project,) = read(text, "事業費（千円） 12,345 9,876", each, **HOME).projects
    assert [
        (row.name, row.target.printed, row.target.unit, row.result.printed, row.result.unit, row.doubt)
        for row in project.activities[-2:]
    ] == [
        ("移動図書館費", "9,000", "千円", "8,000", "千円", None),
        ("読書週間事業費", "3,345", "千円", "1,876", "千円", None),
    ]
    assert (project.budget.target.printed, project.budget.result.printed) == (None, None)
    assert "読書週間事業費：予算3,345千円、実績1,876千円" in project.budget.doubt


def test_the_year_before_is_told_apart_by_the_head(read):
    text = RESULTS.replace("区分 令和６年度目標 令和６年度実績", "区分 令和５年度実績 令和６年度目標 令和６年度実績")
    row = read(text, "３ 回 ３ 回", "５ 回 ４ 回 ３ 回", **HOME).results[0].indicators[-1]
    assert (row.target.printed, row.result.printed, row.doubt) == ("4", "3", None)
