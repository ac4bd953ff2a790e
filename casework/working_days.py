"""開庁日: the days on which the hall is open, the date a resident may expect an answer by, and the dates inside.

Counting begins with the day after the one on which the voice came in, whatever the hour; a voice of a Saturday counts
from Monday. All dates are days in Asia/Tokyo.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

import jpholiday

# ``panel.calendar`` has it too: neither of the two rooms knows the other.
JAPAN = ZoneInfo("Asia/Tokyo")
_SATURDAY = 5
# Halls rest from 29 December to 3 January by ordinance; of these days the law knows only 1 January as a holiday.
_YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
# Of the days until the answer: the section's draft after six tenths, the decision after nine.
_DRAFT_SHARE = 0.6
_DECISION_SHARE = 0.9
_NEVER_OPEN_DAYS = 366


class NeverOpen(ValueError):
    """``city.toml`` closes the hall for a year or more: no date can be promised."""


@dataclass(frozen=True)
class Pause:
    """Days on which the clock stands because the city asked back: from ``since`` until the day before ``until``.

    ``until`` None: the resident has not answered yet.
    """

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the clock stands on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class InnerDates:
    """By when each step inside the hall is due so that the answer goes out in time."""

    inquiry: date
    draft: date
    decision: date
    answer: date


@dataclass(frozen=True)
class OpenDays:
    """The hall's calendar; ``closed`` are its own closing days (``[closed] days`` of ``city.toml``)."""

    closed: frozenset[date] = frozenset()

    def is_open(self, day: date) -> bool:
        """Whether the hall works on a day: no weekend, holiday, year-end day or closing day of the city."""
        if day.weekday() >= _SATURDAY or (day.month, day.day) in _YEAR_END or day in self.closed:
            return False
        return not jpholiday.is_holiday(day)

    def after(self, start: date, open_days: int, pauses: Iterable[Pause] = ()) -> date | None:
        """The day on which so many working days have passed since ``start``, which itself does not count.

        Days of a pause do not count either; None while a pause is still running. With 0 days it is ``start``. Raises
        NeverOpen for a calendar without working days.
        """
        stands = tuple(pauses)
        if any(pause.until is None for pause in stands):
            return None
        last = start
        days = self._open_beyond(start)
        for _ in range(open_days):
            last = next(day for day in days if not any(pause.holds(day) for pause in stands))
        return last

    def count(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to and with ``end``; negative when ``end`` is earlier."""
        if end < start:
            return -self.count(end, start)
        return sum(self.is_open(start + timedelta(days=nth)) for nth in range(1, (end - start).days + 1))

    def inner_dates(self, due: date, open_days: int) -> InnerDates:
        """The dates inside for an answer that is promised for a day and takes ``open_days``: with 10 days 照会 on the first of
        them, 課の案 on the 6th, 決裁 on the 9th.

        They are counted back from the promise: it may have been moved since the voice came in.
        """
        inquiry, draft, decision = (
            self._before(due, open_days - step)
            for step in (min(1, open_days), ceil(open_days * _DRAFT_SHARE), ceil(open_days * _DECISION_SHARE))
        )
        return InnerDates(inquiry, draft, decision, due)

    def _before(self, end: date, open_days: int) -> date:
        first = end
        days = self._open_beyond(end, backwards=True)
        for _ in range(open_days):
            first = next(days)
        return first

    def _open_beyond(self, start: date, *, backwards: bool = False) -> Iterator[date]:
        day, closed_days = start, 0
        while closed_days < _NEVER_OPEN_DAYS:
            day += timedelta(days=-1 if backwards else 1)
            if self.is_open(day):
                closed_days = 0
                yield day
            else:
                closed_days += 1
        raise NeverOpen("開庁日が1年以上ありません。city.toml の [closed] を確かめてください。")


def open_days(closed: Collection[date] = ()) -> OpenDays:
    """The calendar of a city with its own closing days."""
    return OpenDays(frozenset(closed))


def day_in_japan(now: datetime) -> date:
    """The day a moment (aware) falls on in Japan: a voice at 23:30 UTC belongs to the next day."""
    return now.astimezone(JAPAN).date()
