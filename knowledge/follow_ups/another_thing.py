"""「クアオルトは？」 after 「移住の予算は？」: what was asked of the one is asked of the other.

A bare name says nothing of what is asked; alone it would be told what the thing is, or asked back about.
"""

from __future__ import annotations

import re

from knowledge.finding.understanding import Knowledge, Question
from knowledge.language.wordbook import plain
from knowledge.reply import Topic

_BARE = re.compile(
    r"(?:(?:じゃ(?:あ)?|では|で|あと|それと)[、,\s]+)?(?P<name>[^。、?？\s]{2,20}?)(?:の?(?:ほう|方))?は[?？。]*"
)
_BESIDE = re.compile(
    r"(?P<name>[^。、?？\s]{2,20}?)(?:の?(?:ほう|方))?と、?(?:比べ|くらべ)(?:ると|たら|れば|て)?(?:は|、|どう|ど|です|か)*[?？。]*"
)
# What is asked of a thing, as one asks for it.
_ASKED_FOR = {
    "budget": "予算", "spent": "決算額", "staffing": "従事人工", "account": "予算科目", "department": "担当",
    "reason": "理由", "next": "今後の取組", "issues": "課題", "policies": "方針", "goals": "目標", "target": "目標",
    "efforts": "これまでの取組", "purpose": "目的", "plans": "個別計画",
    "figure": "目標と実績", "result": "目標と実績",
}  # fmt: skip
_COMPARED = frozenset({"budget", "spent", "staffing"})


def asked_of_another(knowledge: Knowledge, text: str, topic: Topic | None) -> str | None:
    """The question that a bare name asks after another thing; ``text`` is folded. None where it is no bare name, or nothing
    was asked of what was spoken of before."""
    before = next((knowledge.by_key[key] for key in topic.subjects if key in knowledge.by_key), None) if topic else None
    wanted = _ASKED_FOR.get(topic.aspect or "") if topic else None
    if topic is None or before is None or wanted is None:
        return None
    text = text.strip()
    if (bare := _BARE.fullmatch(text)) and _names_only(knowledge.understand(bare["name"], None)):
        return f"{bare['name']}の{wanted}は?"
    beside = _BESIDE.fullmatch(text) if topic.aspect in _COMPARED and before.kind == "project" else None
    if beside and _names_only(knowledge.understand(beside["name"], None)):
        return f"{plain(before.name)}と{beside['name']}の{wanted}"
    return None


def _names_only(question: Question) -> bool:
    asked = question.asked
    limited = asked.years or asked.relative or asked.narrower or asked.codes or asked.chapters or asked.most
    return question.says_something and not asked.aspects and asked.unit is None and not limited
