"""Due batches go to LINE, a few at a time, outside any transaction."""

from __future__ import annotations

import json
import logging
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from sqlalchemy.orm import Session

from bot.batch_outcomes import not_accepted, too_late
from bot.failpoints import Reach
from bot.line import Line, LineBusy, LineRefused, LineUnavailable
from bot.recording import recorded_patiently
from handlers import survey_mails
from handlers.city import City
from storage import mails, waves
from storage.database import Database
from storage.sealing import Seal
from storage.waves import BatchOutcome, Sendable

log = logging.getLogger("koe.waves")


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
        if recorded_patiently(f"batch {batch.id}", lambda: self._record(batch, outcome), self._stop):
            self._reach("waves.after_batch_record")

    def _record(self, batch: Sendable, outcome: BatchOutcome) -> None:
        with self._database.writing() as session:
            noted = waves.record(session, batch, outcome, self._seal, self._clock())
            if noted and outcome.state == "dead":
                self._tell_staff(session, batch)
        if not noted:
            log.warning("batch %d: another process took over", batch.id)

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
