"""LINE's limits for messages, as tables; what breaks them is refused in LINE's own form of error.

Two forms of error exist: a fault in a message's own properties names ``messages[0].text``, one inside a card or
template a pointer such as ``/body/contents/0/color``.

Source: "message objects" and "error responses" of LINE's API reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from simulator import actions, flex
from simulator.checks import (
    Check,
    Fault,
    Path,
    Rule,
    by_type,
    dotted,
    flag,
    list_of,
    number,
    one_of,
    pattern,
    shape,
    text,
    uri,
    whole,
)
from simulator.units import grapheme_clusters
from simulator.wire import Json, Refused

MESSAGES_PER_REQUEST = 5
TEXT_MAX_UNITS = 5000
QUICK_REPLIES = 13
ALT_TEXT_MAX_UNITS = 1500

_IMAGE = uri("https", at_most=2000)
_DIGITS = pattern(r"\d{1,20}")
_QUOTE = text(1000)
_COMMON: dict[str, Check] = {
    "quickReply": shape(
        {
            "items": list_of(
                shape({"type": one_of("action"), "action": actions.in_quick_reply}, {"imageUrl": _IMAGE}),
                1,
                QUICK_REPLIES,
            )
        }
    ),
    "sender": shape({}, {"name": text(20), "iconUrl": _IMAGE}),
}


def _emoji_stands_on_a_dollar(message: Mapping[str, object], path: Path) -> Iterator[Fault]:
    words, emojis = message.get("text"), message.get("emojis")
    if not isinstance(words, str) or not isinstance(emojis, list):
        return
    units = words.encode("utf-16-le", errors="surrogatepass")
    for number_, emoji in enumerate(emojis):
        index = emoji.get("index") if isinstance(emoji, dict) else None
        if isinstance(index, int) and units[2 * index : 2 * index + 2] != b"$\0":
            yield Fault((*path, "emojis", number_, "index"), "must point at a $")


def _short_beside_image_or_title(most_chars: int) -> Rule:
    """Buttons and columns: 60 signs beside an image or a title, else ``most_chars``."""

    def check(part: Mapping[str, object], path: Path) -> Iterator[Fault]:
        crowded = part.get("thumbnailImageUrl") or part.get("title")
        limit = text(60 if crowded else most_chars, count=grapheme_clusters)
        if part.get("text") is not None:
            yield from limit(part["text"], (*path, "text"))

    return check


def _columns_are_alike(template: Mapping[str, object], path: Path) -> Iterator[Fault]:
    columns = template.get("columns")
    if not isinstance(columns, list) or not all(isinstance(column, dict) for column in columns):
        return
    looks = {(bool(c.get("thumbnailImageUrl")), bool(c.get("title")), len(c.get("actions") or [])) for c in columns}
    if len(looks) > 1:
        yield Fault((*path, "columns"), "columns must have the same image, title and number of actions")


def _anything(*_: object) -> Iterator[Fault]:
    return iter(())


_PICTURE: dict[str, Check] = {
    "thumbnailImageUrl": _IMAGE,
    "imageAspectRatio": one_of("rectangle", "square"),
    "imageSize": one_of("cover", "contain"),
    "imageBackgroundColor": pattern(r"#[0-9A-Fa-f]{6}"),
}
_SIGNS_40 = text(40, count=grapheme_clusters)
_column = shape(
    {"text": _anything, "actions": list_of(actions.in_template, 1, 3)},
    {
        "thumbnailImageUrl": _IMAGE,
        "imageBackgroundColor": _PICTURE["imageBackgroundColor"],
        "title": _SIGNS_40,
        "defaultAction": actions.in_flex,
    },
    _short_beside_image_or_title(120),
)
_template = by_type(
    {
        "buttons": shape(
            {"type": one_of("buttons"), "text": _anything, "actions": list_of(actions.in_template, 1, 4)},
            {**_PICTURE, "title": _SIGNS_40, "defaultAction": actions.in_flex},
            _short_beside_image_or_title(160),
        ),
        "confirm": shape(
            {
                "type": one_of("confirm"),
                "text": text(240, count=grapheme_clusters),
                "actions": list_of(actions.in_template, 2, 2),
            }
        ),
        "carousel": shape(
            {"type": one_of("carousel"), "columns": list_of(_column, 1, 10)},
            {"imageAspectRatio": _PICTURE["imageAspectRatio"], "imageSize": _PICTURE["imageSize"]},
            _columns_are_alike,
        ),
        "image_carousel": shape(
            {
                "type": one_of("image_carousel"),
                "columns": list_of(shape({"imageUrl": _IMAGE, "action": actions.in_image_carousel}), 1, 10),
            }
        ),
    }
)
_AREA = shape({"x": number(0, 1040), "y": number(0, 2080), "width": number(0, 1040), "height": number(0, 2080)})
_imagemap_action = by_type(
    {
        "uri": shape(
            {"type": one_of("uri"), "linkUri": uri("http", "https", "line", "tel", at_most=1000), "area": _AREA},
            {"label": text(100)},
        ),
        "message": shape({"type": one_of("message"), "text": text(400), "area": _AREA}, {"label": text(100)}),
        "clipboard": shape(
            {"type": one_of("clipboard"), "clipboardText": text(1000), "area": _AREA}, {"label": text(100)}
        ),
    }
)
_ALT_TEXT = text(ALT_TEXT_MAX_UNITS)
_PRODUCT: dict[str, Check] = {"productId": text(64), "emojiId": text(64)}
_FIELDS: dict[str, tuple[dict[str, Check], dict[str, Check]]] = {
    "text": (
        {"text": text(TEXT_MAX_UNITS)},
        {
            "quoteToken": _QUOTE,
            "emojis": list_of(shape({"index": whole(0, TEXT_MAX_UNITS), **_PRODUCT}), 0, 20),
        },
    ),
    "textV2": ({"text": text(TEXT_MAX_UNITS)}, {"quoteToken": _QUOTE, "substitution": _anything}),
    "sticker": ({"packageId": _DIGITS, "stickerId": _DIGITS}, {"quoteToken": _QUOTE}),
    "image": ({"originalContentUrl": _IMAGE, "previewImageUrl": _IMAGE}, {}),
    "video": ({"originalContentUrl": _IMAGE, "previewImageUrl": _IMAGE}, {"trackingId": text(100)}),
    "audio": ({"originalContentUrl": _IMAGE, "duration": number(1, 1e9)}, {}),
    "location": (
        {"title": text(100), "address": text(100), "latitude": number(-90, 90), "longitude": number(-180, 180)},
        {},
    ),
    "imagemap": (
        {
            "baseUrl": _IMAGE,
            "altText": _ALT_TEXT,
            "baseSize": shape({"width": whole(1040, 1040), "height": whole(1, 2080)}),
            "actions": list_of(_imagemap_action, 0, 50),
        },
        {"video": _anything},
    ),
    "template": ({"altText": _ALT_TEXT, "template": _template}, {}),
    "flex": ({"altText": _ALT_TEXT, "contents": flex.container}, {}),
    "coupon": ({"couponId": text(100)}, {"deliveryTag": pattern(r"[A-Za-z0-9_]{1,30}")}),
}
_message = by_type(
    {
        kind: shape(
            {"type": one_of(kind), **required},
            {**optional, **_COMMON},
            *((_emoji_stands_on_a_dollar,) if kind == "text" else ()),
        )
        for kind, (required, optional) in _FIELDS.items()
    }
)
_messages = list_of(_message, 1, MESSAGES_PER_REQUEST)
_REQUESTS: dict[str, Check] = {
    "reply": shape({"replyToken": text(1000), "messages": _messages}, {"notificationDisabled": flag}),
    "push": shape(
        {"to": _anything, "messages": _messages},
        {"notificationDisabled": flag, "customAggregationUnits": list_of(pattern(r"[A-Za-z0-9_]{1,30}"), 0, 1)},
    ),
    "broadcast": shape({"messages": _messages}, {"notificationDisabled": flag}),
    "validate": shape({"messages": _messages}),
}
_REQUESTS["multicast"] = _REQUESTS["push"]
_INSIDE = {"flex": "contents", "template": "template"}


def refuse_faulty(request: str, body: Json) -> None:
    """Raise Refused when ``body`` is no good ``request`` (reply, push, multicast, broadcast, validate)."""
    faults = list(_REQUESTS[request](body, ()))
    outer = [fault for fault in faults if not _is_inside(fault.path, body)]
    if outer:
        noun = "error" if len(outer) == 1 else "errors"
        raise Refused(400, f"The request body has {len(outer)} {noun}", _details(outer, dotted))
    if faults:
        index = faults[0].path[1]
        of_first = [fault for fault in faults if fault.path[1] == index]
        message = f"A message (messages[{index}]) in the request body is invalid"
        raise Refused(400, message, _details(of_first, lambda path: _pointer(path, body)))


def _is_inside(path: Path, body: Json) -> bool:
    """Whether a fault lies within a card or template, where LINE points instead of naming."""
    if len(path) < 3 or path[0] != "messages":
        return False
    kind = body["messages"][path[1]].get("type")
    return path[2] == _INSIDE.get(str(kind)) and (len(path) > 3 or kind == "flex")


def _pointer(path: Path, body: Json) -> str:
    is_flex = body["messages"][path[1]]["type"] == "flex"
    steps = "/".join(str(step) for step in path[3:])
    return f"/{steps}" if is_flex else f"template/{steps}"


def _details(faults: list[Fault], write: Callable[[Path], str]) -> list[Json]:
    return [{"message": fault.reason, "property": write(fault.path)} for fault in faults]
