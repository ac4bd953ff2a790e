"""個別計画, asked after a year's sheet: told of the measure in the plan that goes by nearly the same title, with its name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from town_of_one_sheet import town_that_counts

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.model import Code, PlanMeasure, PlanSection


def _town(title: str) -> Knowledge:
    one = town_that_counts("植樹の本数", unit="本")
    (sheet,) = one.ledger.results
    measure = PlanMeasure(Code("5次", "4-2-1"), title, (), (), ("みほん市みどりの基本計画",), sheet.source)
    section = PlanSection("みほん市", Code("5次", "4-2"), "公園", "第4章 まち", (), (), (measure,), sheet.source)
    sheet = replace(sheet, title="緑化と花壇づくりの推進")
    return Knowledge.build(replace(one.ledger, results=(sheet,), sections=(section,)), city=one.city)


@pytest.mark.parametrize(("title", "told"), [("緑化および花壇づくりの推進", True), ("下水道の更新", False)])
def test_the_plans_of_the_same_measure_are_told_and_no_figure_again(title: str, told: bool):
    town = _town(title)
    first = answer(town, "植樹の本数は？", None)
    reply = answer(town, "個別計画は？", first.topic)
    assert ("みどりの基本計画" in reply.text) is told
    assert "320本" not in reply.text
