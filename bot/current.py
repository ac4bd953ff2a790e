"""Answering from the newest edition of the library, and going on with the former one while the next is prepared."""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from handlers.city import City, Door
from handlers.parts import lexicon_for
from knowledge.answer import Knowledge, answer
from knowledge.browsing import shelves
from knowledge.browsing.places import Place
from knowledge.browsing.shelves import Shelf
from knowledge.language.words import Words
from knowledge.reply import Reply, Topic
from storage import amendments, library
from storage.database import Database, DatabaseAway

log = logging.getLogger("koe.library")


@dataclass(frozen=True)
class Prepared:
    """Knowledge ready to be asked, and the edition it was made from. ``new_words`` (by the digest of the sheet) are those
    of sheets that had none, or those of another release, kept with them; ``doors`` what staff added to the city's."""

    edition: int
    knowledge: Knowledge
    new_words: Mapping[str, str]
    doors: tuple[Door, ...] = ()

    @property
    def version(self) -> str:
        """The version of its ledger, the same in every process that answers alike."""
        return self.knowledge.ledger.version

    def ask(self, question: str, topic: Topic | None, today: date | None = None) -> Reply:
        """Answer one question asked on a day, as it is counted in Japan."""
        return answer(self.knowledge, question, topic, today)

    def look(self, place: Place) -> Shelf | None:
        """What of the plan lies at a place; None where nothing does."""
        return shelves.look(self.knowledge, place)


def prepared(database: Database, city: City) -> Prepared:
    """Read the present edition and prepare it: bundled, imported, as amended, less what was withdrawn.

    Takes seconds for thousands of sheets. Raises DatabaseAway and UnreadableSheet.
    """
    with _without_collecting():
        with database.reading() as session:
            parts = amendments.parts(session)
        lexicon = lexicon_for(city, Words())
        unread = [one for one in parts.imported if one.words is None or not lexicon.take(one.sheet, one.words)]
        knowledge = parts.knowledge(city, lexicon)
        words = {one.digest: lexicon.to_json(one.sheet) for one in unread}
        lexicon.done()
    return Prepared(parts.number, knowledge, words, parts.doors)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """A ledger is a million values that stay: looking through them for garbage again and again would double the time
    of preparing it. Whoever runs for long looks through it once afterwards, and then never again (bot.assembly)."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


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
        ready = prepared(database, city)
        _keep_words(database, ready)
        current = cls(city, ready)
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
            _keep_words(database, self._ready)
        except DatabaseAway:
            raise
        except Exception:
            self._seen = edition
            log.exception("edition %d cannot be prepared, answering from %d", edition, self._ready.edition)
            return False
        self._seen = self._ready.edition
        _tell(self._ready.edition, began)
        return True


def _keep_words(database: Database, ready: Prepared) -> None:
    if ready.new_words:
        with database.writing() as session:
            library.keep_words(session, ready.new_words)


def _tell(edition: int, began: float) -> None:
    log.info("answering from edition %d, prepared in %.1f s", edition, time.monotonic() - began)
