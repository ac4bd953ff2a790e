"""A few words after an answer, asked with the name of what was spoken of, or of another thing."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.answers.looking_up import Found
from knowledge.answers.prices import price_there
from knowledge.answers.turn import Turn
from knowledge.follow_ups.another_thing import asked_of_another
from knowledge.follow_ups.besides_told import told_besides
from knowledge.follow_ups.continued import (
    asks_another_count,
    asks_price,
    count_said_of_project,
    is_of_what_was_before,
    said_of_thing_counted,
    said_of_what_was_before,
    said_shortly_of_it,
)
from knowledge.follow_ups.going_on import is_gone_on
from knowledge.follow_ups.mentioned_there import mentioned_there
from knowledge.question import refusals
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.reply import Reply
from knowledge.telling import refuse
from knowledge.telling.facets import NO_PART, tell_about

# What is asked with none of these is whether something is so.
_ASKS_IN_WORDS = re.compile(r"何|なに|なん|ど[こうのれん]|いつ|(?:誰|だれ)(?!でも)|いく[らつ]|(?:は|って)[?？。]*$")


def of_another_thing(turn: Turn) -> Found | None:
    """What was asked of one thing, asked of another whose bare name is said (「図書館は？」); None where none is told."""
    whole = asked_of_another(turn.knowledge, turn.text, turn.topic)
    if turn.refused or turn.topic is None or whole is None:
        return None
    if is_gone_on(turn.understand(turn.question)):
        return None
    wanted, city = turn.topic.aspect or "", city_spoken_of(turn)
    bare = turn.look_up(turn.question, city)
    if wanted in FIGURES and bare.reply.outcome != "asked_back":
        return bare
    named = turn.knowledge.by_key.get(bare.reply.topic.subjects[0]) if bare.reply.tells and bare.reply.topic else None
    if named is not None and wanted == "reason" and named.is_figure:
        # A row that is not explained is not explained by what is said elsewhere.
        told = tell_about(bare.seen, bare.asked, [named], (wanted,))
        return replace(bare, reply=told) if told is not None and told.tells else None
    found = turn.look_up(whole, city)
    return None if bare.reply.tells and not found.reply.tells else found


def of_sheets_told(turn: Turn) -> Found | None:
    """What the sheets that were spoken of say of a word by which nothing is called, or besides what was told of them."""
    if turn.refused or turn.topic is None:
        return None
    asked = turn.understand(turn.question)
    seen = turn.knowledge.of_city(asked.asked.city).seen_as(asked.view)
    told = price_there(seen, asked) or mentioned_there(seen, asked) or told_besides(seen, asked)
    return Found(asked, seen, told) if told is not None else None


def who_takes_applications(turn: Turn, kind: refusals.Kind, found: Found) -> Found | None:
    """「協力隊に応募したいんだけど、どの課？」 asks for the department of what is applied for."""
    if not found.asked.asked.asks("department") or found.reply.outcome != "unknown":
        return None
    return turn.look_up(kind.found.sub(" ", turn.text))


def of_what_was_before(turn: Turn, found: Found) -> Found | None:
    """The follow-up asked with the name of what was spoken of."""
    if of_row := _of_thing_counted(turn, found):
        return of_row
    if found.reply.outcome != "unknown":
        return None
    if whole := said_of_what_was_before(turn.knowledge, found.asked, turn.topic):
        again = turn.look_up(whole, found.asked.asked.city)
        return again if again.reply.tells else None
    if not turn.refused and (whole := count_said_of_project(turn.knowledge, found.asked)):
        again = turn.look_up(whole, found.asked.asked.city)
        if again.reply.outcome == "answered" and is_of_what_was_before(turn.knowledge, found.asked, again.reply.topic):
            return again
    if turn.refused or (whole := said_shortly_of_it(turn.knowledge, found.asked)) is None:
        return None
    again = turn.look_up(whole, found.asked.asked.city)
    of_it = again.reply.outcome == "answered" and is_of_what_was_before(turn.knowledge, found.asked, again.reply.topic)
    asks = _ASKS_IN_WORDS.search(turn.text) is not None
    if of_it and not asks and not found.asked.asked.aspects and _is_summary(again.reply, found.asked.before[0].key):
        return None  # 「もったいなくない？」: what was spoken of, once more, is no answer to it
    return again if of_it else None


def _is_summary(reply: Reply, key: str) -> bool:
    """Whether a reply tells in general what the thing with a key is."""
    topic = reply.topic
    return topic is not None and topic.statement is None and topic.aspect == "overview" and topic.subjects == (key,)


def _of_thing_counted(turn: Turn, found: Found) -> Found | None:
    """Another number of the thing that was counted, or its price; what was told before is no answer to that."""
    asked, topic = found.asked, found.reply.topic if found.reply.tells else None
    same = topic is not None and topic.subjects[0] in {one.key for one in asked.before} and asks_another_count(asked)
    whole_budget = topic is not None and topic.aspect in MONEY
    if turn.refused or not (same or whole_budget or found.reply.outcome in {"unknown", "asked_back"}):
        return None
    if whole := said_of_thing_counted(turn.knowledge, asked):
        again = turn.look_up(whole, asked.asked.city)
        told = again.reply.topic if again.reply.outcome == "answered" else None
        if told is not None and told.aspect not in MONEY and is_of_what_was_before(turn.knowledge, asked, told):
            return again
    if whole_budget and found.reply.outcome == "answered" and asks_price(asked):
        # 「いくらもらえる？」 is not told by what the whole project cost.
        return replace(found, reply=replace(found.reply, outcome="partly", text=f"{NO_PART}\n{found.reply.text}"))
    return replace(found, reply=refuse.unknown(turn.knowledge, "その数字")) if same else None


def city_spoken_of(turn: Turn) -> str | None:
    """Another city whose documents were spoken of last, where a question says nothing of its own but a number."""
    knowledge, topic = turn.knowledge, turn.topic
    cities = {knowledge.by_key[key].city for key in topic.subjects if key in knowledge.by_key} if topic else set()
    if len(cities) != 1 or not cities <= set(knowledge.scopes.other_cities):
        return None
    asked = turn.understand(turn.question)
    return cities.pop() if asked.asked.city is None and not asked.says_something else None
