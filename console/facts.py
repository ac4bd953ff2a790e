"""The single facts the bot gives, as staff look for them to stop one or to see who was given it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from console.desk import desk
from knowledge.language.text import fold
from knowledge.ledger.withdrawal import WHOLE, Fact
from knowledge.model import Source
from storage import amendments
from storage.answers import Asked
from storage.database import Database


def given_now(database: Database) -> list[Fact]:
    """All that the bot gives now."""
    with database.reading() as session:
        parts = amendments.parts(session)
    return parts.facts(desk().city)


@dataclass(frozen=True)
class Cited:
    """The facts behind an answer, by the lines it cites: those the bot gives now, and those it was stopped from giving."""

    given: tuple[Fact, ...]
    stopped: tuple[Fact, ...]


class CitedFacts:
    """Looks up the facts behind answers; all are read once."""

    def __init__(self, database: Database) -> None:
        with database.reading() as session:
            parts = amendments.parts(session)
        self._withdrawn = parts.withdrawn
        self._by_place: dict[Source, list[Fact]] = {}
        for one in replace(parts, withdrawn=frozenset()).facts(desk().city):
            # The whole sheet is printed on all its lines, and is behind no single answer.
            if not one.name.endswith(f"／{WHOLE}"):
                for place in one.places:
                    self._by_place.setdefault(place, []).append(one)

    def behind(self, asked: Asked) -> Cited:
        """The facts an answer gave. An answer from another edition may cite lines that are another fact's by now."""
        facts = list(dict.fromkeys(one for source in asked.sources for one in self._by_place.get(source, ())))
        stopped = tuple(one for one in facts if (one.sheet.key, one.print) in self._withdrawn)
        return Cited(tuple(one for one in facts if one not in stopped), stopped)


def found_by(database: Database, words: str) -> list[Fact]:
    """Facts in whose name or figures all of the words stand."""
    wanted = [fold(word, spaces=False) for word in words.split()]
    return [
        one
        for one in given_now(database)
        if all(word in fold(f"{one.name} {one.says}", spaces=False) for word in wanted)
    ]
