"""What was found near a question and not told, for the log: it shows staff why an answer was this one, or none."""

from __future__ import annotations

from knowledge.reply import Reply
from knowledge.understanding import Knowledge, Question

_AT_MOST = 3
# Further down stand things that share no more than a common word with the question.
_LOOKED_AT = 8


def set_aside(knowledge: Knowledge, question: Question, reply: Reply) -> tuple[str, ...]:
    """The keys of the subjects that fitted best among those the reply does not speak of, the best first."""
    told = set(reply.topic.subjects) if reply.topic else set()
    found: dict[str, None] = {}
    for hit in question.hits[:_LOOKED_AT]:
        passage = knowledge.passage(hit)
        subject = knowledge.subject(hit) if passage is None else passage.subject
        if subject is not None and subject.key not in told:
            found[subject.key] = None
    return tuple(found)[:_AT_MOST]
