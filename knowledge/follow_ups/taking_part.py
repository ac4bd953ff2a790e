"""「だれが参加するの？」 after a thing was told: the sentence of its own sheets that says who meets there, or for whom."""

from __future__ import annotations

import re

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.reply import Reply
from knowledge.telling import refuse, tell

TAKES_PART = re.compile(r"(?:誰|だれ|どなた|どんな(?:人|子)(?:たち)?)が、?(?:参加|出られ|来[らて]?れ|行け)")
_PART_TAKEN = frozenset({"参加", "参加者"})
TOOK_PART = re.compile(
    r"(?:児童|生徒|学生|子ども|市民|住民|者|リーダー|団体|企業|職員|隊員|親子|家族|世帯)(?:たち)?(?:が|の|を|も)、?"
    r"(?:[^。、]{0,8}(?:参加し(?!ま?せん)|集ま|訪れ)|交流|対象|招)"
)


def participants_before(knowledge: Knowledge, question: Question) -> Reply | None:
    """Who takes part in what was spoken of before, or that its sheets do not tell; None where something else is asked."""
    if not asks_who_takes_part(question) or not question.before:
        return None
    sheets = knowledge.sheets_around(question.before[0])
    passages = [one for sheet in sheets for one in knowledge.index.passages_on_sheet_of(sheet)]
    told = [one for one in (question.statement, *passages) if one and TOOK_PART.search(plain(one.prose.text))]
    if told:
        return tell.prose(knowledge, told[:1], "overview")
    return refuse.unknown(knowledge, f"「{question.before[0].name}」に参加する人", question.before[:1])


def asks_who_takes_part(question: Question) -> bool:
    """Whether that is asked of nothing that is named."""
    if not TAKES_PART.search(question.asked.text) or question.asked.asks(*FIGURES, *MONEY):
        return False
    return all(group.verbal or group.said in _PART_TAKEN for group in question.things)
