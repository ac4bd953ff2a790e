"""What happens where something is not done: 「届を出さなかったらどうなる？」, 「行けないとどうなるの」.

That is no question for what the city means to do next: the statement is told that itself speaks of those who did not
(「届け出なかった家庭には、電話で確かめます」).
"""

from __future__ import annotations

import re

from knowledge.finding.all_named import knows_all
from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.reply import Reply
from knowledge.telling import tell

_ASKED = re.compile(
    r"(?:な(?:かったら|けりゃ|ければ|いと|い(?:場合|とき|時|人)に?は)|(?:忘れ|逃し)(?:た(?:ら|場合は|ときは|時は)|ると))、?"
    r"(?:どう(?:な|す|し)|(?:何|なに)か?(?:ある|あり|さ|が起|を[さし])|連絡)"
)
_NOT_DONE = re.compile(
    r"(?:な(?:い|かった)|(?:忘れ|逃し)た|未(?:受診|提出|届|加入|接種|納|回答)の?)"
    r"(?:場合|とき|時|人|方|者|家庭|世帯|家族|子|児|生徒|保護者|企業|事業[所者]|団体|農家|職員)"
    r"(?:には|に(?:も|対し)|は|を|が|の(?:全員|状況|家|元)|、)"
)
# That some did not is a concern, and no answer to what is done then.
_CONCERNS = frozenset({"issues", "policies"})


def what_if_not(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that says what is done where a thing that is named was not; None where none does, or something else is
    asked. The sentence before it may name the thing."""
    asked = question.asked
    if not _ASKED.search(asked.text) or not question.says_something or asked.asks("reason", *FIGURES, *MONEY):
        return None
    for hit, passage in statements_for(knowledge, question):
        if hit.missing or passage.part in _CONCERNS:
            continue
        before = ""
        for sentence in map(plain, passage.prose.text.split("。")):
            if _NOT_DONE.search(sentence) and knows_all(knowledge, f"{before}。{sentence}", question):
                return tell.prose(knowledge, [passage], "overview")
            before = sentence
    return None
