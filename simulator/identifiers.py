"""Identifiers in the forms LINE gives them."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_USER = re.compile(r"U[0-9a-f]{32}\Z")
_CHAT = re.compile(r"[UCR][0-9a-f]{32}\Z")


def named_id(letter: str, name: str) -> str:
    """The same identifier for the same name, so that a bot knows its residents again after a restart of ours."""
    return letter + hashlib.sha256(name.encode()).hexdigest()[:32]


def new_id(letter: str) -> str:
    return letter + secrets.token_hex(16)


def new_token() -> str:
    return secrets.token_hex(16)


def is_user_id(value: object) -> bool:
    return isinstance(value, str) and bool(_USER.match(value))


def is_chat_id(value: object) -> bool:
    """A resident, a group or a room."""
    return isinstance(value, str) and bool(_CHAT.match(value))


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def ulid(at: datetime) -> str:
    """26 signs: 48 bits of time, 80 of chance."""
    value = (milliseconds(at) << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(value >> (5 * place)) & 31] for place in reversed(range(26)))
