"""What follows from an attempt to send a batch, and sending those that are due.

The stored key makes every repetition harmless for a day; after 23 hours nothing is repeated. What LINE surely refused for
what it holds is halved, so that one bad entry does not keep the letter from 499 others.
"""

from __future__ import annotations

import json
import logging
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.failpoints import Reach
from bot.line import Line, LineBusy, LineRefused, LineUnavailable
from handlers import survey_mails
from handlers.city import City
from storage import mails, waves
from storage.database import Database, DatabaseAway
from storage.sealing import Seal
from storage.waves import BatchOutcome, Sendable

log = logging.getLogger("koe.waves")

KEY_LIVES = timedelta(hours=23)
_PAUSES = (2, 10, 60, 300, 900, 1800)
_BUSY_PAUSES = (2, 5, 10, 30, 60, 300)
_RECORD_TRIES = 8
_RECORD_PAUSE_SECONDS = 0.25

Problem = LineUnavailable | LineBusy | LineRefused


def too_late(batch: Sendable, now: datetime) -> BatchOutcome | None:
    """What becomes of a batch whose key LINE may have forgotten; None for all others."""
    if batch.first_try_at is None or now - batch.first_try_at <= KEY_LIVES:
        return None
    return BatchOutcome("dead", batch.uncertain, problem="too late to try again")


def not_accepted(batch: Sendable, problem: Problem, now: datetime) -> BatchOutcome:
    """LINE did not say that it took it; what now."""
    uncertain = batch.uncertain or (isinstance(problem, LineUnavailable) and problem.maybe_accepted)
    if isinstance(problem, LineRefused):
        # Where an earlier try may have been accepted, new keys could bring the letter twice.
        split = batch.people > 1 and not uncertain
        return BatchOutcome("split" if split else "dead", uncertain, problem=str(problem))
    pauses = _BUSY_PAUSES if isinstance(problem, LineBusy) else _PAUSES
    pause = timedelta(seconds=pauses[min(batch.attempts, len(pauses)) - 1])
    if now + pause - (batch.first_try_at or now) > KEY_LIVES:
        return BatchOutcome("dead", uncertain, problem=str(problem))
    return BatchOutcome("due", uncertain, due_at=now + pause, problem=str(problem))


class Multicasts:
    """Sends due batches, a few calls at a time."""

    def __init__(
        self,
        database: Database,
        line: Line,
        seal: Seal,
        city: City,
        clock: Callable[[], datetime],
        *,
        reach: Reach,
        at_once: int = 8,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._stopped = stopped
        self._database = database
        self._line = line
        self._seal = seal
        self._city = city
        self._clock = clock
        self._reach = reach
        self._at_once = at_once
        self._stop = threading.Event()

    def stop(self) -> None:
        self._stop.set()

    def send_due(self) -> int:
        """Send the batches that are due now; how many. Returns when their outcomes are noted. Raises DatabaseAway.

        While staff have stopped all pushes, and in the quiet hours, they stay due: a letter that LINE did not take in the
        evening must not ring at night.
        """
        quiet = self._city.panel.quiet
        if self._stopped() or (quiet is not None and quiet.cover(self._clock())):
            return 0
        lease = uuid.uuid4().hex
        with self._database.writing() as session:
            batches = waves.claim_batches(session, self._clock(), lease, self._at_once)
        if not batches:
            return 0
        self._reach("waves.after_batch_claim")
        if len(batches) == 1:
            self._send(batches[0])
        else:
            with ThreadPoolExecutor(len(batches), thread_name_prefix="multicast") as calls:
                list(calls.map(self._send, batches))
        return len(batches)

    def _send(self, batch: Sendable) -> None:
        outcome = self._attempt(batch)
        self._reach("waves.before_batch_record")
        for _ in range(_RECORD_TRIES):
            try:
                with self._database.writing() as session:
                    noted = waves.record(session, batch, outcome, self._seal, self._clock())
                    if noted and outcome.state == "dead":
                        self._tell_staff(session, batch)
            except DatabaseAway:
                if self._stop.wait(_RECORD_PAUSE_SECONDS):
                    return
            else:
                self._reach("waves.after_batch_record")
                if not noted:
                    log.warning("batch %d: another process took over", batch.id)
                return
        log.error("batch %d: database away, outcome not noted", batch.id)

    def _tell_staff(self, session: Session, batch: Sendable) -> None:
        mail = survey_mails.undelivered(self._city, batch.survey, batch.people)
        mails.write(session, f"batch:{batch.id}:dead", mail, self._clock())

    def _attempt(self, batch: Sendable) -> BatchOutcome:
        now = self._clock()
        if late := too_late(batch, now):
            log.error("batch %d of %s: %s", batch.id, batch.purpose, late.problem)
            return late
        if batch.over:
            return BatchOutcome("dead", batch.uncertain, problem="the survey is over")
        try:
            people = json.loads(self._seal.open(batch.recipients))
            messages = json.loads(self._seal.open(batch.body))
        except Exception as problem:
            log.exception("batch %d: cannot be opened", batch.id)
            return BatchOutcome("dead", batch.uncertain, problem=type(problem).__name__)
        self._reach("waves.before_multicast")
        try:
            self._line.multicast(people, messages, batch.retry_key)
        except (LineUnavailable, LineBusy, LineRefused) as problem:
            outcome = not_accepted(batch, problem, self._clock())
            log.warning("batch %d: %s, now %s", batch.id, type(problem).__name__, outcome.state)
            return outcome
        except Exception as problem:
            log.exception("batch %d: the call broke off", batch.id)
            return not_accepted(batch, LineUnavailable(type(problem).__name__, maybe_accepted=True), self._clock())
        self._reach("waves.after_multicast")
        return BatchOutcome("sent")
