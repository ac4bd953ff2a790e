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
from knowledge.telling.joining import is_of_sheet, joined

# More fill the screen of a telephone, and more signs than these besides the sources are cut.
_MOST, _MOST_CHARS = 5, 420


def tell_of_each(
    knowledge: Knowledge, question: Question, about: Sequence[Subject], aspects: Sequence[str]
) -> Reply | None:
    """What is told of each of the first few things; None where nothing is told of any. It speaks of all of them."""
    told: list[Reply] = []
    chars = 0
    for nth, one in enumerate(about):
        reply = tell_about(knowledge, question, [one], aspects)
        if reply is None or not reply.tells:
            continue
        first = reply.text.split("\n")[0]
        # A figure says whose it is, a sentence does not.
        whose = "" if one.name in first or title_of(one) in first else f"{title_of(one)}　"
        chars += len(whose) + sum(len(line) for line in reply.text.split("\n") if not is_of_sheet(line))
        if told and (len(told) == _MOST or chars > _MOST_CHARS):
            rest = f"ほかの{len(about) - nth}つは、名前を添えて聞いてください。"
            told[-1] = replace(told[-1], text=f"{told[-1].text}\n{rest}")
            break
        told.append(replace(reply, text=f"・{whose}{reply.text}"))
    if len(told) < 2:
        return told[0] if told else None
    topic = replace(told[0].topic, subjects=tuple(one.key for one in about)) if told[0].topic else None
    return replace(joined(told, with_sheets=False), topic=topic)
