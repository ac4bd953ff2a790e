"""What follows from an attempt to send a letter: the rules of delivery, as plain functions of plain values.

Replies: a token works once and for about a minute, so trying the same token again can never arrive twice. What surely or
possibly did not arrive is owed to the resident, never pushed blindly. Pushes: the stored retry key makes every repetition
harmless for a day; after that nothing is repeated.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.line import LineBusy, LineRefused, LineUnavailable
from storage.outbox import Outcome, Sending

# LINE answers a token for about a minute after the webhook. Within the shorter time a refused token must have been spent, and
# by nobody but us; past the longer one no token is taken any more.
TOKEN_SURELY_ALIVE = timedelta(seconds=25)
TOKEN_SURELY_DEAD = timedelta(seconds=75)
KEY_LIVES = timedelta(hours=23)

_REPLY_PAUSES = (0.5, 1, 2, 4, 8)
PUSH_PAUSES = (2, 10, 60, 300, 900, 1800)
BUSY_PAUSES = (2, 5, 10, 30, 60, 300)

Problem = LineUnavailable | LineBusy | LineRefused


def accepted(letter: Sending, request_id: str | None) -> Outcome:
    """LINE took it."""
    return Outcome("sent", letter.route, uncertain=False, line_request_id=request_id)


def not_accepted(letter: Sending, problem: Problem, now: datetime) -> Outcome:
    """LINE did not say that it took it; what now."""
    return _reply_outcome(letter, problem, now) if letter.route == "reply" else _push_outcome(letter, problem, now)


def too_late(letter: Sending, now: datetime) -> Outcome | None:
    """What becomes of a push that was tried so long ago that LINE may have forgotten its key; None for all others."""
    if letter.route == "reply" or letter.first_push_at is None or now - letter.first_push_at <= KEY_LIVES:
        return None
    return _push_given_up(letter.uncertain, "too late to try again")


def unreadable(letter: Sending, problem: str) -> Outcome:
    """The stored letter cannot be opened, now or ever; ``problem`` names the error."""
    return Outcome("dead", letter.route, letter.uncertain, problem=problem)


def carried_unreadable(letter: Sending, problem: str, now: datetime) -> Outcome:
    """What should go first with the letter cannot be opened: the letter goes without it."""
    return Outcome("due", letter.route, letter.uncertain, due_at=now, problem=problem, drop_carried=True)


def _reply_outcome(letter: Sending, problem: Problem, now: datetime) -> Outcome:
    age = now - (letter.token_from or now)
    uncertain = letter.uncertain or may_have_been_accepted(problem)
    if isinstance(problem, LineRefused) and not problem.token_spent:
        if letter.carried:  # what went along may be what LINE dislikes; the answer itself gets another chance
            return Outcome("due", "reply", uncertain, due_at=now, problem=str(problem), drop_carried=True)
        return Outcome("dead", "reply", uncertain, problem=str(problem))
    if isinstance(problem, LineRefused):
        if letter.uncertain and age < TOKEN_SURELY_ALIVE:
            return Outcome(
                "assumed", "reply", uncertain=False, problem="taken at an earlier try, whose answer was lost"
            )
        return _given_up(letter, uncertain, str(problem), now)
    if age >= TOKEN_SURELY_DEAD:
        return _given_up(letter, uncertain, str(problem), now)
    pause = pause_after(BUSY_PAUSES if isinstance(problem, LineBusy) else _REPLY_PAUSES, letter.attempts)
    # Not beyond the token's life: the chat's next reply waits behind this one.
    due_at = min(now + pause, now - age + TOKEN_SURELY_DEAD)
    return Outcome("due", "reply", uncertain, due_at=due_at, problem=str(problem))


def _given_up(letter: Sending, uncertain: bool, problem: str, now: datetime) -> Outcome:
    """The token is of no more use. Only what surely was not accepted may be pushed instead."""
    if letter.fallback == "push" and not uncertain and letter.recipient is not None:
        return Outcome("due", "push", uncertain=False, due_at=now, problem=problem)
    return Outcome("owed", "reply", uncertain, fate="unknown" if uncertain else "undelivered", problem=problem)


def _push_outcome(letter: Sending, problem: Problem, now: datetime) -> Outcome:
    uncertain = letter.uncertain or may_have_been_accepted(problem)
    if isinstance(problem, LineRefused):
        return Outcome("dead", "push", uncertain, problem=str(problem))
    pause = pause_after(BUSY_PAUSES if isinstance(problem, LineBusy) else PUSH_PAUSES, letter.attempts)
    if now + pause - (letter.first_push_at or now) > KEY_LIVES:
        return _push_given_up(uncertain, str(problem))
    return Outcome("due", "push", uncertain, due_at=now + pause, problem=str(problem))


def _push_given_up(uncertain: bool, problem: str) -> Outcome:
    return Outcome("dead", "push", uncertain, fate="unknown" if uncertain else "undelivered", problem=problem)


def may_have_been_accepted(problem: Problem) -> bool:
    """Whether LINE may have taken it all the same."""
    return isinstance(problem, LineUnavailable) and problem.maybe_accepted


def pause_after(pauses: tuple[float, ...], attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    return timedelta(seconds=pauses[min(max(attempts, 1), len(pauses)) - 1])
