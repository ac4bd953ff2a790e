"""Which measures of the plan bear an individual plan (個別計画) that is called by its name."""

from __future__ import annotations

import re

from knowledge.subjects import Subject
from knowledge.understanding import Knowledge, Question

# 上山市障がい者活躍推進計画（第2次） is called by what stands between.
_EDITION = re.compile(r"^第\d+[期次]|\(第\d+[期次]\)$|（第\d+[期次]）$")
_MIN_CHARS = 5


def plans_called(knowledge: Knowledge, question: Question) -> list[Subject]:
    """The measures under which a plan is listed that the question names, in the edition it names."""
    if any(group.place for group in question.groups):
        return []  # the prefecture has one of that name, too
    bearing = []
    for subject, names in knowledge.view.individual_plans:
        if not all(any(edition in name for name in names) for edition in question.asked.ordinals):
            continue
        called = (_EDITION.sub("", name).removeprefix(knowledge.city) for name in names)
        if any(len(name) > _MIN_CHARS and name in question.asked.text for name in called):
            bearing.append(subject)
    return bearing
