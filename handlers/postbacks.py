"""What our buttons send back: a short versioned text, so that a button of any age can be told from a strange one."""

from __future__ import annotations

# LINE takes 300 characters.
MAX_DATA_CHARS = 300

_VERSION = "v1"


def data(conversation: str, *parts: str) -> str:
    """The data of a button: ``data("survey", "7", "q1", "2")`` → ``"v1:survey:7:q1:2"``.

    No part may hold a colon. Nothing secret and nothing personal goes in here: LINE shows it to whoever asks.
    """
    whole = ":".join((_VERSION, conversation, *parts))
    if any(":" in part for part in (conversation, *parts)) or len(whole) > MAX_DATA_CHARS:
        raise ValueError(f"no data of a button: {len(whole)} characters, {len(parts)} parts")
    return whole


def read(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Conversation and parts of a button's data; None for what is not ours or of another version."""
    version, *rest = text.split(":")
    if version != _VERSION or not rest or not rest[0]:
        return None
    return rest[0], tuple(rest[1:])
