"""What a project cost, in whatever unit it is printed: compared, summed up and told without being off by a thousand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from invented_town import review, review_text

from knowledge.answer import answer
from knowledge.documents.document import read_document
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.amendments import Settled, amended
from knowledge.ledger.identity import identified, sheets_in
from knowledge.ledger.outcomes import left
from knowledge.ledger.withdrawal import print_of
from knowledge.model import Figure, Ledger, Project
from knowledge.telling import wording


def _project(planned: str, spent: str, unit: str, name: str = "移動図書館費", year: str = "令和６年度") -> Project:
    text = review_text().replace("移動図書館費", name).replace("令和６年度", year)
    text = text.replace("事業費（千円） 12,345 9,876", f"事業費（{unit}） {planned} {spent}")
    (project,) = read_document(text, city="みほん市").projects
    return project


def _town(*projects: Project) -> Knowledge:
    return Knowledge.build(Ledger("v", projects=projects), city="みほん市")


@pytest.mark.parametrize(
    ("unit", "planned", "spent"),
    [("円", "12,000,000", "9,800,000"), ("万円", "1,200", "980"), ("百万円", "12", "9.8"), ("千円", "12,000", "9,800")],
)
def test_a_list_of_projects_prints_their_money_in_the_unit_of_the_sheet(unit: str, planned: str, spent: str):
    town = _town(_project(planned, spent, unit), _project("5,000", "5,000", "千円", "絵本贈呈事業費"))
    told = answer(town, "予算を下回った事業は？", None).text
    assert f"・移動図書館費：予算{planned}{unit}→実績{spent}{unit}" in told
    assert "2,200千円（220万円）少なかった" in answer(town, "移動図書館費の予算と実績は？", None).text


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        (("12,000,000", "円"), ("13,200,000", "円"), "1,200千円（120万円）増えました"),
        (("12", "百万円"), ("13.2", "百万円"), "1,200千円（120万円）増えました"),
        (("12,000", "千円"), ("13,200,000", "円"), "1,200千円（120万円）増えました"),
        (("12,000,000", "円"), ("11,765,433", "円"), "実績は、令和5年度から令和6年度までで23万4,567円減りました"),
    ],
)
def test_how_money_moved_is_told_in_the_unit_it_was_computed_in(
    then: tuple[str, str], now: tuple[str, str], change: str
):
    before = _project("12,345", then[0], then[1], year="令和５年度")
    town = _town(before, _project("12,345", now[0], now[1]))
    assert change in answer(town, "移動図書館費の事業費の推移は？", None).text


def test_how_the_people_of_a_project_moved_is_told_in_people():
    (then,), (now,) = review().projects, review().projects
    then = replace(then, year=2023, staffing=replace(then.staffing, result=Figure("0.5", Decimal("0.5"), "人工")))
    now = replace(now, staffing=replace(now.staffing, result=Figure("1.5", Decimal("1.5"), "人工")))
    told = answer(_town(then, now), "移動図書館費の従事人工の推移は？", None).text
    assert "1人工増えました" in told
    assert "千円" not in told


def _settled(project: Project, target: str | None, result: str | None, unit: str | None) -> Project:
    held = identified(sheets_in(Ledger("v", projects=(project,))))
    ((identity, sheet),) = held
    assert isinstance(sheet, Project)
    ((_, now),) = amended(held, [Settled(identity.key, print_of(sheet.budget), target, result, unit)])
    assert isinstance(now, Project)
    return now


@pytest.mark.parametrize(
    ("target", "result", "unit"),
    [
        (None, None, "円"),  # the sheet prints the numbers rightly and no unit
        ("12,000,000", "11,000,000", "円"),
        ("1,200", "1,100", "万円"),
        ("12,000", "11,000", "千円"),
        ("12,000", "11,000", ""),  # no unit at all is 千円, as the reader takes it
    ],
)
def test_a_doubt_about_money_is_settled_in_the_unit_staff_give(target: str | None, result: str | None, unit: str):
    (project,) = read_document(
        review_text().replace("事業費（千円） 12,345 9,876", "事業費 12,000,000 11,000,000"), city="みほん市"
    ).projects
    assert project.budget.doubt is not None
    budget = _settled(project, target, result, unit).budget
    assert (budget.target.value, budget.result.value, budget.doubt) == (Decimal(12_000), Decimal(11_000), None)
    assert budget.target.unit == (unit or "千円")


def test_money_that_was_settled_is_no_thousand_times_dearer_than_the_rest():
    (project,) = read_document(
        review_text().replace("事業費（千円） 12,345 9,876", "事業費 12,000,000 11,000,000"), city="みほん市"
    ).projects
    town = _town(_settled(project, None, None, "円"), _project("20,000", "18,000", "千円", "絵本贈呈事業費"))
    assert "「絵本贈呈事業費」" in answer(town, "一番お金を使った事業は？", None).text
    assert "移動図書館費" not in answer(town, "予算が1500万円以上の事業は？", None).text


def test_two_amounts_in_units_of_their_own_keep_them():
    (project,) = read_document(
        review_text().replace("事業費（千円） 12,345 9,876", "事業費 12,000 千円 11,800,000 円"), city="みほん市"
    ).projects
    assert project.budget.doubt is not None
    assert (project.budget.target.with_unit, project.budget.result.with_unit) == ("12,000千円", "11,800,000円")
    assert left(project.budget) == Decimal(200)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("1684", "1,684千円（168万4千円）"),
        ("1200.000", "1,200千円（120万円）"),
        ("1.234", "1,234円"),
        ("0", "0千円（0円）"),
    ],
)
def test_a_sum_that_was_computed_has_no_endless_decimals(amount: str, said: str):
    assert wording.thousands(Decimal(amount)) == said
