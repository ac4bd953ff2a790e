"""Two things called by their printed names are told of both, whatever their words would mean elsewhere."""

from __future__ import annotations

from itertools import permutations

import pytest
from bundled_knowledge import bundled_knowledge

from knowledge.evaluate import converse

KNOWLEDGE = bundled_knowledge()
PROJECTS = [project.name for project in KNOWLEDGE.ledger.projects]


@pytest.mark.parametrize("form", ["{}と{}を比べて", "{}と{}、どっちが多い？", "{}と{}はどちらの予算が大きい？"])
@pytest.mark.parametrize(("one", "other"), list(permutations(PROJECTS, 2))[::5])
def test_two_projects_by_name_are_told_of_both(form, one, other):
    told = converse(KNOWLEDGE, [form.format(one, other)])
    assert told.outcome == "answered"
    assert one in told.text
    assert other in told.text


@pytest.mark.parametrize(
    "beside", ["NPO法人数と移住相談から移住に至った件数を比べて", "NPO法人数と地域間交流地区数、どっちが届いた？"]
)
def test_two_rows_by_name_are_told_of_both(beside):
    told = converse(KNOWLEDGE, [beside])
    assert told.outcome == "answered"
    assert told.text.count("令和5年度の") == 2


def test_a_word_more_is_no_question_about_both():
    told = converse(KNOWLEDGE, ["移住推進事業費とまちづくり推進事業費の女性の割合は？"])
    assert told.outcome != "answered"


def test_whether_money_is_much_is_said_not_to_be_told():
    told = converse(KNOWLEDGE, ["移住推進事業費の予算は？", "それって多いの？"])
    assert told.outcome == "partly"
    assert "7,734千円" in told.text


@pytest.mark.parametrize("asked", ["目標は？", "理由は？"])
def test_after_a_year_that_is_not_in_one_still_speaks_of_the_same_thing(asked):
    told = converse(KNOWLEDGE, ["NPO法人数の目標は？", "去年は？", asked])
    assert told.outcome == "answered"
    assert "NPO法人数" in told.text
