"""A question in its conversation."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.answers.looking_up import Found, look_up
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question, understand
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
    _understood: dict[tuple[str, str | None], Question] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def understand(self, text: str, city: str | None = None) -> Question:
        """The question in these words as it is understood; ``city``: whose documents are asked where it names none.

        That is most of the work of a turn, and one way after the other asks for the same words.
        """
        question = self._understood.get((text, city))
        if question is None:
            question = self._understood[text, city] = understand(self.knowledge, text, self.topic, city)
        return question

    def look_up(self, text: str, city: str | None = None) -> Found:
        """The question in other words; ``city``: whose documents are asked where it names none."""
        return look_up(self.knowledge, self.understand(text, city))
