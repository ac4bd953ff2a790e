"""What time does to cases: proposals for staff, 遅れる連絡 before a date passes, 「その後いかがですか」 once.

Each is harmless when run twice, or by two processes: what is due is a row, and doing it changes the row.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from casework.proposals import Proposer
from casework.working_days import day_in_japan
from handlers.city import City
from storage import alike, case_clock, case_work, triage, voice_search
from storage.database import Database
from storage.sealing import Seal
from storage.triage import Proposed

log = logging.getLogger("koe.cases")

_TOKYO = ZoneInfo("Asia/Tokyo")
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

    def run(self) -> int:
        """Do all that is due; how much there was. Raises DatabaseAway."""
        return self.triage() + self.tell_late() + self.ask_after()

    def triage(self) -> int:
        """Prepare new voices for staff: what they may be about, and the pieces by which they are found."""
        with self._database.reading() as session:
            new = triage.waiting(session, self._seal, _AT_ONCE)
        for one in new:
            proposed = self._proposed(one.text)  # thinking takes longer than writing: no transaction is open
            with self._database.writing() as session:
                for voice_id, text in one.texts:
                    voice_search.remember(session, voice_id, text, self._seal)
                done = triage.mark_done(session, one, proposed, self._seal, self._clock())
            if done:
                self._note_alike(one.case_id, one.text)
        return len(new)

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
            late = case_clock.about_to_be_late(session, today, _AT_ONCE)
        for receipt in late:
            with self._database.writing() as session:
                self._tell_late(session, receipt, now)
        return len(late)

    def _tell_late(self, session: Session, receipt: str, now: datetime) -> None:
        today = day_in_japan(now)
        if not case_clock.is_about_to_be_late(session, receipt, today):
            return
        until = self._city.voice.calendar.after(today, self._city.voice.working_days)
        assert until is not None
        case_work.tell_late(session, receipt, LATE_BECAUSE, until, now, self._seal, by=None)
        log.info("case %s: told that it takes longer", receipt)

    def ask_after(self) -> int:
        """28 days after 対応した, or in the promised month: asked once.

        A case has two pushes at most: where 遅れる連絡 went out before the answer, the question waits under 受付状況.
        """
        now = self._clock()
        if not _between(now, _WRITES_FROM, _WRITES_TO):
            return 0
        with self._database.reading() as session:
            due = case_clock.to_be_asked_after(session, day_in_japan(now), _AT_ONCE)
        for receipt in due:
            with self._database.writing() as session:
                case_clock.ask_after(session, receipt, self._seal, now)
        return len(due)


def _between(now: datetime, first: time, last: time) -> bool:
    return first <= now.astimezone(_TOKYO).time() < last
