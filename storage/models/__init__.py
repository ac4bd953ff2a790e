"""The tables, one file per aggregate."""

from storage.models.base import Base
from storage.models.conversations import Conversation
from storage.models.events import Event
from storage.models.letters import Letter
from storage.models.residents import Resident

__all__ = ["Base", "Conversation", "Event", "Letter", "Resident"]
