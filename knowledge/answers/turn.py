"""A question in its conversation."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.answers.looking_up import Found, look_up
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import understand
from knowledge.question import refusals
from knowledge.reply import Topic


@dataclass(frozen=True)
class Turn:
    """A question in its conversation. ``text`` is folded; ``refused`` is the kind of refusal it is of, if any;
    ``declined``: it is refused unless the documents tell it all the same."""

    knowledge: Knowledge
    question: str
    text: str
    topic: Topic | None
    refused: refusals.Kind | None
    declined: bool

    def look_up(self, text: str, city: str | None = None) -> Found:
        """The question in other words; ``city``: whose documents are asked where it names none."""
        return look_up(self.knowledge, understand(self.knowledge, text, self.topic, city))
