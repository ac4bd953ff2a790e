"""Whether a figure is asked of a town beside this one, which the sheet only speaks of or no document knows."""

from __future__ import annotations

from knowledge.finding.groups import Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.other_towns import other_towns
from knowledge.finding.understanding import Question


def is_of_another_town(knowledge: Knowledge, question: Question, hit: Hit) -> bool:
    """Whether what a row counts is asked of another town than its own: 「隣野市の宿泊者数は？」. A word that only ends like a
    town's name (朝市, 城下町) is none."""
    index = knowledge.index
    for town, asked in other_towns(knowledge, question.asked.text):
        said = index.tokens(town)
        if any(said <= name for name in index.names[hit.number]):
            continue
        things = (group for group in question.things if asked.startswith(group.said))
        if any(index.names_hold(hit.number, group) for group in things):
            return True
    return False
