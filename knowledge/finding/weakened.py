"""A question looked up anew without the weight of words that only say what sort of thing is wanted: they need stand nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from knowledge.finding.groups import WEAK, Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question


def weakened(knowledge: Knowledge, question: Question, is_sort: Callable[[Group], bool]) -> Question:
    """The question in which the words that ``is_sort`` picks out name nothing; the very same where it picks out none."""
    groups = tuple(replace(one, strong=False, weight=WEAK) if is_sort(one) else one for one in question.groups)
    if groups == question.groups:
        return question
    hits = tuple(knowledge.search.hits(groups, question.view.scope, question.together))
    return replace(question, groups=groups, hits=hits)
