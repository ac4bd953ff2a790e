"""「他には？」 after a figure or a project: the other rows of its sheet, or of its department where the sheet has no more; the
other projects of its department."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.finding.understanding import Knowledge, Question
from knowledge.ledger.subjects import Subject
from knowledge.model import PlanMeasure, PlanSection
from knowledge.reply import Reply
from knowledge.telling import refuse, tell

_OTHERS = re.compile(
    r"(?:じゃあ?|では|それと|あと)?[、\s]*(?:その)?(?:ほか|他)(?:(?:に|の(?P<kind>指標|目標|事業))?(?:は|も)?)[、\s]*(?:何か|なにか)?"
    r"(?:ある|あります|ない|教えて|おしえて)?(?:の|ん)?(?:です)?か?[?？。]*"
)
# More fill the screen of a telephone.
_MOST = 5


def asks_what_else(question: Question) -> bool:
    """Whether nothing is asked but what else there is."""
    return _OTHERS.fullmatch(question.asked.text.strip()) is not None


def others(knowledge: Knowledge, question: Question) -> Reply | None:
    """What stands beside what was told; None where something else is asked, or neither a row nor a project was told."""
    asked = _OTHERS.fullmatch(question.asked.text.strip())
    if asked is None or not question.before:
        return None
    first = question.before[0]
    projects = asked["kind"] == "事業" or (asked["kind"] is None and first.kind == "project")
    if isinstance(first.sheet, (PlanMeasure, PlanSection)) or not (projects or first.is_figure):
        return None
    beside = [one for one in _beside(knowledge, first, projects=projects) if one not in question.before][:_MOST]
    if not beside:
        return refuse.unknown(knowledge, "そのほかの" + ("事業" if projects else "指標"), question.before[:1])
    return tell.money(knowledge, beside, ("budget",)) if projects else tell.figures(knowledge, beside)


def _beside(knowledge: Knowledge, first: Subject, *, projects: bool) -> Iterator[Subject]:
    department = getattr(first.sheet, "department", None)
    of_department = (one for one in knowledge.subjects if getattr(one.sheet, "department", None) == department)
    if projects:
        yield from (one for one in of_department if one.kind == "project")
        return
    on_sheet = [one for one in knowledge.rows_of(first) if one is not first]
    yield from on_sheet or (one for one in of_department if one.kind == first.kind)
