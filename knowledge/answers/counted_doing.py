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
# How often machines were out counts none of the machines there are.
_TIMES = re.compile(
    r"(?:延べ|のべ)(?:の)?(?P<doing>[一-龠]{2})?(?:台|隻|両|機)数"
    r"|(?P<out>出動|稼働|運行|走行|運転)(?:の)?(?:延べ|のべ)(?:台|隻|両|機)数"
)
_MACHINES = frozenset({"台", "隻", "両", "機"})


def counts_how_often(question: Question, subject: Subject) -> bool:
    """Whether a row counts how often machines were out (除雪車の延べ出動台数), where it is asked how many there are."""
    times = _TIMES.search(plain(subject.name))
    if times is None or question.asked.unit not in _MACHINES:
        return False
    text = question.asked.text
    return not re.search("延べ|のべ", text) and not any(done in text for done in times.groups() if done)


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
