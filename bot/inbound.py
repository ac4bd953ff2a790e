"""One LINE event (JSON) becomes an event of handlers. Read leniently: an odd event becomes Other, never an exception."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal, cast

from bot.chats import chat_of
from handlers.model import (
    Batch,
    Event,
    Followed,
    JoinedGroup,
    Other,
    Place,
    Pressed,
    Said,
    Sent,
    Unfollowed,
    Unsent,
)

# Older consoles verify a webhook with made-up events that carry these tokens; nobody waits for an answer to them.
_DUMMY_TOKENS = ("0" * 32, "f" * 32)

SentKind = Literal["sticker", "image", "video", "audio", "file", "location"]
_SENT_KINDS = ("sticker", "image", "video", "audio", "file", "location")


def reply_token(event: dict[str, Any]) -> str | None:
    """The token by which this event may be answered; None when nothing may be said (standby, unsend, verification)."""
    token = event.get("replyToken")
    if event.get("mode") == "standby" or not isinstance(token, str) or not token or token in _DUMMY_TOKENS:
        return None
    return token


def read(event: dict[str, Any], at: datetime) -> Event:
    """What happened, in the words of handlers. ``at`` is the event's own time."""
    chat = chat_of(event)
    kind = event.get("type")
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    common = {
        "at": at,
        "where": chat.where if chat else "talk",
        "may_answer": chat is not None and reply_token(event) is not None,
    }
    return (reader or _other)(event, common)


def _other(event: dict[str, Any], common: dict[str, Any]) -> Event:
    return Other(kind=_text(event.get("type"))[:40], **common)


def _message(event: dict[str, Any], common: dict[str, Any]) -> Event:
    message = _mapping(event.get("message"))
    kind = message.get("type")
    if kind == "text" and isinstance(message.get("text"), str):
        text, mentions_us = _without_our_mention(message)
        return Said(text=text, mentions_us=mentions_us, message_id=_text(message.get("id")), **common)
    if kind in _SENT_KINDS:
        place = _place(message) if kind == "location" else None
        batch = _batch(message) if kind == "image" else None
        message_id = _text(message.get("id"))
        return Sent(kind=cast("SentKind", kind), message_id=message_id, place=place, batch=batch, **common)
    return _other({"type": f"message/{_text(kind)}"}, common)


def _batch(message: dict[str, Any]) -> Batch | None:
    """The set a photo was sent in; None for one by itself, and where the telephone does not tell how many there are."""
    images = _mapping(message.get("imageSet"))
    id_, total = _text(images.get("id")), _number(images.get("total"))
    return Batch(id_[:64], total) if id_ and total > 1 else None


def _place(message: dict[str, Any]) -> Place | None:
    """A place on earth; None where LINE gives none."""
    latitude, longitude = (_degrees(message.get(key), most) for key, most in (("latitude", 90), ("longitude", 180)))
    if latitude is None or longitude is None:
        return None
    words = (_text(message.get("title")).strip(), _text(message.get("address")).strip())
    return Place(latitude, longitude, " ".join(filter(None, words))[:200])


def _degrees(value: Any, most: int) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) <= most else None


def _postback(event: dict[str, Any], common: dict[str, Any]) -> Event:
    postback = _mapping(event.get("postback"))
    params = {key: value for key, value in _mapping(postback.get("params")).items() if isinstance(value, str)}
    return Pressed(data=_text(postback.get("data")), params=params, **common)


def _follow(event: dict[str, Any], common: dict[str, Any]) -> Event:
    return Followed(unblocked=_mapping(event.get("follow")).get("isUnblocked") is True, **common)


def _unsend(event: dict[str, Any], common: dict[str, Any]) -> Event:
    return Unsent(message_id=_text(_mapping(event.get("unsend")).get("messageId")), **common)


_READERS: dict[str, Callable[[dict[str, Any], dict[str, Any]], Event]] = {
    "message": _message,
    "postback": _postback,
    "follow": _follow,
    "unfollow": lambda _event, common: Unfollowed(**common),
    "unsend": _unsend,
    "join": lambda _event, common: JoinedGroup(**common),
}


def _without_our_mention(message: dict[str, Any]) -> tuple[str, bool]:
    """The text with mentions of the bot cut out, and whether there were any.

    Positions count UTF-16 units, as they do in LINE's clients; a position that fits nothing is passed over.
    """
    text: str = message["text"]
    mentionees = _mapping(message.get("mention")).get("mentionees")
    ours = (
        [one for one in mentionees if isinstance(one, dict) and one.get("isSelf") is True]
        if isinstance(mentionees, list)
        else []
    )
    if not ours:
        return text, False
    units = text.encode("utf-16-le", "surrogatepass")
    for one in sorted(ours, key=lambda one: _number(one.get("index")), reverse=True):
        start, length = _number(one.get("index")), _number(one.get("length"))
        if start >= 0 and length > 0 and (start + length) * 2 <= len(units):
            units = units[: start * 2] + units[(start + length) * 2 :]
    return units.decode("utf-16-le", "surrogatepass").strip(), True


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else -1
