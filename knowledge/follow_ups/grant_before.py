"""「補助はいくら？」 after a thing: a grant alone names none, since many things have one; it is that of what was told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.question.aspects import MONEY, OF_A_BUDGET
from knowledge.reply import Reply
from knowledge.telling import tell

_GRANT = re.compile("(?:補助|助成|給付|交付|支援)金?")
_YEN = re.compile(r"\d[万千百]?円")


def grant_of_what_was_before(
    knowledge: Knowledge, question: Question, ask: Callable[[Knowledge, Question], Reply]
) -> Reply | None:
    """The statement on its sheets that prints such an amount, or what a question that names nothing is told; None where
    anything else is named."""
    said = [group.said for group in question.things]
    if OF_A_BUDGET.search(question.asked.text):
        return None
    if not question.before or not question.asked.asks(*MONEY) or not said or not all(map(_GRANT.fullmatch, said)):
        return None
    for sheet in knowledge.sheets_around(question.before[0]):
        for passage in knowledge.index.passages_on_sheet_of(sheet):
            text = plain(passage.prose.text)
            if _YEN.search(text) and any(one in text for one in said):
                return tell.prose(knowledge, [passage], "overview")
    return ask(knowledge, replace(question, groups=()))
