"""A second look at a question to which nothing was found: which of its words did nobody know, and do they name a thing?

A word that qualifies (another place, another group, another thing of the same kind) forces a refusal. A word of doing in
a question for words, a sign left over from a slip, or what is only added after the question does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.nearness import is_heard
from knowledge.finding.understanding import Question
from knowledge.language.standing import is_followed
from knowledge.question.aspects import FIGURES, MONEY, NO_WORDS
from knowledge.question.one_word import asks_who_did
from knowledge.reply import Reply

Answer = Callable[[Knowledge, Question], Reply | None]

# 「…はどうなる？ネットだけ？」: the second one only offers an answer to the first.
_ADDED = re.compile(r"[?？。]\s*(?=[^?？。]{1,12}[?？]?\s*$)")
_ASKS = re.compile(r"何|なに|ど[うのんこれ]|なぜ|誰|だれ|ますか|ですか|でしょうか|\b(?:what|how|why|where|who)\b")
_DONE = re.compile("し|さ|す|でき|のため")
# What these end is another thing than the word before them (日本語, 観光船), not a kind of it.
_ANOTHER_THING = re.compile("[一-龠][語病犬猫牛馬魚鳥船券税会]")
# One word alone may stand in any sheet: what is left has to be named by several.
_LEAST_LEFT = 2


def second_look(knowledge: Knowledge, question: Question, way: Answer) -> Reply | None:
    """The answer to the question without the words that name nothing; None where each of them names something."""
    for groups in _lessened(knowledge, question):
        if groups == question.groups or sum(group.strong for group in groups) < _LEAST_LEFT:
            continue
        hits = tuple(knowledge.search.hits(groups, question.view.scope))
        reply = way(knowledge, replace(question, groups=groups, hits=hits))
        if reply is not None and reply.tells:
            return reply
    return None


def _lessened(knowledge: Knowledge, question: Question) -> Iterator[tuple[Group, ...]]:
    text = question.asked.text
    if added := _ADDED.search(text):
        first = text[: added.start()]
        yield tuple(group for group in question.groups if group.said in first)
    to_come = "next" in question.asked.aspects
    asks = NO_WORDS.isdisjoint(question.asked.aspects) and _ASKS.search(text)
    if question.asked.unit == "年":
        # 「ポンプ場 完成 いつ」: what begins then may be said of it instead.
        yield tuple(
            group for group in question.groups if not (group.verbal and group.strong and not is_heard(knowledge, group))
        )
    if asks and question.asked.unit is None and not question.asked.fee:
        yield tuple(
            group
            for group in question.groups
            # What is to be done next is told in other words as often as not, even where a title has this one.
            if not (
                group.verbal
                and group.strong
                and (to_come or not knowledge.index.names_something(group))
                and _is_done(text, group)
            )
            or asks_who_did(text, group.said)
        )
    if FIGURES.isdisjoint(question.asked.aspects) and MONEY.isdisjoint(question.asked.aspects):
        yield tuple(
            group
            for group in question.groups
            if len(group.said) > 1 or is_heard(knowledge, group) or _ends_a_word(text, group.said)
        )


def _ends_a_word(text: str, sign: str) -> bool:
    """Whether a sign ends a word of the question that means another thing without it."""
    at = text.find(sign)
    return at > 0 and _ANOTHER_THING.fullmatch(text[at - 1 : at + 1]) is not None


def _is_done(text: str, group: Group) -> bool:
    return is_followed(group.said, text, _DONE)
