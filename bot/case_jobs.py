"""What time does to cases: proposals for staff, 遅れる連絡 before a date passes, 「その後いかがですか」 once.

Each is harmless when run twice, or by two processes: what is due is a row, and doing it changes the row.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, time
from functools import partial

from sqlalchemy.orm import Session

from bot.each_by_itself import EachByItself
from casework.proposals import Proposer
from casework.working_days import JAPAN, day_in_japan
from handlers.city import City
from handlers.proposing import things_in
from storage import alike, case_clock, case_work, triage, voice_search
from storage.database import Database
from storage.sealing import Seal
from storage.triage import Proposed

log = logging.getLogger("koe.cases")

# Nobody is written to early or late in the day by the program itself.
_WRITES_FROM, _WRITES_TO = time(10), time(18)
# On the day itself the notice goes out in the afternoon: until then staff may still answer or give their own reason.
_LATE_FROM = time(14)
LATE_BECAUSE = "担当の課での確認に時間がかかっている"
_AT_ONCE = 20


class CaseJobs:
    """Looks for cases of which something is due. ``clock`` can be moved."""

    def __init__(
        self,
        database: Database,
        city: City,
        seal: Seal,
        clock: Callable[[], datetime],
        proposer: Callable[[], Proposer] | None = None,
    ) -> None:
        """``proposer`` None: nothing is proposed to staff, voices are only made findable."""
        self._database = database
        self._city = city
        self._seal = seal
        self._clock = clock
        self._proposer = proposer
        self._triaged = EachByItself(database, "triage of case", clock)
        self._told_late = EachByItself(database, "notice of delay for case", clock)
        self._asked_after = EachByItself(database, "asking after case", clock)

    def triage(self) -> int:
        """Prepare new voices for staff: what they may be about, and the pieces by which they are found; how many were
        prepared. One that cannot be read is shown to staff as it is. Raises DatabaseAway, as all jobs do."""
        with self._database.reading() as session:
            new = triage.waiting(session, _AT_ONCE, but=self._triaged.resting())
        return self._triaged.do(new, lambda case_id: case_id, self._triage)

    def _triage(self, case_id: int) -> None:
        with self._database.reading() as session:
            one = triage.opened(session, case_id, self._seal)
        if one is None:
            return
        proposed = self._proposed(one.text)  # thinking takes longer than writing: no transaction is open
        with self._database.writing() as session:
            for voice_id, text in one.texts:
                voice_search.remember(session, voice_id, text, self._seal, things_in(self._city))
            done = triage.mark_done(session, one, proposed, self._seal, self._clock())
        if done:
            self._note_alike(one.case_id, one.text)

    def _note_alike(self, case_id: int, text: str) -> None:
        """How many cases seem to be the same matter, for the lists of the desk."""
        if self._proposer is None:
            return
        with self._database.reading() as session:
            others = alike.same_matter_as(session, case_id, text, self._proposer(), self._seal)
        with self._database.writing(durable=False) as session:
            alike.note_new(session, case_id, others)

    def _proposed(self, text: str) -> Proposed:
        if self._proposer is None or not text:
            return Proposed()
        found = self._proposer().propose(text)
        return Proposed(
            found.kind.name,
            tuple(field.name for field in found.fields),
            tuple(f"{measure.plan} {measure.code}" for measure in found.measures),
        )

    def tell_late(self) -> int:
        """An interim notice before a date passes unanswered, once a case."""
        now = self._clock()
        if not _between(now, _LATE_FROM, _WRITES_TO):
            return 0
        today = day_in_japan(now)
        with self._database.reading() as session:
            late = case_clock.about_to_be_late(session, today, _AT_ONCE, but=self._told_late.resting())
        return self._told_late.do(late, str, partial(self._tell_late, now=now))

    def _tell_late(self, receipt: str, now: datetime) -> None:
        with self._database.writing() as session:
            self._write_late(session, receipt, now)

    def _write_late(self, session: Session, receipt: str, now: datetime) -> None:
        today = day_in_japan(now)
        if not case_clock.is_about_to_be_late(session, receipt, today):
            return
        until = self._city.voice.calendar.after(today, self._city.voice.working_days)
        assert until is not None
        case_work.tell_late(session, receipt, LATE_BECAUSE, until, now, self._seal, by=None)
        log.info("case %s: told that it takes longer", receipt)

    def ask_after(self) -> int:
        """28 days after 対応した, or once a promised month is over: asked once.

        Each of its people has two pushes at most: who had 遅れる連絡 or a question before the answer finds this under 受付状況.
        """
        now = self._clock()
        if not _between(now, _WRITES_FROM, _WRITES_TO):
            return 0
        with self._database.reading() as session:
            due = case_clock.to_be_asked_after(session, day_in_japan(now), _AT_ONCE, but=self._asked_after.resting())
        return self._asked_after.do(due, str, partial(self._ask_after, now=now))

    def _ask_after(self, receipt: str, now: datetime) -> None:
        with self._database.writing() as session:
            case_clock.ask_after(session, receipt, self._seal, now)


def _between(now: datetime, first: time, last: time) -> bool:
    return first <= now.astimezone(JAPAN).time() < last
