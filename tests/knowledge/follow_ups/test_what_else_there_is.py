"""「他には？」 goes on from the nearest to all, and tells nothing twice."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge


def _told(knowledge: Knowledge, turns: list[str]) -> list[str]:
    """The first lines of the rows and projects that each turn tells, all of them."""
    topic, lines = None, []
    for turn in turns:
        reply = answer(knowledge, turn, topic)
        topic = reply.topic
        lines += [
            line.removeprefix("・") for line in reply.text.splitlines() if "令和5年度の" in line and "出典" not in line
        ]
    return lines


@pytest.mark.parametrize("then", ["他の事業は", "他に事業はある？", "ほかにどんな事業がある？"])
def test_the_project_of_the_measure_stands_beside_a_figure(knowledge: Knowledge, then: str):
    assert "移住推進事業費は、予算7,734千円" in converse(knowledge, ["移住件数は？", then]).text


@pytest.mark.parametrize("then", ["他に指標はある", "他には？", "ほかの指標も教えて"])
def test_the_row_of_the_projects_sheet_stands_beside_a_figure(knowledge: Knowledge, then: str):
    assert "フェア等への出展回数" in converse(knowledge, ["移住件数は？", then]).text


def test_where_the_department_has_no_more_those_of_others_are_told_as_such(knowledge: Knowledge):
    text = converse(knowledge, ["移住推進事業費の予算は？", "ほかには？"]).text
    assert text.startswith("建設課が担当する事業は、ここまでです。ほかの課の")
    assert "総務一般管理費" in text


@pytest.mark.parametrize(("first", "all_there_are"), [("移住の予算は？", 8), ("移住件数は？", 23)])
def test_whoever_goes_on_asking_hears_all_and_none_twice(knowledge: Knowledge, first: str, all_there_are: int):
    told = _told(knowledge, [first, *["他には？"] * 8])
    assert len(told) == len(set(told)) == all_there_are


@pytest.mark.parametrize("first", ["移住の予算は？", "目標に届かなかった指標は？"])
def test_the_end_is_said(knowledge: Knowledge, first: str):
    reply = converse(knowledge, [first, *["他には？"] * 4])
    assert "ここまでで全部です" in reply.text
    assert "出典" not in reply.text


def test_the_projects_of_the_year_that_was_asked_for_are_told():
    text = converse(town("next_year"), ["令和5年度の移住推進事業費の予算は？", "他には？"]).text
    assert "令和6年度" not in text
