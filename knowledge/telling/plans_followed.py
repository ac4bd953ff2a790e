"""The plan that a measure follows, where its sheet lists none: the statement that says so."""

from __future__ import annotations

import re

from knowledge.finding.knowledge import Knowledge
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.reply import Reply
from knowledge.telling import tell

# 「第2次男女共同参画計画」(平成28年度策定)に沿って
_FOLLOWS = re.compile(
    r"(?:計画|プラン|戦略|ビジョン|構想|指針|条例)[」』）)]?(?:[（(][^（）()]*[）)])?(?:等|など)?"
    r"(?:に(?:沿|基づ|もとづ|即し|のっと|従)|をもと|を基|を踏まえ|をふまえ)"
)


def plan_followed(knowledge: Knowledge, subject: Subject) -> Reply | None:
    """The statement on the sheet of a thing, or of its measure, that says which plan is followed; None where none does."""
    for home in dict.fromkeys((knowledge.home_of(subject), *knowledge.results_of(subject))):
        for passage in knowledge.index.passages_on_sheet_of(home):
            if _FOLLOWS.search(plain(passage.prose.text)):
                return tell.prose(knowledge, [passage], "plans")
    return None
