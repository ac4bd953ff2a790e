"""Follow-ups to what was asked of and not told: 「図書館は何時まで？」, and then 「何人来てる？」."""

from __future__ import annotations

from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question, understand
from knowledge.follow_ups.thing_before import names_no_thing
from knowledge.question.aspects import FIGURES
from knowledge.reply import Reply, Topic


def of_untold(knowledge: Knowledge, question: Question, topic: Topic | None) -> str | None:
    """The question with the name of what was asked of before and not told; None where there is none, or it names a thing of
    its own."""
    if topic is None or topic.untold is None or not _names_nothing(knowledge, question):
        return None
    asked = question.asked
    if asked.unit is None and asked.asks(*FIGURES) and not asked.asks("reason"):
        return None  # 「目標は？」 asks of the very number that was not told
    return f"{topic.untold}、{asked.text}"


def speaks_of_untold(knowledge: Knowledge, reply: Reply, topic: Topic) -> bool:
    """Whether what is told has the name of what was asked of before: what is only near would look like more of it."""
    lines = [knowledge.index.tokens(line) for line in reply.text.split("\n")]
    things = understand(knowledge, topic.untold or "", None).things
    # 水道 and 電気料金 in two lines are no 水道料金.
    return reply.tells and all(any(map(group.is_told_in, lines)) for group in things)


def with_untold(knowledge: Knowledge, question: Question, reply: Reply, before: Topic | None) -> Reply:
    """A reply that tells nothing, with what it was asked of as far as the documents speak of that; where it names nothing, with
    what was asked of before: from there a follow-up goes on."""
    if reply.topic is not None or not (reply.tells_nothing or reply.outcome == "asked_back"):
        return reply
    if _names_nothing(knowledge, question):
        untold = before.untold if before is not None else None
    else:
        # Of what no document has, there is nothing else to tell.
        known = (one for one in question.things if any(all(map(knowledge.index.knows, way)) for way in one.options[:1]))
        untold = _span(question.asked.text, [one.said for one in known if not names_no_thing(knowledge, one)])
        if any(
            f"{untold}{one.said}" in question.asked.text
            for one in question.things
            if not names_no_thing(knowledge, one)
        ):
            untold = None  # メダカ is no メダカ水槽
    return replace(reply, topic=Topic((), untold=untold)) if untold else reply


def _names_nothing(knowledge: Knowledge, question: Question) -> bool:
    return all(names_no_thing(knowledge, group) for group in question.things)


def _span(text: str, words: list[str]) -> str:
    """A text from the first of some words to the last, as they stand in it; "" where there is none."""
    ends = [(text.find(word), text.find(word) + len(word)) for word in words if word in text]
    return text[min(start for start, _ in ends) : max(end for _, end in ends)] if ends else ""
