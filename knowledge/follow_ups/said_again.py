"""「本当？」, 「もう一回」, 「18じゃないの？」: what was told is told again, with where it stands."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.finding.understanding import Knowledge, Question
from knowledge.question.slots import FIGURES
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.facets import tell_about
from knowledge.telling.held_against import supposed_of

_DOUBTS = re.compile(
    r"(?:え[っー]?|ええ|へえ|それ(?:って|は)?)?[、,\s]*(?:本当|ほんとう?|まじ|マジ|ガチ|嘘|うそ|ウソ|確か|たしか)"
    r"(?:に|なの|です|で|の|だ|か|かな)*[?？!！。]*"
)
_AGAIN = re.compile(
    r"もう(?:一|1|いっ)(?:回|度|かい|ど)(?:教えて|言って|お願い|見せて|ください|します|しま)*[?？!！。]*"
)
_SO_IT_IS = "資料には、次のように書かれています。"


def said_again(knowledge: Knowledge, question: Question) -> Reply | None:
    """What was told last once more; None where something is asked, or several things were told of which that is unsure."""
    text, about, aspect = question.asked.text.strip(), question.before, question.before_aspect
    doubts = _DOUBTS.fullmatch(text) is not None
    if not about or not aspect or aspect.startswith("choose:"):
        return None
    supposes = len(about) == 1 and supposed_of(question, about[0]) is not None
    if not (doubts or supposes or _AGAIN.fullmatch(text)):
        return None
    if question.statement is not None:
        told: Reply | None = tell.prose(knowledge, [question.statement], aspect)
    elif all(one.is_figure for one in about) and (aspect in FIGURES or len(about) > 1):
        told = tell.figures(knowledge, about, (aspect,))
    elif len(about) == 1:
        told = tell_about(knowledge, question, about, (aspect,))
    else:
        told = None
    if told is None or not told.tells or not doubts:
        return told
    return replace(told, text=f"{_SO_IT_IS}\n{told.text}")
