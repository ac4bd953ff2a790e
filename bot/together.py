"""Many small writes become one transaction.

A transaction costs one wait for the disk, however much it holds. Whoever comes first writes for all who came meanwhile, so
that under load the waits are shared and nobody is answered before its own part is kept.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from storage.database import DatabaseAway

T = TypeVar("T")


class BrokenOff(Exception):
    """Whether it was written is unknown: the thread that did it was ended."""


class Together(Generic[T]):
    """``put`` returns once the item is written, with others or alone, and raises what writing raised."""

    def __init__(self, write: Callable[[Sequence[T]], None], *, at_most: int = 200) -> None:
        self._write = write
        self._at_most = at_most
        self._turn = threading.Lock()
        self._door = threading.Lock()
        self._waiting: list[_Ticket[T]] = []

    def put(self, items: Sequence[T]) -> None:
        ticket = _Ticket(list(items))
        with self._door:
            self._waiting.append(ticket)
        with self._turn:  # while somebody else writes, we wait here; perhaps they write ours too
            while not ticket.settled:  # whoever comes to write first, those who came first are written first
                self._write_next()
        if ticket.problem is not None:
            raise ticket.problem

    def _write_next(self) -> None:
        with self._door:
            batch, count = [], 0
            while self._waiting and count < self._at_most:
                batch.append(self._waiting.pop(0))
                count += len(batch[-1].items)
        for ticket in batch:  # nobody may take its part for kept if this thread is ended in the middle
            ticket.settled, ticket.problem = True, BrokenOff("the thread that wrote for others was ended")
        problem = self._attempt(batch)
        # One request's oddity must not be its neighbours' failure: what fails together is tried alone.
        try_alone = problem is not None and len(batch) > 1 and not isinstance(problem, DatabaseAway)
        for ticket in batch:
            ticket.problem = self._attempt([ticket]) if try_alone else problem

    def _attempt(self, batch: Sequence[_Ticket[T]]) -> Exception | None:
        try:
            self._write([item for ticket in batch for item in ticket.items])
        except Exception as problem:  # noqa: BLE001 - handed to whoever waits for it
            return problem
        return None


class _Ticket(Generic[T]):
    def __init__(self, items: list[T]) -> None:
        self.items = items
        self.settled = False
        self.problem: Exception | None = None
