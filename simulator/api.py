"""LINE's HTTP API as the bot calls it: api.line.me and api-data.line.me under one address."""

from __future__ import annotations

import random
import socket
import time
import uuid
from typing import cast

from flask import Blueprint, Response, g, jsonify, request

from simulator import menu_api, sending
from simulator.contents import Content
from simulator.identifiers import is_user_id, milliseconds
from simulator.journal import Exchange
from simulator.limits import refuse_faulty
from simulator.platform import Platform
from simulator.switches import Failure, LaneName
from simulator.webhook import deliver
from simulator.wire import Json, Refused, parse_object

BODY_MAX_BYTES = 2_000_000
LOADING_DEFAULT_S = 20
SHOWN_TEXT_MAX_BYTES = 10_000
_ACCEPTS_RETRY_KEY = {f"/v2/bot/message/{way}" for way in ("push", "multicast", "narrowcast", "broadcast")}
_LANES: dict[str, LaneName] = {
    "/v2/bot/message/reply": "reply",
    "/v2/bot/message/push": "push",
    "/v2/bot/message/multicast": "push",
    "/v2/bot/message/broadcast": "push",
}
_FAILURES = {
    "500": Refused(500, "Internal Server Error"),
    "429_rate": Refused(429, "The API rate limit has been exceeded. Try again later."),
    "429_quota": Refused(429, "You have reached your monthly limit."),
    "401": Refused(401, "Authentication failed due to the following reason: invalid token"),
    "hang": Refused(500, "Internal Server Error"),
}


def line_api(platform: Platform) -> Blueprint:
    api = Blueprint("line", __name__)

    @api.before_request
    def admit() -> None:
        g.request_id = str(uuid.uuid4())
        g.begun = time.monotonic()
        g.drops = g.is_down = False
        with platform.changed:
            g.exchange = Exchange(
                platform.journal.next_exchange(),
                "call",
                milliseconds(platform.now()),
                request.method,
                request.full_path.removesuffix("?"),
                None,
                _shown_headers(),
            )
        _refuse_large()
        g.exchange.request = _shown_body()
        _refuse_stranger(platform)
        _fail_as_switched(platform, g.exchange)
        if request.headers.get("X-Line-Retry-Key") and request.path not in _ACCEPTS_RETRY_KEY:
            raise Refused(400, "X-Line-Retry-Key is not allowed here")

    @api.after_request
    def record(response: Response) -> Response:
        response.headers["X-Line-Request-Id"] = g.request_id
        exchange: Exchange = g.exchange
        if g.is_down:
            exchange.outcome = "down"
        else:
            exchange.status = response.status_code
            exchange.answer = response.get_json() if response.is_json else f"{response.content_length} bytes"
            exchange.outcome = "dropped" if g.drops else "ok" if response.status_code < 400 else "refused"
        exchange.took_ms = round((time.monotonic() - g.begun) * 1000)
        with platform.changed:
            platform.journal.keep(exchange)
        if g.drops or g.is_down:
            _cut_connection()
        return response

    @api.errorhandler(Refused)
    def refuse(refused: Refused) -> tuple[Response, int, dict[str, str]]:
        return jsonify(refused.body()), refused.status, dict(refused.headers)

    _messages(api, platform)
    _people(api, platform)
    _content(api, platform)
    _channel(api, platform)
    menu_api.add_routes(api, platform)

    @api.route("/v2/<path:_rest>", methods=["GET", "POST", "PUT", "DELETE"])
    def nothing_here(_rest: str) -> Response:
        raise Refused(404, "Not found")

    return api


# --- before and after --------------------------------------------------------------------------------------------------


def _refuse_large() -> None:
    # Read it whole all the same: a client still sending would see a broken connection instead of the answer.
    if len(request.get_data()) > BODY_MAX_BYTES:
        raise Refused(413, "Request Entity Too Large")


def _shown_headers() -> dict[str, str]:
    return {name: request.headers[name] for name in ("X-Line-Retry-Key", "Content-Type") if name in request.headers}


def _shown_body() -> object:
    if request.mimetype.startswith("image/"):
        return f"{len(request.get_data())} bytes"
    try:
        return parse_object(request.get_data()) if request.is_json else _as_text() or None
    except Refused:  # shown as it came; the call itself is refused when it reads its body
        return _as_text()


def _as_text() -> str:
    return request.get_data()[:SHOWN_TEXT_MAX_BYTES].decode(errors="replace")


def _refuse_stranger(platform: Platform) -> None:
    given = request.headers.get("Authorization")
    if given is None:
        raise Refused(
            401, "Authorization header required. Must follow the scheme, 'Authorization: Bearer <ACCESS TOKEN>'"
        )
    if not given.startswith("Bearer ") or not platform.knows(given.removeprefix("Bearer ")):
        reason = "Confirm that the access token in the authorization header is valid."
        raise Refused(401, f"Authentication failed. {reason}")


def _fail_as_switched(platform: Platform, exchange: Exchange) -> None:
    with platform.changed:
        lane = platform.switches.lane(_LANES.get(request.path, "other"))
        g.is_down = platform.switches.down
        failure: Failure = "none" if g.is_down else lane.next_failure()
        if failure != "none":
            platform.tell_settings()
        wait_ms = lane.latency_ms + random.uniform(0, lane.jitter_ms)  # noqa: S311 - no secret
        if failure == "hang":
            wait_ms = platform.switches.hang_ms
            exchange.outcome = "hanging"
            platform.journal.keep(exchange)
    if g.is_down:
        raise Refused(503, "nobody hears this")
    if wait_ms:
        time.sleep(wait_ms / 1000)
    if failure == "drop_after_accept":
        g.drops = True
    elif failure != "none":
        raise _FAILURES[failure]


def _cut_connection() -> None:
    """End the talk before a byte of the answer: the bot cannot know whether its request was accepted."""
    connection = request.environ.get("werkzeug.socket")
    if connection is None:
        raise ConnectionAbortedError("the answer was dropped")
    cast(socket.socket, connection).shutdown(socket.SHUT_RDWR)


def _body() -> Json:
    if not request.is_json:
        raise Refused(415, "Unsupported media type")
    return parse_object(request.get_data())


# --- messages ----------------------------------------------------------------------------------------------------------


def _messages(api: Blueprint, platform: Platform) -> None:
    @api.post("/v2/bot/message/reply")
    def reply() -> Json:
        return sending.reply(platform, _body(), g.exchange)

    ways = {"push": sending.push, "multicast": sending.multicast, "broadcast": sending.broadcast}

    @api.post("/v2/bot/message/<any(push, multicast, broadcast):way>")
    def send(way: str) -> Json:
        return ways[way](platform, _body(), g.exchange, g.request_id, request.headers.get("X-Line-Retry-Key"))

    @api.post("/v2/bot/message/validate/<any(reply, push, multicast, narrowcast, broadcast):_way>")
    def validate(_way: str) -> Json:
        refuse_faulty("validate", _body())
        return {}

    @api.get("/v2/bot/message/quota")
    def quota() -> Json:
        with platform.changed:
            return platform.quota.as_json()

    @api.get("/v2/bot/message/quota/consumption")
    def consumption() -> Json:
        with platform.changed:
            return {"totalUsage": platform.quota.used(platform.now())}

    @api.post("/v2/bot/chat/loading/start")
    def start_loading() -> tuple[Json, int]:
        body = _body()
        chat, seconds = body.get("chatId"), body.get("loadingSeconds", LOADING_DEFAULT_S)
        if not isinstance(chat, str) or not is_user_id(chat):
            raise Refused(400, "Only user id is acceptable, other ids are not acceptable.")
        if isinstance(seconds, bool) or not isinstance(seconds, int) or not 5 <= seconds <= 60:
            raise _faulty("loadingSeconds", "Must be between 5 and 60")
        if seconds % 5:
            raise _faulty("loadingSeconds", "must be a multiple of five")
        with platform.changed:
            g.exchange.chats.append(chat)
            if platform.people_in(chat, platform.now()):
                platform.journal.tell("loading", {"chat": chat, "for_ms": seconds * 1000})
        return {}, 202

    @api.post("/v2/bot/chat/markAsRead")
    def mark_as_read() -> Json:
        token = _body().get("markAsReadToken")
        with platform.changed:
            bubble = platform.read_tokens.get(token) if isinstance(token, str) else None
            if bubble is None:
                raise Refused(400, "Invalid markAsReadToken")
            for earlier in platform.journal.bubbles[bubble.chat]:
                if earlier.side == "resident" and earlier.number <= bubble.number and not earlier.is_read:
                    earlier.is_read = True
                    platform.journal.changed_bubble(earlier)
        return {}


def _faulty(name: str, reason: str) -> Refused:
    return Refused(400, "The request body has 1 error", [{"message": reason, "property": name}])


# --- people ------------------------------------------------------------------------------------------------------------


def _people(api: Blueprint, platform: Platform) -> None:
    @api.get("/v2/bot/profile/<user_id>")
    def profile(user_id: str) -> Json:
        if not is_user_id(user_id):
            raise Refused(400, "The value for the 'userId' parameter is invalid")
        with platform.changed:
            resident = platform.residents.get(user_id)
            if resident is None or not resident.has_profile():
                raise Refused(404, "Not found")
            return {"displayName": resident.name, "userId": user_id, "language": "ja"}

    @api.get("/v2/bot/group/<group_id>/summary")
    def group_summary(group_id: str) -> Json:
        with platform.changed:
            group = platform.groups.get(group_id)
            if group is None or not group.has_bot:
                raise Refused(404, "Not found")
            return {"groupId": group_id, "groupName": group.name}

    @api.get("/v2/bot/group/<group_id>/member/<user_id>")
    def group_member(group_id: str, user_id: str) -> Json:
        with platform.changed:
            group = platform.groups.get(group_id)
            if group is None or not group.has_bot or user_id not in group.members:
                raise Refused(404, "Not found")
            return {"displayName": platform.residents[user_id].name, "userId": user_id}

    @api.get("/v2/bot/info")
    def info() -> Json:
        return {
            "userId": platform.bot_user_id,
            "basicId": "@000koemd",
            "displayName": platform.bot_name,
            "chatMode": "bot",
            "markAsReadMode": "auto",
        }


# --- what residents sent -----------------------------------------------------------------------------------------------


def _content(api: Blueprint, platform: Platform) -> None:
    def sent(message_id: str) -> Content:
        with platform.changed:
            content = platform.contents.get(message_id)
            if content is None:
                raise Refused(404, "not found")
            if content.is_gone:
                raise Refused(410, "The content is gone")
            return content

    @api.get("/v2/bot/message/<message_id>/content")
    def content(message_id: str) -> Response:
        found = sent(message_id)
        if platform.switches.content_preparing:
            return Response(status=202)
        return Response(found.data, content_type=found.media_type)

    @api.get("/v2/bot/message/<message_id>/content/preview")
    def preview(message_id: str) -> Response:
        found = sent(message_id)
        if found.kind not in ("image", "video"):
            raise Refused(400, "Only image and video have a preview")
        return Response(found.data, content_type=found.media_type)

    @api.get("/v2/bot/message/<message_id>/content/transcoding")
    def transcoding(message_id: str) -> Json:
        if sent(message_id).kind not in ("video", "audio"):
            raise Refused(400, "Only video and audio are prepared")
        return {"status": "processing" if platform.switches.content_preparing else "succeeded"}


# --- the channel's webhook ---------------------------------------------------------------------------------------------


def _channel(api: Blueprint, platform: Platform) -> None:
    @api.get("/v2/bot/channel/webhook/endpoint")
    def endpoint() -> Json:
        if not platform.webhook_url:
            raise Refused(404, "Webhook endpoint not found")
        return {"endpoint": platform.webhook_url, "active": True}

    @api.put("/v2/bot/channel/webhook/endpoint")
    def set_endpoint() -> Json:
        address = _body().get("endpoint")
        # LINE takes https only; the stand-in also talks to a bot on its own machine.
        if not isinstance(address, str) or len(address) > 500 or not address.startswith(_WEBHOOK_PREFIXES):
            raise Refused(400, "Invalid webhook endpoint URL")
        with platform.changed:
            platform.webhook_url = address
        return {}

    @api.post("/v2/bot/channel/webhook/test")
    def test_endpoint() -> Json:
        exchange = deliver(platform, [])
        return {
            "success": exchange.outcome == "ok",
            "timestamp": platform.now().isoformat().replace("+00:00", "Z"),
            "statusCode": exchange.status or 0,
            "reason": "OK" if exchange.outcome == "ok" else exchange.outcome.upper(),
            "detail": str(exchange.status or exchange.answer),
        }


_WEBHOOK_PREFIXES = ("https://", "http://127.0.0.1:", "http://localhost:")
