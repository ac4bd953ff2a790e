"""「電話は？」 after something was told: who is in charge of it, and that no number is printed."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.reply import Reply
from knowledge.telling import refuse, tell

_CALL = re.compile(
    r"(?:そこの|その|課の)?(?:お?電話(?:番号)?|問い?合わせ先?|連絡先)(?:は|って|も|を?教えて|が知りたい|何番|です|か)*[?？。]*"
)
_OF_THING = re.compile(
    r"(?P<thing>[^。?？、\s]{2,20}?)の(?:お?電話(?:番号)?|連絡先)(?:は|って|を?教えて(?:ください)?|が知りたい|何番|です|か)*[?？。]*"
)
_NO_NUMBER = "電話番号は、手元の資料には書かれていません。"


def says_to_call(text: str) -> bool:
    """Whether a folded text asks nothing but where to call."""
    return _CALL.fullmatch(text.strip()) is not None


def thing_to_call(text: str) -> str | None:
    """The thing of which a folded text asks nothing but the number to call (「渡し船の電話番号は？」)."""
    found = _OF_THING.fullmatch(text.strip())
    return found["thing"] if found else None


def in_charge_without_number(told: Reply) -> Reply:
    """That no number is printed, and the section in charge that was told, with where it stands: no answer to what was asked."""
    source, first = told.sources[0], told.text.partition("\n")[0]
    text = f"{_NO_NUMBER}\n{first.removesuffix('。')}（{source.document}、{source.place}）。"
    return replace(told, outcome="unknown", text=text)


def asks_to_call(question: Question) -> bool:
    """Whether nothing is asked but where to call."""
    return says_to_call(plain(question.typed))


def whom_to_call(knowledge: Knowledge, question: Question) -> Reply | None:
    """The department of what was told; or that it names none; None where something else is asked."""
    if not asks_to_call(question):
        return None
    told = tell.department(knowledge, list(dict.fromkeys(map(knowledge.home_of, question.before))))
    if told is None:
        return refuse.unknown(knowledge, "担当課や電話番号", question.before[:1])
    return replace(told, text=f"{_NO_NUMBER}\n{told.text}")
