"""The tables, one file per aggregate.

The classes say what a row is. Statements that run with every message are built on the plain tables below: they need no
bookkeeping of objects.
"""

from typing import cast

from sqlalchemy import Table

from storage.models.answers import Answer, PseudonymKey
from storage.models.base import Base
from storage.models.conversations import Conversation
from storage.models.events import Event
from storage.models.letters import Letter
from storage.models.library import Edition, ImportedFile, KeptSheet, Library, Showing, Withdrawal
from storage.models.residents import Resident

ANSWERS = cast("Table", Answer.__table__)
CONVERSATIONS = cast("Table", Conversation.__table__)
EVENTS = cast("Table", Event.__table__)
LETTERS = cast("Table", Letter.__table__)
LIBRARY = cast("Table", Library.__table__)
PSEUDONYM_KEYS = cast("Table", PseudonymKey.__table__)
RESIDENTS = cast("Table", Resident.__table__)

__all__ = [
    "ANSWERS",
    "CONVERSATIONS",
    "EVENTS",
    "LETTERS",
    "LIBRARY",
    "PSEUDONYM_KEYS",
    "RESIDENTS",
    "Answer",
    "Base",
    "Conversation",
    "Edition",
    "Event",
    "ImportedFile",
    "KeptSheet",
    "Letter",
    "Library",
    "PseudonymKey",
    "Resident",
    "Showing",
    "Withdrawal",
]
