"""A message taken back in LINE: its words go wherever they stand, in the webhook's own transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from casework.keeping import Rules
from storage import conversations, erasures, taking_back
from storage.inbox import Delivered
from storage.media import Media
from storage.sealing import Seal


def take_back(
    session: Session, delivered: Sequence[Delivered], rules: Rules, seal: Seal, media: Media, now: datetime
) -> None:
    """Erase what the messages named by unsend events said: in the running conversation and in the voice they belong to."""
    for one in delivered:
        if one.kind == "unsend" and one.message_id:
            erasures.note(session, "unsent", one.message_id, now)
            conversations.take_back(session, one.chat, one.message_id, seal)
            done = taking_back.unsend(session, one.chat, one.message_id, rules, seal, now)
            media.delete_once_kept(session, done.files)
