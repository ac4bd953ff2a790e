"""Two cities in one ledger whose plans bear the same numbers: neither is told by the titles or the name of the other's plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented_town import results, results_text

from knowledge.answer import answer
from knowledge.documents.document import read_document
from knowledge.finding.knowledge import Knowledge
from knowledge.model import Code, Ledger, PlanMeasure, PlanSection, Results, Source

OURS, THEIRS = "みほん市", "となり市"


def _results(city: str, chapter: str, section: str, title: str, number: str) -> Results:
    kind = "総合計画" if city == THEIRS else "振興計画"
    text = results_text().replace("第４次みほん市振興計画", f"第４次{city}{kind}")
    (sheet,) = read_document(text, city=city, plan="4次").results
    return replace(sheet, chapter=chapter, section=section, title=title, code=Code("4次", number))


def _section(city: str, plans: tuple[str, ...]) -> PlanSection:
    source = Source(f"{city}計画（4次）", "2-3")
    measure = PlanMeasure(Code("4次", "2-3-1"), "図書館の充実", (), (), plans, source)
    return PlanSection(
        city, Code("4次", "2-3"), "学びの場を広げます", "第2章 ひらくまなび", (), (), (measure,), source
    )  # fmt: skip


@pytest.fixture(scope="module")
def both() -> Knowledge:
    """Theirs come first in the ledger, so that a look at all of it meets them first."""
    theirs = (
        _results(THEIRS, "第2章 うみかぜの港町", "2-3 港のにぎわいを広げます", "市場の充実", "2-3-1"),
        _results(THEIRS, "第3章 みなとの安心", "3-1 津波から命を守り抜きます", "避難の備え", "3-1-1"),
    )
    ours = (
        _results(OURS, "第2章 ひらくまなび", "2-3 学びの場を広げます", "図書館の充実", "2-3-1"),
        _results(OURS, "第3章 もりの安心", "3-1 山火事から森を守り抜きます", "森の備え", "3-1-1"),
    )
    return Knowledge.build(Ledger("v", results=(*theirs, *ours)), city=OURS)


def test_the_title_of_another_citys_chapter_tells_none_of_ones_own(both: Knowledge):
    told = answer(both, "みなとの安心は第何章？", None).text
    assert "もりの安心" not in told
    assert "森を守り抜きます" not in told
    assert "もりの安心" in answer(both, "もりの安心は第何章？", None).text


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("となり市の「津波から命を守り抜きます」の施策は？", "避難の備え", "森の備え"),
        ("「山火事から森を守り抜きます」の施策は？", "森の備え", "避難の備え"),
        ("となり市の第3章は？", "みなとの安心", "もりの安心"),
        ("となり市のみなとの安心は第何章？", "みなとの安心", "もりの安心"),
    ],
)
def test_a_section_is_looked_for_among_those_of_the_city_that_is_asked_of(
    both: Knowledge, question: str, told: str, not_told: str
):
    text = answer(both, question, None).text
    assert told in text
    assert not_told not in text


def test_each_citys_plan_goes_by_its_own_name(both: Knowledge):
    assert "第4次振興計画" in answer(both, "第2章は？", None).text
    theirs = answer(both, "となり市の第2章は？", None).text
    assert "第4次総合計画" in theirs
    assert "振興計画" not in theirs
    assert both.plan_name("4次") == "第4次振興計画"
    assert both.of_city(THEIRS).plan_name("4次") == "第4次総合計画"
    assert both.plan_name("4次", THEIRS) == "第4次総合計画"


def test_a_city_without_sheets_of_its_own_calls_a_plan_as_the_one_it_has_does():
    knowledge = Knowledge.build(Ledger("v", results=tuple(results().results)), city="よそ市")
    assert knowledge.plan_name("4次") == "第4次振興計画"


def test_an_individual_plan_is_called_without_the_name_of_the_city_whose_it_is():
    ledger = Ledger("v", sections=(_section(OURS, ()), _section(THEIRS, ("となり市読書活動推進計画",))))
    told = answer(Knowledge.build(ledger, city=OURS), "となり市の読書活動推進計画はどの施策の個別計画？", None).text
    assert "2-3-1 図書館の充実" in told


def test_a_chapter_is_listed_whole_whatever_it_is_said_to_be_about(both: Knowledge):
    said = answer(both, "まなびのことを書いた第2章には、どんな基本施策が並んでいますか？", None).text
    assert "学びの場を広げます" in said
    assert "図書館の充実" in said
