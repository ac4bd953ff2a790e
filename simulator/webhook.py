"""Webhooks from LINE to the bot: signed over the raw bytes, two seconds to answer, sent again if so switched."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from simulator.events import Told
from simulator.identifiers import milliseconds
from simulator.journal import Exchange
from simulator.platform import Platform
from simulator.wire import Json, as_bytes

_KEPT_ANSWER_BYTES = 4_000


def sign(secret: str, body: bytes) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def deliver(platform: Platform, told: Sequence[Told]) -> Exchange:
    """Send events of one request and wait for the bot's answer. Never call this while holding ``platform.changed``."""
    with platform.changed:
        overtaken, platform.held_back = platform.held_back, []
        if platform.switches.out_of_order and told and not overtaken:
            platform.held_back = [told]
            return _not_yet(platform, told)
    exchange = _deliver(platform, told)
    for earlier in overtaken:
        _deliver(platform, earlier)
    return exchange


def let_go(platform: Platform) -> None:
    """Send what waits to be overtaken."""
    with platform.changed:
        waiting, platform.held_back = platform.held_back, []
    for told in waiting:
        _deliver(platform, told)


def _not_yet(platform: Platform, told: Sequence[Told]) -> Exchange:
    events = [each.event for each in told]
    return Exchange(
        platform.journal.next_exchange(),
        "webhook",
        milliseconds(platform.now()),
        "POST",
        platform.webhook_url,
        {"destination": platform.bot_user_id, "events": events},
        outcome="held_back",
    )


def _deliver(platform: Platform, told: Sequence[Told]) -> Exchange:
    exchange = _send(platform, [each.event for each in told], attempt=0)
    if told and platform.switches.deliver_twice:
        _send(platform, [each.event for each in told], attempt=platform.switches.redelivery_times)
    with platform.changed:
        for each in told:
            bubble = each.bubble
            if bubble is None:
                continue
            bubble.traffic = exchange.number
            if bubble.state == "sending":
                bubble.state = "sent" if exchange.outcome == "ok" else "failed"
                bubble.is_read = exchange.outcome == "ok"
            platform.journal.changed_bubble(bubble)
    return exchange


def redeliver(platform: Platform, event_id: str, *, marked: bool = True, attempt: int = 0) -> Exchange:
    """Send an earlier event again. ``marked`` False gives the plain duplicate a network can cause. Raises KeyError."""
    with platform.changed:
        event = platform.sent_events[event_id]
    exchange = _send(platform, [{**event, "deliveryContext": {"isRedelivery": marked}}], attempt=attempt)
    with platform.changed:
        bubble = platform.bubbles_of_events.get(event_id)
        if bubble is not None and bubble.state == "failed" and exchange.outcome == "ok":
            bubble.state, bubble.is_read = "sent", True
            platform.journal.changed_bubble(bubble)
    return exchange


def deliver_raw(platform: Platform, body: bytes, headers: Mapping[str, str]) -> Exchange:
    """Send bytes as they are, with the headers as they are."""
    with platform.changed:
        exchange = Exchange(
            platform.journal.next_exchange(),
            "webhook",
            milliseconds(platform.now()),
            "POST",
            platform.webhook_url,
            body.decode(errors="replace"),
            dict(headers),
        )
    return _exchange_bytes(platform, exchange, body)


def _send(platform: Platform, events: list[Json], attempt: int) -> Exchange:
    envelope = {"destination": platform.bot_user_id, "events": events}
    body = as_bytes(envelope)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "LineBotWebhook/2.0",
        "x-line-signature": sign(platform.secret, body),
    }
    with platform.changed:
        now = platform.now()
        for event in events:
            if isinstance(event.get("replyToken"), str):
                platform.reply_tokens.carried(event["replyToken"], now)
        chats = [chat for event in events if (chat := _chat_of(event))]
        exchange = Exchange(
            platform.journal.next_exchange(),
            "webhook",
            milliseconds(now),
            "POST",
            platform.webhook_url,
            envelope,
            headers,
            list(dict.fromkeys(chats)),
        )
    _exchange_bytes(platform, exchange, body)
    switches = platform.switches
    if exchange.outcome != "ok" and switches.redelivery and attempt < switches.redelivery_times:
        for event in events:
            _redeliver_later(platform, event, attempt + 1)
    return exchange


def _chat_of(event: Json) -> str | None:
    source = event.get("source") or {}
    chat = source.get("groupId") or source.get("roomId") or source.get("userId")
    return chat if isinstance(chat, str) else None


def _redeliver_later(platform: Platform, event: Json, attempt: int) -> None:
    wait_s = platform.switches.redelivery_after_ms / 1000 * 2 ** (attempt - 1)
    again = {"marked": True, "attempt": attempt}
    timer = threading.Timer(wait_s, redeliver, (platform, event["webhookEventId"]), again)
    timer.daemon = True
    timer.start()


def _exchange_bytes(platform: Platform, exchange: Exchange, body: bytes) -> Exchange:
    with platform.changed:
        platform.journal.keep(exchange)
    begun = time.monotonic()
    patience_s = platform.switches.webhook_timeout_ms / 1000
    outcome, status, answer = _post(exchange.address, body, exchange.headers, patience_s)
    with platform.changed:
        exchange.outcome, exchange.status, exchange.answer = outcome, status, answer
        exchange.took_ms = round((time.monotonic() - begun) * 1000)
        platform.journal.keep(exchange)
    return exchange


def _post(address: str, body: bytes, headers: Mapping[str, str], patience_s: float) -> tuple[str, int | None, str]:
    """LINE's own names for what can go wrong: could_not_connect, request_timeout, error_status_code, unclassified."""
    parts = urlsplit(address)
    connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = connect(parts.hostname or "", parts.port, timeout=patience_s)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.connect()
    except OSError as error:
        return "could_not_connect", None, str(error)
    try:
        connection.request("POST", path, body, dict(headers))
        response = connection.getresponse()
        answer = response.read(_KEPT_ANSWER_BYTES).decode(errors="replace")
    except TimeoutError:
        return "request_timeout", None, f"no answer within {patience_s:g} s"
    except (OSError, HTTPException) as error:
        return "unclassified", None, str(error)
    finally:
        connection.close()
    return ("ok" if 200 <= response.status < 300 else "error_status_code"), response.status, answer
