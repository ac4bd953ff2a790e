"""A group: one message without buttons or memory, for whoever mentioned us."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast, get_args

from handlers import wording
from handlers.at_key_words import plain_key_word
from handlers.characters import looks_empty
from handlers.key_words import KeyWord, key_word
from handlers.model import Event, Facts, Message, Progress, Said, Turn
from handlers.numbers import key_word_in
from handlers.talk import asked
from knowledge.reply import Reply, Topic

# What opens with these goes on by taps and numbers, which a group has not.
_FOR_ONE_ALONE: frozenset[KeyWord | None] = frozenset({"メニュー", "質問の例", "計画を見る", "もう一度見る"})


def in_group(event: Event, facts: Facts) -> Turn:
    """One message without buttons or memory: several people talk at once, and whoever taps has not mentioned us."""
    if not isinstance(event, Said) or looks_empty(event.text) or key_word(event.text) in _FOR_ONE_ALONE:
        return Turn(messages=(wording.introduction_in_group(facts.city),))
    asking = replace(facts, progress=Progress(), ask=_asking_in_words(facts))
    key = key_word_in(event.text, facts.city)
    if key == "使い方":
        turn = Turn(messages=(wording.how_to_in_group(facts.city),))
    elif key in get_args(wording.OwnBusiness):
        turn = Turn(messages=(wording.only_alone(cast("wording.OwnBusiness", key), facts.city),))
    else:
        turn = plain_key_word(key, asking, event.text) if key else asked(event, asking, Progress())
    message = turn.messages[-1]
    return replace(turn, messages=(Message(message.text, (), message.bars),))


def _asking_in_words(facts: Facts) -> Callable[[str, Topic | None], Reply]:
    """``ask`` for a group, where a question back cannot be answered with a number."""

    def ask(question: str, topic: Topic | None) -> Reply:
        reply = facts.ask(question, topic)
        if reply.outcome != "asked_back":
            return reply
        return replace(reply, text=wording.asked_in_group([choice.says for choice in reply.choices]))

    return ask
