"""Where the plan itself speaks of a thing that is asked for by its place there (「水道の話は計画の何番？」).

The sheets of results go by the numbers of the plan they were written for, which may be the one before; who asks of the plan
is told its place in the paper of the plan, where that is held and has the thing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.finding.all_named import knows_all, named_in_full
from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.choosing_subjects import Ranked
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.model import PlanMeasure, PlanSection

_ASKED = re.compile(
    r"計画(?:書)?(?:の|で(?:は|言うと)?|だと|って|に)、?[^。?？]{0,8}?(?:何番|何章|第何|どの|どこ|番号)"
)
_LEAST = 2


def in_the_plan(knowledge: Knowledge, question: Question, ranked: Sequence[Ranked]) -> Subject | None:
    """The measure or section of the plan that is called by what was named, or tells most of it; None where another way may
    tell the place: a project or a measure of a sheet was called by its name, or a number of a plan was named."""
    if question.asked.plan is not None or not question.things or not _ASKED.search(question.asked.text):
        return None
    if ranked:
        first = ranked[0][2]
        if plain(first.name) in question.asked.text or isinstance(first.sheet, (PlanMeasure, PlanSection)):
            return None
    for _, hit, subject in ranked:
        if isinstance(subject.sheet, (PlanMeasure, PlanSection)) and named_in_full(knowledge, hit.number, question):
            return subject
    return _telling_most(knowledge, question)


def _telling_most(knowledge: Knowledge, question: Question) -> Subject | None:
    """The section of the plan of which several statements, more than of any other, have everything that was named."""
    told: Counter[str] = Counter()
    plans: dict[str, str] = {}
    for hit, passage in statements_for(knowledge, question):
        sheet = passage.subject.sheet
        if hit.missing or not isinstance(sheet, (PlanMeasure, PlanSection)):
            continue
        if knows_all(knowledge, passage.prose.text, question):
            number = "-".join(sheet.code.number.split("-")[:2])
            told[number] += 1
            plans[number] = sheet.code.plan
    most = told.most_common(2)
    if not most or most[0][1] < _LEAST or (len(most) > 1 and most[1][1] == most[0][1]):
        return None
    number = most[0][0]
    sections = knowledge.with_code(number, plans[number])
    return next((one for one in sections if isinstance(one.sheet, PlanSection)), None)
