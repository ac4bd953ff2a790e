"""「実績は？」, 「予算は？」, 「担当は？」 after a part of the plan: the yearly sheets below it tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.model import PlanMeasure, PlanSection
from knowledge.question.asking_for_lists import rows_wanted
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.composing import title_of
from knowledge.telling.facets import measures_under

_OF_ALL_OF_IT = frozenset({"policies", "issues"})


def told_below(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    """The figures, the money or the departments of the sheets of a measure, or of all measures of a section; None where the
    plan was not spoken of, or they tell nothing of the kind. It says of what they are."""
    of_plan = question.before[0]
    if not isinstance(of_plan.sheet, (PlanMeasure, PlanSection)) or len(question.before) > 1:
        return None
    if question.thing is not None or (question.statement is not None and question.statement.part not in _OF_ALL_OF_IT):
        return None  # a thing that a statement told of has no figures on the sheet
    measures = measures_under(knowledge, of_plan) or [of_plan]
    results = [sheet for measure in measures for sheet in knowledge.yearly_sheets(measure)]
    if aspects[0] == "department":
        return tell.department(knowledge, results)
    told = None
    if aspects[0] in FIGURES - {"target"} and question.asked.unit is None:
        rows = [row for sheet in results for row in knowledge.rows_of(sheet)]
        told = tell.figures(knowledge, rows_wanted(question.asked, rows), aspects) if rows else None
    if aspects[0] in MONEY:
        projects = list(dict.fromkeys(one for sheet in results for one in knowledge.projects_of(sheet)))
        told = tell.money(knowledge, projects, aspects) if projects else None
    if told is None or not told.tells:
        return told
    what = "事業" if aspects[0] in MONEY else "指標"
    return replace(told, text=f"{title_of(of_plan)}にある{what}です。\n{told.text}")
