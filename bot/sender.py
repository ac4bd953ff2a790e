"""Due letters go to LINE, many at a time, outside any transaction; their outcomes come back in groups."""

from __future__ import annotations

import json
import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Any

from bot.failpoints import Reach
from bot.line import Line, LineBusy, LineRefused, LineUnavailable
from bot.outcomes import accepted, carried_unreadable, not_accepted, too_late, unreadable
from bot.recording import RECORD_PAUSE_SECONDS, recorded_patiently
from handlers.render import again
from storage import outbox
from storage.database import Database
from storage.outbox import Outcome, Sending
from storage.sealing import Seal

log = logging.getLogger("koe.sender")

# Only the same person's next letter waits for an outcome, and noting it costs a transaction, so several are noted together.
# Killed meanwhile, the letters count as of unknown fate and are tried again with their token or key, which does no harm.
_GATHER_OUTCOMES_SECONDS = 0.05


class Sender:
    """Up to ``at_once`` calls to LINE in flight, at most half of them pushes, so that slow pushes leave room for replies.

    While ``pushes_stopped``, pushes stay due. ``on_more_due`` is called when a call came free and letters wait for one.
    """

    def __init__(
        self,
        database: Database,
        line: Line,
        seal: Seal,
        clock: Callable[[], datetime],
        *,
        at_once: int = 64,
        reach: Reach,
        on_more_due: Callable[[], None],
        pushes_stopped: Callable[[], bool] = lambda: False,
        record_pause_seconds: float = RECORD_PAUSE_SECONDS,
        gather_seconds: float = _GATHER_OUTCOMES_SECONDS,
    ) -> None:
        self._pushes_stopped = pushes_stopped
        self._record_pause_seconds = record_pause_seconds
        self._gather_seconds = gather_seconds
        self._database = database
        self._line = line
        self._seal = seal
        self._clock = clock
        self._reach = reach
        self._on_more_due = on_more_due
        self._more_due = False
        self._waiting_chats: set[str] = set()
        self._free = at_once
        self._free_for_pushes = max(1, at_once // 2)
        self._free_lock = threading.Lock()
        self._stop = threading.Event()
        self._calls = ThreadPoolExecutor(at_once, thread_name_prefix="sender")
        self._to_note: list[tuple[Sending, Outcome]] = []
        self._somebody_notes = False
        self._note_lock = threading.Lock()

    def reserve(self, wanted: int) -> int:
        """Set aside up to ``wanted`` free calls; how many. Only letters with a free call are taken in hand."""
        with self._free_lock:
            granted = min(wanted, self._free)
            self._free -= granted
            return granted

    def give_back(self, count: int) -> None:
        """Calls that were reserved but not needed."""
        with self._free_lock:
            self._free += count

    def send(self, letters: Sequence[Sending]) -> None:
        """Start sending letters whose calls were reserved. Returns at once."""
        with self._free_lock:
            self._free_for_pushes -= sum(letter.route == "push" for letter in letters)
        for letter in letters:
            self._calls.submit(self._send_one, letter)

    def expect_due(self, chats: Iterable[str]) -> None:
        """Letters were written to ``chats`` that could not be taken in hand: for want of a call, or behind another one."""
        with self._free_lock:
            self._waiting_chats.update(chats)
        self._more_due = True
        self._on_more_due()

    def send_due(self, limit: int) -> int:
        """Take due letters in hand and start sending them; how many. Raises DatabaseAway."""
        lease = uuid.uuid4().hex
        self._more_due = False
        granted, pushes = self.reserve(limit), 0 if self._pushes_stopped() else max(0, self._free_for_pushes)
        letters: list[Sending] = []
        try:
            if granted:
                with self._database.writing() as session:
                    claimed = outbox.claim(session, self._clock(), lease, granted, pushes=pushes)
                letters = claimed  # ours only now that it is kept
        finally:
            self.give_back(granted - len(letters))
            taken_up = len(letters) == granted or sum(letter.route == "push" for letter in letters) == pushes
            self._more_due = self._more_due or taken_up
            with self._free_lock:  # a chat's next letter becomes due once this one has ended
                self._waiting_chats.update(letter.chat for letter in letters)
        if letters:
            self._reach("sender.after_claim")
        self.send(letters)
        return len(letters)

    def stop(self) -> None:
        """Let calls in flight end; what is not noted by then is found again by its lease."""
        self._stop.set()
        self._calls.shutdown(wait=True, cancel_futures=True)

    def _send_one(self, letter: Sending) -> None:
        try:
            self._reach("sender.before_call")
            outcome = self._attempt(letter)
            self._reach("sender.after_call")
        except Exception:
            # The row still says "sending": its lease runs out and the letter is taken up again.
            log.exception("letter %s: attempt broke off", letter.id)
            self._ended([letter])
            return
        with self._note_lock:
            self._to_note.append((letter, outcome))
            somebody_notes, self._somebody_notes = self._somebody_notes, True
        if not somebody_notes:  # whoever ends first notes for all that end soon after; nobody else waits for that
            time.sleep(self._gather_seconds)
            with self._note_lock:
                outcomes, self._to_note, self._somebody_notes = self._to_note, [], False
            self._note(outcomes)
            self._ended([letter for letter, _ in outcomes])

    def _ended(self, letters: Sequence[Sending]) -> None:
        """The calls of these letters are free again."""
        with self._free_lock:
            self._free += len(letters)
            self._free_for_pushes += sum(letter.route == "push" for letter in letters)
            chats = {letter.chat for letter in letters}
            was_in_the_way = not chats.isdisjoint(self._waiting_chats)
            self._waiting_chats -= chats
        if self._more_due or was_in_the_way:
            self._on_more_due()

    def _attempt(self, letter: Sending) -> Outcome:
        started = self._clock()
        if late := too_late(letter, started):
            return late
        try:
            address = self._seal.open((letter.reply_token if letter.route == "reply" else letter.recipient) or b"")
            own = self._opened(letter.body)
        except Exception as problem:
            # Trying again would not help, and the chat's next letters wait behind this one.
            log.exception("letter %s: cannot be opened", letter.id)
            return unreadable(letter, type(problem).__name__)
        try:
            repeated = [message for body in letter.carried for message in self._going_along(body)]
        except Exception as problem:
            log.exception("letter %s: what goes along cannot be opened", letter.id)
            return carried_unreadable(letter, type(problem).__name__, started)
        messages = [*repeated, *own]
        try:
            if letter.route == "reply":
                request_id = self._line.reply(address, messages)
            else:
                request_id = self._line.push(address, messages, letter.retry_key)
        except (LineUnavailable, LineBusy, LineRefused) as problem:
            outcome = not_accepted(letter, problem, self._clock())
            log.warning("letter %s: %s, now %s", letter.id, type(problem).__name__, outcome.state)
        except Exception as problem:
            log.exception("letter %s: the call broke off", letter.id)
            unknown = LineUnavailable(type(problem).__name__, maybe_accepted=True)
            outcome = not_accepted(letter, unknown, self._clock())
        else:
            outcome = accepted(letter, request_id)
        milliseconds = (self._clock() - started).total_seconds() * 1000
        log.debug("letter %s: %s after %d ms", letter.id, outcome.state, milliseconds)
        return outcome

    def _going_along(self, body: bytes) -> list[dict[str, Any]]:
        """What is carried: a reply said before, marked as such, or a letter that waited for this contact."""
        kept = json.loads(self._seal.open(body))
        first: list[dict[str, Any]] | None = kept.get("first") if isinstance(kept, dict) else None
        return again(kept) if first is None else first

    def _opened(self, body: bytes) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = json.loads(self._seal.open(body))
        return messages

    def _note(self, outcomes: Sequence[tuple[Sending, Outcome]]) -> None:
        try:
            self._reach("sender.before_record")
            what = f"letters {[letter.id for letter, _ in outcomes]}"
            if recorded_patiently(what, partial(self._record, outcomes), self._stop, self._record_pause_seconds):
                self._reach("sender.after_record")
        except Exception:
            if len(outcomes) == 1:
                log.exception("letter %s: outcome not noted", outcomes[0][0].id)
            else:  # one letter's oddity must not be its neighbours' failure
                for one in outcomes:
                    self._note([one])

    def _record(self, outcomes: Sequence[tuple[Sending, Outcome]]) -> None:
        # Nobody waits for the disk here: what is forgotten when the power fails is as if the process had died before noting it,
        # a reply of unknown fate or a push with its key.
        with self._database.writing(durable=False) as session:
            lost = outbox.record(session, outcomes, self._clock())
        for letter in lost:
            log.warning("letter %s: another process took over", letter)
