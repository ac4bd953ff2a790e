"""The one clock of a running process; tests let days pass without waiting for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

Clock = Callable[[], datetime]


def now() -> datetime:
    """The machine's own time."""
    return datetime.now(UTC)


def clock_of(set_forward_by: Path | None) -> Clock:
    """The clock of a process. ``set_forward_by`` names a file with the seconds by which it is ahead, read at every look: for
    tests only (``KOE_CLOCK_FILE``). Raises ValueError for a file that holds anything else."""
    if set_forward_by is None:
        return now
    file = set_forward_by

    def ahead() -> datetime:
        return now() + timedelta(seconds=float(file.read_text()))

    return ahead
