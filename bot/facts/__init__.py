"""The facts that only some events need: one reader per need, one module per subject.

A reader gets the chats that need it and returns, per chat, the fields of ``handlers.model.Facts`` it knows. All needs of a
group of events are read in one transaction; a group of ordinary questions opens none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.facts import own_voices, panel
from handlers.city import City
from handlers.conversation import Need
from storage.sealing import Seal

Fields = Mapping[str, Any]
Reader = Callable[[Session, Sequence[str], City, Seal, datetime], Mapping[str, Fields]]

_READERS: Mapping[Need, Reader] = {"panel": panel.read, "own_voices": own_voices.read}


def read(
    session: Session, needed: Mapping[str, Collection[Need]], city: City, seal: Seal, now: datetime
) -> dict[str, dict[str, Any]]:
    """The fields each chat needs. ``needed``: chat → what is needed there; chats without needs may be left out."""
    found: dict[str, dict[str, Any]] = {}
    for need, reader in _READERS.items():
        chats = [chat for chat, needs in needed.items() if need in needs]
        if chats:
            for chat, fields in reader(session, chats, city, seal, now).items():
                found.setdefault(chat, {}).update(fields)
    return found
