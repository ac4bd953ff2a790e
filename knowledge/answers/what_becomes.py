"""What becomes of things that were caught, collected or cut: 「拾った流木はその後どうする？」, 「集めた油は何に使う？」.

That is no question for what the city means to do next, nor for how many there were: the statement is told in which the thing
is spoken of in the same way (「回収した流木は、薪として配ります」).
"""

from __future__ import annotations

import re

from knowledge.finding.all_named import knows_all
from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.reply import Reply
from knowledge.telling import tell

_DONE = "[いきしちっんえけせてねべめれ][ただ]"
_ASKED = re.compile(
    rf"{_DONE}([^、。?？はを]{{1,16}}?)(?:を|は|って|なら|、)+、?(?:[そこ]?の?(?:後|先|あと)|最後)?(?:は|に|には|で)?、?"
    r"(?:どう(?:する|す[んり]|して|なる|なって|なり|やって)|(?:何|なに)(?:か)?に(?:使|つか|する|して|な[るっり]|役)|どこ(?:へ|に)(?:行|い[くき]|持|運|出))"
)
# 「これからどうする」 asks for plans, whatever it is asked of.
_TO_COME = re.compile("これから|今後|来年|次年度|将来|つもり")
# The thing spoken of in the same way, up to what is said of it.
_TOLD = re.compile(rf"{_DONE}([^、。はを]{{1,24}}?)[はを]")


def what_becomes_of_it(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that says what becomes of the things that were caught, collected or cut; None where none does, or
    something else is asked."""
    text = question.asked.text
    asked = _ASKED.search(text)
    if asked is None or _TO_COME.search(text):
        return None
    begin, end = asked.span(1)
    named = [group for group in question.groups if group.strong and begin <= text.find(group.said, begin) < end]
    if not named:
        return None
    for hit, passage in statements_for(knowledge, question):
        if not hit.missing and any(
            _speaks_so(knowledge, question, named, sentence) for sentence in plain(passage.prose.text).split("。")
        ):
            return tell.prose(knowledge, [passage], "overview")
    return None


def _speaks_so(knowledge: Knowledge, question: Question, named: list[Group], sentence: str) -> bool:
    """Whether a folded sentence speaks of the things as of what something was done with, and has all that is named."""
    spoken_of = [knowledge.index.tokens(found[1]) for found in _TOLD.finditer(sentence)]
    return any(all(group.is_told_in(one) for group in named) for one in spoken_of) and knows_all(
        knowledge, sentence, question
    )
