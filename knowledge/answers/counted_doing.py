"""What is done with a thing where it is counted: of 事業承継 the 相談 are counted apart from the 成立.

A sheet speaks of more that is done than its rows count, so a word that stands somewhere on it is no sign that a row counts it.
"""

from __future__ import annotations

import re

from knowledge.finding.groups import Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.counted_thing import only_counts
from knowledge.ledger.subjects import Subject

# 成立件数, 就職者数, 出展品数: what is done, how it is counted.
_COUNTED = re.compile(r"([一-龠]{2})(?:者|件|回|品|人|団体|世帯|店|社|戸|台)?(?:数|率)(?![一-龠])")


def counts_another_doing(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether a row counts what is done with a thing, and the question what else is done with it."""
    own = {found[1] for found in _COUNTED.finditer(plain(subject.name))}
    if not own:
        return False
    asked = {found[1] for found in _COUNTED.finditer(question.asked.text)} - own
    return any(
        group.said in asked
        and not only_counts(group.said)
        and not knowledge.index.calls(hit.number, group, question.groups)
        for group in question.groups
    )
