"""The control API, for tests and the chat page alike: ``/simulator/…``, JSON both ways.

| call | does |
|---|---|
| ``GET /simulator/state`` | number, bot, residents, groups, settings, kinds, and of bubbles and traffic the last ones |
| ``GET /simulator/updates?since=N&wait=S`` | what came after number N, waiting up to S seconds (most 25) for something; `{"number", "updates": [{"number", "kind": bubble, traffic, resident, group, loading or settings, "content"}]}`; ``"lost": true``: ask for the state again |
| ``POST /simulator/residents`` ``{name, about?, friend?}`` | a new resident; ``friend``: already a friend, without a follow event |
| ``POST /simulator/groups`` ``{name, members}`` | a new group, without the bot |
| ``POST /simulator/events`` act | a resident does something; answers `{"event", "bubble", "exchange"}` after the webhook |
| ``POST /simulator/batch`` ``{acts: […]}`` | several acts, also of several people, in one webhook |
| ``POST /simulator/verify`` | the webhook with empty events |
| ``POST /simulator/redeliver`` ``{webhookEventId, marked?}`` | an earlier event again; ``marked`` false: a plain duplicate |
| ``POST /simulator/raw`` ``{body, signature?, headers?}`` | any text or object as a webhook; ``signature`` null: none, left out: the right one |
| ``GET /simulator/chats/ID`` | one chat: bubbles, each with its exchange |
| ``GET /simulator/traffic/N`` | one exchange: request, headers, answer |
| ``GET, POST /simulator/switches`` | see `switches.py`; a POST changes what it names; besides: ``quota`` (people a month or null) and ``webhook_url`` |
| ``GET /simulator/contents/ID``, ``GET /simulator/richmenus/ID`` | the bytes of a photo, a menu's image |

An act: ``{"from": user id, "kind", "chat"?: group id, "mode"?: "standby", "patch"?: {…}, "omit"?: […]}``; ``patch`` replaces
and ``omit`` removes properties of the event. Kinds and what they take: ``text`` text, mention?, quote? · ``sticker`` packageId?,
stickerId?, stickerResourceType?, keywords? · ``image``, ``video``, ``audio`` data? (base64), mediaType?, for photos sent
together imageSet? · ``file`` fileName?, data? ·
``location`` title?, address?, latitude?, longitude? · ``follow`` · ``unfollow`` · ``unsend`` messageId · ``postback`` data, params?,
displayText? · ``join``, ``leave`` (in a group) · ``unknown`` type? · ``odd`` text (an event without source).

What cannot be is answered with 400 and ``{"error"}``.
"""  # noqa: E501 - a table reads by rows

from __future__ import annotations

import time
from dataclasses import asdict

from flask import Blueprint, Response, jsonify, request

from simulator.events import KINDS, ImpossibleAct, Told, tell
from simulator.platform import Platform
from simulator.webhook import deliver, deliver_raw, let_go, redeliver, sign
from simulator.wire import Json, as_bytes

LONGEST_WAIT_S = 25.0
SHOWN_PER_CHAT = 300
SHOWN_EXCHANGES = 200


def control_api(platform: Platform) -> Blueprint:
    control = Blueprint("control", __name__, url_prefix="/simulator")

    @control.errorhandler(ValueError)
    def impossible(error: ValueError) -> tuple[Response, int]:
        return jsonify({"error": str(error)}), 400

    _watching(control, platform)
    _people(control, platform)
    _doing(control, platform)
    _settings(control, platform)
    return control


def _body() -> Json:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise ImpossibleAct("a JSON object is needed")
    return body


def _watching(control: Blueprint, platform: Platform) -> None:
    journal = platform.journal

    @control.get("/state")
    def state() -> Json:
        with platform.changed:
            return {
                "number": journal.number,
                "bot": {"name": platform.bot_name, "userId": platform.bot_user_id},
                "residents": [platform.resident_json(resident) for resident in platform.residents.values()],
                "groups": [platform.group_json(group) for group in platform.groups.values()],
                "bubbles": [asdict(each) for chat in journal.bubbles.values() for each in chat[-SHOWN_PER_CHAT:]],
                "traffic": [asdict(exchange) for exchange in list(journal.traffic.values())[-SHOWN_EXCHANGES:]],
                "settings": platform.settings_json(),
                "kinds": list(KINDS),
            }

    @control.get("/updates")
    def updates() -> Json:
        since = request.args.get("since", 0, int)
        until = time.monotonic() + min(request.args.get("wait", 0.0, float), LONGEST_WAIT_S)
        with platform.changed:
            while (found := journal.since(since)) == [] and (left := until - time.monotonic()) > 0:
                platform.changed.wait(left)
            if found is None:
                return {"number": journal.number, "updates": [], "lost": True}
            return {"number": journal.number, "updates": found}

    @control.get("/chats/<chat>")
    def transcript(chat: str) -> Json:
        with platform.changed:
            told = []
            for bubble in journal.bubbles.get(chat, []):
                exchange = journal.traffic.get(bubble.traffic or 0)
                told.append({**asdict(bubble), "exchange": asdict(exchange) if exchange else None})
            return {"chat": chat, "bubbles": told}

    @control.get("/traffic/<int:number>")
    def exchange(number: int) -> tuple[Json, int]:
        with platform.changed:
            found = journal.traffic.get(number)
            return (asdict(found), 200) if found else ({"error": "no such exchange"}, 404)

    @control.get("/contents/<message_id>")
    def content(message_id: str) -> Response:
        with platform.changed:
            found = platform.contents.get(message_id)
            if found is None or found.is_gone:
                return Response(status=404)
            # A resident's file is shown as what it claims to be and never run as a page.
            headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
            return Response(found.data, content_type=found.media_type, headers=headers)

    @control.get("/richmenus/<menu_id>")
    def menu_image(menu_id: str) -> Response:
        with platform.changed:
            menu = platform.rich_menus.menus.get(menu_id)
            if menu is None or not menu.image:
                return Response(status=404)
            return Response(menu.image, content_type=menu.media_type)


def _people(control: Blueprint, platform: Platform) -> None:
    @control.get("/residents")
    def residents() -> Json:
        with platform.changed:
            return {"residents": [platform.resident_json(resident) for resident in platform.residents.values()]}

    @control.post("/residents")
    def add_resident() -> tuple[Json, int]:
        body = _body()
        name = body.get("name")
        if not isinstance(name, str) or not name.strip():
            raise ImpossibleAct("a resident needs a name")
        with platform.changed:
            resident = platform.add_resident(name.strip(), str(body.get("about", "")))
            if body.get("friend"):
                resident.standing = "friend"
                platform.journal.tell("resident", platform.resident_json(resident))
            return platform.resident_json(resident), 201

    @control.post("/groups")
    def add_group() -> tuple[Json, int]:
        body = _body()
        name, members = body.get("name"), body.get("members")
        if not isinstance(name, str) or not isinstance(members, list):
            raise ImpossibleAct("a group needs name and members")
        with platform.changed:
            if not all(member in platform.residents for member in members):
                raise ImpossibleAct("members are user ids of residents")
            return platform.group_json(platform.add_group(name, members)), 201


def _doing(control: Blueprint, platform: Platform) -> None:
    def told_json(told: Told) -> Json:
        return {"event": told.event, "bubble": asdict(told.bubble) if told.bubble else None}

    @control.post("/events")
    def do() -> Json:
        with platform.changed:
            told = tell(platform, _body())
        exchange = deliver(platform, [told])
        return {**told_json(told), "exchange": asdict(exchange)}

    @control.post("/batch")
    def do_several() -> Json:
        acts = _body().get("acts")
        if not isinstance(acts, list) or not all(isinstance(act, dict) for act in acts):
            raise ImpossibleAct("a batch needs acts")
        with platform.changed:
            told = [tell(platform, act) for act in acts]
        exchange = deliver(platform, told)
        return {"told": [told_json(each) for each in told], "exchange": asdict(exchange)}

    @control.post("/verify")
    def verify() -> Json:
        return {"exchange": asdict(deliver(platform, []))}

    @control.post("/redeliver")
    def do_again() -> Json:
        body = _body()
        event_id = str(body.get("webhookEventId"))
        if event_id not in platform.sent_events:
            raise ImpossibleAct("no such event")
        return {"exchange": asdict(redeliver(platform, event_id, marked=body.get("marked", True) is True))}

    @control.post("/raw")
    def send_raw() -> Json:
        body = _body()
        given = body.get("body", "")
        data = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else as_bytes(given)
        headers = {"Content-Type": "application/json; charset=utf-8", **(body.get("headers") or {})}
        signature = body.get("signature", sign(platform.secret, data))
        if signature is not None:
            headers["x-line-signature"] = str(signature)
        return {"exchange": asdict(deliver_raw(platform, data, headers))}


def _settings(control: Blueprint, platform: Platform) -> None:
    @control.get("/switches")
    def switches() -> Json:
        with platform.changed:
            return platform.settings_json()

    @control.post("/switches")
    def change_switches() -> Json:
        wanted = _body()
        limit, address = wanted.pop("quota", False), wanted.pop("webhook_url", None)
        is_count = isinstance(limit, int) and not isinstance(limit, bool) and limit >= 0
        if limit is not False and limit is not None and not is_count:
            raise ImpossibleAct("quota is a number of people or null")
        with platform.changed:
            platform.switches.change(wanted)
            if limit is not False:
                platform.quota.limit = limit
            if isinstance(address, str):
                platform.webhook_url = address
            platform.tell_settings()
            settings, in_order = platform.settings_json(), not platform.switches.out_of_order
        if in_order:
            let_go(platform)
        return settings
