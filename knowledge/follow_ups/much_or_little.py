"""「それは多いほうなの？」 after a figure: no document says whether it is much; what it was to be is told beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.subjects import Subject
from knowledge.ledger.withdrawal import is_held_back
from knowledge.question.aspects import MONEY
from knowledge.question.wondering import MUCH
from knowledge.reply import Reply, Topic
from knowledge.telling import tell, wording

_LEAD = (
    r"(?:え[っー]?|でも|なんか|ちょっと|ずいぶん|けっこう|結構|かなり|それ(?:って|は)?|これ(?:って|は)?"
    r"|その(?:数|人数|件数|回数|割合)(?:って|は)?)"
)
_ASKED = re.compile(rf"(?:{_LEAD}[、,\s]*)*{MUCH}(?:[?？、\s]*(?:それとも、?)?{MUCH})?[?？。]*")
_NOT_TOLD = "多いか少ないかは、資料に書かれていません。{}とくらべると、次のとおりです。"
_MOST_ROWS = 3
# Whether money is too much is an opinion.
_TOO_MUCH = re.compile("すぎ|過ぎ|く(?:は|も)?な")


def much_or_little(knowledge: Knowledge, text: str, topic: Topic | None) -> Reply | None:
    """The rows told last beside what they were to be; None where something else is asked, or anything but rows was told."""
    if topic is None or _ASKED.fullmatch(text.strip()) is None:
        return None
    about = [knowledge.by_key[key] for key in topic.subjects if key in knowledge.by_key]
    if about and topic.aspect in MONEY and not _TOO_MUCH.search(text) and all(one.kind == "project" for one in about):
        told = tell.money(knowledge, about, ("budget", "spent"))
        return replace(told, outcome="partly", text=f"{_NOT_TOLD.format('予算')}\n{told.text}")
    return beside_aim(knowledge, about)


def beside_aim(knowledge: Knowledge, about: Sequence[Subject]) -> Reply | None:
    """Rows beside what they were to be, and that no document says whether that is much; None where one has no such number."""
    rows = [one.row for one in about if one.row is not None and not is_held_back(one.row)]
    compared = all(row.target.value is not None and row.result.value is not None for row in rows)
    if not rows or len(rows) != len(about) or len(rows) > _MOST_ROWS or not compared:
        return None
    columns = dict.fromkeys(map(wording.column, about))
    told = tell.figures(knowledge, about, ("reached",))
    return replace(told, outcome="partly", text=f"{_NOT_TOLD.format('・'.join(columns))}\n{told.text}")
