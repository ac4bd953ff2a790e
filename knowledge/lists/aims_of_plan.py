"""The indicators (成果指標) a part of the plan prints with what they are now and shall be: those of a basic measure, or of one
measure."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.text import may_be_of_plan
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage, Subject
from knowledge.model import PlanMeasure, PlanSection
from knowledge.question.asking_for_lists import TURNS
from knowledge.reply import Reply
from knowledge.telling.composing import title_of
from knowledge.telling.listing import counted, listed

# Whether they were reached, who has them in charge and why they are so is asked of a year's rows.
_ASKED = {"list", "target", "figure", "overview"}


def by_aims_of_plan(knowledge: Knowledge, question: Question) -> Reply | None:
    """The indicators of the part of the plan that is called by its title or its number; None where it prints none, or others
    are asked for: those of a year's sheet, or one by its name."""
    asked = question.asked
    if not TURNS["aims_of_plan"].search(asked.text) or not set(asked.aspects) <= _ASKED:
        return None
    if asked.years or asked.in_order or asked.unit:
        return None
    called = [one for one in _parts(knowledge) if _is_called(one, question)]
    longest = max((len(one.name) for one in called), default=0)
    of = [one for one in called if asked.codes or len(one.name) == longest]
    aims = [aim for one in of for aim in _aims(knowledge, one)]
    if len(of) != 1 or not aims:
        return None
    lines = [f"{title_of(of[0])}の計画の指標は、次の{counted(aims)}です。"]
    lines += [f"・{aim.prose.text}" for aim in aims]
    return listed(knowledge, of, "target", lines, [aim.prose.source for aim in aims])


def _parts(knowledge: Knowledge) -> Iterator[Subject]:
    return (one for one in knowledge.subjects if isinstance(one.sheet, (PlanSection, PlanMeasure)))


def _is_called(part: Subject, question: Question) -> bool:
    asked = question.asked
    if not may_be_of_plan(part.plan, asked.plan):
        return False
    name = plain(part.name)
    if asked.codes:
        return part.codes[0] in asked.codes
    return name in asked.text and all(group.said in name for group in question.things)


def _aims(knowledge: Knowledge, part: Subject) -> Iterator[Passage]:
    """Its own, and those of all measures of a basic measure."""
    yield from (one for one in knowledge.index.passages_of(part) if one.part == "aims")
    if isinstance(part.sheet, PlanSection):
        codes = {measure.code for measure in part.sheet.measures}
        for one in _parts(knowledge):
            if isinstance(one.sheet, PlanMeasure) and one.sheet.code in codes and one.city == part.city:
                yield from _aims(knowledge, one)
