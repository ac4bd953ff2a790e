"""The documents the bot answers from, as those see them who ask."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from handlers.city import Door
from knowledge.browsing.places import Place
from knowledge.browsing.shelves import Shelf
from knowledge.reply import Reply, Topic


class Documents(Protocol):
    """What is answered from at one moment: an ``edition`` of the documents, and the ``version`` of their ledger."""

    @property
    def edition(self) -> int: ...
    @property
    def version(self) -> str: ...
    @property
    def doors(self) -> tuple[Door, ...]: ...
    def ask(self, question: str, topic: Topic | None, today: date | None = None) -> Reply: ...
    def look(self, place: Place) -> Shelf | None: ...
