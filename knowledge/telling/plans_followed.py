"""The plan that a measure follows, where its sheet lists none: the statement that says so, or the same measure in the plan.

A year's sheet goes by the plan it was written for; the plan that is held may be the next, which has most measures again, under
other numbers and nearly the same titles.
"""

from __future__ import annotations

import re

from knowledge.finding.knowledge import Knowledge
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.model import PlanMeasure, Project
from knowledge.reply import Reply
from knowledge.telling import belonging, tell

# 「第2次男女共同参画計画」(平成28年度策定)に沿って
_FOLLOWS = re.compile(
    r"(?:計画|プラン|戦略|ビジョン|構想|指針|条例)[」』）)]?(?:[（(][^（）()]*[）)])?(?:等|など)?"
    r"(?:に(?:沿|基づ|もとづ|即し|のっと|従)|をもと|を基|を踏まえ|をふまえ)"
)
# So much of either title the other has: 「緑化の推進」 and 「緑化と美化の推進」.
_NEARLY_ALL = 0.75


def plan_followed(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """The statement on the sheet of a thing, or of its measure, that says which plan is followed; None where none does."""
    for home in dict.fromkeys((knowledge.home_of(subject), *knowledge.results_of(subject))):
        for passage in knowledge.index.passages_on_sheet_of(home):
            if _FOLLOWS.search(plain(passage.prose.text)):
                return tell.prose(knowledge, [passage], "plans")
    return None


def plans_of_measure_held(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """The individual plans of the one measure in the plan that is titled nearly like that of a year's sheet; it is told whose
    they are."""
    sheet = knowledge.home_of(subject).sheet
    titles = [title for _, title in sheet.measures] if isinstance(sheet, Project) else [sheet.title]
    alike = [
        one
        for one in knowledge.subjects
        if isinstance(one.sheet, PlanMeasure)
        and one.city == subject.city
        and any(_is_titled_alike(knowledge, one.name, title) for title in titles)
    ]
    return belonging.individual_plans(knowledge, alike) if len(alike) == 1 else None


def _is_titled_alike(knowledge: Knowledge, one: str, other: str) -> bool:
    first, second = (knowledge.index.tokens(title) - knowledge.book.ignored for title in (one, other))
    both = knowledge.index.weight(first & second)
    return both > 0 and both >= _NEARLY_ALL * max(map(knowledge.index.weight, (first, second)))
