"""「スポーツは？」 after something was told: a word by which nothing is called is meant of the sheets that have it."""

from __future__ import annotations

import re

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.statement_fit import FITS
from knowledge.finding.understanding import Question
from knowledge.ledger.subjects import Passage
from knowledge.reply import Reply
from knowledge.telling import tell

_BARE = re.compile(
    r"(?:じゃあ|では|あと|で)?、?[一-龠々ァ-ヶーa-z]{2,10}(?:は|って|も|とか)、?(?:ある|あり|やって(?:い)?る|して(?:い)?る)?"
    r"(?:の|ます|ん|です|か)*[?？。]*"
)


def mentioned_there(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement of the sheets spoken of before that has the very word which is all that is said; None where the word is
    part of a name, or those sheets do not have it."""
    asked, things = question.asked, question.things
    if not question.before or len(things) != 1 or _BARE.fullmatch(asked.text.strip()) is None:
        return None
    word = things[0].options[0] if things[0].options else ()
    if not word or things[0].place or things[0].verbal or asked.years or asked.relative or asked.unit is not None:
        return None
    if all(part in knowledge.index.named_words for part in word):
        return None
    told = [
        passage
        for sheet in knowledge.sheets_around(question.before[0])
        for passage in knowledge.index.passages_on_sheet_of(sheet)
        if knowledge.index.tokens(passage.prose.text).issuperset(word)
    ]
    return tell.prose(knowledge, [max(told, key=_tells)], "overview") if told else None


def _tells(passage: Passage) -> float:
    return FITS["overview"].get(passage.part, 0.0)
