"""Whether a figure is asked of a town beside this one, which the sheet only speaks of or no document knows."""

from __future__ import annotations

import re

from knowledge.finding.groups import Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.municipalities import short_name

# A town of which something is asked, and the year that may stand between.
_TOWN_OF = re.compile(
    r"(?<![一-龠々ァ-ヶー])([一-龠々ァ-ヶー]{1,5}[市町村])(?:の|では|だと)(?:(?:令和|平成)?\d{1,4}年度?の|今年の|去年の)?"
)

_NOUNS = frozenset({"名詞", "形状詞", "接頭辞", "接尾辞"})


def is_of_another_town(knowledge: Knowledge, question: Question, hit: Hit) -> bool:
    """Whether what a row counts is asked of another town than its own: 「隣野市の宿泊者数は？」. A word that only ends like a
    town's name (朝市, 城下町) is none."""
    text = question.asked.text
    for found in _TOWN_OF.finditer(text):
        if not _is_name(knowledge, found[1]):
            continue
        names = knowledge.index.names[hit.number]
        if any(knowledge.index.tokens(found[1]) <= name for name in names):
            continue
        counted = text[found.end() :]
        things = (group for group in question.things if counted.startswith(group.said))
        if any(knowledge.index.names_hold(hit.number, group) for group in things):
            return True
    return False


def _is_name(knowledge: Knowledge, town: str) -> bool:
    """Whether this is the name of another town. The dictionary cuts a name that it does not know into what makes no word
    (久 and 見 of 久見町); of nouns 朝市 and 骨董市 are made."""
    if town == knowledge.city or town in knowledge.towns or knowledge.words.knows(town):
        return False
    name = short_name(town)
    if any(term.name or term.place for term in knowledge.words.terms(name)):
        return True
    return any(not piece.known or piece.kind not in _NOUNS for piece in knowledge.words.pieces(name))
