"""「住宅課と連携していることは？」: the sentences that say with which department something is done, not what is near it."""

from __future__ import annotations

import re

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.reply import Reply
from knowledge.telling import refuse, tell

_WITH = re.compile(
    r"(?P<name>[一-龠々ァ-ヶー]{1,12}[課室局])(?:さん)?とも?の?、?(?:一緒|いっしょ|ともに|連携|協力|協働|協議|合同|共同|共に|手を組|組[みん])"
)
_TOGETHER = re.compile("一緒|ともに|連携|協力|協働|協議|合同|共同|共に|調整")
_MOST = 3


def worked_with(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statements of which one sentence names the department beside a word for working together, or that none does; None
    where anything else is asked or named. Of another department that is named only its own sheets are meant."""
    asked = question.asked
    found = _WITH.search(asked.text)
    if found is None or asked.years or asked.asks(*FIGURES, *MONEY, "reason"):
        return None
    name = found["name"]
    others = [one for one in knowledge.departments_in(asked.text) if one != name]
    said = frozenset(token for one in (name, *others) for token in knowledge.index.tokens(one))
    things = [one for one in question.things if not (one.doing or one.verbal or _TOGETHER.search(one.said))]
    if not all(any(map(said.issuperset, one.options[:1])) for one in things):
        return None
    told = [
        passage
        for passage in map(knowledge.index.passages.__getitem__, knowledge.view.scope.passages)
        if _says_with(passage, name) and (not others or getattr(passage.subject.sheet, "department", None) in others)
    ]
    if not told:
        return refuse.unknown(knowledge, f"「{name}」と一緒にしていること")
    return tell.prose(knowledge, told[:_MOST], "overview")


def _says_with(passage: Passage, name: str) -> bool:
    return any(name in one and _TOGETHER.search(one) for one in plain(passage.prose.text).split("。"))
