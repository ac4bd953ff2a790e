"""「図書館は？」 after 「公民館の予算は？」: what was asked of the one is asked of the other.

A bare name says nothing of what is asked; alone it would be told what the thing is, or asked back about.
"""

from __future__ import annotations

import re

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question, understand
from knowledge.language.text import fiscal_year_name
from knowledge.ledger.subjects import Subject
from knowledge.question.aspects import MONEY
from knowledge.reply import Reply, Topic
from knowledge.telling import refuse, tell

_BARE = re.compile(
    r"(?:(?:じゃ(?:あ)?|では|で|あと|それと)[、,\s]+)?(?P<name>[^。、?？\s]{2,20}?)(?:の?(?:ほう|方))?は[?？。]*"
)
_BESIDE = re.compile(
    r"(?P<name>[^。、?？\s]{2,20}?)(?:の?(?:ほう|方))?と、?(?:比べ|くらべ)(?:ると|たら|れば|て)?(?:は|、|どう|ど|です|か)*[?？。]*"
)
_WHICH = re.compile(
    r"(?P<name>[^。、?？]{2,24}?)(?:の?(?:ほう|方))?と(?:は|だと|なら|比べて|くらべて)?[、\s]*"
    r"(?P<which>(?:どっち|どちら)(?:の?(?:ほう|方))?(?:が|は)?[^。?？]{1,16}[?？。]*)"
)
# 「NPOと市民活動とどっち」 names both.
_ASKED_ALONE = re.compile("[とや](?=[^と])")
_MONEY_SAID = re.compile("予算|決算|事業費|お?金|費用|使っ")
# What is asked of a thing, as one asks for it.
_ASKED_FOR = {
    "budget": "予算", "spent": "決算額", "staffing": "従事人工", "account": "予算科目", "department": "担当",
    "reason": "理由", "next": "今後の取組", "issues": "課題", "policies": "方針", "goals": "目標", "target": "目標",
    "efforts": "これまでの取組", "purpose": "目的", "plans": "個別計画",
    "figure": "目標と実績", "result": "目標と実績",
}  # fmt: skip


def asked_of_another(knowledge: Knowledge, text: str, topic: Topic | None) -> str | None:
    """The question that a bare name asks after another thing; ``text`` is folded. None where it is no bare name, where it
    picks out some of those who were counted (「女性は？」), or nothing was asked of what was spoken of before."""
    before, wanted = _spoken_of(knowledge, topic)
    bare = _BARE.fullmatch(text.strip())
    if before is None or wanted is None or bare is None or not _names_only(understand(knowledge, bare["name"], None)):
        return None
    return None if picks_out_some(knowledge, before, bare["name"]) else f"{bare['name']}の{wanted}は?"


def names_another(text: str) -> bool:
    """Whether a folded text is a bare name, or asks what was asked before of one."""
    return _BARE.fullmatch(text.strip()) is not None


def asked_beside(knowledge: Knowledge, typed: str, topic: Topic | None) -> str | None:
    """What was asked of one thing, asked of another with which it is to be compared (「NPOと比べると」); None where that is not
    asked, or what was told before is neither a row nor a project."""
    before, wanted = _spoken_of(knowledge, topic)
    beside = _BESIDE.fullmatch(typed.strip())
    if before is None or wanted is None or beside is None or not (before.is_figure or before.kind == "project"):
        return None
    return f"{beside['name']}の{wanted}は?" if _names_only(understand(knowledge, beside["name"], None)) else None


def asked_which(knowledge: Knowledge, text: str, topic: Topic | None) -> str | None:
    """「図書館とどっちが高い？」 after the money or the figure of one thing, asked of both by their names; ``text`` is folded.
    None where another question is asked, or neither a row nor a project was told last."""
    before, wanted = _spoken_of(knowledge, topic)
    which = _WHICH.fullmatch(text.strip())
    if topic is None or len(topic.subjects) != 1 or before is None or wanted is None or which is None:
        return None
    if not (before.is_figure or before.kind == "project") or _ASKED_ALONE.search(which["name"]):
        return None
    of_money = topic.aspect in MONEY and before.kind == "project"
    what = f"、{wanted}は" if of_money and not _MONEY_SAID.search(text) else "、"
    year = f"{fiscal_year_name(before.year)}の" if before.year not in {None, max(knowledge.years, default=None)} else ""
    return f"{year}{before.name}と{which['name']}{what}{which['which']}"


def set_beside(knowledge: Knowledge, topic: Topic, asked: str, other: Reply) -> Reply:
    """What was told before with what is told of the other, where both are told by figures of one kind; else that the other
    has none. ``asked`` is what was asked of the other."""
    before, told = knowledge.by_key[topic.subjects[0]], other.topic.subjects if other.topic else ()
    beside = knowledge.by_key.get(told[0]) if other.outcome == "answered" and len(told) == 1 else None
    if beside is not None and beside != before and beside.is_figure == before.is_figure:
        if before.is_figure:
            return tell.figures(knowledge, [before, beside])
        if beside.kind == "project":
            return tell.money(knowledge, [before, beside], (topic.aspect or "budget",))
    name, _, what = asked.removesuffix("は?").rpartition("の")
    return refuse.unknown(knowledge, f"「{name}」の{what}")


def picks_out_some(knowledge: Knowledge, before: Subject, name: str) -> bool:
    """Whether a bare name only picks out some of those that the row told last counts (女性 of a number of people)."""
    return before.is_figure and knowledge.book.only_narrows(name) and knowledge.book.narrowed(before.name, name)


def _spoken_of(knowledge: Knowledge, topic: Topic | None) -> tuple[Subject | None, str | None]:
    """What was spoken of before, and what was asked of it, as one asks for it."""
    if topic is None:
        return None, None
    before = next((knowledge.by_key[key] for key in topic.subjects if key in knowledge.by_key), None)
    return before, _ASKED_FOR.get(topic.aspect or "")


def _names_only(question: Question) -> bool:
    asked = question.asked
    limited = asked.years or asked.relative or asked.narrower or asked.codes or asked.chapters or asked.in_order
    return question.says_something and not asked.aspects and asked.unit is None and not limited
