"""A list keeps to the part that is named: a department and no other whose name holds its own, a section and its measures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented_town import review_text

from knowledge.answer import answer
from knowledge.documents.document import read_document
from knowledge.finding.knowledge import Knowledge
from knowledge.model import Code, Ledger, Project

_OF = {"絵本贈呈事業費": "財政総務課", "庁舎管理費": "総務課", "交通安全費": "市民課"}


def _project(name: str, department: str, measure: str) -> Project:
    text = review_text("13,000").replace("移動図書館費", name).replace("所属 図書館", f"所属 {department}")
    (project,) = read_document(text, city="みほん市", plan="4次").projects
    ((_, title),) = project.measures
    return replace(project, measures=((Code("4次", measure), title),))


@pytest.fixture(scope="module")
def town() -> Knowledge:
    projects = [
        _project(name, department, measure)
        for (name, department), measure in zip(_OF.items(), ("5-1-1", "5-1-2", "5-10-1"), strict=True)
    ]
    return Knowledge.build(Ledger("v", projects=tuple(projects)), city="みほん市")


def _listed(town: Knowledge, question: str) -> set[str]:
    told = answer(town, question, None).text
    return {name for name in _OF if f"・{name}" in told}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("予算を上回った事業は？", {"絵本贈呈事業費", "庁舎管理費", "交通安全費"}),
        ("財政総務課以外で予算を上回った事業は？", {"庁舎管理費", "交通安全費"}),
        ("財政総務課と市民課の事業で予算を上回ったのはどれ？", {"絵本贈呈事業費", "交通安全費"}),
        ("財政総務課と総務課の事業で予算を上回ったのはどれ？", {"絵本贈呈事業費", "庁舎管理費"}),
        ("総務課と市民課以外で予算を上回った事業は？", {"絵本贈呈事業費"}),
        ("施策5-1の事業で予算を上回ったのはどれ？", {"絵本贈呈事業費", "庁舎管理費"}),
    ],
)
def test_a_list_has_the_projects_of_the_part_that_is_named_and_no_other(town: Knowledge, question: str, told: set[str]):
    assert _listed(town, question) == told


@pytest.mark.parametrize(("department", "project"), [("財政総務課", "絵本贈呈事業費"), ("総務課", "庁舎管理費")])
def test_a_department_is_not_the_one_whose_name_holds_its_own(town: Knowledge, department: str, project: str):
    told = answer(town, f"{department}の事業で予算を上回ったのはどれですか？", None).text
    assert project in told
    assert not any(other in told for other in _OF if other != project)


def test_the_longest_name_of_a_department_is_read_first(town: Knowledge):
    assert town.departments_in("財政総務課の事業") == ("財政総務課",)
    assert town.departments_in("財政総務課と、財政総務課でない総務課") == ("財政総務課", "総務課")
    assert not town.excepts_department("財政総務課の事業")
    assert town.excepts_department("総務課と財政総務課以外")
