"""One question asked of each of several things, and told one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.ledger.subjects import Subject
from knowledge.reply import Reply
from knowledge.telling.composing import title_of
from knowledge.telling.facets import tell_about
from knowledge.telling.joining import joined

# More fill the screen of a telephone.
_MOST = 5


def tell_of_each(
    knowledge: Knowledge, question: Question, about: Sequence[Subject], aspects: Sequence[str]
) -> Reply | None:
    """What is told of each of the first few things; None where nothing is told of any. It speaks of all of them."""
    told = []
    for one in about[:_MOST]:
        reply = tell_about(knowledge, question, [one], aspects)
        if reply is not None and reply.tells:
            # A figure says whose it is, a sentence does not.
            told.append(reply if one.is_figure else replace(reply, text=f"・{title_of(one)}　{reply.text}"))
    if len(told) < 2:
        return told[0] if told else None
    topic = replace(told[0].topic, subjects=tuple(one.key for one in about)) if told[0].topic else None
    return replace(joined(told, with_sheets=False), topic=topic)
