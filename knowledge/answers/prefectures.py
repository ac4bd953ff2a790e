"""In which prefecture a town is, where a document says so: 「名取市（宮城県）」, 「宮城県名取市」."""

from __future__ import annotations

import re

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.reply import Reply
from knowledge.telling import tell

_ASKED = re.compile(r"(?:何|なに|どこの|どの|何という)県|県は(?:どこ|何|なに|[?？]|$)|都道府県")
_PREFECTURE = "[一-龠]{2,3}[都道府県]"


def by_prefecture(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that names the prefecture of the town named; None where that is not asked for or not told."""
    if not _ASKED.search(question.asked.text):
        return None
    towns = [group for group in question.groups if group.place]
    if len(towns) != 1:
        return None
    town = re.escape(plain(towns[0].said))
    beside = re.compile(rf"{_PREFECTURE}(?:の|、)?{town}|{town}[(（、]\s?{_PREFECTURE}")
    found = map(knowledge.passage, knowledge.search.knowing_some(tuple(towns), question.view.scope))
    told = next((one for one in found if one is not None and beside.search(plain(one.prose.text))), None)
    return tell.prose(knowledge, [told], "overview") if told else None
