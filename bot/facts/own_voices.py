"""One's own voices, for 受付状況."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers.city import City
from storage import own_voices
from storage.sealing import Seal


def read(
    session: Session, chats: Sequence[str], city: City, seal: Seal, now: datetime
) -> Mapping[str, Mapping[str, Any]]:
    found = own_voices.of(session, chats, city.voice.rules, seal, now)
    return {chat: {"own_voices": voices} for chat, voices in found.items()}
