"""LINE as a test sees it: residents act over the simulator's control API, and what they hear is read from there."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

# Generous: a machine that runs other tests at the same time is slow; whoever hears sooner goes on sooner.
PATIENCE_SECONDS = 90

# LINE's two seconds say nothing of what is right on such a machine; where they matter a test sets them.
_WEBHOOK_TIMEOUT_MS = 30_000

Json = dict[str, Any]


def call(address: str, body: object = None, *, timeout: float = PATIENCE_SECONDS) -> Any:
    """GET, or POST with a body; the answer's JSON. Raises HTTPError for what is refused."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=timeout) as response:
        return json.load(response)


def wait_until(what: str, holds: Callable[[], Any], *, seconds: float = PATIENCE_SECONDS, pause: float = 0.05) -> Any:
    """The first true value of ``holds``. Fails with ``what`` when there is none in time."""
    until = time.monotonic() + seconds
    while not (found := holds()):
        if time.monotonic() > until:
            raise AssertionError(f"in vain: {what}")
        time.sleep(pause)
    return found


@dataclass
class Town:
    """The simulated LINE at ``address``, with as many residents as a test wants."""

    address: str
    names: count[int] = field(default_factory=lambda: count(1))
    # All that was ever typed here: none of it may stand in the bot's log.
    words: list[str] = field(default_factory=list)
    # Whoever was here, and the groups: none of them may stand in the bot's database.
    ids: list[str] = field(default_factory=list)

    def control(self, path: str, body: object = None) -> Any:
        return call(f"{self.address}/simulator/{path}", body)

    def newcomer(self, *, friend: bool = True) -> Person:
        """Somebody the bot has never seen; a friend already, yet without a follow event."""
        added = self.control("residents", {"name": f"住民{next(self.names)}", "friend": friend})
        self.ids.append(added["userId"])
        return Person(self, added["userId"])

    def group(self, *members: Person) -> str:
        """A group that has invited the bot; its id."""
        added = self.control("groups", {"name": "南町の集まり", "members": [member.id for member in members]})
        self.ids.append(added["groupId"])
        members[0].does("join", chat=added["groupId"])
        return str(added["groupId"])

    def batch(self, *acts: Json) -> Any:
        """Several acts in one webhook."""
        self.words += [act["text"] for act in acts if "text" in act]
        return self.control("batch", {"acts": list(acts)})

    def raw(self, body: object, **more: Any) -> Any:
        """Any text or object as a webhook; the exchange."""
        return self.control("raw", {"body": body, **more})["exchange"]

    def switch(self, **wanted: Any) -> None:
        self.control("switches", wanted)

    def all_is_well(self) -> None:
        """Switch all faults off. What a bot on a busy machine did not take comes again."""
        sound = {"latency_ms": 0, "jitter_ms": 0, "fail": "none", "times": None}
        self.switch(
            reply=sound,
            push=sound,
            other=sound,
            redelivery=True,
            redelivery_after_ms=200,
            redelivery_times=12,
            down=False,
            deliver_twice=False,
            out_of_order=False,
            clock_offset_s=0,
            hang_ms=30_000,
            webhook_timeout_ms=_WEBHOOK_TIMEOUT_MS,
        )

    def bubbles(self, chat: str) -> list[Json]:
        return self.control(f"chats/{chat}")["bubbles"]  # type: ignore[no-any-return]

    def now(self) -> int:
        """The number of the last thing that happened."""
        return int(self.control("updates?since=0")["number"])

    def calls(self, since: int = 0) -> list[Json]:
        """What the bot asked of LINE after that number, each with LINE's answer."""
        news = self.control(f"updates?since={since}")["updates"]
        found = [one["content"] for one in news if one["kind"] == "traffic"]
        return [call for call in found if call["kind"] == "call" and call["status"] is not None]

    def rules_broken(self, since: int = 0) -> list[Json]:
        """Calls LINE refused for what they were. A reply token that lives no longer is nobody's fault."""
        return [
            {"request": one["request"], "answer": one["answer"]}
            for one in self.calls(since)
            if one["status"] in (400, 404, 413, 415) and one["answer"] != {"message": "Invalid reply token"}
        ]


@dataclass
class Person:
    """A resident. ``hears`` gives what the bot said since this person last listened."""

    town: Town
    id: str
    heard: int = 0

    def does(self, kind: str, **more: Any) -> Any:
        """One act, in one webhook; ``{"event", "bubble", "exchange"}``."""
        if isinstance(more.get("text"), str):
            self.town.words.append(more["text"])
        return self.town.control("events", {"from": self.id, "kind": kind, **more})

    def says(self, text: str) -> Any:
        return self.does("text", text=text)

    def taps(self, label: str) -> None:
        """Tap a button under the last message, as a telephone does. Fails when there is none of that name."""
        for item in buttons(self.said_to()[-1]):
            if item["label"] == label:
                if item["type"] == "postback":
                    self.does("postback", data=item["data"], displayText=item["displayText"])
                else:
                    self.says(item["text"])
                return
        raise AssertionError(f"no button {label}")

    def said_to(self) -> list[Json]:
        """All messages of the bot in this talk."""
        return [bubble["message"] for bubble in self.town.bubbles(self.id) if bubble["side"] == "bot"]

    def hears(self, least: int = 1, *, seconds: float = PATIENCE_SECONDS) -> list[Json]:
        """Wait for at least so many new messages; all that are there by then, oldest first."""
        said: list[Json] = []

        def enough() -> bool:
            said[:] = self.said_to()
            return len(said) >= self.heard + least

        wait_until(f"{self.id[:6]} waits for {least} more after {self.heard}", enough, seconds=seconds)
        new, self.heard = said[self.heard :], len(said)
        return new

    def listens(self) -> list[Json]:
        """What was said since this person last listened, without waiting for more."""
        said = self.said_to()
        new, self.heard = said[self.heard :], len(said)
        return new

    def asks(self, text: str) -> str:
        """Say something and wait for the answer; its text."""
        self.says(text)
        return text_of(self.hears())


def text_of(messages: list[Json]) -> str:
    """The words of messages, one after the other; a card has none of its own."""
    return "\n".join(message["text"] for message in messages if message["type"] == "text")


def buttons(message: Json) -> list[Json]:
    return [item["action"] for item in message.get("quickReply", {}).get("items", [])]


def source_lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("出典")]


def status_of(address: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """Status and text of an answer, whatever the status."""
    request = urllib.request.Request(address, body, headers or {})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read().decode()


def figures(address: str) -> dict[str, float]:
    """The bot's own counts (``/metrics``), by their full names; asked again while its database is busy."""

    def told() -> str:
        status, text = status_of(f"{address}/metrics")
        return text if status == 200 else ""

    text = wait_until("the bot gives its figures", told)
    lines = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in lines}
