"""What this installation knows: the documents in its database, else the bundled ones."""

from __future__ import annotations

from bot.current import prepared
from bot.start import knowledge_of
from cli import installation
from handlers.city import City
from knowledge.answer import Knowledge


def knowledge_here(city: City) -> Knowledge:
    """Needs the city file and no LINE account. Without a database it is the bundled documents that answer."""
    with installation.library_if_there() as database:
        return knowledge_of(city) if database is None else prepared(database, city).knowledge
