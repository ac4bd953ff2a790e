"""How many people may still be written to this month. Replies are free."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from simulator.wire import Json, Refused

_JAPAN = timezone(timedelta(hours=9))


class Quota:
    """``limit`` None: no limit."""

    def __init__(self) -> None:
        self.limit: int | None = None
        self._used: dict[str, int] = {}

    def used(self, now: datetime) -> int:
        return self._used.get(_month(now), 0)

    def count(self, people: int, now: datetime) -> None:
        """Raises Refused, counting nobody, when the month's limit would be passed."""
        if self.limit is not None and people and self.used(now) + people > self.limit:
            raise Refused(429, "You have reached your monthly limit.")
        self._used[_month(now)] = self.used(now) + people

    def as_json(self) -> Json:
        return {"type": "none"} if self.limit is None else {"type": "limited", "value": self.limit}


def _month(now: datetime) -> str:
    return now.astimezone(_JAPAN).strftime("%Y-%m")
