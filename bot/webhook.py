"""What LINE delivers: verified, kept, acknowledged. Nothing else happens while LINE waits."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.apart import list_in
from bot.chats import chat_of
from storage.inbox import Delivered
from storage.sealing import Seal

MAX_BODY_BYTES = 1024 * 1024
# Our clock and LINE's may differ by a little.
_MOST_AHEAD = timedelta(hours=1)
_MILLISECOND = timedelta(milliseconds=1)


class NotFromLine(Exception):
    """The signature is missing or wrong."""


class NotJson(Exception):
    """The body carries a good signature but is no webhook."""


def verify(body: bytes, signature: str | None, channel_secret: str) -> None:
    """Hold the signature against the raw bytes. Raises NotFromLine."""
    expected = base64.b64encode(hmac.new(channel_secret.encode(), body, hashlib.sha256).digest())
    if signature is None or not hmac.compare_digest(expected, signature.encode("utf-8", "replace")):
        raise NotFromLine


def read(body: bytes, seal: Seal, now: datetime) -> list[Delivered]:
    """The events of a webhook body, each ready to be kept, odd ones too. Raises NotJson."""
    try:
        events = _whole(body)
        delivered = [_delivered(event, seal, now) for event in events if isinstance(event, dict)]
    except RecursionError:  # in reading, or only in writing down again what could just be read
        delivered = [_read_alone(text, seal, now) for text in _events_in(body)]
    return _in_their_order(delivered)


def _whole(body: bytes) -> list[Any]:
    try:
        content = json.loads(body, parse_int=_number)
    except ValueError as problem:
        raise NotJson from problem
    events = content.get("events") if isinstance(content, dict) else None
    if not isinstance(events, list):
        raise NotJson
    return events


def _in_their_order(delivered: list[Delivered]) -> list[Delivered]:
    """The same; of one chat's events with the same time each is put a millisecond after the one before it in the body.

    Ids are partly chance: they would tell whether 「市民の声」 or the words after it came first.
    """
    found: list[Delivered] = []
    before: dict[str, tuple[datetime, datetime]] = {}  # per chat, of its last event: the time it gave, and has now
    for one in delivered:
        at = one.happened_at
        gave, has = before.get(one.chat, (at, at - _MILLISECOND))
        if at >= gave:  # else the body itself is in another order than time
            at = max(at, has + _MILLISECOND)
        before[one.chat] = (one.happened_at, at)
        found.append(replace(one, happened_at=at))
    return found


def _events_in(body: bytes) -> list[str]:
    try:
        return list_in(body.decode(), "events")
    except ValueError as problem:  # no text, or no such list
        raise NotJson from problem


def _read_alone(text: str, seal: Seal, now: datetime) -> Delivered:
    """One event of a body in which something is nested too deep; the event itself may be sound."""
    try:
        event = json.loads(text, parse_int=_number)
        return _delivered(event if isinstance(event, dict) else {}, seal, now)
    except (ValueError, RecursionError):
        return _delivered({"type": "unreadable", "mode": "standby", "beginning": text[:200]}, seal, now)


def _number(digits: str) -> int | str:
    """A whole number; one longer than any of LINE's stays text, for Python refuses to read very long ones."""
    return int(digits) if len(digits) <= 20 else digits


def _delivered(event: dict[str, Any], seal: Seal, now: datetime) -> Delivered:
    text = json.dumps(event, separators=(",", ":"))  # ASCII, so half characters stay what they were
    event_id = _key(event.get("webhookEventId")) or "made-" + hashlib.sha256(text.encode()).hexdigest()[:40]
    chat = chat_of(event)
    message = event.get("unsend") if event.get("type") == "unsend" else event.get("message")
    message_id = None
    if isinstance(message, dict):
        message_id = _key(message.get("messageId") if event.get("type") == "unsend" else message.get("id"))
    return Delivered(
        webhook_event_id=event_id,
        # Without a source there is nobody to keep in order with: such an event is a chat of its own.
        chat=seal.fingerprint(chat.identity if chat else f"event {event_id}"),
        kind=(_key(event.get("type")) or "unknown")[:40],
        message_id=message_id,
        happened_at=_instant(event.get("timestamp"), now),
        body=seal.seal(text),
    )


def _key(value: Any) -> str | None:
    """An id that both databases can hold; None for anything that is none."""
    return (
        value if isinstance(value, str) and 0 < len(value) <= 64 and value.isascii() and value.isprintable() else None
    )


def _instant(milliseconds: Any, now: datetime) -> datetime:
    """LINE's time of the event; the present where it gives none that can be.

    Were an event of next year believed, all that its sender does until then would look late.
    """
    if isinstance(milliseconds, int) and not isinstance(milliseconds, bool) and 0 <= milliseconds < 2**42:
        return min(datetime.fromtimestamp(milliseconds / 1000, UTC), now + _MOST_AHEAD)
    return now
