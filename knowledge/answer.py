"""From a question to a reply: slots first, statements second; else ask back, else say that the documents do not tell."""

from __future__ import annotations

from dataclasses import replace

from knowledge import refusals, refuse
from knowledge.asking_back import chosen_by_number
from knowledge.called import by_printed_name
from knowledge.codes import by_code
from knowledge.conditions import by_condition
from knowledge.fitting import fitted
from knowledge.limits import elsewhere, outside
from knowledge.named import by_aspect, by_department
from knowledge.over_years import across_years, not_in_year, year_before
from knowledge.quoted import by_quoted_name
from knowledge.refuse import nothing_found
from knowledge.reply import Reply, Topic
from knowledge.set_aside import set_aside
from knowledge.several import several
from knowledge.understanding import Knowledge, Question
from knowledge.unnamed import without_words
from knowledge.wordbook import plain

__all__ = ["Knowledge", "answer"]


def answer(knowledge: Knowledge, question: str, topic: Topic | None) -> Reply:
    """Answer one question of a resident. ``topic`` is that of the last reply in the same conversation."""
    text = plain(question)
    if refusals.says_nothing(text):
        return _help(knowledge, "知りたいことを、ふだんの言葉で書いてください。", "empty")
    if talk := refusals.talked(text, knowledge.small_talk):
        return _help(knowledge, talk.says.replace("{city}", knowledge.city), talk.name)
    refused = refusals.refused(text, knowledge.refusals, knowledge.names_with_cues)
    if refused and not (refused.gives_way and _may_tell(knowledge, refused, text)):
        return refuse.declined(knowledge, refused.says, {"refusal": refused.name})
    if chosen := chosen_by_number(knowledge, text, topic):
        return chosen
    asked = knowledge.understand(question, topic)
    reply = _answer(knowledge.of_city(asked.asked.city).seen_as(asked.view), asked)
    if reply.outcome in {"unknown", "out_of_scope"} and asked.asked.city is None:
        reply = _of_other_city(knowledge, question, topic) or reply
    if refused and reply.outcome in {"unknown", "asked_back"}:
        return refuse.declined(knowledge, refused.says, {"refusal": refused.name})
    slots = {"aspects": list(asked.asked.aspects), "words": [group.said for group in asked.groups if group.strong]}
    return replace(
        reply,
        text=fitted(reply.text),
        slots={**slots, **reply.slots},
        rejected=set_aside(knowledge, asked, reply),
    )


def _may_tell(knowledge: Knowledge, kind: refusals.Kind, text: str) -> bool:
    """Whether a matter of the counter (図書館, ごみ) is one these documents speak of by its name."""
    found = kind.found.search(text)
    if found is None or not knowledge.words.parse(text).whole(*found.span()):
        return True  # 水道 is no part of 下水道
    words = [term.word for term in knowledge.words.terms(found[0])]
    return bool(words) and all(word in knowledge.index.named_words for word in words)


def _of_other_city(knowledge: Knowledge, question: str, topic: Topic | None) -> Reply | None:
    """The answer from another city's documents, where some are held and one's own tell nothing; its name is said."""
    for city in knowledge.scopes.other_cities:
        theirs = knowledge.of_city(city)
        asked = theirs.understand(question, topic, city)
        reply = _answer(theirs.seen_as(asked.view), asked)
        if reply.outcome in {"answered", "partly"}:
            return reply
    return None


def _answer(knowledge: Knowledge, question: Question) -> Reply:
    if (year := year_before(knowledge, question)) is not None:
        asked = replace(question.asked, years=(year,), relative=None)
        knowledge = replace(knowledge, view=knowledge.scopes.of_year(year))
        question = knowledge.of_year(replace(question, asked=asked), year)
    asked = question.asked
    if limit := outside(knowledge, question) or elsewhere(knowledge, question):
        return limit
    if told := across_years(knowledge, question, _answer):
        return told
    if len(set(asked.years)) == 1 and (told := not_in_year(knowledge, question)):
        return told
    for first in (by_printed_name, by_condition, by_quoted_name):
        if reply := first(knowledge, question):
            return reply
    if asked.codes or asked.chapters:
        reply = by_code(knowledge, question)
        if reply:
            return reply
    if not question.says_something:
        return without_words(knowledge, question)
    for way in (by_department, several, by_aspect):
        reply = way(knowledge, question)
        if reply:
            return reply
    return nothing_found(knowledge, question)


def _help(knowledge: Knowledge, says: str, kind: str) -> Reply:
    choices = refuse.examples(knowledge)
    lines = [says, *(f"・{one.says}" for one in choices)] if kind in {"help", "greeting", "empty"} else [says]
    return Reply("small_talk", "\n".join(lines), {"talk": kind}, choices=choices)
