"""What residents do, as LINE would tell the bot: one act becomes one webhook event and, mostly, one bubble.

An act is a JSON object with ``kind`` and ``from`` (a user id), in a group also ``chat``; see `control.py` for the rest.
Tokens, identifiers and properties follow LINE's reference of webhook events.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass

from simulator.contents import Content, sample_photo, sample_voice
from simulator.identifiers import milliseconds, new_token, ulid
from simulator.journal import Bubble
from simulator.people import Group, Resident
from simulator.platform import Platform
from simulator.units import utf16_units
from simulator.wire import Json


class ImpossibleAct(ValueError):
    """Nobody could do this in LINE, such as writing while the account is blocked."""


@dataclass(frozen=True)
class Told:
    """An event ready to be sent, and the bubble it belongs to."""

    event: Json
    bubble: Bubble | None


@dataclass(frozen=True)
class _Scene:
    platform: Platform
    act: Json
    resident: Resident
    group: Group | None

    @property
    def chat(self) -> str:
        return self.group.group_id if self.group else self.resident.user_id

    def text_of(self, name: str, otherwise: str | None = None) -> str:
        value = self.act.get(name, otherwise)
        if not isinstance(value, str):
            raise ImpossibleAct(f"{self.act['kind']} needs {name}")
        return value

    def notice(self, words: str) -> Bubble:
        return self.platform.bubble(self.chat, "notice", "", {"type": "notice", "text": words})


# What an act adds to an event: its properties, its bubble, and whether LINE gives a reply token for it.
_Outcome = tuple[Json, Bubble | None, bool]


def tell(platform: Platform, act: Json) -> Told:
    """Let a resident do something. Raises ImpossibleAct; the platform is then as before. Needs ``platform.changed``."""
    scene = _scene(platform, act)
    kind = act["kind"]
    if kind not in _ACTS:
        raise ImpossibleAct(f"unknown kind: {kind}")
    resident = scene.resident
    if resident.standing == "blocked" and kind not in ("follow", "unfollow") and scene.group is None:
        raise ImpossibleAct("this resident has blocked the account")
    extra, bubble, has_token = _ACTS[kind](scene)
    now = platform.now()
    is_message = extra["type"] == "message"
    if is_message and scene.group is None:
        resident.wrote_at = now
    is_active = act.get("mode", "active") == "active"
    event: Json = {
        **extra,
        "webhookEventId": ulid(now),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": milliseconds(now),
        "source": _source(scene, is_message=is_message),
        "mode": "active" if is_active else "standby",
    }
    if has_token and is_active:
        event["replyToken"] = platform.reply_tokens.issue(scene.chat, now)
    event.update(act.get("patch") or {})
    for name in act.get("omit") or ():
        event.pop(name, None)
    event_id = event.get("webhookEventId")
    if isinstance(event_id, str):
        platform.sent_events[event_id] = event
    if bubble is not None:
        platform.journal.put(bubble)
        if isinstance(event_id, str):
            platform.bubbles_of_events[event_id] = bubble
        if is_message:
            platform.read_tokens[extra["message"]["markAsReadToken"]] = bubble
    return Told(event, bubble)


def _scene(platform: Platform, act: Json) -> _Scene:
    if not isinstance(act.get("kind"), str):
        raise ImpossibleAct("an act needs kind")
    resident = platform.residents.get(str(act.get("from")))
    if resident is None:
        raise ImpossibleAct("from names no resident")
    chat = act.get("chat", resident.user_id)
    if chat == resident.user_id:
        return _Scene(platform, act, resident, None)
    group = platform.groups.get(str(chat))
    if group is None or resident.user_id not in group.members:
        raise ImpossibleAct("chat names no group of this resident")
    if not group.has_bot and act["kind"] != "join":
        raise ImpossibleAct("the account is not in this group")
    return _Scene(platform, act, resident, group)


def _source(scene: _Scene, *, is_message: bool) -> Json:
    if scene.group is None:
        return {"type": "user", "userId": scene.resident.user_id}
    member = {"userId": scene.resident.user_id} if is_message else {}
    return {"type": "group", "groupId": scene.group.group_id, **member}


def _message(scene: _Scene, content: Json, *, is_quotable: bool = True) -> _Outcome:
    message = {"id": scene.platform.next_message_id(), **content, "markAsReadToken": new_token()}
    if is_quotable:
        message["quoteToken"] = new_token()
    bubble = scene.platform.bubble(scene.chat, "resident", scene.resident.user_id, message)
    bubble.state = "sending"
    return {"type": "message", "message": message}, bubble, True


def _text(scene: _Scene) -> _Outcome:
    words = scene.text_of("text")
    content: Json = {"type": "text", "text": words}
    if scene.act.get("mention"):
        name = f"@{scene.platform.bot_name}"
        content["text"] = words = words if name in words else f"{name} {words}"
        mentionee = {
            "index": utf16_units(words[: words.index(name)]),
            "length": utf16_units(name),
            "type": "user",
            "userId": scene.platform.bot_user_id,
            "isSelf": True,
        }
        content["mention"] = {"mentionees": [mentionee]}
    if scene.act.get("quote"):
        content["quotedMessageId"] = scene.text_of("quote")
    return _message(scene, content)


def _sticker(scene: _Scene) -> _Outcome:
    content = {
        "type": "sticker",
        "packageId": scene.text_of("packageId", "446"),
        "stickerId": scene.text_of("stickerId", "1988"),
        "stickerResourceType": scene.text_of("stickerResourceType", "STATIC"),
        "keywords": scene.act.get("keywords", ["ありがとう", "感謝"]),
    }
    return _message(scene, content)


def _sent_bytes(scene: _Scene, sample: Callable[[], bytes], media_type: str) -> tuple[bytes, str]:
    """What the act carries as ``data`` (base64), else the built-in sample."""
    if scene.act.get("data") is None:
        return sample(), media_type
    try:
        return base64.b64decode(scene.text_of("data"), validate=True), scene.text_of("mediaType", media_type)
    except binascii.Error as error:
        raise ImpossibleAct("data is not base64") from error


def _media(kind: str, sample: Callable[[], bytes], media_type: str, **more: int) -> Callable[[_Scene], _Outcome]:
    def act(scene: _Scene) -> _Outcome:
        data, given_type = _sent_bytes(scene, sample, media_type)
        content: Json = {"type": kind, "contentProvider": {"type": "line"}, **more}
        if kind == "image" and scene.act.get("imageSet"):
            content["imageSet"] = scene.act["imageSet"]
        outcome = _message(scene, content, is_quotable=kind != "audio")
        scene.platform.contents[outcome[0]["message"]["id"]] = Content(kind, given_type, data)
        return outcome

    return act


def _file(scene: _Scene) -> _Outcome:
    data, media_type = _sent_bytes(scene, lambda: b"%PDF-1.4\n%%EOF\n", "application/pdf")
    content = {"type": "file", "fileName": scene.text_of("fileName", "要望書.pdf"), "fileSize": len(data)}
    outcome = _message(scene, content, is_quotable=False)
    scene.platform.contents[outcome[0]["message"]["id"]] = Content("file", media_type, data)
    return outcome


def _location(scene: _Scene) -> _Outcome:
    place = {
        "type": "location",
        "title": scene.text_of("title", "市役所前"),
        "address": scene.text_of("address", "山形県上山市河崎一丁目1番10号"),
        "latitude": scene.act.get("latitude", 38.1496),
        "longitude": scene.act.get("longitude", 140.2679),
    }
    return _message(scene, place, is_quotable=False)


def _follow(scene: _Scene) -> _Outcome:
    was_blocked = scene.resident.standing == "blocked"
    scene.resident.standing = "friend"
    scene.platform.journal.tell("resident", scene.platform.resident_json(scene.resident))
    words = "ブロックを解除しました" if was_blocked else "友だちに追加しました"
    return {"type": "follow", "follow": {"isUnblocked": was_blocked}}, scene.notice(words), True


def _unfollow(scene: _Scene) -> _Outcome:
    scene.resident.standing = "blocked"
    scene.platform.journal.tell("resident", scene.platform.resident_json(scene.resident))
    return {"type": "unfollow"}, scene.notice("ブロックしました"), False


def _unsend(scene: _Scene) -> _Outcome:
    message_id = scene.text_of("messageId")
    bubble = scene.platform.journal.find(message_id)
    if bubble is None or bubble.by != scene.resident.user_id:
        raise ImpossibleAct("messageId names no message of this resident")
    bubble.state = "unsent"
    bubble.message = {"type": bubble.message["type"], "id": bubble.id}
    scene.platform.journal.changed_bubble(bubble)
    content = scene.platform.contents.get(message_id)
    if content is not None:
        content.data, content.is_gone = b"", True
    return {"type": "unsend", "unsend": {"messageId": message_id}}, None, False


def _postback(scene: _Scene) -> _Outcome:
    postback: Json = {"data": scene.text_of("data")}
    if scene.act.get("params"):
        postback["params"] = scene.act["params"]
    bubble = None
    if scene.act.get("displayText"):
        words = {"type": "text", "text": scene.text_of("displayText")}
        bubble = scene.platform.bubble(scene.chat, "resident", scene.resident.user_id, words)
        bubble.state = "sending"
    return {"type": "postback", "postback": postback}, bubble, True


def _join(scene: _Scene) -> _Outcome:
    return _with_bot(scene, "join", f"{scene.platform.bot_name}が参加しました", has_bot=True)


def _leave(scene: _Scene) -> _Outcome:
    return _with_bot(scene, "leave", f"{scene.platform.bot_name}が退出しました", has_bot=False)


def _with_bot(scene: _Scene, kind: str, words: str, *, has_bot: bool) -> _Outcome:
    if scene.group is None:
        raise ImpossibleAct(f"{kind} happens in a group")
    scene.group.has_bot = has_bot
    scene.platform.journal.tell("group", scene.platform.group_json(scene.group))
    return {"type": kind}, scene.notice(words), has_bot


def _unknown(scene: _Scene) -> _Outcome:
    return {"type": scene.text_of("type", "somethingNew"), "somethingNew": {"value": 1}}, None, False


def _odd(scene: _Scene) -> _Outcome:
    """A text that says nothing about where it comes from."""
    scene.act["omit"] = [*(scene.act.get("omit") or ()), "source"]
    return _text(scene)


_ACTS: dict[str, Callable[[_Scene], _Outcome]] = {
    "text": _text,
    "sticker": _sticker,
    "image": _media("image", sample_photo, "image/png"),
    "video": _media("video", lambda: b"\0\0\0\x18ftypmp42", "video/mp4", duration=3000),
    "audio": _media("audio", sample_voice, "audio/wav", duration=1000),
    "file": _file,
    "location": _location,
    "follow": _follow,
    "unfollow": _unfollow,
    "unsend": _unsend,
    "postback": _postback,
    "join": _join,
    "leave": _leave,
    "unknown": _unknown,
    "odd": _odd,
}
KINDS = tuple(_ACTS)
