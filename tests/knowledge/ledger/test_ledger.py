"""The bundled ledger: what the first city's documents say, complete and with its places."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.ledger.bundled import bundled, bundled_of, read_ledger
from knowledge.ledger.toml_entries import UnreadableLedger
from knowledge.model import Code, Indicator, Ledger, Project, Prose, Results


@pytest.fixture(scope="module")
def ledger():
    return bundled()


def values_in(value: object, kind: type) -> Iterator:
    if isinstance(value, kind):
        yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from values_in(getattr(value, field.name), kind)
    elif isinstance(value, tuple):
        for part in value:
            yield from values_in(part, kind)


def project(ledger, name: str) -> Project:
    return next(sheet for sheet in ledger.projects if sheet.name == name)


def results(ledger, number: str) -> Results:
    return next(sheet for sheet in ledger.results if sheet.code == Code("7次", number))


def row(sheet: Results | Project, name: str) -> Indicator:
    rows = sheet.indicators if isinstance(sheet, Results) else sheet.activities
    return next(indicator for indicator in rows if indicator.name.startswith(name))


def test_every_sheet_and_section_of_the_city_is_there(ledger):
    assert [sheet.code.number for sheet in ledger.results] == ["5-1-1", "5-2-1", "5-3-1", "5-3-2", "5-4-1", "5-5-1"]
    assert [section.code.number for section in ledger.sections] == ["6-1", "6-2", "6-3", "6-4", "6-5"]
    assert len(ledger.projects) == 8


def test_every_row_of_every_table_is_there(ledger):
    assert [len(sheet.indicators) for sheet in ledger.results] == [2, 1, 1, 1, 3, 1]
    assert [len(sheet.activities) for sheet in ledger.projects] == [2, 1, 3, 1, 2, 1, 3, 1]


def test_every_measure_goal_effort_and_plan_of_the_chapter_is_there(ledger):
    measures = [measure for section in ledger.sections for measure in section.measures]
    assert [
        (measure.code.number, len(measure.goals), len(measure.efforts), len(measure.plans)) for measure in measures
    ] == [
        ("6-1-1", 2, 4, 1),
        ("6-2-1", 2, 3, 0),
        ("6-3-1", 1, 1, 0),
        ("6-3-2", 2, 3, 4),
        ("6-3-3", 1, 1, 1),
        ("6-4-1", 3, 2, 2),
        ("6-5-1", 3, 6, 1),
    ]


def test_figures_stand_as_they_are_printed(ledger):
    npo = row(results(ledger, "5-1-1"), "NPO")
    assert (npo.target.printed, npo.target.value, npo.target.unit) == ("18", Decimal(18), "団体")
    assert row(results(ledger, "5-1-1"), "第7次").target.printed == "18.0"
    budget = project(ledger, "地域おこし協力隊推進事業費").budget
    assert (budget.target.printed, budget.result.printed, budget.result.unit) == ("1,684", "221", "千円")


def test_a_dash_is_a_gap_and_a_printed_nought_is_a_nought(ledger):
    fairs = row(project(ledger, "地域おこし協力隊推進事業費"), "募集に係る")
    assert (fairs.target.value, fairs.result.value) == (None, None)
    assert row(results(ledger, "5-4-1"), "学生訪問団").result.value == Decimal(0)


def test_a_lone_figure_without_unit_is_given_with_a_doubt(ledger):
    students = row(project(ledger, "国際交流推進費"), "訪独学生")
    assert (students.target.printed, students.target.unit, students.result.printed) == ("27", None, None)
    assert students.doubt


def test_the_same_number_in_two_plans_is_two_measures(ledger):
    of_the_seventh = dict(project(ledger, "総務一般管理費").measures)[Code("7次", "6-2-1")]
    of_the_eighth = next(m for s in ledger.sections for m in s.measures if m.code == Code("8次", "6-2-1"))
    assert (of_the_seventh, of_the_eighth.title) == ("効率的な行政運営の推進", "市民活動の後押しとなる広報広聴活動")


def test_a_project_may_belong_to_two_measures(ledger):
    codes = [code.number for code, _ in project(ledger, "上山型温泉クアオルト事業費").measures]
    assert codes == ["3-5-2", "5-4-1"]


def test_a_sheet_without_a_reason_has_none(ledger):
    silent = [sheet.name for sheet in ledger.projects if sheet.reason is None]
    assert silent == ["まちづくり推進事業費", "総務一般管理費", "人権啓発活動事業費", "海の子山の子交歓会事業費"]


def test_a_reason_names_only_rows_its_sheet_has(ledger):
    for sheet in (*ledger.results, *ledger.projects):
        rows = sheet.indicators if isinstance(sheet, Results) else (*sheet.activities, sheet.budget)
        assert set(sheet.reason_about) <= {indicator.name for indicator in rows}


def test_the_missing_npo_is_not_explained_by_the_reason_of_another_row(ledger):
    sheet = results(ledger, "5-1-1")
    assert sheet.reason_about == ("第7次上山市振興計画の市民浸透度",)
    assert row(sheet, "NPO").reason is None


def test_every_statement_says_where_it_comes_from(ledger):
    statements = list(values_in((ledger.sections, ledger.results, ledger.projects), Prose))
    assert len(statements) > 120
    for prose in statements:
        assert prose.source.document
        assert prose.source.place
        assert prose.source.line
        assert prose.source.page
        assert not prose.quoted


def test_every_statement_is_a_polite_sentence(ledger):
    for prose in values_in((ledger.sections, ledger.results, ledger.projects), Prose):
        assert prose.text.endswith(("です。", "ます。", "した。", "せん。", "（写真の説明から）。")), prose.text


def test_a_page_follows_from_the_line(ledger):
    sheet = results(ledger, "5-1-1")
    assert (sheet.source.page, sheet.reason.source.page, row(sheet, "NPO").source.page) == (1, 2, 1)


CITY = {
    "documents.toml": 'city = "上山市"\n[[document]]\ntitle = "令和6年度 主要施策の成果説明書"\npage_starts = [1, 40]\n',
    "results/a.toml": """
document = "令和6年度 主要施策の成果説明書"
city = "みほん市"
year = 2024
department = "企画課"
plan = "2次"
chapter = "第1章 はじまり"
section = "1-1 つどう"
code = "1-1-1"
title = "集いの場づくり"
line = 3
[[indicator]]
name = "集いの数"
line = 42
unit = "回"
target = "3"
""",
}


def write(folder: Path, city: dict[str, str]) -> Path:
    for room in ("plan", "results", "reviews"):
        (folder / room).mkdir(parents=True)
    for name, content in city.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_a_cell_left_out_is_a_gap_that_keeps_its_unit(tmp_path):
    (sheet,) = read_ledger(write(tmp_path, CITY)).results
    (gatherings,) = sheet.indicators
    assert (gatherings.target.printed, gatherings.result.printed, gatherings.result.unit) == ("3", None, "回")
    assert gatherings.source.page == 2


def test_the_version_changes_with_any_figure(tmp_path):
    other = CITY | {"results/a.toml": CITY["results/a.toml"].replace('"3"', '"4"')}
    first, second = read_ledger(write(tmp_path / "1", CITY)), read_ledger(write(tmp_path / "2", other))
    assert first.version != second.version
    assert first.version == read_ledger(tmp_path / "1").version


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("target =", "tagret =", "tagret"),
        ('title = "集いの場づくり"', "", "title"),
        ('"令和6年度 主要', '"令和7年度 主要', "令和7年度"),
        ("year = 2024", 'year = "2024"', "year"),
        ("line = 3", "line = = 3", "results/a.toml"),
    ],
)
def test_a_slip_in_a_file_is_named(tmp_path, right, wrong, named):
    broken = CITY["results/a.toml"].replace(right, wrong, 1)
    with pytest.raises(UnreadableLedger, match=named):
        read_ledger(write(tmp_path, CITY | {"results/a.toml": broken}))


def test_the_bundled_ledger_is_one_citys_and_no_others():
    assert bundled_of("上山市") == bundled()
    assert bundled_of("みほん市") == Ledger("none", city="みほん市")
