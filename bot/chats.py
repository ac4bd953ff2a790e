"""Which chat an event belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Chat:
    """Who or what an event came from. ``identity`` is LINE's id of the resident, group or room; never stored in the clear."""

    where: Literal["talk", "group"]
    identity: str


def chat_of(event: dict[str, Any]) -> Chat | None:
    """The chat of a raw event; None where LINE names no source (a failed account link, say)."""
    source = event.get("source")
    if not isinstance(source, dict):
        return None
    for key in ("groupId", "roomId"):  # a group's events may name a user too, but belong to the group
        if isinstance(source.get(key), str) and source[key]:
            return Chat("group", source[key])
    user = source.get("userId")
    return Chat("talk", user) if isinstance(user, str) and user else None
