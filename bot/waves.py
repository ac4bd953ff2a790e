"""The clock's work on surveys: open them in time, remind, close, and never twice, never skipping anybody silently.

Rows are the truth: every step looks at what stands there and does what is missing, so that ticking twice, in two workers or
after a crash, changes nothing.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot import renewals
from bot.failing_on import FailingOn
from bot.failpoints import Reach
from bot.line import Line
from bot.multicasts import Multicasts
from bot.quota import granted
from handlers import survey_mails, survey_wording
from handlers.city import City
from panel.calendar import When, when
from panel.price import price
from storage import mails, monitors, survey_closing, surveys, waves
from storage.database import Database, DatabaseAway
from storage.models.surveys import Held
from storage.outbox import sealed_body
from storage.sealing import Seal
from storage.surveys import Kept

log = logging.getLogger("koe.waves")

_BUSY_TRIES = 8
_BUSY_PAUSE_SECONDS = 0.2

_NOTES: dict[str, str] = {
    "late": "開始の時刻を6時間より多く過ぎました。送ってよいか確かめてください。",
    "election": "選挙の期間です。送ってよいか確かめてください。",
    "closing": "送れる時刻になる前に締切が来ます。締切を直してください。",
    "keys": "復元により、回答者と回答を結びつける鍵がありません。新しい回答は受け付けません。",
}
# Those who were asked answer meanwhile: what waits is the second request, and staff are not to think that nothing went out.
_NOTES_OF_A_REMINDER: dict[str, str] = {
    "late": "再度のお願いの時刻を6時間より多く過ぎました。回答は受け付けています。もう一度お願いしてよいか確かめてください。",
    "election": "再度のお願いの時刻が、選挙の期間です。回答は受け付けています。もう一度お願いしてよいか確かめてください。",
}


@dataclass(frozen=True)
class SurveyWork:
    """What a worker does about surveys, and the event that says that batches wait."""

    waves: Waves
    multicasts: Multicasts
    batches_due: threading.Event


class Waves:
    """What the clock does about surveys. ``on_batches`` is called when there is something to send."""

    def __init__(
        self,
        database: Database,
        line: Line,
        seal: Seal,
        city: City,
        clock: Callable[[], datetime],
        *,
        reach: Reach,
        on_batches: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._line = line
        self._seal = seal
        self._city = city
        self._clock = clock
        self._reach = reach
        self._on_batches = on_batches
        self._failing = FailingOn(database, "survey", clock)
        self._told: set[str] = set()  # what this process has written already; the rows keep it once for all processes

    def tick(self) -> None:
        """Do what is due. Raises DatabaseAway."""
        now = self._clock()
        with self._database.reading() as session:
            waiting = waves.due(session, now)
        for survey in waiting:
            self._by_itself(survey.id, "sending", partial(self._send_if_due, survey, now))
        self.close_due()

    def _by_itself(self, survey: int, what: str, work: Callable[[], None]) -> None:
        """One survey must not keep the others from their time. Raises DatabaseAway, which keeps all of them from it."""
        key = f"{survey} ({what})"
        try:
            work()
        except DatabaseAway:
            raise
        except Exception as problem:
            log.exception("survey %d: %s broke off", survey, what)
            self._failing.broke_off(key, problem)
        else:
            self._failing.went_well(key)

    def _send_if_due(self, survey: Kept, now: datetime) -> None:
        if not survey.planned:
            self._open(survey, now)
        else:
            self._remind(survey, now)

    def _taken(self, survey: Kept, now: datetime) -> str | None:
        """The lease under which this process writes the letters of a survey; None where another one does."""
        lease = uuid.uuid4().hex
        with self._database.writing() as session:
            return lease if waves.take(session, survey.id, now, lease) else None

    # --- opening ---------------------------------------------------------------------------------------------------

    def _open(self, survey: Kept, now: datetime) -> None:
        what = self._when(survey, survey.survey.opens_at, now)
        if what.what == "wait":
            self._put_off(survey, survey.survey.opens_at, what, now)
            return
        if what.what == "ask" and what.why is not None:
            self._hold(survey, what.why, _NOTES[what.why])
            return
        with self._database.reading() as session:
            people = waves.recipients(session, survey.survey.audience, after=survey.planned_after)
        if survey.state == "scheduled" and not self._affordable(survey, people):
            return
        if (lease := self._taken(survey, now)) is None:
            return
        self._reach("waves.after_claim")
        body = sealed_body(survey_wording.invitation(survey.id, survey.survey, self._city), self._seal)
        self._in_chunks(
            survey.id,
            lambda session, at: waves.plan_invitations(session, survey.id, lease, body, self._seal, at),
        )

    def _in_chunks(self, survey: int, plan: Callable[..., waves.Planned]) -> None:
        people = 0
        while True:
            self._reach("waves.before_plan")
            try:
                planned = self._patiently(plan)
            except waves.LostWave:
                log.warning("survey %d: another worker took over", survey)
                return
            self._reach("waves.after_plan")
            people += planned.people
            self._on_batches()
            if planned.done:
                log.info("survey %d: letters to %d people written", survey, people)
                return

    def _patiently(self, plan: Callable[..., waves.Planned]) -> waves.Planned:
        """One chunk in one transaction. A database that is busy for a moment must not cost the wave its lease."""
        for _ in range(_BUSY_TRIES):
            try:
                with self._database.writing() as session:
                    return plan(session, self._clock())
            except DatabaseAway as problem:
                log.warning("planning put off for a moment: database away (%s)", problem)
                time.sleep(_BUSY_PAUSE_SECONDS)
        with self._database.writing() as session:
            return plan(session, self._clock())

    def _when(self, survey: Kept, due: datetime, now: datetime) -> When:
        rules = self._city.panel
        elections = () if survey.released_for == "election" else rules.elections
        what = when(due, survey.survey.closes_at, now, rules.quiet, elections)
        # Whatever staff were asked about, they were asked late, and said that it may go now.
        if survey.released_for is not None and what.why == "late":
            if rules.quiet is not None and rules.quiet.cover(now):
                return When("wait", rules.quiet.over_at(now))
            return When("send")
        return what

    def _affordable(self, survey: Kept, people: int) -> bool:
        """Whether the month's quota suffices for all; else nobody is sent to and staff are told what is missing."""
        known = granted(self._line)
        if known is None:
            log.warning("survey %d: waits until the quota is known", survey.id)
            return False
        cost = price(people, 0, *known)
        if cost.missing:
            self._hold(survey, "quota", cost.in_words())
            return False
        return True

    def _hold(self, survey: Kept, why: Held, note: str) -> None:
        now = self._clock()
        with self._database.writing() as session:
            held = surveys.hold(session, survey.id, why, note)
            if held:  # with the mail or not at all: a hold that nobody hears of would be a survey skipped in silence
                mail = survey_mails.held(self._city, survey.id, survey.survey.title, note)
                mails.write(session, f"survey:{survey.id}:held:{now.timestamp():.0f}", mail, now)
        if held:
            log.error("survey %d is held (%s): staff have to decide", survey.id, why)

    def _put_off(self, survey: Kept, due: datetime, what: When, now: datetime) -> None:
        """Tell staff once that a survey which is due waits for the end of the quiet hours."""
        if what.at is None or now < due:
            return
        purpose = f"survey:{survey.id}:put-off:{what.at.timestamp():.0f}"
        if purpose in self._told:
            return
        mail = survey_mails.put_off(self._city, survey.id, survey.survey.title, what.at)
        with self._database.writing() as session:
            mails.write(session, purpose, mail, now)
        self._told.add(purpose)

    # --- reminding -------------------------------------------------------------------------------------------------

    def _remind(self, survey: Kept, now: datetime) -> None:
        number = survey.reminded + 1
        spans = survey.survey.remind_after
        if number > len(spans) or survey.opened_at is None:
            return
        due = max(survey.opened_at, survey.survey.opens_at) + spans[number - 1]
        what = self._when(survey, due, now)
        if what.what == "wait":
            return
        if what.why == "closing":  # there is no time left in which a reminder would help
            with self._database.writing() as session:
                waves.skip_reminder(session, survey.id, number)
            log.warning("survey %d: no reminder so near to the close", survey.id)
            return
        if what.what == "ask" and what.why is not None:
            self._hold(survey, what.why, _NOTES_OF_A_REMINDER[what.why])
            return
        with self._database.reading() as session:
            people = waves.unfinished(session, survey.id)
        if not self._affordable(survey, people):
            return
        if (lease := self._taken(survey, now)) is None:
            return
        body = sealed_body(survey_wording.reminder(survey.id, survey.survey, self._city), self._seal)
        self._in_chunks(
            survey.id,
            lambda session, at: waves.plan_reminder(session, survey.id, lease, number, body, self._seal, at),
        )

    # --- closing ---------------------------------------------------------------------------------------------------

    def close_due(self) -> None:
        """Close the surveys whose time is over, and wipe what may go after the close."""
        with self._database.reading() as session:
            due = survey_closing.due(session, self._clock())
            lost = survey_closing.without_key(session)
        for survey in lost:
            self._by_itself(survey, "holding", partial(self._hold_without_key, survey))
        for survey in due:
            self._by_itself(survey, "closing", partial(self.close, survey))

    def _hold_without_key(self, survey: int) -> None:
        """An old backup was restored: nobody could be told apart, so no more answers are taken."""
        with self._database.reading() as session:
            kept = surveys.get(session, survey)
        self._hold(kept, "keys", _NOTES["keys"])

    def close(self, survey: int) -> None:
        """Close one survey now."""
        with self._database.writing() as session:
            survey_closing.begin(session, survey)
        self._reach("waves.before_close")
        rules = self._city.panel
        areas = {district.name: district.area for district in rules.districts}
        with self._database.reading() as session:
            kept = surveys.get(session, survey)
            tallied = survey_closing.tally(session, kept, areas, rules.results, self._seal)
        self._reach("waves.after_tally")
        with self._database.writing() as session:
            closed = survey_closing.finish(session, kept, tallied, self._seal, self._clock())
        self._reach("waves.after_close")
        if closed:
            log.info("survey %d: closed", survey)
        self.wipe()

    def wipe(self) -> None:
        """Erase, a bounded number of rows at a time, what is left of closed surveys."""
        while True:
            with self._database.writing() as session:
                if not survey_closing.wipe_rest(session, self._clock()):
                    return

    def report(self) -> None:
        """Surveys whose figures are due to be told count as reported."""
        with self._database.writing() as session:
            surveys.report_due(session, self._clock() - survey_wording.RESULTS_AFTER, self._clock())

    def ask_renewals(self) -> None:
        """Ask those whose term ends whether they stay; staff hear where the month's quota does not do for all."""
        now = self._clock()
        try:
            people = renewals.ask(self._database, self._city, self._seal, now, partial(granted, self._line))
        except renewals.QuotaTooSmall as problem:
            mail = survey_mails.no_renewal(self._city, str(problem))
            with self._database.writing() as session:
                mails.write(session, f"{monitors.renewal_purpose(now)}:{now:%Y-%m}", mail, now)
            return
        except renewals.NotAsked:
            return
        if people:
            self._on_batches()

    def end_terms(self) -> None:
        with self._database.writing() as session:
            monitors.end_terms(session, self._clock())
