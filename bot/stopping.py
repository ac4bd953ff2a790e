"""What staff have stopped, as this process knows it: seen anew every few seconds, asked with every turn."""

from __future__ import annotations

from storage import switches
from storage.database import Database


class Stopping:
    """One thread calls ``follow``, any number ask."""

    def __init__(self) -> None:
        self._stopped: frozenset[switches.Name] = frozenset()

    def follow(self, database: Database) -> None:
        """See what is stopped. Raises DatabaseAway; until it answers again, what was known last counts."""
        with database.reading() as session:
            self._stopped = frozenset(switches.stopped(session))

    @property
    def bot(self) -> bool:
        """Whether the bot says nothing but that it is stopped."""
        return "bot" in self._stopped

    @property
    def pushes(self) -> bool:
        """Whether nothing is pushed; what is due stays due."""
        return "pushes" in self._stopped
