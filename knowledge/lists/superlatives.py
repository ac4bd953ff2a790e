"""What is most of one kind (「一番人気だった体験は？」): told by the sentence that says so, by no row of them all."""

from __future__ import annotations

import re

from knowledge.finding.all_named import knows_all
from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.statement_fit import tells_most
from knowledge.finding.understanding import Question
from knowledge.finding.weakened import weakened
from knowledge.language.wordbook import plain
from knowledge.question.aspects import FIGURES
from knowledge.reply import Reply
from knowledge.telling import tell

_ASKED = re.compile(r"一番|いちばん|1番|最も|もっとも|最多|トップ|1位")
# The noun behind it is the kind of thing that is asked for: the sentence need not have it (メニュー).
_KIND = re.compile(
    r"(?:一番|いちばん|1番|最も|もっとも)[^、。?？]{0,8}?(?:い|な|の|た)(?P<kind>[一-龠ァ-ヶー]{1,8}?)(?:は|って|が|を|[?？]|$)"
)
_LEAST_COVERED = 0.5
# Which project, indicator or target it is, is computed.
_COMPUTED = re.compile("事業|指標|施策|予算|目標|計画|実績|達成|課")


def by_superlative(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement with a sentence that names the most of what was named; None where none says so."""
    asked = question.asked
    if asked.least or asked.nth > 1 or not _ASKED.search(asked.text) or _COMPUTED.search(asked.text):
        return None
    if not asked.in_order or not FIGURES.union({"overview", "reason"}).issuperset(asked.aspects[:1]):
        return None
    kind = _KIND.search(asked.text)
    less = question
    if kind is not None:
        sort = kind["kind"]
        less = weakened(knowledge, question, lambda group: group.strong and group.said in sort)
    if not less.things:
        return None
    for hit, passage in statements_for(knowledge, less):
        if hit.missing or hit.covered < _LEAST_COVERED:
            continue
        for sentence in map(plain, passage.prose.text.split("。")):
            if tells_most(sentence) and knows_all(knowledge, sentence, less, passage.subject):
                return tell.prose(knowledge, [passage], "overview")
    # What the sentences before it name: 「相談の内容は、…の順に多くなっています。」
    for hit, passage in statements_for(knowledge, less):
        if not hit.missing and tells_most(passage.prose.text) and knows_all(knowledge, passage.prose.text, less):
            return tell.prose(knowledge, [passage], "overview")
    return None
