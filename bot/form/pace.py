"""How often one address may come to the form: enough for a household, too little for a machine."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

_WINDOW = timedelta(minutes=1)
# More addresses than a small city sends at once; the one that was quiet longest is forgotten first.
_MOST_ADDRESSES = 5_000


class Pace:
    """Counts in this process alone: several processes let through a few more, which is enough against a flood."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._seen: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, address: str, now: datetime) -> bool:
        """Whether this one may go on, and note that it came."""
        with self._lock:
            times = self._seen.setdefault(address, deque())
            self._seen.move_to_end(address)
            while times and not timedelta() <= now - times[0] < _WINDOW:
                times.popleft()
            while len(self._seen) > _MOST_ADDRESSES:
                self._seen.popitem(last=False)
            if len(times) >= self._per_minute:
                return False
            times.append(now)
            return True
