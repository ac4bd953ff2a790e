"""Questions that are a thing's printed name and what is asked of it (our own buttons say it so): told of that very thing."""

from __future__ import annotations

import re

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.question import slots
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.reply import Reply
from knowledge.telling.facets import tell_about

# Beside the name and the aspect nothing may be said: anything else might narrow the question.
_NOTHING_MORE = re.compile(r"[ぁ-ん、。,.?？!！\s]*")
_AFTER_NAME = re.compile(r"\s|の|は|、|って|について|に関する")
_TOLD = FIGURES | MONEY | {"reason", "next", "department", "plans", "efforts", "issues", "policies", "purpose", "list"}


def by_printed_name(knowledge: Knowledge, question: Question) -> Reply | None:
    """The answer about a thing called by its full printed name; None where the question says anything besides."""
    asked = question.asked
    if asked.fee or asked.place or asked.in_order or asked.years or not asked.aspects:
        return None
    names, longest = knowledge.view.by_printed_name, knowledge.view.longest_name
    begins = (asked.text[:length] for length in range(min(longest, len(asked.text)), 0, -1))
    name = next((begin for begin in begins if begin in names), None)
    if name is None:
        return None
    subject = names[name]
    rest = asked.text[len(name) :]
    if not _AFTER_NAME.match(rest):
        return None
    parsed = knowledge.words.parse(rest)
    alone = slots.read(parsed, rest, knowledge.cues)
    if not alone.aspects or not set(alone.aspects) <= _TOLD or not _NOTHING_MORE.fullmatch(alone.rest):
        return None
    if len(alone.aspects) > 1 and not FIGURES.issuperset(alone.aspects):
        return None
    if alone.unit is not None or (alone.aspects[0] == "figure" and not subject.is_figure):
        return None
    # A project is called by what is paid for it: 「移住推進事業費 実績」.
    of_money = subject.kind == "project" and name.endswith("費") and alone.aspects == ("result",)
    return tell_about(knowledge, question, [subject], ("budget",) if of_money else alone.aspects)
