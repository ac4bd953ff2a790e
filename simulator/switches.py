"""What can be made to go wrong: slow answers, failures, and settings of the channel."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Literal, get_args

from simulator.wire import Json

Failure = Literal["none", "500", "429_rate", "429_quota", "401", "hang", "drop_after_accept"]
LaneName = Literal["reply", "push", "other"]


@dataclass
class Lane:
    """How calls of one kind are treated.

    ``times`` limits a failure to the next so many calls (None: until it is switched off). ``hang`` holds a call for
    ``Switches.hang_ms`` and does nothing; ``drop_after_accept`` does all that was asked and cuts the connection.
    """

    latency_ms: int = 0
    jitter_ms: int = 0
    fail: Failure = "none"
    times: int | None = None

    def next_failure(self) -> Failure:
        """What happens to this call. When ``times`` is used up, the lane is sound again."""
        failure = self.fail
        if failure != "none" and self.times is not None:
            self.times -= 1
            if self.times <= 0:
                self.fail, self.times = "none", None
        return failure


@dataclass
class Switches:
    """``push`` stands for multicast and broadcast too, ``other`` for all that sends no message. ``stateless_seconds`` is how
    long the stateless tokens live that are issued from now on.

    ``down``: every call ends without an answer and without having done anything. ``deliver_twice``: each webhook goes out a
    second time at once. ``out_of_order``: a webhook waits until the next one has gone out before it.
    ``webhook_timeout_ms`` is how long the bot has for its answer to a webhook; LINE's two seconds.
    """

    reply: Lane = field(default_factory=Lane)
    push: Lane = field(default_factory=Lane)
    other: Lane = field(default_factory=Lane)
    down: bool = False
    deliver_twice: bool = False
    out_of_order: bool = False
    redelivery: bool = False
    redelivery_after_ms: int = 1000
    redelivery_times: int = 3
    content_preparing: bool = False
    hang_ms: int = 30_000
    webhook_timeout_ms: int = 2_000
    clock_offset_s: float = 0.0
    stateless_seconds: int = 900

    def lane(self, name: LaneName) -> Lane:
        return {"reply": self.reply, "push": self.push, "other": self.other}[name]

    def as_json(self) -> Json:
        return asdict(self)

    def change(self, wanted: Json) -> None:
        """Set what ``wanted`` names. Raises ValueError, changing nothing, for an unknown switch or a wrong value."""
        for name, value in wanted.items():
            _check(self, name, value)
        for name, value in wanted.items():
            if isinstance(value, dict):
                for part, setting in value.items():
                    setattr(getattr(self, name), part, setting)
            else:
                setattr(self, name, value)


def _check(owner: Switches | Lane, name: str, value: object) -> None:
    if name not in {part.name for part in fields(owner)}:
        raise ValueError(f"unknown switch: {name}")
    present = getattr(owner, name)
    if isinstance(present, Lane):
        if not isinstance(value, dict):
            raise ValueError(f"{name} needs an object")
        for part, setting in value.items():
            _check(present, part, setting)
    elif name == "fail":
        if value not in get_args(Failure):
            raise ValueError(f"fail is one of {', '.join(get_args(Failure))}")
    elif isinstance(present, bool):
        if not isinstance(value, bool):
            raise ValueError(f"{name} is true or false")
    elif name == "times" and value is None:
        pass
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name} is a number")
    elif value < 0 and name != "clock_offset_s":
        raise ValueError(f"{name} is not negative")
