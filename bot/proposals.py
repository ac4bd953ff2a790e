"""What the machine proposes to staff for a new voice, made from what the bot knows at the moment."""

from __future__ import annotations

from collections.abc import Callable

from casework.proposals import Proposer
from handlers.city import City
from handlers.proposing import proposer_of
from knowledge.finding.knowledge import Knowledge


class Proposals:
    """Hands out the proposer of the present edition, made once for each. For one thread."""

    def __init__(self, knowledge: Callable[[], Knowledge], city: City) -> None:
        self._knowledge = knowledge
        self._city = city
        self._made: tuple[Knowledge, Proposer] | None = None

    def present(self) -> Proposer:
        knowledge = self._knowledge()
        if self._made is None or self._made[0] is not knowledge:
            self._made = (knowledge, proposer_of(knowledge, self._city))
        return self._made[1]
