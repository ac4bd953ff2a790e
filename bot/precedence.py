"""Who goes first when there is too much to do: LINE waits two seconds for an acknowledgement, an answer may come later.

Python lets one thread think at a time. Without this, webhooks that arrive in a rush queue behind the thinking about those
that were acknowledged before them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Precedence:
    """Webhooks announce themselves; thinking gives way to them, for a moment and never for ever."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._in_hand = 0
        self._clear = threading.Event()
        self._clear.set()

    @contextmanager
    def acknowledging(self) -> Iterator[None]:
        """While a webhook is being kept and acknowledged."""
        with self._lock:
            self._in_hand += 1
            self._clear.clear()
        try:
            yield
        finally:
            with self._lock:
                self._in_hand -= 1
                if self._in_hand == 0:
                    self._clear.set()

    def give_way(self, at_most_seconds: float) -> None:
        """Wait until no webhook is in hand, and no longer than that: answers must get on under any load."""
        self._clear.wait(at_most_seconds)
