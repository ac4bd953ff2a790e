"""Events, letters and jobs, in threads of this process. APScheduler is the clock; what is to do stands in the database."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.schedulers.background import BackgroundScheduler

from bot import jobs
from bot.failing_on import FailingOn
from bot.presence import SIGN_SECONDS, Presence
from bot.sender import Sender
from bot.turns import Turns
from bot.waves import SurveyWork, Waves
from storage import signs, wakeup
from storage.database import Database, DatabaseAway

log = logging.getLogger("koe.worker")

# What another process left behind is found at the latest after this long.
POLL_SECONDS = 2
# Letters that are to be tried again become due at moments of their own.
_LETTER_POLL_SECONDS = 0.5
_PAUSE_AFTER_TROUBLE_SECONDS = 0.5
_LETTERS_AT_ONCE = 32
# Under load, what comes within this time is handled as one group, whose claim and keeping cost as much as one turn. A lone
# event is never delayed by it.
_GATHER_SECONDS = 0.04
# An inbox that this worker has not turned to for so long is filling faster than it can empty it.
_BEHIND_SECONDS = 0.05
# How late a wave may be noticed.
WAVES_TICK_SECONDS = 2
_FIRST_TICK_AFTER = timedelta(seconds=1)
# At a hundred events a second the log grows by ten megabytes a second; more often would write the same pages again and again.
_CHECKPOINT_SECONDS = 2
# gunicorn ends a process that takes longer than 20 seconds in all.
_STOP_SECONDS = 12
# Turns and letters come round every two seconds at the latest.
_ALIVE_SECONDS = 10
# Does what is due, and says how much that was.
Chore = Callable[[], int]


def _something_was_done(done: int) -> bool:
    return done > 0


@dataclass(frozen=True)
class Loop:
    """What one thread does again and again: when it is ``wanted``, every so many seconds, and at once while ``more_waits``
    after what was done."""

    name: str
    work: Chore
    wanted: threading.Event = field(default_factory=threading.Event)
    every_seconds: float = POLL_SECONDS
    more_waits: Callable[[int], bool] = _something_was_done


class Worker:
    """Runs until ``stop``. ``wake`` says that there is something in the inbox."""

    def __init__(
        self,
        database: Database,
        turns: Turns,
        sender: Sender,
        letters_due: threading.Event,
        clock: Callable[[], datetime],
        follow: Callable[[], object],
        surveys: SurveyWork | None = None,
        *,
        chores: Sequence[Chore] = (),
        of_photos: Sequence[Chore] = (),
        imports: Callable[[Callable[[], bool]], int] | None = None,
        key_number: int | None = None,
    ) -> None:
        """``follow`` sees whether there is a new edition of the library, and answers from it. ``surveys`` None: this
        worker leaves surveys alone. ``chores`` are tried every few seconds, one after the other: mails, jobs of cases;
        each says how much it did. ``of_photos`` are tried beside them: LINE may take minutes for a photo, and the mail of an
        urgent voice must not wait for that. ``imports`` reads files staff handed in, beside everything else: it takes long,
        and so it is told how to see that this worker is to stop.
        """
        self._database = database
        self._sender = sender
        self._clock = clock
        self._filled_at = 0.0
        self._surveys = surveys
        self._hourly = jobs.forgetting(database, clock) + (jobs.of_surveys(surveys.waves) if surveys else ())
        self._failing = FailingOn(database, "work", clock)
        self._stop = threading.Event()
        self._beats: dict[str, float] = {}
        self._presence = Presence(database, signs.WORKER, clock, key_number=key_number)

        def see_the_library() -> int:
            follow()
            return 0  # nothing more is to be done before the next change

        inbox = Loop("turns", turns.take, more_waits=lambda _done: turns.more_wait)
        library = Loop("library", see_the_library)
        self._inbox_filled = inbox.wanted
        self._loops = [
            inbox,
            Loop("letters", partial(sender.send_due, _LETTERS_AT_ONCE), letters_due, _LETTER_POLL_SECONDS),
            library,
            Loop("chores", partial(_do_all, chores, self._failing)),
            Loop("photos", partial(_do_all, of_photos, self._failing)),
        ]
        if surveys is not None:
            self._loops.append(Loop("batches", surveys.multicasts.send_due, surveys.batches_due))
        if imports is not None:
            self._loops.append(Loop("imports", partial(imports, self._stop.is_set)))
        heard = {wakeup.INBOX_CHANNEL: self.wake, wakeup.LIBRARY_CHANNEL: library.wanted.set}
        self._threads = [
            *(threading.Thread(target=self._run, args=(loop,)) for loop in self._loops),
            threading.Thread(target=wakeup.listen, args=(database, heard, self._stop)),
        ]
        self._clockwork = BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._clockwork.add_job(self._do_hourly, "interval", hours=1, next_run_time=datetime.now(UTC))
        self._clockwork.add_job(self._show, "interval", seconds=SIGN_SECONDS, next_run_time=datetime.now(UTC))
        self._clockwork.add_job(self._checkpoint, "interval", seconds=_CHECKPOINT_SECONDS)
        if surveys is not None:
            soon = datetime.now(UTC) + _FIRST_TICK_AFTER
            self._clockwork.add_job(
                self._tick, "interval", args=(surveys.waves,), seconds=WAVES_TICK_SECONDS, next_run_time=soon
            )

    def start(self) -> None:
        for thread in self._threads:
            thread.daemon = True  # a worker killed mid-turn is what the leases are for
            thread.start()
        self._clockwork.start()

    def wake(self) -> None:
        if not self._inbox_filled.is_set():
            self._filled_at = time.monotonic()
        self._inbox_filled.set()

    def is_behind(self) -> bool:
        """Whether the inbox fills faster than this worker empties it, or it has stopped emptying it."""
        return self._inbox_filled.is_set() and time.monotonic() - self._filled_at > _BEHIND_SECONDS

    def stop(self) -> None:
        """Finish what is in hand, take up nothing new. Harmless when called again."""
        self._stop.set()
        for loop in self._loops:
            loop.wanted.set()
        if self._surveys is not None:
            self._surveys.multicasts.stop()
        ending = list(self._threads)
        if self._clockwork.running:
            # What the clock began is in hand too: it may hold a connection, or sign in again after we have left.
            ending.append(threading.Thread(target=self._clockwork.shutdown, daemon=True))
            ending[-1].start()
        over = time.monotonic() + _STOP_SECONDS
        for thread in ending:
            if thread.is_alive():
                thread.join(timeout=max(0.0, over - time.monotonic()))
        self._sender.stop()
        self._presence.leave()

    def alive(self) -> bool:
        """Whether turns and letters have come round lately. Preparing a new edition may take its time."""
        now = time.monotonic()
        return all(now - self._beats.get(name, -math.inf) < _ALIVE_SECONDS for name in ("turns", "letters"))

    def _run(self, loop: Loop) -> None:
        while True:
            loop.wanted.clear()
            if self._stop.is_set():  # looked at after clearing, or the call of whoever stops could be cleared unheard
                return
            self._beats[loop.name] = began = time.monotonic()
            try:
                done = loop.work()
                self._failing.went_well(loop.name)
                if done:
                    self._stop.wait(max(0.0, began + _GATHER_SECONDS - time.monotonic()))
                if not loop.more_waits(done):
                    loop.wanted.wait(loop.every_seconds)
            except DatabaseAway as problem:
                log.warning("%s: database away (%s)", loop.name, problem)
                self._stop.wait(_PAUSE_AFTER_TROUBLE_SECONDS)
            except Exception as problem:
                log.exception("%s: broke off", loop.name)
                self._failing.broke_off(loop.name, problem)
                self._stop.wait(_PAUSE_AFTER_TROUBLE_SECONDS)

    def _tick(self, waves: Waves) -> None:
        try:
            waves.tick()
        except DatabaseAway as problem:
            log.warning("waves put off: database away (%s)", problem)
        except Exception as problem:
            log.exception("waves: broke off")
            self._failing.broke_off("waves", problem)
        else:
            self._failing.went_well("waves")

    def _show(self) -> None:
        """A sign of life, while there is life."""
        if self.alive():
            self._presence.show()

    def _checkpoint(self) -> None:
        try:
            self._database.checkpoint()
        except DatabaseAway as problem:
            log.warning("checkpoint put off: database away (%s)", problem)

    def _do_hourly(self) -> None:
        jobs.run(self._hourly, self._database, self._clock, self._stop.is_set)


def _do_all(chores: Sequence[Chore], failing: FailingOn) -> int:
    """One that breaks off must not keep the others from being done."""
    done = 0
    for chore in chores:
        name = getattr(chore, "__qualname__", type(chore).__name__)
        try:
            done += chore()
        except DatabaseAway:
            raise
        except Exception as problem:
            log.exception("%s: broke off", name)
            failing.broke_off(name, problem)
        else:
            failing.went_well(name)
    return done
