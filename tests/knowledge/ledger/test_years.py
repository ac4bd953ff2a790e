"""A ledger of several years, departments and cities: none is taken for another."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from invented_town import results, review

from knowledge.answer import Knowledge, answer
from knowledge.ledger.bundled import bundled
from knowledge.ledger.subjects import subjects
from knowledge.model import Figure, Indicator, Ledger, Project, Results
from knowledge.reply import Reply

BOOKS = "貸出冊数"


def _sheet(year: int, lent: str | None, **others: object) -> Results:
    (sheet,) = results().results
    books, *rows = sheet.indicators
    value = None if lent is None else Decimal(lent.replace(",", ""))
    title = f"令和{year - 2018}年度 主要施策の成果説明書"
    told = replace(books, result=Figure(lent, value, "冊"), source=replace(books.source, document=title))
    return replace(sheet, year=year, indicators=(told, *rows), source=replace(sheet.source, document=title), **others)  # type: ignore[arg-type]


def _project(year: int, spent: str) -> Project:
    (project,) = review(spent).projects
    title = f"令和{year - 2018}年度 実施計画兼予算要求書（検証）"
    budget = replace(project.budget, source=replace(project.budget.source, document=title))
    return replace(project, year=year, budget=budget, source=replace(project.source, document=title))


@pytest.fixture(scope="module")
def town() -> Knowledge:
    """Three years of one town; one row stands only in the first, one sheet only in the last two."""
    first = _sheet(2022, "10,000")
    first = replace(
        first,
        indicators=(
            *first.indicators,
            Indicator(
                "朗読会の参加者数", Figure("50", Decimal(50), "人"), Figure("44", Decimal(44), "人"), first.source
            ),
        ),
    )
    ledger = Ledger(
        "1",
        results=(first, _sheet(2023, "11,000"), _sheet(2024, "11,480")),
        projects=(_project(2023, "9,000"), _project(2024, "9,876")),
    )
    return Knowledge.build(ledger, city="みほん市")


def _ask(knowledge: Knowledge, *turns: str) -> Reply:
    topic, reply = None, None
    for turn in turns:
        reply = answer(knowledge, turn, topic)
        topic = reply.topic or topic
    assert reply is not None
    return reply


def test_without_a_year_the_newest_is_told_and_named(town):
    reply = _ask(town, "貸出冊数はどうなった？")
    assert "令和6年度の貸出冊数" in reply.text
    assert "11,480冊" in reply.text
    assert "出典：令和6年度" in reply.text


@pytest.mark.parametrize(
    ("year", "lent"), [("令和4年度", "10,000"), ("令和５年度", "11,000"), ("2024年度", "11,480"), ("R5", "11,000")]
)
def test_a_year_that_is_named_is_obeyed(town, year, lent):
    reply = _ask(town, f"{year}の貸出冊数の実績は？")
    assert reply.outcome == "answered"
    assert [one for one in ("10,000", "11,000", "11,480") if one in reply.text] == [lent]


def test_a_row_that_only_an_older_year_has_is_told_with_its_year(town):
    assert "令和4年度の朗読会の参加者数は、目標50人・実績44人" in _ask(town, "朗読会の参加者数は？").text


@pytest.mark.parametrize("question", ["令和2年度の貸出冊数は？", "2030年度の貸出冊数の目標は？"])
def test_a_year_nobody_has_is_refused_and_those_there_are_named(town, question):
    reply = _ask(town, question)
    assert reply.outcome == "unknown"
    assert "出典" not in reply.text
    assert all(f"令和{year}年度" in reply.text for year in (4, 5, 6))


def test_a_year_that_lacks_only_this_thing_is_refused_with_those_that_have_it(town):
    reply = _ask(town, "令和4年度の移動図書館費の予算は？")
    assert reply.outcome == "unknown"
    assert "令和5年度、令和6年度" in reply.text
    reply = _ask(town, "令和6年度の朗読会の参加者数は？")
    assert (reply.outcome, "44" in reply.text) == ("unknown", False)


def test_after_an_answer_another_year_may_be_asked_for(town):
    assert "10,000冊" in _ask(town, "貸出冊数の実績は？", "令和4年度は？").text
    assert "11,000冊" in _ask(town, "貸出冊数の実績は？", "その前の年は？").text
    assert _ask(town, "移動図書館費の予算は？", "令和4年度は？").outcome == "unknown"


@pytest.mark.parametrize(
    "question",
    [
        "貸出冊数の推移は？",
        "貸出冊数の推移を教えて",
        "貸出冊数はどう変わった？",
        "年度ごとの貸出冊数は？",
        "令和4年度から令和6年度までの貸出冊数の推移",
    ],
)
def test_how_a_figure_went_over_the_years_is_told_of_all_or_those_named(town, question):
    reply = _ask(town, question)
    assert reply.outcome == "answered"
    assert "令和4年度：目標12,000冊・実績10,000冊" in reply.text
    assert "令和6年度：目標12,000冊・実績11,480冊" in reply.text
    assert "1,480冊増えました" in reply.text


@pytest.mark.parametrize(
    ("question", "change"),
    [
        ("貸出冊数は前年度と比べてどう？", "480冊増えました"),
        ("貸出冊数は令和4年度と比べて増えた？", "1,480冊増えました"),
        ("令和4年度と令和5年度の貸出冊数を教えて", "1,000冊増えました"),
        ("移動図書館費の事業費の推移は？", "876千円（87万6千円）増えました"),
    ],
)
def test_two_years_are_set_beside_one_another(town, question, change):
    reply = _ask(town, question)
    assert change in reply.text
    assert len({source.document for source in reply.sources}) == 2


def test_a_trend_is_asked_for_after_an_answer(town):
    assert "1,480冊増えました" in _ask(town, "貸出冊数は？", "推移は？").text


def test_a_comparison_with_a_year_that_lacks_it_is_refused(town):
    reply = _ask(town, "移動図書館費の予算は令和4年度と比べて増えた？")
    assert (reply.outcome, "出典" in reply.text) == ("unknown", False)


def test_where_the_newest_sheet_prints_nothing_the_newest_figure_is_told():
    ledger = Ledger("1", results=(_sheet(2023, "11,000"), _sheet(2024, None)))
    rows = [replace(row, target=Figure(None, None, "冊")) for row in ledger.results[1].indicators[:1]]
    silent = replace(ledger.results[1], indicators=(*rows, *ledger.results[1].indicators[1:]))
    knowledge = Knowledge.build(replace(ledger, results=(ledger.results[0], silent)), city="みほん市")
    assert "令和5年度の貸出冊数" in _ask(knowledge, "貸出冊数は？").text


def test_lists_are_of_the_newest_year(town):
    reply = _ask(town, "目標に届かなかった指標は？")
    assert reply.text.count("貸出冊数") == 1
    assert "11,480" in reply.text


def test_departments_with_rows_of_one_name_are_asked_back_about():
    library = _sheet(2024, "11,480")
    school = _sheet(2024, "300", department="学校教育課", title="学校図書室の充実")
    school = replace(school, code=replace(school.code, number="2-1-1"))
    knowledge = Knowledge.build(Ledger("1", results=(library, school)), city="みほん市")
    reply = _ask(knowledge, "貸出冊数の実績は？")
    assert reply.outcome == "asked_back"
    assert "図書館の充実" in reply.text
    assert "学校図書室の充実" in reply.text
    assert "300冊" in _ask(knowledge, "貸出冊数の実績は？", "2").text
    assert "300冊" in _ask(knowledge, "学校図書室の貸出冊数は？").text


def test_one_measure_in_two_departments_is_two_sheets():
    one, other = _sheet(2024, "11,480"), _sheet(2024, "300", department="学校教育課")
    keys = [subject.key for subject in subjects(Ledger("1", results=(one, other)))]
    assert len(keys) == len(set(keys))


def test_another_citys_sheets_do_not_answer_for_ones_own():
    theirs = _sheet(2024, "11,480", city="となり市")
    ours = bundled()
    knowledge = Knowledge.build(replace(ours, results=(*ours.results, theirs)), city="上山市")
    assert "となり市" in _ask(knowledge, "貸出冊数は？").text  # whose it is, where one's own documents tell nothing
    assert "17団体" in _ask(knowledge, "NPO法人数の実績は？").text
    reply = _ask(knowledge, "となり市の貸出冊数は？")
    assert "11,480冊" in reply.text
    assert _ask(knowledge, "となり市のNPO法人数は？").outcome == "unknown"


@pytest.mark.parametrize("question", ["令和4年度の貸出冊数は？", "となり市の令和4年度の貸出冊数は？"])
def test_a_year_that_only_another_citys_sheets_have_is_told_with_that_citys_name(question):
    ours = bundled()
    theirs = (_sheet(2022, "10,000", city="となり市"), _sheet(2024, "11,480", city="となり市"))
    knowledge = Knowledge.build(replace(ours, results=(*ours.results, *theirs)), city="上山市")
    reply = _ask(knowledge, question)
    assert "となり市" in reply.text
    assert "10,000冊" in reply.text
    assert "11,480" not in reply.text
