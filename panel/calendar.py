"""When something may be pushed: quiet hours, election periods, terms, and what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")
DEFAULT_INVITATION_TIME = time(18, 30)
# What was missed by no more than this is sent by itself; later than that staff are asked.
GRACE = timedelta(hours=6)
# Staff ask for the next term so long before the present one ends.
RENEWAL_ASKED_BEFORE = timedelta(days=30)


@dataclass(frozen=True)
class QuietHours:
    """No pushes from ``begin`` to ``end``, Japanese time, over midnight when begin is later; equal: never quiet."""

    begin: time
    end: time

    def cover(self, moment: datetime) -> bool:
        at = moment.astimezone(JAPAN).time()
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end

    def over_at(self, moment: datetime) -> datetime:
        """The next end of the quiet hours at or after ``moment``."""
        local = moment.astimezone(JAPAN)
        today = local.replace(hour=self.end.hour, minute=self.end.minute, second=0, microsecond=0)
        ending = today if today >= local else today + timedelta(days=1)
        return ending.astimezone(moment.tzinfo)


@dataclass(frozen=True)
class Election:
    """From the announcement to election day, both included: no surveys."""

    first: date
    last: date
    name: str = "選挙"

    def covers(self, moment: datetime) -> bool:
        return self.first <= moment.astimezone(JAPAN).date() <= self.last


@dataclass(frozen=True)
class When:
    """What to do with a push that is due: send it now, wait until ``at``, or ask staff because of ``why``."""

    what: Literal["send", "wait", "ask"]
    at: datetime | None = None
    why: Literal["late", "election", "closing"] | None = None


def when(
    due: datetime, closes: datetime, now: datetime, quiet: QuietHours | None, elections: Sequence[Election] = ()
) -> When:
    """What becomes of a push of a survey that was due at ``due`` (aware) and is open until ``closes``.

    Quiet hours put it off to their end, and what they put off is not late: lateness counts from when it could be sent.
    """
    if now < due:
        return When("wait", due)
    if now >= closes:
        return When("ask", why="closing")
    if any(election.covers(now) for election in elections):
        return When("ask", why="election")
    possible = due if quiet is None or not quiet.cover(due) else quiet.over_at(due)
    if now < possible:
        return When("ask", why="closing") if possible >= closes else When("wait", possible)
    if now - possible > GRACE:
        return When("ask", why="late")
    if quiet is not None and quiet.cover(now):
        morning = quiet.over_at(now)
        return When("ask", why="closing") if morning >= closes else When("wait", morning)
    return When("send")


def term_until(joined: date) -> date:
    """The last day of a monitor's term: 31 March of the fiscal year."""
    return date(joined.year + (joined.month > 3), 3, 31)


def in_words(moment: datetime) -> str:
    """A moment as residents read it: 12月8日(火)午後8時."""
    local = moment.astimezone(JAPAN)
    half, hour = ("午前", local.hour) if local.hour < 12 else ("午後", local.hour - 12)
    minute = f"{local.minute}分" if local.minute else ""
    if (local.hour, local.minute) == (12, 0):
        return f"{day_in_words(local.date())}正午"
    return f"{day_in_words(local.date())}{half}{hour}時{minute}"


def day_in_words(day: date) -> str:
    """12月8日(火)."""
    return f"{month_and_day(day)}({'月火水木金土日'[day.weekday()]})"


def month_and_day(day: date) -> str:
    """12月8日."""
    return f"{day.month}月{day.day}日"
