"""How the bot's messages reach residents: reply, push, multicast, broadcast. On any error nothing is sent."""

from __future__ import annotations

from simulator.identifiers import is_chat_id, is_user_id
from simulator.journal import Exchange
from simulator.limits import refuse_faulty
from simulator.platform import Platform
from simulator.wire import Json, Refused

MULTICAST_MAX_PEOPLE = 500


def reply(platform: Platform, body: Json, exchange: Exchange) -> Json:
    """A faulty message leaves the token good: LINE does not say, and the bot then can answer at all."""
    refuse_faulty("reply", body)
    with platform.changed:
        chat = platform.reply_tokens.chat_of(body["replyToken"], platform.now())
        platform.reply_tokens.spend(body["replyToken"])
        return platform.show(chat, body["messages"], exchange)


def push(platform: Platform, body: Json, exchange: Exchange, request_id: str, retry_key: str | None) -> Json:
    """To one resident or group. Somebody who blocked the bot: accepted, not delivered, not counted."""
    with platform.changed:
        now = platform.now()
        platform.retry_keys.refuse_used(retry_key, now)
        refuse_faulty("push", body)
        chat = body["to"]
        if not is_chat_id(chat):
            raise _malformed("to")
        group = platform.groups.get(chat)
        if chat not in platform.residents and (group is None or not group.has_bot):
            raise Refused(400, "Failed to send messages")
        platform.quota.count(platform.people_in(chat, now), now)
        platform.tell_settings()
        answer = platform.show(chat, body["messages"], exchange)
        platform.retry_keys.keep(retry_key, now, request_id, answer)
        return answer


def multicast(platform: Platform, body: Json, exchange: Exchange, request_id: str, retry_key: str | None) -> Json:
    """To up to 500 residents, each once; an unknown one is passed over, a malformed identifier is refused."""
    with platform.changed:
        platform.retry_keys.refuse_used(retry_key, platform.now())
        refuse_faulty("multicast", body)
        people = body["to"]
        if not isinstance(people, list):
            raise _malformed("to")
        if not 1 <= len(people) <= MULTICAST_MAX_PEOPLE:
            reason = f"Size must be between 1 and {MULTICAST_MAX_PEOPLE}"
            raise Refused(400, "The request body has 1 error", [{"message": reason, "property": "to"}])
        for index, user in enumerate(people):
            if not is_user_id(user):
                raise _malformed(f"to[{index}]")
        return _to_all(platform, list(dict.fromkeys(people)), body, exchange, request_id, retry_key)


def broadcast(platform: Platform, body: Json, exchange: Exchange, request_id: str, retry_key: str | None) -> Json:
    with platform.changed:
        platform.retry_keys.refuse_used(retry_key, platform.now())
        refuse_faulty("broadcast", body)
        friends = [user for user, resident in platform.residents.items() if resident.standing == "friend"]
        return _to_all(platform, friends, body, exchange, request_id, retry_key)


def _to_all(
    platform: Platform, people: list[str], body: Json, exchange: Exchange, request_id: str, retry_key: str | None
) -> Json:
    now = platform.now()
    reached = [user for user in people if platform.people_in(user, now)]
    platform.quota.count(len(reached), now)
    platform.tell_settings()
    for user in reached:
        platform.show(user, body["messages"], exchange)
    platform.retry_keys.keep(retry_key, now, request_id, {})
    return {}


def _malformed(name: str) -> Refused:
    return Refused(400, f"The property, {name}, in the request body is invalid (line: -, column: -)")
