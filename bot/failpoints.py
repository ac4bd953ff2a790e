"""The places where the crash tests kill the process: one list, so that no place is forgotten.

``KOE_FAIL_POINT=turns.after_claim`` makes the process end at that point as by kill -9. For tests only.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

POINTS = (
    "webhook.before_commit",
    "webhook.after_commit",
    "turns.after_claim",
    "turns.after_respond",
    "turns.before_commit",
    "turns.after_commit",
    "sender.after_claim",
    "sender.before_call",
    "sender.after_call",
    "sender.before_record",
    "sender.after_record",
)

# The same for surveys: sending a wave, and closing it.
WAVE_POINTS = (
    "waves.after_claim",
    "waves.before_plan",
    "waves.after_plan",
    "waves.after_batch_claim",
    "waves.before_multicast",
    "waves.after_multicast",
    "waves.before_batch_record",
    "waves.after_batch_record",
    "waves.before_close",
    "waves.after_tally",
    "waves.after_close",
)

Reach = Callable[[str], None]


def never(_point: str) -> None:
    """In ordinary operation no point does anything."""


def dies_at(point: str | None) -> Reach:
    """A function that ends this process, without any clean-up, when ``point`` is reached."""
    if point is None:
        return never

    def reach(reached: str) -> None:
        if reached == point:
            os.kill(os.getpid(), signal.SIGKILL)

    return reach
