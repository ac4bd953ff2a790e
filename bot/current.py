"""Answering from the newest edition of the library, and going on with the former one while the next is prepared."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from handlers.city import City
from knowledge import browsing
from knowledge.answer import Knowledge, answer
from knowledge.browsing import Place, Shelf
from knowledge.ledger import bundled
from knowledge.merging import merged
from knowledge.model import Ledger
from knowledge.reply import Reply, Topic
from storage import library
from storage.database import Database, DatabaseAway

log = logging.getLogger("koe.library")


@dataclass(frozen=True)
class Prepared:
    """Knowledge ready to be asked, and the edition it was made from."""

    edition: int
    knowledge: Knowledge

    @property
    def version(self) -> str:
        """The version of its ledger, the same in every process that answers alike."""
        return self.knowledge.ledger.version

    def ask(self, question: str, topic: Topic | None) -> Reply:
        """Answer one question."""
        return answer(self.knowledge, question, topic)

    def look(self, place: Place) -> Shelf | None:
        """What of the plan lies at a place; None where nothing does."""
        return browsing.look(self.knowledge, place)


def ledger_in(database: Database) -> tuple[int, Ledger]:
    """The present edition and its ledger: bundled, imported, less what was withdrawn.

    Raises DatabaseAway and UnreadableSheet.
    """
    with database.reading() as session:
        edition = library.edition(session)  # first: what is changed meanwhile is then found to be newer
        imported = library.shown(session)
        withdrawn = {(fact.identity, fact.print) for fact in library.withdrawn(session)}
    return edition, merged(bundled(), imported, withdrawn)


def prepared(database: Database, city: City) -> Prepared:
    """Read the present edition and prepare it; takes seconds for thousands of sheets. Raises as ``ledger_in``."""
    edition, ledger = ledger_in(database)
    return Prepared(edition, Knowledge.build(ledger, words=city.words, city=city.name))


class Current:
    """Answers questions. One thread calls ``follow``, any number ask: what they ask is exchanged as a whole."""

    def __init__(self, city: City, ready: Prepared) -> None:
        self._city = city
        self._ready = ready
        self._seen = ready.edition

    @classmethod
    def open(cls, database: Database, city: City) -> Current:
        """Prepare the present edition. Raises DatabaseAway and UnreadableSheet."""
        began = time.monotonic()
        current = cls(city, prepared(database, city))
        _tell(current.edition, began)
        return current

    def __call__(self, question: str, topic: Topic | None) -> Reply:
        return self._ready.ask(question, topic)

    def present(self) -> Prepared:
        """What is answered from at this moment; it stays as it is while the next edition takes over."""
        return self._ready

    @property
    def edition(self) -> int:
        """The edition that is answered from."""
        return self._ready.edition

    @property
    def version(self) -> str:
        """The version of its ledger."""
        return self._ready.version

    def follow(self, database: Database) -> bool:
        """Answer from the present edition if it is a new one; whether it was.

        An edition that cannot be prepared is logged once and passed over: the former one goes on answering until the
        next change. Raises DatabaseAway.
        """
        with database.reading() as session:
            edition = library.edition(session)
        if edition == self._seen:
            return False
        began = time.monotonic()
        try:
            self._ready = prepared(database, self._city)
        except DatabaseAway:
            raise
        except Exception:
            self._seen = edition
            log.exception("edition %d cannot be prepared, answering from %d", edition, self._ready.edition)
            return False
        self._seen = self._ready.edition
        _tell(self._ready.edition, began)
        return True


def _tell(edition: int, began: float) -> None:
    log.info("answering from edition %d, prepared in %.1f s", edition, time.monotonic() - began)
