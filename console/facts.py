"""The single facts the bot gives, as staff look for them to stop one or to see who was given it."""

from __future__ import annotations

from console.desk import desk
from knowledge.language.text import fold
from knowledge.ledger.withdrawal import Fact
from storage import amendments
from storage.database import Database


def given_now(database: Database) -> list[Fact]:
    """All that the bot gives now."""
    with database.reading() as session:
        parts = amendments.parts(session)
    return parts.facts(desk().city)


def found_by(database: Database, words: str) -> list[Fact]:
    """Facts in whose name or figures all of the words stand."""
    wanted = [fold(word, spaces=False) for word in words.split()]
    return [
        one
        for one in given_now(database)
        if all(word in fold(f"{one.name} {one.says}", spaces=False) for word in wanted)
    ]
