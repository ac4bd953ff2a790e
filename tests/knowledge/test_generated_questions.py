"""Questions made from every name the ledger has: each is told of itself, and of nothing when its name is changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.answer import answer
from knowledge.evaluate import cites, found, normalised
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.subjects import Subject
from knowledge.model import Indicator, Project

# What a resident leaves out of a long name.
_ENDINGS = ("数", "率", "事業費", "事業", "人数", "回数", "件数", "の推進", "推進")
_LEAST_LEFT = 4
# Things no document speaks of, and those who are only some of the counted.
_ABSENT = ("防災士", "盆栽", "温室", "灯台")
_SOME_ONLY = ("外国人の", "高校生の", "夜間の", "隣町の", "65歳以上の", "県外の", "新規の")


def test_every_indicator_tells_its_own_figures_by_its_whole_and_by_its_shortened_name(knowledge: Knowledge):
    wrong = []
    for subject, row in _rows(knowledge):
        for name in _names(subject.name):
            for asks, cell in (("の目標は？", row.target), ("の実績は？", row.result), ("はどれくらい？", row.result)):
                said = answer(knowledge, name + asks, None)
                told = said.slots.get("subjects") == [subject.key]
                if not told or (cell.printed and not found(normalised(cell.printed), normalised(said.text))):
                    wrong.append((name + asks, said.text.split("\n")[0]))
    assert wrong == []


def test_every_project_tells_its_own_money_and_department(knowledge: Knowledge):
    wrong = []
    for subject in knowledge.subjects:
        sheet = subject.sheet
        if subject.kind != "project" or not isinstance(sheet, Project):
            continue
        for name in _names(subject.name):
            for asks, wanted in (
                ("の予算は？", sheet.budget.target.printed),
                ("に実際に使ったお金はいくら？", sheet.budget.result.printed),
                ("の人工は？", sheet.staffing.result.printed),
                ("の担当課はどこ？", sheet.department),
            ):
                said = answer(knowledge, name + asks, None)
                if wanted and not found(normalised(wanted), normalised(said.text)):
                    wrong.append((name + asks, said.text.split("\n")[0]))
    assert wrong == []


@pytest.mark.parametrize("beside", _SOME_ONLY)
def test_no_figure_of_all_is_given_for_some(knowledge: Knowledge, beside: str):
    asked = [f"{beside}{subject.name}の実績は？" for subject, _ in _rows(knowledge) if beside[:-1] not in subject.name]
    assert [one for one in asked if _gives_figure(knowledge, one)] == []


@pytest.mark.parametrize("absent", _ABSENT)
def test_no_figure_is_given_for_what_only_sounds_like_it(knowledge: Knowledge, absent: str):
    asked = []
    for subject, _ in _rows(knowledge):
        for term in knowledge.words.terms(subject.name):
            if term.weight >= 1.0 and len(term.surface) > 1 and term.surface not in knowledge.book.ignored:
                asked.append(subject.name[: term.start] + absent + subject.name[term.end :] + "は？")
    assert [one for one in asked if _gives_figure(knowledge, one)] == []


@pytest.mark.parametrize(
    "asked",
    [
        "まちづくり交流事業費の予算は？",
        "NPO推進事業費はいくら？",
        "国際運動推進費の担当課は？",
        "友好都市整備費の予算は？",
    ],
)
def test_a_project_put_together_from_others_is_none(knowledge: Knowledge, asked: str):
    assert answer(knowledge, asked, None).outcome == "unknown"


def _gives_figure(knowledge: Knowledge, question: str) -> bool:
    said = answer(knowledge, question, None)
    return cites(said.text) and bool(said.bars)


def _rows(knowledge: Knowledge) -> Iterator[tuple[Subject, Indicator]]:
    for subject in knowledge.subjects:
        if subject.row is not None:
            yield subject, subject.row


def _names(name: str) -> list[str]:
    endings = (one for one in _ENDINGS if name.endswith(one) and not name.endswith(f"法{one}"))
    shorter = (name.removesuffix(ending) for ending in endings)
    return [name, *(one for one in shorter if len(one) >= _LEAST_LEFT)]
