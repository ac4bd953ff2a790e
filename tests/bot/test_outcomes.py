"""What becomes of a letter after an attempt: the whole table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.line import LineBusy, LineRefused, LineUnavailable
from bot.outcomes import (
    KEY_LIVES,
    TOKEN_SURELY_ALIVE,
    TOKEN_SURELY_DEAD,
    accepted,
    carried_unreadable,
    not_accepted,
    too_late,
    unreadable,
)
from storage.outbox import Sending

NOW = datetime(2026, 11, 20, tzinfo=UTC)
REPLY = Sending(1, "chat", "reply", "owe", b"token", NOW, None, b"body", "key", None, 1, False, "lease")
RECEIPT = replace(REPLY, fallback="push", recipient=b"recipient")
PUSH = Sending(2, "chat", "push", "owe", None, None, b"recipient", b"body", "key", NOW, 1, False, "lease")

SPENT = LineRefused("Invalid reply token", token_spent=True)
FAULTY = LineRefused("400 A message in the request body is invalid")
MAYBE = LineUnavailable("ReadTimeoutError", maybe_accepted=True)
SURELY_NOT = LineUnavailable("NewConnectionError", maybe_accepted=False)
BUSY = LineBusy("429")

FRESH, MIDDLING, OLD = timedelta(seconds=1), TOKEN_SURELY_ALIVE + timedelta(seconds=5), TOKEN_SURELY_DEAD


@pytest.mark.parametrize("letter", [REPLY, RECEIPT, PUSH, replace(REPLY, uncertain=True)])
def test_what_line_took_is_sent(letter):
    outcome = accepted(letter, "request")
    assert (outcome.state, outcome.route, outcome.uncertain) == ("sent", letter.route, False)


@pytest.mark.parametrize(
    ("letter", "age", "problem", "state", "fate"),
    [
        # the token is refused
        (REPLY, FRESH, SPENT, "owed", "undelivered"),
        (REPLY, MIDDLING, SPENT, "owed", "undelivered"),
        (REPLY, OLD, SPENT, "owed", "undelivered"),
        (replace(REPLY, uncertain=True), FRESH, SPENT, "assumed", None),
        (replace(REPLY, uncertain=True), TOKEN_SURELY_ALIVE, SPENT, "owed", "unknown"),
        (replace(REPLY, uncertain=True), OLD, SPENT, "owed", "unknown"),
        # no answer, or none that tells
        (REPLY, FRESH, MAYBE, "due", None),
        (REPLY, FRESH, SURELY_NOT, "due", None),
        (REPLY, OLD, MAYBE, "owed", "unknown"),
        (REPLY, OLD, SURELY_NOT, "owed", "undelivered"),
        (replace(REPLY, uncertain=True), OLD, SURELY_NOT, "owed", "unknown"),
        # not now
        (REPLY, FRESH, BUSY, "due", None),
        (REPLY, OLD, BUSY, "owed", "undelivered"),
        (replace(REPLY, uncertain=True), OLD, BUSY, "owed", "unknown"),
        # never
        (REPLY, FRESH, FAULTY, "dead", None),
        (REPLY, OLD, FAULTY, "dead", None),
        (replace(REPLY, carried=(b"owed",)), FRESH, FAULTY, "due", None),
    ],
)
def test_a_reply(letter, age, problem, state, fate):
    outcome = not_accepted(letter, problem, NOW + age)
    assert (outcome.state, outcome.fate, outcome.route) == (state, fate, "reply")


@pytest.mark.parametrize(
    ("uncertain", "problem", "route", "state"),
    [
        (False, SPENT, "push", "due"),
        (False, SURELY_NOT, "push", "due"),
        (False, BUSY, "push", "due"),
        (False, MAYBE, "reply", "owed"),
        (True, SPENT, "reply", "owed"),
        (True, SURELY_NOT, "reply", "owed"),
        (True, BUSY, "reply", "owed"),
    ],
)
def test_a_receipt_is_pushed_only_when_no_reply_can_have_been_accepted(uncertain, problem, route, state):
    outcome = not_accepted(replace(RECEIPT, uncertain=uncertain), problem, NOW + OLD)
    assert (outcome.route, outcome.state) == (route, state)


def test_a_receipt_without_anybody_to_push_it_to_is_owed():
    assert not_accepted(replace(RECEIPT, recipient=None), SPENT, NOW).state == "owed"


@pytest.mark.parametrize("problem", [MAYBE, SURELY_NOT])
def test_what_was_once_uncertain_stays_uncertain(problem):
    assert not_accepted(replace(REPLY, uncertain=True), problem, NOW).uncertain
    assert not_accepted(replace(PUSH, uncertain=True), problem, NOW).uncertain


@pytest.mark.parametrize("attempts", range(1, 12))
@pytest.mark.parametrize("problem", [MAYBE, BUSY])
def test_the_next_try_of_a_reply_comes_soon_and_never_after_its_tokens_life(attempts, problem):
    now = NOW + timedelta(seconds=60)
    outcome = not_accepted(replace(REPLY, attempts=attempts), problem, now)
    assert now < outcome.due_at <= NOW + TOKEN_SURELY_DEAD


@pytest.mark.parametrize(
    ("letter", "problem", "state", "fate"),
    [
        (PUSH, MAYBE, "due", None),
        (PUSH, SURELY_NOT, "due", None),
        (PUSH, BUSY, "due", None),
        (PUSH, FAULTY, "dead", None),
        (PUSH, SPENT, "dead", None),
    ],
)
def test_a_push(letter, problem, state, fate):
    outcome = not_accepted(letter, problem, NOW)
    assert (outcome.state, outcome.fate, outcome.route) == (state, fate, "push")


@pytest.mark.parametrize(("problem", "fate"), [(MAYBE, "unknown"), (SURELY_NOT, "undelivered"), (BUSY, "undelivered")])
def test_a_push_is_not_put_off_beyond_the_life_of_its_key(problem, fate):
    outcome = not_accepted(replace(PUSH, attempts=50), problem, NOW + KEY_LIVES - timedelta(minutes=1))
    assert (outcome.state, outcome.fate) == ("dead", fate)


def test_a_push_is_not_tried_again_with_a_key_line_may_have_forgotten():
    assert too_late(PUSH, NOW + KEY_LIVES) is None
    gone = NOW + KEY_LIVES + timedelta(seconds=1)
    assert too_late(PUSH, gone).fate == "undelivered"
    assert too_late(replace(PUSH, uncertain=True), gone).fate == "unknown"
    assert too_late(replace(PUSH, first_push_at=None), gone) is None
    assert too_late(REPLY, gone) is None
    assert timedelta(hours=24) - KEY_LIVES >= timedelta(hours=1)


def test_what_cannot_be_opened_is_dead_and_what_goes_along_with_it_is_not():
    letter = replace(REPLY, carried=(b"owed",))
    assert (unreadable(letter, "Unreadable").state, unreadable(letter, "Unreadable").drop_carried) == ("dead", False)
    outcome = carried_unreadable(letter, "Unreadable", NOW)
    assert (outcome.state, outcome.drop_carried, outcome.due_at) == ("due", True, NOW)
