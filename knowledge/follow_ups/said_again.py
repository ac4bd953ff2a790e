"""「本当？」, 「もう一回」, 「18じゃないの？」: what was told is told again, with where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Subject
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.wondering import DOUBT
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.facets import tell_about
from knowledge.telling.held_against import supposed_of
from knowledge.telling.of_each import tell_of_each

_DOUBTS = re.compile(rf"(?:え[っー]?|ええ|へえ|それ(?:って|は)?)?[、,\s]*{DOUBT}[?？!！。]*")
_AGAIN = re.compile(
    r"もう(?:一|1|いっ)(?:回|度|かい|ど)(?:だけ)?[、\s]*(?:教えて|言って|お願い|見せて|説明して|ください|いただけます|もらえます|します|しま|か)*[?？!！。]*"
)
# The amounts stand in yen beside the thousands.
_IN_YEN = re.compile(
    r"(?:つまり|要するに|で|それ(?:って|は)?)*、?(?:日本)?円(?:で|に)(?:は|、)?(?:言う|いう|言えば|いえば|言って|いって|直す|なおす|直して|なおして|したら|すると|換算)"
    r"(?:と|ください)?(?:いくら|何円)?(?:です|なの)?か?[?？。]*"
)
_SO_IT_IS = "資料には、次のように書かれています。"


def said_again(knowledge: Knowledge, question: Question) -> Reply | None:
    """What was told last once more; None where something is asked, or nothing was told that can be told again."""
    text, about, aspect = plain(question.typed).strip(), question.before, question.before_aspect
    doubts = _DOUBTS.fullmatch(text) is not None
    if not about or not aspect or aspect.startswith("choose:"):
        return None
    supposes = len(about) == 1 and not question.says_something and supposed_of(question, about[0]) is not None
    in_yen = aspect in MONEY and _IN_YEN.fullmatch(text) is not None
    if not (doubts or supposes or in_yen or _AGAIN.fullmatch(text)):
        return None
    told = _told(knowledge, question, about, aspect)
    if told is None or not told.tells or not doubts:
        return told
    return replace(told, text=f"{_SO_IT_IS}\n{told.text}")


def _told(knowledge: Knowledge, question: Question, about: Sequence[Subject], aspect: str) -> Reply | None:
    if question.statement is not None:
        return tell.prose(knowledge, [question.statement], aspect)
    if all(one.is_figure for one in about) and (aspect in FIGURES or len(about) > 1):
        return tell.figures(knowledge, about, (aspect,))
    if aspect in MONEY and all(one.kind == "project" for one in about):
        return tell.money(knowledge, about, (aspect,))
    if aspect == "department" or len(about) == 1:
        return tell_about(knowledge, question, about, (aspect,))
    return tell_of_each(knowledge, question, about, (aspect,))
