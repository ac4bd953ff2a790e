"""What becomes of a batch after an attempt."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import outcomes
from bot.batch_outcomes import not_accepted, too_late
from bot.line import LineBusy, LineRefused, LineUnavailable
from bot.outcomes import KEY_LIVES
from bot.recording import recorded_patiently
from storage.database import DatabaseAway
from storage.outbox import Sending
from storage.waves import Sendable

NOW = datetime(2026, 11, 20, tzinfo=UTC)
BATCH = Sendable(1, 7, "wave:7", b"people", 500, b"body", "key", NOW, 1, False, "lease")
PUSH = Sending(2, "chat", "push", "owe", None, None, b"recipient", b"body", "key", NOW, 1, False, "lease")
FAULTY = LineRefused("400 A message in the request body is invalid")
MAYBE = LineUnavailable("ReadTimeoutError", maybe_accepted=True)
SURELY_NOT = LineUnavailable("NewConnectionError", maybe_accepted=False)


@pytest.mark.parametrize(
    ("batch", "problem", "state"),
    [
        (BATCH, FAULTY, "split"),
        (replace(BATCH, people=1), FAULTY, "dead"),
        (replace(BATCH, uncertain=True), FAULTY, "dead"),  # new keys could bring it twice
        (BATCH, MAYBE, "due"),
        (replace(BATCH, first_try_at=NOW - KEY_LIVES), SURELY_NOT, "dead"),
    ],
)
def test_what_line_did_not_take_is_halved_tried_again_or_given_up(batch, problem, state):
    assert not_accepted(batch, problem, NOW).state == state


@pytest.mark.parametrize("problem", [LineBusy("429"), MAYBE, SURELY_NOT])
@pytest.mark.parametrize("attempts", [1, 3, 50])
def test_a_batch_waits_as_long_as_a_push_and_is_as_uncertain(problem, attempts):
    batch, push = (replace(one, attempts=attempts) for one in (BATCH, PUSH))
    of_batch, of_push = not_accepted(batch, problem, NOW), outcomes.not_accepted(push, problem, NOW)
    assert (of_batch.due_at, of_batch.uncertain) == (of_push.due_at, of_push.uncertain)


def test_a_batch_whose_key_may_be_forgotten_is_not_tried_again():
    assert too_late(replace(BATCH, first_try_at=None), NOW) is None
    assert too_late(BATCH, NOW + KEY_LIVES) is None
    late = too_late(BATCH, NOW + KEY_LIVES + timedelta(seconds=1))
    assert late is not None
    assert late.state == "dead"


def test_an_outcome_is_noted_once_the_database_is_back_unless_we_stop_meanwhile():
    times: list[int] = []

    def record() -> None:
        times.append(1)
        if len(times) < 3:
            raise DatabaseAway("busy")

    stop = threading.Event()
    assert recorded_patiently("batch 1", record, stop, 0)
    assert len(times) == 3
    times.clear()
    stop.set()
    assert not recorded_patiently("batch 1", record, stop, 0)
    assert len(times) == 1
