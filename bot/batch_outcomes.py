"""What follows from an attempt to send a batch, as plain functions of plain values.

The stored key makes every repetition harmless for a day; after 23 hours nothing is repeated. What LINE surely refused for
what it holds is halved, so that one bad entry does not keep the letter from 499 others.
"""

from __future__ import annotations

from datetime import datetime

from bot.line import LineBusy, LineRefused
from bot.outcomes import BUSY_PAUSES, KEY_LIVES, PUSH_PAUSES, Problem, may_have_been_accepted, pause_after
from storage.waves import BatchOutcome, Sendable


def too_late(batch: Sendable, now: datetime) -> BatchOutcome | None:
    """What becomes of a batch whose key LINE may have forgotten; None for all others."""
    if batch.first_try_at is None or now - batch.first_try_at <= KEY_LIVES:
        return None
    return BatchOutcome("dead", batch.uncertain, problem="too late to try again")


def not_accepted(batch: Sendable, problem: Problem, now: datetime) -> BatchOutcome:
    """LINE did not say that it took it; what now."""
    uncertain = batch.uncertain or may_have_been_accepted(problem)
    if isinstance(problem, LineRefused):
        # Where an earlier try may have been accepted, new keys could bring the letter twice.
        split = batch.people > 1 and not uncertain
        return BatchOutcome("split" if split else "dead", uncertain, problem=str(problem))
    pause = pause_after(BUSY_PAUSES if isinstance(problem, LineBusy) else PUSH_PAUSES, batch.attempts)
    if now + pause - (batch.first_try_at or now) > KEY_LIVES:
        return BatchOutcome("dead", uncertain, problem=str(problem))
    return BatchOutcome("due", uncertain, due_at=now + pause, problem=str(problem))
