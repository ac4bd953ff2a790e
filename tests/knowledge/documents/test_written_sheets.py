"""Sheets of towns, years and departments nobody has met: written in the city's form and read back fact for fact."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents.document import read_document
from knowledge.documents.files import read_file
from knowledge.language.text import is_gap, number, printed, year_named
from tests.knowledge.documents.pdfs import printed_lines
from tests.knowledge.documents.pdfs import tables as tables_as_pdf
from tests.knowledge.documents.written import WIDE, ResultsSheet, ReviewSheet, Row

WORDS = st.sampled_from(
    [
        "観光",
        "農業",
        "保育",
        "道路",
        "防災",
        "図書館",
        "水道",
        "森林",
        "交流",
        "健康",
        "移住",
        "公園",
        "学校",
        "介護",
        "祭り",
        "商店街",
        "除雪",
        "消防",
    ]
)
ACTS = st.sampled_from(
    ["参加者数", "利用件数", "整備延長", "満足度", "割合", "実施回数", "設置数", "面積", "相談件数", "残高"]
)
YEARS = st.sampled_from(["令和元年度", "令和６年度", "令和10年度", "2025年度", "平成30年度"])
DEPARTMENTS = st.sampled_from(
    ["企画財政課", "農林課", "こども未来課", "上下水道課", "教育委員会生涯学習課", "消防本部"]
)
PLANS = st.sampled_from([("みさき市", "4次", "第４次みさき市振興計画"), ("山中町", "6次", "第六次山中町総合計画")])
UNITS = st.sampled_from(["％", "%", "件", "人", "千円", "ha", "km", "ポイント", "箇所", "人/日", "団体", ""])


@st.composite
def numbers(draw):
    whole = draw(st.integers(0, 9_999_999))
    text = f"{whole:,}" if draw(st.booleans()) else str(whole)
    if draw(st.booleans()):
        text += f".{draw(st.integers(0, 99))}"
    text = (
        draw(st.sampled_from(["", "", "", "△", "▲", "−"])) + text + draw(st.sampled_from(["", "", "", "以上", "以下"]))
    )
    return text.translate(WIDE) if draw(st.booleans()) else text


VALUES = st.one_of(numbers(), numbers(), st.sampled_from(["－", "―", "", "皆増", "０"]))


@st.composite
def tables(draw, most=5):
    names = draw(st.lists(st.tuples(WORDS, WORDS, ACTS, st.booleans()), min_size=1, max_size=most, unique_by=str))
    rows = []
    for nth, (first, second, act, long) in enumerate(names):
        name = f"{first}と{second}の{act}"
        if long:
            name = f"{'甲乙丙丁戊'[nth]}地区の{name}（前の年度までに{second}と{first}を合わせて数えたもの）"
        unit = draw(UNITS)
        target, result = draw(VALUES), draw(VALUES)
        if long and not (target or result or unit):
            result = "－"  # a row of blanks only cannot be told from the empty rows of the form
        rows.append(Row(name, target, unit, result, unit))
    return tuple({row.name: row for row in rows}.values())


CODES = st.tuples(st.integers(1, 4), st.integers(1, 12), st.integers(1, 9)).map(lambda parts: "-".join(map(str, parts)))
MEASURES = st.lists(st.tuples(CODES, WORDS.map(lambda word: f"{word}の推進")), min_size=1, max_size=3, unique=True)


@st.composite
def results_sheets(draw):
    chapter = draw(st.integers(1, 4))
    return ResultsSheet(
        year=draw(YEARS),
        department=draw(DEPARTMENTS),
        chapter=f"第{str(chapter).translate(WIDE)}章　ひらく『まなびのまち』",
        section=f"{chapter}－{draw(st.integers(1, 9))}　まちを育てます".translate(WIDE),
        measures=tuple(draw(MEASURES)[:1]),
        strategy=draw(st.sampled_from(["該当なし", "１　みほん「学んでよし」プロジェクト"])),
        goals=tuple((f"{draw(WORDS)}の充実", "整えます。") for _ in range(draw(st.integers(1, 6)))),
        rows=draw(st.one_of(tables(), st.just(()))),
        reason=draw(st.sampled_from(["", "雨が多かったためです。"])),
        plan_named=draw(PLANS)[2],
    )


@st.composite
def review_sheets(draw):
    return ReviewSheet(
        year=draw(YEARS),
        department=draw(DEPARTMENTS),
        name=f"{draw(WORDS)}推進事業費",
        account=("01一般会計", "03民生費", "02児童福祉費")[: draw(st.integers(1, 3))],
        measures=tuple(draw(MEASURES)),
        aims=(
            f"{draw(WORDS)}が盛んな状態",
            f"{draw(WORDS)}に取り組む人が前の年度より増えている状態",
            "取り組みました。",
        ),
        rows=draw(tables(most=3)),
        budget=(draw(numbers()), draw(st.one_of(numbers(), st.just("－")))),
        staffing=(draw(st.sampled_from(["0.5", "１", "2.25"])), "0.5"),
        plan_named=draw(PLANS)[2],
    )


def figure(value: str, unit: str, *, aimed_at: bool = False):
    if not value or is_gap(value):
        return (None, None, printed(unit) or None)
    amount = value.removesuffix("以上").removesuffix("以下") if aimed_at else value
    return (printed(value), number(amount), None if value == "皆増" else printed(unit) or None)


def written(rows):
    return [
        (
            printed(row.name),
            figure(row.target, row.target_unit, aimed_at=True),
            figure(row.result, row.result_unit),
            None,
        )
        for row in rows
    ]


def told(rows):
    return [
        (
            row.name,
            (row.target.printed, row.target.value, row.target.unit),
            (row.result.printed, row.result.value, row.result.unit),
            row.doubt,
        )
        for row in rows
    ]


def agrees(sheet: ResultsSheet, found) -> None:
    ((code, title),) = sheet.measures
    assert (found.year, found.department) == (year_named(sheet.year), sheet.department)
    assert (found.code.number, found.title) == (code, title)
    assert (found.chapter, found.section) == (printed(sheet.chapter), printed(sheet.section))
    assert found.strategy == (None if sheet.strategy == "該当なし" else printed(sheet.strategy))
    assert [goal.heading for goal in found.goals] == [heading for heading, _ in sheet.goals]
    assert [done.heading for done in found.achievements] == [heading for heading, _ in sheet.goals]
    assert (found.reason.text if found.reason else "") == sheet.reason
    assert told(found.indicators) == written(sheet.rows)


@given(results_sheets())
def test_a_results_sheet_is_read_as_it_was_written(sheet):
    document = read_document(sheet.text())
    (found,) = document.results
    agrees(sheet, found)
    assert sheet.plan_named.endswith(("振興計画", "総合計画"))
    assert (found.city, found.code.plan) in {("みさき市", "4次"), ("山中町", "6次")}
    assert document.doubts == ()


@given(results_sheets(), st.integers(0, 4), st.booleans())
def test_a_table_cut_by_a_page_is_one_table(sheet, cut, again):
    (found,) = read_document(sheet.text(cut_before_row=cut, title_again=again)).results
    agrees(sheet, found)


@given(results_sheets(), st.lists(VALUES, min_size=5, max_size=5), st.integers(0, 4), st.booleans())
def test_a_column_of_the_year_before_moves_no_figure(sheet, before, cut, unit_first):
    rows = tuple(replace(row, before=value) for row, value in zip(sheet.rows, before, strict=False))
    (found,) = read_document(replace(sheet, rows=rows).text(cut_before_row=cut, unit_first=unit_first)).results
    agrees(sheet, found)


@given(review_sheets())
def test_a_review_sheet_is_read_as_it_was_written(sheet):
    document = read_document(sheet.text())
    (found,) = document.projects
    assert (found.year, found.department, found.name) == (year_named(sheet.year), sheet.department, sheet.name)
    assert found.account == sheet.account
    assert tuple((code.number, title) for code, title in found.measures) == sheet.measures
    assert tuple(aim.text for aim in found.aims) == sheet.aims
    assert told(found.activities) == written(sheet.rows)
    assert told([found.budget]) == [
        ("事業費", figure(sheet.budget[0], "千円", aimed_at=True), figure(sheet.budget[1], "千円"), None)
    ]
    assert told([found.staffing]) == [("従事人工", *(figure(value, "人工") for value in sheet.staffing), None)]
    assert document.doubts == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(results_sheets(), min_size=1, max_size=3), st.sampled_from([11, 14, 18]))
def test_a_pdf_of_the_sheets_says_the_same_as_the_text(sheets, leading):
    text = "".join(sheet.text() for sheet in sheets)
    from_text, from_pdf = read_document(text), read_file(printed_lines(text, leading=leading), "成果.pdf")
    for sheet, found in zip(sheets, from_pdf.results, strict=True):
        agrees(sheet, found)
    assert [found.source.page for found in from_pdf.results] == [found.source.page for found in from_text.results]


ROWS = (Row("相談の件数", "18", "件", "17", "件"), Row("参加者数", "5", "人", "6", "人"))
SHEET = ResultsSheet(
    year="令和６年度",
    department="企画課",
    chapter="第１章　はぐくむ",
    section="１－１　育てます",
    measures=(("1-1-1", "保育の推進"),),
    strategy="該当なし",
    goals=(("保育の充実", "整えます。"),),
    rows=ROWS,
    reason="",
    plan_named="第４次みさき市振興計画",
)


@pytest.mark.parametrize(
    "head",
    [
        "区分 令和５年度目標 令和６年度実績",
        "区分 令和５年度実績 令和６年度目標 令和６年度実績",
        "区分 前年度目標 令和６年度実績",
        "区分 基準値 めざす値",
        "区分",
    ],
)
def test_under_a_head_not_met_before_every_row_is_doubted_with_the_printed_head(read, head):
    text = SHEET.text().replace("区分 令和６年度目標 令和６年度実績", head)
    document = read(text)
    (found,) = document.results
    assert all(row.doubt and printed(head) in row.doubt for row in found.indicators)
    assert len(document.doubts) == 2


@pytest.mark.parametrize(
    "head",
    [
        "区分 目標 実績",
        "区分 2024年度目標値 2024年度実績値",
        "区分　Ｒ６年度目標　Ｒ６年度実績",
        "区分 令和６年度 目標 本年度（実績）",
    ],
)
def test_a_head_may_name_the_columns_in_other_ways(read, head):
    assert read(SHEET.text().replace("区分 令和６年度目標 令和６年度実績", head)).doubts == ()


def test_a_row_that_lost_its_name_is_doubted_and_takes_no_other_name(read):
    (found,) = read(SHEET.text().replace("参加者数 5", "5")).results
    first, nameless = found.indicators
    assert (first.name, first.result.printed, first.doubt) == ("相談の件数", "17", None)
    assert nameless.name != first.name
    assert "5 人 6 人" in nameless.doubt


def test_names_that_stand_twice_are_doubted(read):
    sheet = replace(SHEET, rows=(ROWS[0], ROWS[0]))
    (found,) = read(sheet.text()).results
    assert all("2つ" in row.doubt for row in found.indicators)


@pytest.mark.parametrize("figures", ["18 件 17 件 16 件", "18 17 16", "18 件 － 16 件"])
def test_of_three_values_in_two_columns_none_is_told(read, figures):
    (found,) = read(SHEET.text().replace("18 件 17 件", figures)).results
    row = found.indicators[0]
    assert (row.name, row.target.printed, row.result.printed) == ("相談の件数", None, None)
    assert printed(figures) in row.doubt


def test_a_sheet_that_names_no_plan_is_read_for_the_city_at_home_with_a_doubt(read):
    text = replace(SHEET, plan_named="市の計画").text()
    document = read(text, home="上山市")
    assert document.results[0].city == "上山市"
    assert any("第何次" in doubt.text for doubt in document.doubts)


def test_a_sheet_of_another_city_is_not_taken_for_one_of_home(read):
    assert read(SHEET.text(), home="上山市").results[0].city == "みさき市"


def test_a_broken_sheet_is_a_doubt_and_its_neighbours_are_read(read):
    document = read(SHEET.text() + SHEET.text().replace("所属 企画課", "所属 "))
    assert len(document.results) == 1
    assert any("所属がありません" in doubt.text for doubt in document.doubts)


def test_the_same_sheet_twice_in_a_file_is_doubted(read):
    assert sum("2つ" in doubt.text for doubt in read(SHEET.text() * 2).doubts) == 2


def test_a_name_cut_by_a_page_is_one_name(read):
    name = "相談や苦情などのさまざまな声を聞いた回数（電話を含む）"
    cut = f"{name[:25]}\n 区分 令和６年度目標 令和６年度実績\n\n目\n標\n値\n\n{name[25:]}\n\n18 件 17 件"
    (found,) = read(SHEET.text().replace("相談の件数 18 件 17 件", cut)).results
    assert [(row.name, row.result.printed, row.doubt) for row in found.indicators] == [
        (name, "17", None),
        ("参加者数", "6", None),
    ]


def test_two_rows_at_a_page_break_are_not_one_without_a_doubt(read):
    blank = "前の年度までに相談や苦情などのさまざまな声を聞いた回数"
    cut = f"{blank[:25]}\n{blank[25:]}\n 区分 令和６年度目標 令和６年度実績\n\n目\n標\n値\n\n相談の件数 18 件 17 件"
    (found,) = read(SHEET.text().replace("相談の件数 18 件 17 件", cut)).results
    assert all(row.doubt for row in found.indicators if row.name != "参加者数")


def test_page_numbers_are_no_rows(read):
    pages = [
        SHEET.text(cut_before_row=1).replace("\n 区分", f"\n- {nth} -\n 区分", 1) + f"- {nth + 1} -\n" for nth in (7, 9)
    ]
    document = read("".join(pages))
    assert [len(sheet.indicators) for sheet in document.results] == [2, 2]
    assert all(row.doubt is None for sheet in document.results for row in sheet.indicators)


def test_a_title_printed_at_the_end_of_its_page_is_the_title_of_that_page(read):
    title = " 令和６年度　主要施策の成果説明書\n"
    text = SHEET.text()
    assert text.startswith(title)
    moved = " " + text.removeprefix(title).lstrip("\n") + title.strip() + "\n"
    document = read(moved + moved)
    assert [sheet.department for sheet in document.results] == ["企画課", "企画課"]
    assert [sheet.source.page for sheet in document.results] == [1, 2]


def test_a_title_in_two_lines_is_one(read):
    text = SHEET.text().replace("令和６年度　主要", "令和６年度\n主要")
    assert [sheet.year for sheet in read(text).results] == [2024]


def test_a_title_of_a_measure_may_begin_with_a_figure(read):
    sheet = replace(SHEET, measures=(("1-1-1", "３Ｒの推進"),))
    assert read(sheet.text()).results[0].title == "3Rの推進"


@settings(max_examples=25, deadline=None)
@given(results_sheets())
def test_a_ruled_table_of_any_rows_says_what_was_written(sheet):
    head = ["区分", "", f"{sheet.year}目標", "", f"{sheet.year}実績", ""]
    rows = [
        ["目標値" if nth == 0 else "", row.name, row.target, row.target_unit, row.result, row.result_unit]
        for nth, row in enumerate(sheet.rows)
    ]
    spans = [
        ((0, 0), (1, 0)),
        ((2, 0), (3, 0)),
        ((4, 0), (5, 0)),
        *([((0, 1), (0, len(rows)))] if len(rows) > 1 else []),
    ]
    lines = [line.strip() for line in replace(sheet, rows=()).text().split("\n") if line.strip()]
    at = next(nth for nth, line in enumerate(lines) if line.startswith("理由"))
    table = [([40, 200, 80, 60, 80, 60], [head, *rows], spans)] if rows else []
    (found,) = read_file(tables_as_pdf([[*lines[:at], *table, *lines[at:]]]), "成果.pdf").results
    agrees(sheet, found)
